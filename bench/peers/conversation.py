"""The published conversation simulated in Python: peers of bench/run.ts.

Message lengths are lognormal (mean 90, sd 60) and whole tokens, number of turns normal(20, 8) cut towards zero and at 0.

    appendix    plain Python with scalar numpy draws, a loop over turns: the code of deliverable D2.2, appendix 9.1
    padded      numpy as most people write it: a matrix of all possible turns, and a mask
    sorted64    numpy at its best: SFC64, conversations sorted by turns, turn by turn, chunks that fit the cache
    sorted32    the same with single-precision normals and exponentials
    table16     the same with a table of 65,536 quantiles, which cuts the law's tail at 1/131,072
    normals     two normals a conversation, for untruncated normal lengths without rounding only

Usage: python3 conversation.py KIND CONVERSATIONS [CHUNK]
Prints one JSON object: {"conversationsPerSecond", "mean", "p95", "version"}; the histogram for P95 is in the time.
"""
import json, math, sys, time
import numpy as np

kind, total = sys.argv[1], int(sys.argv[2])
CHUNK = int(sys.argv[3]) if len(sys.argv) > 3 else {"appendix": 1, "padded": 10_000}.get(kind, 8_192)
CELLS, LOW, HIGH = 32_768, -4.0, 8.0
SIGMA = math.sqrt(math.log1p((60 / 90) ** 2))
MU = math.log(90) - SIGMA**2 / 2
rng = np.random.Generator(np.random.SFC64(1))


def turns_of(count):
    return np.maximum(np.trunc(rng.normal(20, 8, count)), 0).astype(np.int32)


def appendix(_):
    context, inputs, outputs = 3000, 0, 0
    for _ in range(max(0, int(np.random.normal(20, 8)))):
        user = round(np.random.lognormal(MU, SIGMA))
        reply = round(np.random.lognormal(MU, SIGMA))
        context += user + reply
        inputs += context
        outputs += reply
    return np.array([inputs]), np.array([outputs])


def padded(count):
    n = turns_of(count)
    most = int(n.max())
    mask = np.arange(most) < n[:, None]
    user = np.rint(rng.lognormal(MU, SIGMA, (count, most))) * mask
    reply = np.rint(rng.lognormal(MU, SIGMA, (count, most))) * mask
    context = 3000 + np.cumsum(user + reply, axis=1)
    return (context * mask).sum(axis=1), reply.sum(axis=1)


def by_turn(count, draw):
    """Newest first: the message that is sent `step` times is drawn at `step`, for all conversations that long."""
    n = np.sort(turns_of(count))[::-1]
    inputs = 3000.0 * n
    output = np.zeros(count)
    live = np.searchsorted(-n, -np.arange(1, int(n[0]) + 1), side="right")
    for step, k in enumerate(live.tolist(), 1):
        both = draw(2 * k)
        user, reply = both[:k], both[k:]
        output[:k] += reply
        user += reply
        user *= step
        inputs[:k] += user
    return inputs, output


buffer64 = np.empty(2 * CHUNK)
buffer32 = np.empty(2 * CHUNK, dtype=np.float32)


def exact_draw(buffer, dtype):
    mu, sigma = dtype(MU), dtype(SIGMA)

    def draw(size):
        x = buffer[:size]
        rng.standard_normal(size, dtype=dtype, out=x)
        x *= sigma
        x += mu
        np.exp(x, out=x)
        np.rint(x, out=x)
        return x

    return draw


def quantile_table():
    from statistics import NormalDist

    inverse = NormalDist().inv_cdf
    return np.array([round(math.exp(MU + SIGMA * inverse((i + 0.5) / 65536))) for i in range(65536)], dtype=np.int32)


def normals(count):
    n = turns_of(count)
    sends = n * (n + 1) / 2
    squares = sends * (2 * n + 1) / 3
    z1, z2 = rng.standard_normal(count), rng.standard_normal(count)
    shared = sends / np.sqrt(np.maximum(n, 1))
    own = np.sqrt(np.maximum(2 * squares - shared * shared, 0))
    return 3000 * n + 180 * sends + 60 * (shared * z1 + own * z2), 90 * n + 60 * np.sqrt(n) * z1


def drawer():
    if kind == "appendix":
        return appendix
    if kind == "padded":
        return padded
    if kind == "normals":
        return normals
    if kind == "table16":
        table = quantile_table()
        return lambda count: by_turn(count, lambda size: table[rng.integers(0, 65536, size, dtype=np.uint16)])
    length = exact_draw(buffer32, np.float32) if kind == "sorted32" else exact_draw(buffer64, np.float64)
    return lambda count: by_turn(count, length)


draw = drawer()
draw(CHUNK)
counts = np.zeros(CELLS, dtype=np.int64)
sums = np.zeros(2)
start = time.process_time()
done = 0
while done < total:
    inputs, output = draw(CHUNK)
    cost = 1e-5 * inputs + 3e-5 * output
    cells = ((cost - LOW) * (CELLS / (HIGH - LOW))).astype(np.int32)
    np.clip(cells, 0, CELLS - 1, out=cells)
    counts += np.bincount(cells, minlength=CELLS) if CHUNK > 1 else 0
    if CHUNK == 1:
        counts[cells[0]] += 1
    sums += cost.sum(), np.dot(cost, cost)
    done += CHUNK
seconds = time.process_time() - start
p95 = LOW + (np.searchsorted(np.cumsum(counts), 0.95 * done) + 0.5) * (HIGH - LOW) / CELLS
version = f"Python {sys.version.split()[0]}, numpy {np.__version__}"
print(json.dumps({"conversationsPerSecond": done / seconds, "mean": sums[0] / done, "p95": float(p95), "version": version}))
