"""The published conversation with a factor shared by its lengths, by another quadrature than the engine's.

Normal lengths without rounding, so given the number of turns n and the factor f the cost is normal. The factor's normal
score is integrated by Gauss and Hermite's rule of 300 nodes (the engine: trapezoids), and the number of turns given it
follows from the Gaussian copula. Quantiles by bisection.

Run: python3 test/reference/shared_length.py > test/reference/shared-length.json   (seconds)
"""
import json, math, platform, sys
import numpy as np

ROOT_HALF = math.sqrt(0.5)
erfc = np.vectorize(math.erfc)
Phi = lambda z: 0.5 * erfc(-np.asarray(z) * ROOT_HALF)
nodes, weights = np.polynomial.hermite_e.hermegauss(300)
keep = weights > 1e-22
nodes, weights = nodes[keep], weights[keep] / math.sqrt(2 * math.pi)


def parts(sd, rho, billing):
    sigma = math.sqrt(math.log1p(sd * sd))
    n = np.arange(0, 101)
    score = (n + 1 - 20) / 8  # the score below which a draw of the turns gives n at most
    last = 1 if billing == "as-printed" else 0
    mean, var, weight = [], [], []
    for z, w in zip(nodes, weights):
        f = math.exp(sigma * z - sigma * sigma / 2)
        p = np.diff(Phi((score - rho * z) / math.sqrt(1 - rho * rho)), prepend=0)
        for turns in n:
            j = np.arange(1, turns + 1)
            user, reply = 1e-5 * j, 1e-5 * (j - 1 + last) + 3e-5
            mean.append(0.03 * turns + f * 90 * (user.sum() + reply.sum()))
            var.append((f * 60) ** 2 * ((user**2).sum() + (reply**2).sum()))
            weight.append(w * p[turns])
    return np.array(mean), np.sqrt(np.array(var)), np.array(weight)


def summary(sd, rho, billing):
    mean, s, w = parts(sd, rho, billing)
    live = w > 1e-18
    mean, s, w = mean[live], s[live], w[live]
    some = s > 0

    def cdf(x):
        return float((w[some] * Phi((x - mean[some]) / s[some])).sum() + w[~some][mean[~some] <= x].sum())

    def quantile(p):
        low, high = -1.0, 60.0
        for _ in range(80):
            middle = (low + high) / 2
            low, high = (middle, high) if cdf(middle) < p else (low, middle)
        return high

    def cvar(alpha):
        q = quantile(alpha)
        z = (q - mean[some]) / s[some]
        over = s[some] * np.exp(-z * z / 2) / math.sqrt(2 * math.pi) + (mean[some] - q) * Phi(-z)
        return float(q + (w[some] * over).sum() / (1 - alpha))

    m = float((w * mean).sum())
    return {
        "sd": sd,
        "turnsCorrelation": rho,
        "billing": billing,
        "meanUsd": m,
        "sdUsd": math.sqrt(float((w * (s * s + (mean - m) ** 2)).sum())),
        "cdf": [[x, cdf(x)] for x in (0.1, 0.3, 0.7, 1.0, 1.5, 2.5, 4.0)],
        "quantilesUsd": [[p, quantile(p)] for p in (0.05, 0.5, 0.95, 0.99)],
        "cvarUsd": [[a, cvar(a)] for a in (0.5, 0.95)],
    }


cases = [(0.1, 0, "as-printed"), (0.3, 0.4, "as-printed"), (0.3, -0.7, "api"), (0.8, 0.2, "as-printed")]
out = {
    "made": {"script": "test/reference/shared_length.py", "python": platform.python_version(), "numpy": np.__version__},
    "cases": [summary(*case) for case in cases],
}
json.dump(out, sys.stdout, indent=1)
print()
