"""Reference values of special functions and quantiles, by mpmath with 50 digits.

Run: python3 test/reference/special_functions.py > test/reference/special-functions.json
"""
import json, platform, sys
import mpmath as mp

mp.mp.dps = 50
s = lambda x: float(mp.nstr(x, 20))


def solve(cdf, p, guess):
    return mp.findroot(lambda x: cdf(x) - p, guess)


def student_cdf(nu):
    return lambda x: 1 - mp.betainc(mp.mpf(nu) / 2, mp.mpf("0.5"), 0, nu / (nu + mp.mpf(x) ** 2), regularized=True) / 2


out = {
    "made": {"script": "test/reference/special_functions.py", "python": platform.python_version(), "mpmath": mp.__version__, "digits": 50},
    "erf": [[x, s(mp.erf(x))] for x in (1e-12, 0.001, 0.3, 0.7, 0.84, 0.9, 1.2, 1.3, 2.0, 3.5, 5.9)],
    "erfc": [[x, s(mp.erfc(x))] for x in (-5.0, -1.1, -0.4, 0.1, 0.3, 0.5, 0.8, 1.0, 1.3, 2.0, 2.8, 2.9, 5.0, 9.7, 20.0, 26.0)],
    "logGamma": [[x, s(mp.loggamma(x))] for x in (1e-8, 0.1, 0.49, 0.5, 1.5, 2.25, 5.0, 17.3, 63.9, 64.1, 1e3, 1e8)],
    "incompleteGamma": [[a, x, s(mp.gammainc(a, 0, x, regularized=True)), s(mp.gammainc(a, x, mp.inf, regularized=True))]
                        for a, x in ((0.1, 0.01), (0.5, 2.0), (2.25, 0.5), (2.25, 30.0), (10.0, 8.0), (10.0, 40.0), (100.0, 110.0), (1000.0, 950.0))],
    "incompleteBeta": [[a, b, x, s(mp.betainc(a, b, 0, x, regularized=True))]
                       for a, b, x in ((0.5, 0.5, 0.2), (2.0, 3.0, 0.1), (5.0, 1.0, 0.9), (30.0, 40.0, 0.4), (0.3, 8.0, 0.01), (200.0, 300.0, 0.45))],
    "normalQuantile": [[p, s(solve(mp.ncdf, mp.mpf(p), mp.mpf(g)))]
                       for p, g in ((1e-300, -37.0), (1e-12, -7.0), (0.001, -3.0), (0.05, -1.6), (0.3, -0.5), (0.57, 0.2), (0.95, 1.6), (0.999, 3.1))],
    "gammaQuantile": [[2.25, p, s(solve(lambda x: mp.gammainc(2.25, 0, x, regularized=True), mp.mpf(p), mp.mpf(g)))]
                      for p, g in ((0.001, 0.1), (0.05, 0.5), (0.5, 1.9), (0.95, 5.0), (0.999, 10.0))],
    "studentQuantile": [[nu, p, s(solve(student_cdf(nu), mp.mpf(p), mp.mpf(g)))] for nu, p, g in ((2, 0.95, 2.9), (5, 0.975, 2.5), (15, 0.995, 2.9), (15, 0.75, 0.7))],
}
json.dump(out, sys.stdout, indent=1)
print()
