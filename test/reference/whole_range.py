"""Reference values of special functions, powers and quantiles over their whole range, by mpmath with 60 digits.

The arguments are doubles, taken exactly. Values that are no normal doubles (below 2.3e-308) are left out.

Run: python3 test/reference/whole_range.py > test/reference/whole-range.json
"""
import itertools, json, platform, sys
import mpmath as mp

mp.mp.dps = 60
M = mp.mpf
LEAST = M("2.3e-308")


def rows(function, arguments):
    found = [[*a, *(v if isinstance(v := function(*map(M, a)), tuple) else (v,))] for a in arguments]
    return [[float(mp.nstr(M(x), 20)) for x in row] for row in found if all(abs(x) > LEAST and abs(x) < M("1.7e308") for x in row)]


def tails_of_gamma(a, x):
    # The smaller tail by its own integral, so that neither is a difference of equal numbers.
    lower = mp.gammainc(a, 0, x, regularized=True) if x <= a else 1 - mp.gammainc(a, x, mp.inf, regularized=True)
    upper = mp.gammainc(a, x, mp.inf, regularized=True) if x > a else 1 - lower
    return lower, upper


def beta_series(a, b, x):
    """I_x(a, b) = x^a (1-x)^b / (a B(a, b)) * sum of (a+b)_k / (a+1)_k x^k, whose terms are all positive."""
    term, total, k = M(1), M(0), 0
    while term > total * M(10) ** -50 or (a + b + k) * x > a + 1 + k:
        total += term
        term *= (a + b + k) * x / (a + 1 + k)
        k += 1
    return total * mp.exp(a * mp.log(x) + b * mp.log(1 - x) + mp.loggamma(a + b) - mp.loggamma(a) - mp.loggamma(b)) / a


def beta(a, b, x):
    return beta_series(a, b, x) if x <= a / (a + b) else 1 - beta_series(b, a, 1 - x)


def normal_quantile(p):
    # Newton's method on the logarithm of the smaller tail.
    q = p if p < 0.5 else 1 - p
    z = -mp.sqrt(-2 * mp.log(q)) if q < 0.3 else (q - M("0.5")) * mp.sqrt(2 * mp.pi)
    for _ in range(200):
        step = (mp.log(mp.erfc(-z / mp.sqrt(2)) / 2) - mp.log(q)) * mp.erfc(-z / mp.sqrt(2)) / 2 / (mp.exp(-z * z / 2) / mp.sqrt(2 * mp.pi))
        z -= step
        if abs(step) < M(10) ** -45 * (abs(z) + M(10) ** -30):
            break
    return z if p < 0.5 else -z


def solve(cdf, density, p, x):
    """Newton's method on the logarithm of the tail, from a start near the answer."""
    for _ in range(500):
        value = cdf(x)
        step = (mp.log(value) - mp.log(p)) * value / density(x)
        x = x - step if x - step > 0 else x / 2
        if abs(step) < M(10) ** -40 * abs(x):
            break
    return x


def gamma_quantile(shape, p):
    cdf = lambda x: mp.gammainc(shape, 0, x, regularized=True)
    density = lambda x: mp.exp((shape - 1) * mp.log(x) - x - mp.loggamma(shape))
    small = mp.exp((mp.log(p) + mp.loggamma(shape + 1)) / shape)
    return solve(cdf, density, p, small if p < 0.5 else shape)


def student_tail(nu, t):
    """P(T > t) for t > 0."""
    return mp.betainc(nu / 2, M("0.5"), 0, nu / (nu + t * t), regularized=True) / 2


def student_quantile(nu, p):
    front = mp.gamma((nu + 1) / 2) / mp.gamma(nu / 2) / mp.sqrt(nu * mp.pi)
    density = lambda t: -front * (1 + t * t / nu) ** (-(nu + 1) / 2)
    # The start of the leading term of the tail: p ~ front ν^((ν+1)/2) t^-ν / ν.
    start = (front * nu ** ((nu + 1) / 2) / nu / p) ** (1 / nu)
    return -solve(lambda t: student_tail(nu, t), density, p, start)


tiny = [1e-300, 1e-100, 1e-20, 1e-9, 1e-4]
across = [0.01, 0.1, 0.3, 0.5, 0.84, 0.85, 1.0, 1.24, 1.26, 1.9, 2.84, 2.87, 4.0, 5.5, 5.99, 6.0]
shapes = [1e-8, 1e-3, 0.1, 0.5, 1.0, 2.25, 10.0, 63.0, 1e3, 1e5]
ratios = [1e-6, 0.01, 0.3, 0.8, 0.97, 1.0, 1.03, 1.3, 3.0]
out = {
    "made": {"script": "test/reference/whole_range.py", "python": platform.python_version(), "mpmath": mp.__version__, "digits": 60},
    "erf": rows(mp.erf, [[x] for x in tiny + across]),
    "erfc": rows(mp.erfc, [[x] for x in [-30.0, -6.0, -3.0, -1e-5, 1e-20] + across + [7.0, 10.0, 15.5, 20.25, 25.0, 26.4]]),
    "logGamma": rows(mp.loggamma, [[x] for x in tiny + [0.01, 0.3, 0.7, 0.999, 1.001, 1.3, 1.99, 2.01, 2.5, 3.0, 10.5, 64.0, 65.0, 1e4, 1e10, 1e100, 1e300]]),
    "incompleteGamma": rows(tails_of_gamma, [[a, a * r] for a, r in itertools.product(shapes, ratios)] + [[a, x] for a in (0.1, 2.25, 10.0) for x in (20.0, 100.0, 600.0)]),
    "incompleteBeta": rows(beta, [[a, b, x] for a, b in itertools.product((1e-6, 0.3, 1.0, 7.5, 300.0, 1e5), (0.5, 1.0, 40.0, 1e5))
                                  for x in (1e-12, 0.001, 0.2, 0.5, 0.75, 0.999) if a + b < 2e5 or x == 0.5]),
    "power": rows(mp.power, [[b, e] for b in (1e-300, 1e-9, 0.37, 0.999999, 1.000001, 1.5, 19.0, 1e9, 1e300)
                             for e in (-32.0, -3.0, -1.0, -0.5, 1e-9, 0.28, 0.34, 1.0, 1.5, 3.0, 4.0, 6.0, 31.0, 33.0, 1000.0)]),
    "normalQuantile": rows(normal_quantile, [[p] for p in (1e-307, 1e-200, 1e-100, 1e-50, 1e-25, 1e-16, 1e-9, 1e-5, 0.02, 0.075, 0.1, 0.4, 0.499999, 0.5000001, 0.6, 0.925, 0.98, 0.99999, 1 - 2.0 ** -30, 1 - 2.0 ** -53)]),
    "gammaQuantile": rows(gamma_quantile, [[a, p] for a in (0.01, 0.3, 1.0, 2.25, 40.0, 1e4) for p in (1e-12, 1e-6, 0.01, 0.3, 0.7, 0.99, 0.999999)]),
    "studentQuantile": rows(student_quantile, [[nu, p] for nu in (1.5, 2.0, 5.0, 13.0, 100.0, 1e4) for p in (1e-12, 1e-6, 0.001, 0.1, 0.3)]),
}
json.dump(out, sys.stdout, indent=1)
print()
