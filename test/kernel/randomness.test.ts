import { describe, expect, it } from "vitest";
import { latticeLaw } from "../../src/analysis/conversation/lattice-law.ts";
import { simulationJob } from "../../src/analysis/conversation/simulation-job.ts";
import { cipherOf } from "../../src/kernel/cipher.ts";
import { BLOCK, type DrawTable, type KernelJob, PURPOSE } from "../../src/kernel/job.ts";
import { lookupOf } from "../../src/kernel/lookup.ts";
import { sobolWords } from "../../src/kernel/sobol.ts";
import { strataOf } from "../../src/kernel/strata.ts";
import { wasmKernel } from "../../src/kernel/wasm.ts";
import { aliasTable, inverseTable } from "../../src/math/draw-table.ts";
import { gamma } from "../../src/math/gamma-distribution.ts";
import { lognormal } from "../../src/math/lognormal-distribution.ts";
import { negativeBinomial } from "../../src/math/negative-binomial-distribution.ts";
import { normal } from "../../src/math/normal-distribution.ts";
import { normalQuantile } from "../../src/math/standard-normal.ts";
import { weibull } from "../../src/math/weibull-distribution.ts";
import { published } from "../analysis/conversation/published.ts";

/** Chi-square over cells of known probability that is exceeded once in a million (Wilson & Hilferty 1931). */
const chiSquareLimit = (freedom: number): number => {
  const spread = 2 / (9 * freedom);
  return freedom * (1 - spread + normalQuantile(1 - 1e-6) * Math.sqrt(spread)) ** 3;
};

function chiSquare(counts: ArrayLike<number>, expected: (cell: number) => number): number {
  let sum = 0;
  for (let cell = 0; cell < counts.length; cell++)
    sum += ((counts[cell] as number) - expected(cell)) ** 2 / expected(cell);
  return sum;
}

/** √N·D of Kolmogorov and Smirnov that is exceeded once in a million: 2 exp(−2x²) = 1e-6. */
const KOLMOGOROV_LIMIT = Math.sqrt(Math.log(2e6) / 2);

/** Words of the generator of one conversation, from a state. */
function* sfc32(state: Int32Array): Generator<number> {
  let [a, b, c, d] = state as unknown as [number, number, number, number];
  for (;;) {
    const word = (((a + b) | 0) + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + word) | 0;
    yield word >>> 0;
  }
}

/** First words of consecutive conversations under consecutive seeds; 16 × 16 cells of the top bits of neighbours. */
function neighbours(stateOf: (seed: number, id: number, out: Int32Array) => void): number {
  const counts = new Float64Array(256);
  const state = new Int32Array(4);
  let last = 0;
  const draws = 200_000;
  for (let i = 0; i <= draws; i++) {
    stateOf(i % 7, Math.floor(i / 7), state);
    const word = sfc32(state).next().value as number;
    if (i > 0) {
      const cell = (last >>> 28) * 16 + (word >>> 28);
      counts[cell] = (counts[cell] as number) + 1;
    }
    last = word;
  }
  return chiSquare(counts, () => draws / 256);
}

describe("the words of conversations", () => {
  it("are uniform and independent from conversation to conversation and seed to seed", () => {
    const ciphers = Array.from({ length: 7 }, (_, seed) => cipherOf([seed, 0, 1, 2]));
    const hashed = neighbours((seed, id, out) => ciphers[seed]?.(id, 0, PURPOSE.draws, 0, out));
    expect(hashed).toBeLessThan(chiSquareLimit(255));
  });
  it("would not be, were seed and number put into the generator as they are (negative control)", () => {
    const bare = neighbours((seed, id, out) => out.set([seed, id, 0, 1]));
    expect(bare).toBeGreaterThan(100 * chiSquareLimit(255));
  });
  it("are uniform and independent along a conversation, in high and low bits", () => {
    const state = new Int32Array(4);
    const high = new Float64Array(4096);
    const low = new Float64Array(4096);
    const cipher = cipherOf([99, 0, 1, 2]);
    const triples = 400_000;
    for (let id = 0; id * 20 < triples; id++) {
      cipher(id, 0, PURPOSE.draws, 0, state);
      const words = sfc32(state);
      for (let k = 0; k < 20; k++) {
        const [x, y, z] = [words.next().value, words.next().value, words.next().value] as [number, number, number];
        const top = ((x >>> 28) << 8) | ((y >>> 28) << 4) | (z >>> 28);
        const bottom = ((x & 15) << 8) | ((y & 15) << 4) | (z & 15);
        high[top] = (high[top] as number) + 1;
        low[bottom] = (low[bottom] as number) + 1;
      }
    }
    expect(chiSquare(high, () => triples / 4096)).toBeLessThan(chiSquareLimit(4095));
    expect(chiSquare(low, () => triples / 4096)).toBeLessThan(chiSquareLimit(4095));
  });
});

const laws = {
  "normal, below 0 too": normal({ mean: 90, sd: 60 }),
  lognormal: lognormal({ mean: 90, sd: 60 }),
  gamma: gamma({ mean: 90, sd: 60 }),
  weibull: weibull({ mean: 90, sd: 60 }),
  "negative binomial": negativeBinomial({ mean: 3, sd: 4 }),
};

describe.each(Object.entries(laws))("draws of a %s law", (_, law) => {
  const { probability } = latticeLaw(law, 1, 65_535) ?? { probability: new Float64Array(1) };
  describe.each([
    ["monotone", inverseTable(probability)],
    ["fast", aliasTable(probability)],
  ] as const)("%s", (name, table: DrawTable) => {
    it("have the law's frequencies (chi-square and Kolmogorov–Smirnov, false alarm 1e-6 each)", () => {
      const draws = 500_000;
      const counts = new Float64Array(probability.length);
      const draw = lookupOf(table);
      const state = new Int32Array(4);
      cipherOf([name.length, 0, 3, 4])(1, 0, 0, 0, state);
      const words = sfc32(state);
      for (let i = 0; i < draws; i++) {
        const value = draw(words.next().value as number);
        counts[value] = (counts[value] as number) + 1;
      }
      const pooled = pool(counts, probability, draws);
      expect(chiSquare(pooled.counts, (cell) => pooled.expected[cell] as number)).toBeLessThan(
        chiSquareLimit(pooled.counts.length - 1),
      );
      let below = 0;
      let distance = 0;
      let known = 0;
      counts.forEach((count, i) => {
        below += count / draws;
        known += probability[i] as number;
        distance = Math.max(distance, Math.abs(below - known));
      });
      expect(distance * Math.sqrt(draws)).toBeLessThan(KOLMOGOROV_LIMIT);
    });

    it("have the law's probabilities in the table itself, to 2^−28 each", () => {
      const share = new Float64Array(probability.length);
      tableShares(table, share);
      share.forEach((p, i) => {
        expect(Math.abs(p - (probability[i] as number))).toBeLessThan(2 ** -28);
      });
      expect(share.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 12);
      // Nothing adds up along the tail: the means agree to a billionth.
      const mean = (p: Float64Array) => p.reduce((sum, x, i) => sum + i * x, 0);
      expect(Math.abs(mean(share) / mean(probability) - 1)).toBeLessThan(1e-8);
    });
  });

  it("rise with their word when monotone", () => {
    const draw = lookupOf(inverseTable(probability));
    let last = 0;
    for (let word = 0; word < 2 ** 32; word += 12_347) {
      const value = draw(word);
      if (value < last) throw new Error(`falls at ${word}`);
      last = value;
    }
    expect(draw(2 ** 32 - 1)).toBe(probability.length - 1);
  });
});

/** The probability of each number, from the thresholds. */
function tableShares({ kind, bits, entries, ends, last }: DrawTable, share: Float64Array): void {
  const add = (i: number, p: number) => {
    share[i] = (share[i] as number) + p;
  };
  entries.forEach((entry, place) => {
    const number = entry & 0xffff;
    const column = 2 ** -bits;
    if (kind === "alias") {
      const own = ((entry - number) / 65_536 + 32_768) / 65_536;
      if (own > 0) add(place, own * column);
      add(number, (1 - own) * column);
    } else if (entry >= 0) {
      const below = (entry - number) / 2 ** 31;
      if (below > 0) add(number - 1, below * column);
      add(number, (1 - below) * column);
    } else {
      let from = place * column;
      for (let i = number; ; i++) {
        const end = i === last ? 1 : (ends[i] as number) / 2 ** 32;
        const to = Math.min(end, (place + 1) * column);
        add(i, to - from);
        from = to;
        if (from >= (place + 1) * column) break;
      }
    }
  });
}

/** Neighbouring numbers together until 20 are expected. */
function pool(counts: Float64Array, probability: Float64Array, draws: number) {
  const pooled: { counts: number[]; expected: number[] } = { counts: [], expected: [] };
  let count = 0;
  let expected = 0;
  counts.forEach((n, i) => {
    count += n;
    expected += draws * (probability[i] as number);
    if (expected < 20 && i < counts.length - 1) return;
    pooled.counts.push(count);
    pooled.expected.push(expected);
    count = 0;
    expected = 0;
  });
  const [lastCount, lastExpected] = [pooled.counts.pop() ?? 0, pooled.expected.pop() ?? 0];
  pooled.counts.push((pooled.counts.pop() ?? 0) + lastCount);
  pooled.expected.push((pooled.expected.pop() ?? 0) + lastExpected);
  return pooled;
}

describe("strata", () => {
  const strata = strataOf(cipherOf([1, 0, 3, 4]));
  it("are each met once by a block", () => {
    for (const block of [0, 1, 77, 2 ** 30]) {
      expect(new Set(Array.from(strata(block))).size).toBe(BLOCK);
      expect(Math.min(...Array.from(strata(block)))).toBe(0);
    }
  });
  it("meet every slot equally often, and pairs of slots independently unless they share a row or a stratum's coarse part", () => {
    const blocks = 40_000;
    const slots = new Float64Array(1024);
    const pairs = new Float64Array(1024);
    for (let block = 0; block < blocks; block++) {
      const found = strata(block);
      const first = found[5] as number;
      slots[first] = (slots[first] as number) + 1;
      // Slots 5 and 38: rows 5 and 6, columns 0 and 1.
      const pair = (first >> 5) * 32 + ((found[38] as number) >> 5);
      pairs[pair] = (pairs[pair] as number) + 1;
    }
    expect(chiSquare(slots, () => blocks / 1024)).toBeLessThan(chiSquareLimit(1023));
    expect(chiSquare(pairs, () => blocks / 1024)).toBeLessThan(chiSquareLimit(1023));
  });
});

describe("Sobol points", () => {
  it("are a net in each coordinate, and near one in pairs, however they are scrambled", () => {
    const words = new Uint32Array(17 * BLOCK);
    const fill = sobolWords([5, 0, 1, 2], 17);
    for (const block of [0, 1, 32, 997]) {
      fill(block, words);
      for (let d = 0; d < 17; d++) {
        const cells = new Set(Array.from(words.subarray(d * BLOCK, (d + 1) * BLOCK), (word) => word >>> 22));
        expect(cells.size, `coordinate ${d}`).toBe(1024);
      }
      // The first two coordinates are a (0, 10, 2)-net: every elementary interval of volume 1/1,024 holds one point.
      for (let k = 0; k <= 10; k++) {
        const cells = new Set<number>();
        for (let i = 0; i < BLOCK; i++) {
          const x = k === 0 ? 0 : (words[i] as number) >>> (32 - k);
          const y = k === 10 ? 0 : (words[BLOCK + i] as number) >>> (22 + k);
          cells.add(x * 2 ** (10 - k) + y);
        }
        expect(cells.size).toBe(1024);
      }
    }
  });
  it("have the first numbers of Joe and Kuo's table: 1/2, 3/4, 1/4, 3/8 … in Gray order (before scrambling, by xor differences)", () => {
    // A nested scramble keeps how many leading bits two points have in common; in coordinate 2 (m = 1, 3) the second
    // and third point, 3/4 and 1/4 … differ in the first bit, as do the first and second.
    const words = new Uint32Array(3 * BLOCK);
    sobolWords([5, 0, 1, 2], 3)(0, words);
    const common = (d: number, i: number, j: number) =>
      Math.clz32((words[d * BLOCK + i] as number) ^ (words[d * BLOCK + j] as number));
    // Coordinates 1 to 3 of the points 0, 1, 2 in Gray order: 0, 1/2, 3/4 | 0, 1/2, 1/4 | 0, 1/2, 1/4.
    expect([0, 1, 2].map((d) => common(d, 0, 1))).toEqual([0, 0, 0]);
    expect([0, 1, 2].map((d) => common(d, 1, 2))).toEqual([1, 0, 0]);
  });
  it("of two replicates are independent", () => {
    const [one, other] = [new Uint32Array(BLOCK), new Uint32Array(BLOCK)];
    const cells = new Float64Array(256);
    const seeds = 4000;
    for (let seed = 0; seed < seeds; seed++) {
      const fill = sobolWords([seed, 0, 1, 2], 1);
      fill(0, one);
      fill(1, other);
      const cell = ((one[7] as number) >>> 28) * 16 + ((other[7] as number) >>> 28);
      cells[cell] = (cells[cell] as number) + 1;
    }
    expect(chiSquare(cells, () => seeds / 256)).toBeLessThan(chiSquareLimit(255));
  });
});

describe("simulated costs", () => {
  it.each(["monotone", "fast"] as const)(
    "have means uncorrelated from block to block and seed to seed, %s",
    (sampler) => {
      const job = (seed: number): KernelJob => simulationJob(published, { seed, sampler, sampling: "iid" }).job;
      const means = (seed: number): number[] => {
        const kernel = wasmKernel(job(seed));
        return Array.from({ length: 400 }, (_, block) => Number(kernel.run(block, 1, 1, new Float64Array(32_768))[0]));
      };
      const [a, b] = [means(1), means(2)];
      const correlation = (x: readonly number[], y: readonly number[]) => {
        const mean = (v: readonly number[]) => v.reduce((s, z) => s + z, 0) / v.length;
        const [mx, my] = [mean(x), mean(y)];
        const sum = (f: (i: number) => number) => x.reduce((s, _, i) => s + f(i), 0);
        const at = (v: readonly number[], i: number) => v[i] ?? Number.NaN;
        return (
          sum((i) => (at(x, i) - mx) * (at(y, i) - my)) /
          Math.sqrt(sum((i) => (at(x, i) - mx) ** 2) * sum((i) => (at(y, i) - my) ** 2))
        );
      };
      // A correlation of 400 independent pairs has sd 1/20; 4.9 of them once in a million.
      expect(Math.abs(correlation(a, b))).toBeLessThan(4.9 / 20);
      expect(Math.abs(correlation(a.slice(1), a.slice(0, -1)))).toBeLessThan(4.9 / 20);
    },
  );
});
