"""The published conversation simulated with numpy, as fast as numpy goes: the baseline of bench/conversation.ts.

Given the number of turns the two token sums are jointly normal, so two normals a conversation suffice; chunks fit the
cache and SFC64 is numpy's fastest generator. Mean, sd and a 32,768-cell histogram for P95, as in the engine.
`per-message` draws each message from a 16-bit quantile table instead, step by step over conversations sorted by turns.

Usage: python3 bench/conversation_numpy.py two-normals|per-message CONVERSATIONS
Prints one JSON object: {"conversationsPerSecond", "mean", "p95", "numpy"}.
"""
import json, math, sys, time
import numpy as np

CHUNK, CELLS, LOW, HIGH = 8_192, 32_768, -4.0, 8.0
rng = np.random.Generator(np.random.SFC64(1))


def two_normals(count):
    n = np.maximum(np.trunc(20 + 8 * rng.standard_normal(count)), 0)
    sends = n * (n + 1) / 2
    safe = np.maximum(n, 1)
    squares = sends * (2 * n + 1) / 3
    z1, z2 = rng.standard_normal(count), rng.standard_normal(count)
    output = 90 * n + 60 * np.sqrt(n) * z1
    shared = sends / np.sqrt(safe)
    own = np.sqrt(np.maximum(2 * squares - shared * shared, 0))
    inputs = 3000 * n + 180 * sends + 60 * (shared * z1 + own * z2)
    return inputs, output


SIGMA = math.sqrt(math.log1p((60 / 90) ** 2))
MU = math.log(90) - SIGMA**2 / 2


def quantile_table():
    from statistics import NormalDist

    inv = NormalDist().inv_cdf
    return np.array([round(math.exp(MU + SIGMA * inv((i + 0.5) / 65536))) for i in range(65536)], dtype=np.int32)


def per_message(count, table):
    n = np.sort(np.maximum(np.trunc(20 + 8 * rng.standard_normal(count)), 0).astype(np.int32))[::-1]
    inputs, output = 3000.0 * n, np.zeros(count)
    for step in range(1, int(n[0]) + 1):
        live = int(np.searchsorted(-n, -step, side="right"))
        words = rng.integers(0, 65536, size=2 * live, dtype=np.uint16)
        user, reply = table[words[:live]], table[words[live:]]
        inputs[:live] += step * (user + reply)
        output[:live] += reply
    return inputs, output


kind, total = sys.argv[1], int(sys.argv[2])
table = quantile_table() if kind == "per-message" else None
draw = (lambda c: per_message(c, table)) if kind == "per-message" else two_normals
draw(CHUNK)
counts = np.zeros((3, CELLS), dtype=np.int64)
ranges = ((LOW, HIGH), (LOW * 1e5, HIGH * 1e5), (LOW * 1e3, HIGH * 1e3))
sums = np.zeros((3, 2))
start = time.perf_counter()
done = 0
while done < total:
    inputs, output = draw(CHUNK)
    for i, values in enumerate((1e-5 * inputs + 3e-5 * output, inputs, output)):
        low, high = ranges[i]
        cells = ((values - low) * (CELLS / (high - low))).astype(np.int32)
        np.clip(cells, 0, CELLS - 1, out=cells)
        counts[i] += np.bincount(cells, minlength=CELLS)
        sums[i] += values.sum(), np.dot(values, values)
    done += CHUNK
seconds = time.perf_counter() - start
cumulative = np.cumsum(counts[0])
p95 = LOW + (np.searchsorted(cumulative, 0.95 * done) + 0.5) * (HIGH - LOW) / CELLS
print(json.dumps({"conversationsPerSecond": done / seconds, "mean": sums[0, 0] / done, "p95": float(p95), "numpy": np.__version__}))
