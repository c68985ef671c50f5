"""The published conversation in whole tokens, computed on the lattice of costs by discrete Fourier transform.

Cost in units of 1e-5 USD is input tokens + 3 x output tokens, a whole number. The transform of the length table at a
multiple w of a frequency is an entry of its own FFT, so the law of the cost is exact but for rounding (about 1e-13)
and what wraps around beyond the lattice. Nothing is shared with the engine: no interpolation, no cosine series.

Run: python3 test/reference/conversation_lattice.py > test/reference/conversation-lattice.json   (about a minute)
"""
import json, math, platform, sys
import numpy as np

INITIAL, TURNS_MEAN, TURNS_SD, MEAN, SD = 3000, 20, 8, 90, 60
Phi = np.vectorize(lambda z: 0.5 * math.erfc(-z / math.sqrt(2)))


def turns():
    n = np.arange(0, 101)
    upper = Phi((n + 1 - TURNS_MEAN) / TURNS_SD)
    p = np.diff(upper, prepend=0)
    return p


def lengths(law):
    """(k, P(k)) with halves up: P(X < k + 1/2) - P(X < k - 1/2)."""
    if law == "as-published":
        k = np.arange(-500, 700)
        cdf = lambda x: Phi((x - MEAN) / SD)
    elif law == "truncated":
        k = np.arange(0, 700)
        cut = Phi(-MEAN / SD)
        cdf = lambda x: np.where(x <= 0, 0, (Phi((x - MEAN) / SD) - cut) / (1 - cut))
    elif law == "negative-binomial":
        k = np.arange(0, 4000)
        r = MEAN**2 / (SD**2 - MEAN)
        success = r / (r + MEAN)
        log = [math.lgamma(i + r) - math.lgamma(r) - math.lgamma(i + 1) + r * math.log(success) + i * math.log1p(-success) for i in k]
        return k, np.exp(log)
    else:
        k = np.arange(0, 20000)
        s = math.sqrt(math.log1p((SD / MEAN) ** 2))
        m = math.log(MEAN) - s * s / 2
        cdf = lambda x: np.where(x <= 0, 0, Phi((np.log(np.maximum(x, 1e-300)) - m) / s))
    return k, cdf(k + 0.5) - cdf(k - 0.5)


def transform(law, billing, size):
    k, p = lengths(law)
    table = np.zeros(size)
    table[k % size] += p
    length = np.fft.fft(table)
    f = np.arange(size, dtype=np.int64)
    weights = turns()
    product = np.ones(size, dtype=complex)
    total = np.full(size, weights[0], dtype=complex)
    for n in range(1, len(weights)):
        reply = n + 3 if billing == "as-printed" else n + 2
        product *= length[(n * f) % size]
        product *= length[(reply * f) % size]
        total += weights[n] * product * np.exp(-2j * np.pi * ((INITIAL * n * f) % size) / size)
    return total


def summary(phi, from_unit, ps, points):
    size = len(phi)
    pmf = np.fft.ifft(phi).real
    unit = np.arange(size)
    unit = np.where(unit >= size + from_unit, unit - size, unit)
    order = np.argsort(unit, kind="stable")
    unit, pmf = unit[order], pmf[order]
    mean = float((unit * pmf).sum())
    cdf = np.cumsum(pmf)
    return {
        "meanUsd": mean * 1e-5,
        "sdUsd": float(np.sqrt((pmf * (unit - mean) ** 2).sum())) * 1e-5,
        "quantilesUsd": [[p, float(unit[np.searchsorted(cdf, p)]) * 1e-5] for p in ps],
        "cvarUsd": [[a, cvar(unit, pmf, cdf, a)] for a in (0.5, 0.95, 0.99)],
        # P(cost <= k units), to be compared at half a unit above.
        "cdf": [[x, float(cdf[np.searchsorted(unit, round(x * 1e5))])] for x in points],
    }


def cvar(unit, pmf, cdf, alpha):
    """Mean of the worst 1 - alpha: q + E(C - q)+ / (1 - alpha), q the alpha quantile."""
    q = unit[np.searchsorted(cdf, alpha)]
    return float(q + (np.maximum(unit - q, 0) * pmf).sum() / (1 - alpha)) * 1e-5


out = {"made": {"script": "test/reference/conversation_lattice.py", "python": platform.python_version(), "numpy": np.__version__}, "one": [], "total": []}
ps = [0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99, 0.9999]
for billing in ("as-printed", "api"):
    for law in ("as-published", "truncated", "lognormal", "negative-binomial"):
        phi = transform(law, billing, 2**20)
        out["one"].append({"messages": law, "billing": billing, **summary(phi, -2000, ps, [0.032, 0.036, 0.07, 0.11, 0.15, 0.3, 0.7, 1.0, 1.5, 2.5, 4.0])})
phi = transform("lognormal", "as-printed", 2**22)
for n in (2, 10):
    out["total"].append({"messages": "lognormal", "billing": "as-printed", "conversations": n, **summary(phi**n, -2000, ps, [0.05 * n, 0.3 * n, 0.8 * n, n, 1.3 * n, 2.0 * n])})
json.dump(out, sys.stdout, indent=1)
print()
