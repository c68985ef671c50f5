import { describe, expect, it } from "vitest";
import { conversationCurves } from "../../../src/analysis/conversation/curves.ts";
import { edgeworthPart } from "../../../src/analysis/conversation/edgeworth-part.ts";
import { replicateError } from "../../../src/analysis/conversation/estimate.ts";
import { conversationCost } from "../../../src/analysis/conversation/exact.ts";
import type { ConversationModel } from "../../../src/analysis/conversation/model.ts";
import { conversationMoments } from "../../../src/analysis/conversation/moments.ts";
import { lengthStates } from "../../../src/analysis/conversation/shared-length.ts";
import { drawnLaw } from "../../../src/analysis/conversation/simulated-law.ts";
import { simulatedTotal, simulatedTotalQuantile } from "../../../src/analysis/conversation/simulated-total.ts";
import { type SimulatedCost, simulationOf } from "../../../src/analysis/conversation/simulation.ts";
import type { SimulationJob } from "../../../src/analysis/conversation/simulation-job.ts";
import type { Replicate } from "../../../src/kernel/tally.ts";
import { inverseTable } from "../../../src/math/draw-table.ts";
import { empirical } from "../../../src/math/empirical-distribution.ts";
import { normal } from "../../../src/math/normal-distribution.ts";
import { normalCdf, normalDensity, normalQuantile } from "../../../src/math/standard-normal.ts";
import { published } from "./published.ts";

/** Conversations as a kernel counts them: two whole numbers each, and the cell of a histogram. */
type Drawn = readonly (readonly [number, number, number])[];

function replicateOf(conversations: Drawn, more: readonly bigint[] = []): Replicate {
  const total = (of: (x: bigint, y: bigint) => bigint): bigint =>
    conversations.reduce((sum, [x, y]) => sum + of(BigInt(x), BigInt(y)), 0n);
  const cells = [...new Set(conversations.map(([, , cell]) => cell))].sort((a, b) => a - b);
  return {
    conversations: conversations.length,
    sums: [
      total((x) => x),
      total((_, y) => y),
      total((x) => x * x),
      total((x, y) => x * y),
      total((_, y) => y * y),
      ...more,
    ],
    cells: Uint32Array.from(cells),
    counts: Float64Array.from(cells, (cell) => conversations.filter(([, , other]) => other === cell).length),
  };
}

const one: Drawn = [
  [10, 2, 1],
  [14, 4, 3],
  [12, 3, 2],
];
const two: Drawn = [
  [20, 6, 6],
  [16, 2, 4],
  [18, 4, 5],
];
const drawn = [...one, ...two];
const prices = { inputPriceUsdPerMtok: 10, outputPriceUsdPerMtok: 30 };
const histogram = { lowUsd: 1, cellUsd: 0.5 };
const jobOf = (draws: object, sampling: "iid" | "stratified" = "stratified"): SimulationJob =>
  ({
    ...{ unitTokens: 0.5, histogram, controlMeanUsd: 7 },
    job: { sampling, draws },
  }) as unknown as SimulationJob;
const plain = jobOf({ kind: "normals" });

const mean = (values: readonly number[]) => values.reduce((sum, x) => sum + x, 0) / values.length;
const sd = (values: readonly number[]) =>
  Math.sqrt(values.reduce((sum, x) => sum + (x - mean(values)) ** 2, 0) / (values.length - 1));
/** Of two replicates the standard error of a mean is half their difference. */
const half = (a: number, b: number) => Math.abs(a - b) / 2;
const near = (value: number, digits = 12): unknown => expect.closeTo(value, digits);

describe("the error of a mean of replicates", () => {
  it("is their standard deviation ÷ √n, and unknown of one", () => {
    expect(replicateError([1, 3, 8])).toBeCloseTo(Math.sqrt(26 / 2 / 3), 14);
    expect([replicateError([4]), replicateError([])]).toEqual([Number.NaN, Number.NaN]);
    expect(replicateError([4, 4])).toBe(0);
  });
});

describe("what simulated conversations say", () => {
  const tally = [replicateOf(one), replicateOf([]), replicateOf(two)];
  const found = simulationOf(tally, plain, prices);
  // In units of half a token at 10 and 30 USD a million tokens.
  const usd = ([x, y]: Drawn[number]) => (x * 10 + y * 30) / 2e6;

  it("is mean and sample sd of cost, input and output, with errors from the replicates", () => {
    expect(found.conversations).toBe(6);
    for (const [moments, of, digits] of [
      [found.costUsd, usd, 15],
      [found.inputTokens, ([x]: Drawn[number]) => x / 2, 12],
      [found.outputTokens, ([, y]: Drawn[number]) => y / 2, 12],
    ] as const) {
      const [all, first, second] = [drawn, one, two].map((list) => list.map(of));
      if (!all || !first || !second) throw new Error("three lists");
      expect(moments.mean).toEqual({
        value: near(mean(all), digits),
        standardError: near(half(mean(first), mean(second)), digits),
      });
      expect(moments.sd).toEqual({
        value: near(sd(all), digits),
        standardError: near(half(sd(first), sd(second)), digits),
      });
    }
    expect(found).not.toHaveProperty("byRequest");
  });

  it("has the error sd ÷ √N where conversations are drawn one by one", () => {
    const { costUsd } = simulationOf(tally, jobOf({ kind: "messages" }, "iid"), prices);
    expect(costUsd.mean.standardError).toBeCloseTo(sd(drawn.map(usd)) / Math.sqrt(6), 15);
    expect(costUsd.sd).toEqual(found.costUsd.sd);
  });

  it("has quantiles and worst means of the histogram, within a cell", () => {
    const { quantile, cvar, quantileBoundUsd, skewness, excessKurtosis } = found.costUsd;
    expect(quantileBoundUsd).toBe(0.5);
    // Cells 1 … 6 hold one cost each, at the middle 1 + 0.5 (cell + ½).
    const middle = (cell: number) => 1 + 0.5 * (cell + 0.5);
    for (const p of [0, 0.2, 0.5, 0.95, 1]) expect(quantile(p).value).toBeCloseTo(middle(1 + 5 * p), 12);
    // Below the median lie all of the first replicate and none of the second: shares 1 and 0, so ± half of all.
    expect(quantile(0.5).standardError).toBeCloseTo((middle(6) - middle(1)) / 2, 12);
    // Of the first replicate all, of the second 2.5 of 3 … at 0.8, the middle of cell 5: shares 1 and 1/2.
    expect(quantile(0.8).standardError).toBeCloseTo((middle(6) - middle(1 + 5 * 0.55)) / 2, 12);
    expect(quantile(0.1).standardError).toBeCloseTo((middle(1 + 5 * (0.1 + 1 / 6)) - middle(1)) / 2, 12);
    expect(() => quantile(-1)).toThrow("p is -1");
    // Above the median: half of the fourth cell … three whole cells, 4, 5 and 6.
    expect(cvar(0.5).value).toBeCloseTo(middle(5), 12);
    // Above the replicates' own medians, the middles of cells 2 and 5: half a cell and a whole one.
    const over = (cell: number) => (0.5 * (middle(cell) + 0.125) + middle(cell + 1)) / 1.5;
    expect(cvar(0.5).standardError).toBeCloseTo(half(over(2), over(5)), 12);
    expect(cvar(0)).toEqual(found.costUsd.mean);
    for (const alpha of [-0.1, 1]) expect(() => cvar(alpha)).toThrow(`alpha is ${alpha}; expected a number from 0`);
    // 1 … 6 is even: no skewness, kurtosis −3 · 2 (n² + 1)/(5 (n² − 1)).
    expect(skewness).toBeCloseTo(0, 12);
    expect(excessKurtosis).toBeCloseTo((-6 * 37) / (5 * 35), 12);
    expect(found.costUsd.histogram).toMatchObject({ low: 1.5, high: 4.5, weights: new Float64Array(6).fill(1 / 6) });
  });

  it("is one value without error where the cost does not vary", () => {
    const same: Drawn = [
      [10, 2, 1],
      [10, 2, 1],
    ];
    const { costUsd } = simulationOf([replicateOf(same), replicateOf(same)], plain, prices);
    const always = { value: costUsd.mean.value, standardError: 0 };
    expect([costUsd.quantile(0.9), costUsd.cvar(0.9), costUsd.mean]).toEqual([always, always, always]);
    expect([costUsd.sd.value, costUsd.skewness, costUsd.excessKurtosis, costUsd.quantileBoundUsd]).toEqual([
      0, 0, 0, 0,
    ]);
  });

  it("joins replicates of one conversation until each has two", () => {
    const singles = [...drawn, ...drawn.slice(0, 2)].map((conversation) => replicateOf([conversation]));
    const { costUsd } = simulationOf(singles, plain, prices);
    // Eight become four of two: the first with the fifth, and so on.
    const all = [...drawn, ...drawn.slice(0, 2)].map(usd);
    const pairs = [0, 1, 2, 3].map((r) => [all[r] ?? 0, all[r + 4] ?? 0]);
    expect(costUsd.mean.standardError).toBeCloseTo(replicateError(pairs.map(mean)), 15);
    expect(costUsd.sd.standardError).toBeCloseTo(replicateError(pairs.map(sd)), 15);
    const three = simulationOf(singles.slice(0, 3), plain, prices);
    expect(three.costUsd.mean.standardError).toBeCloseTo(replicateError(all.slice(0, 3)), 15);
    expect(three.costUsd.sd.standardError).toBe(0);
    const mixed = [replicateOf(one), replicateOf(two), replicateOf(one), replicateOf([drawn[0] ?? [0, 0, 0]])];
    expect(simulationOf(mixed, plain, prices).costUsd.mean.standardError).toBeCloseTo(
      half(mean([...one, ...one].map(usd)), mean([...two, ...drawn.slice(0, 1)].map(usd))),
      15,
    );
  });
});

describe("what conversations billed request by request say", () => {
  const unit = 0.25;
  const job = jobOf({ kind: "policy", costUnitUsd: unit });
  /** Sums of tokens, cached tokens and forgotten ones: of one conversation each, five numbers. */
  const rest = (list: Drawn) => {
    const five = (of: (c: Drawn[number]) => readonly [number, number]): readonly bigint[] =>
      replicateOf(list.map((c) => [...of(c), 0] as const)).sums;
    return [...five(([x, y]) => [3 * x, 5 * y]), ...five(([x, y]) => [x + y, y]), ...five(([x, y]) => [7 * x, y])];
  };
  const tally = [replicateOf(one, rest(one)), replicateOf(two, rest(two))];
  const { costUsd, inputTokens, outputTokens, byRequest } = simulationOf(tally, job, prices);

  it("is the mean cost, corrected by its control variate", () => {
    const columns = (list: Drawn) => [list.map(([x]) => unit * x), list.map(([, y]) => unit * y)] as const;
    const [cost, control] = columns(drawn);
    const covariance = mean(cost.map((x, i) => (x - mean(cost)) * ((control[i] ?? 0) - mean(control))));
    const variance = mean(control.map((y) => (y - mean(control)) ** 2));
    const slope = covariance / variance;
    const corrected = (list: Drawn) => mean(columns(list)[0]) - slope * (mean(columns(list)[1]) - 7);
    expect(costUsd.mean).toEqual({
      value: near(corrected(drawn)),
      standardError: near(half(corrected(one), corrected(two))),
    });
    expect(costUsd.sd.value).toBeCloseTo(sd(cost), 12);
  });

  it("is tokens by kind, and how many conversations forget", () => {
    const of = (kind: (c: Drawn[number]) => number) => [drawn, one, two].map((list) => mean(list.map(kind)));
    const estimate = ([all = 0, first = 0, second = 0]: readonly number[]) => ({
      value: near(all),
      standardError: near(half(first, second)),
    });
    expect(inputTokens.mean).toEqual(estimate(of(([x]) => 3 * x)));
    expect(outputTokens.mean).toEqual(estimate(of(([, y]) => 5 * y)));
    expect(outputTokens.sd.value).toBeCloseTo(sd(drawn.map(([, y]) => 5 * y)), 12);
    expect(byRequest).toEqual({
      cacheReadTokens: estimate(of(([x, y]) => x + y)),
      cacheWriteTokens: estimate(of(([, y]) => y)),
      droppedTokens: estimate(of(([x]) => 7 * x)),
      forgettingFraction: estimate(of(([, y]) => y)),
    });
  });

  it("is known without error where the control is the cost itself, and uncorrected where it does not vary", () => {
    const itself = (list: Drawn) => replicateOf(list.map(([x, , cell]) => [x, x, cell] as const));
    expect(simulationOf([itself(one), itself(two)], job, prices).costUsd.mean).toEqual({
      value: near(7),
      standardError: 0,
    });
    const still = (list: Drawn) => replicateOf(list.map(([x, , cell]) => [x, 3, cell] as const));
    const value = simulationOf([still(one), still(two)], job, prices).costUsd.mean.value;
    expect(value).toBeCloseTo(unit * mean(drawn.map(([x]) => x)), 12);
  });
});

/** What is simulated of a cost, from its histogram. */
function simulated(
  points: readonly number[],
  weights: readonly number[],
  change: Partial<SimulatedCost> = {},
): SimulatedCost {
  const at = points.reduce((sum, x, i) => sum + x * (weights[i] ?? 0), 0);
  const variance = points.reduce((sum, x, i) => sum + (x - at) ** 2 * (weights[i] ?? 0), 0);
  const estimate = (value: number) => ({ value, standardError: 0.01 });
  return {
    ...{ mean: estimate(at), sd: estimate(Math.sqrt(variance)), skewness: 0.6, excessKurtosis: 0.3 },
    histogram: {
      ...{ low: (points[0] ?? 0) - 0.1, high: (points.at(-1) ?? 0) + 0.1 },
      ...{ points: Float64Array.from(points), weights: Float64Array.from(weights) },
    },
    ...{ quantile: estimate, cvar: estimate, quantileBoundUsd: 0.1 },
    ...change,
  };
}

describe("the total of conversations of which a histogram is known", () => {
  it("of one is the histogram, each weight spread over the gap before its point", () => {
    const law = simulatedTotal(simulated([1, 2, 4, 5], [0.1, 0.2, 0.3, 0.4]), 1);
    expect([law.lower, law.upper]).toEqual([0.9, 5.1]);
    // A tenth at 1, then 0.2 over 1–2, 0.3 over 2–4, 0.4 over 4–5.
    const cdf: readonly (readonly [number, number])[] = [
      [0.5, 0],
      [0.99, 0],
      [1, 0.1],
      [1.5, 0.2],
      [2, 0.3],
      [3, 0.45],
      [4, 0.6],
      [4.75, 0.9],
      [5, 1],
      [7, 1],
    ];
    for (const [x, p] of cdf) expect(law.cdf(x), `cdf(${x})`).toBeCloseTo(p, 12);
    const density: readonly (readonly [number, number])[] = [
      [0.9, 0],
      [1, 0.2],
      [1.7, 0.2],
      [2.5, 0.15],
      [4.5, 0.4],
      [5, 0],
      [6, 0],
    ];
    for (const [x, d] of density) expect(law.density(x), `density(${x})`).toBeCloseTo(d, 12);
    for (const p of [0.15, 0.45, 0.9]) expect(law.cdf(law.quantile(p))).toBeCloseTo(p, 8);
    // What lies beyond a quantile counts at the points: Σ w (x − q)⁺.
    for (const alpha of [0.3, 0.45, 0.75, 0.9]) {
      const q = law.quantile(alpha);
      const excess = [0.1, 0.2, 0.3, 0.4].reduce((sum, w, i) => sum + w * Math.max(0, ([1, 2, 4, 5][i] ?? 0) - q), 0);
      expect(law.cvar(alpha), `cvar(${alpha})`).toBeCloseTo(q + excess / (1 - alpha), 9);
    }
    expect(law.cvar(0.05)).toBeCloseTo(1 + (0.2 + 0.9 + 1.6) / 0.95, 7);
  });

  it("of a few is its convolution", () => {
    // A fine normal histogram: the sum of n is normal too.
    const points = Array.from({ length: 241 }, (_, k) => 10 + (k - 120) / 20);
    const weights = points.map((x) => normalDensity(x - 10) / 20);
    const cost = simulated(points, weights);
    for (const n of [2, 7, 199]) {
      const law = simulatedTotal(cost, n);
      expect(law.mean).toBeCloseTo(10 * n, 4);
      for (const z of [-2, -0.3, 0, 1, 2.5]) {
        const x = 10 * n + z * Math.sqrt(n);
        expect(law.cdf(x), `${n}, ${z}`).toBeCloseTo(normalCdf(z), 6);
        expect(law.density(x) * Math.sqrt(n), `${n}, ${z}`).toBeCloseTo(normalDensity(z), 6);
      }
      expect(law.lower).toBeCloseTo(n * (10 - 6.1), 9);
      expect(law.upper).toBeCloseTo(n * (10 + 6.1), 9);
    }
  });

  it("of a few unlike a normal law is their binomial, smoothed", () => {
    // 0 or 1 with a little width about them: three make 0, 1, 2 or 3.
    const offsets = Array.from({ length: 21 }, (_, k) => (k - 10) / 50);
    const cost = simulated(
      [...offsets, ...offsets.map((x) => 1 + x)],
      [...offsets.map(() => 0.6 / 21), ...offsets.map(() => 0.4 / 21)],
    );
    const law = simulatedTotal(cost, 3);
    const below = [0.216, 0.648, 0.936];
    for (const [k, p] of below.entries()) expect(Math.abs(law.cdf(k + 0.5) - p)).toBeLessThan(0.02);
    expect([law.mean, law.sd]).toEqual([expect.closeTo(1.2, 12), expect.closeTo(Math.sqrt(3) * cost.sd.value, 12)]);
    expect(law.lower).toBeCloseTo(3 * -0.3, 12);
    expect(law.upper).toBeCloseTo(3 * 1.3, 12);
  });

  it("of 200 or more follows Edgeworth's expansion", () => {
    const cost = simulated([1, 2, 4, 5], [0.1, 0.2, 0.3, 0.4]);
    for (const n of [200, 5000]) {
      const part = edgeworthPart({
        ...{ mean: n * cost.mean.value, sd: Math.sqrt(n) * cost.sd.value, conversations: n },
        ...{ skewness: 0.6, excessKurtosis: 0.3 },
      });
      const law = simulatedTotal(cost, n);
      for (const z of [-2, 0, 1.7]) {
        const x = n * cost.mean.value + z * law.sd;
        expect(law.cdf(x)).toBeCloseTo(part.cdf(x), 14);
      }
    }
    const few = simulatedTotal(cost, 199);
    const part = edgeworthPart({ mean: few.mean, sd: few.sd, conversations: 199, skewness: 0.6, excessKurtosis: 0.3 });
    expect(Math.abs(few.cdf(few.mean) - part.cdf(few.mean))).toBeGreaterThan(1e-4);
  });

  it("that do not vary is one value", () => {
    const law = simulatedTotal(simulated([3], [1], { sd: { value: 0, standardError: 0 } }), 4);
    expect([law.mean, law.sd, law.lower, law.upper, law.quantile(0.2), law.cdf(12), law.cdf(11.9)]).toEqual([
      12, 0, 12, 12, 12, 1, 0,
    ]);
  });

  it("has quantiles with the errors of mean, sd and skewness", () => {
    const cost = simulated([1, 2, 4, 5], [0.1, 0.2, 0.3, 0.4], { sd: { value: 1.4, standardError: 0.02 } });
    const { value, standardError } = simulatedTotalQuantile(cost, 400, 0.9);
    expect(value).toBe(simulatedTotal(cost, 400).quantile(0.9));
    // N · 0.01, √N z · 0.02 and 0.6 · 0.02/6.
    expect(standardError).toBeCloseTo(Math.hypot(4, 20 * normalQuantile(0.9) * 0.02, 0.002), 12);
  });
});

describe("conversations that share a factor", () => {
  const turns = Float64Array.of(0.1, 0.2, 0.4, 0.3);

  it("have one factor of 1 where it does not vary", () => {
    expect(lengthStates(turns, undefined)).toEqual([{ weight: 1, factor: 1, turns }]);
    expect(lengthStates(turns, { sd: 0, turnsCorrelation: 0.5 })).toEqual([{ weight: 1, factor: 1, turns }]);
  });

  it.each([
    [0.2, 0, 65],
    [0.2, 0.6, 65],
    [0.8, -0.7, 129],
  ])(
    "of sd %s and correlation %s have a lognormal one, and the turns of all together",
    (spread, turnsCorrelation, count) => {
      const states = lengthStates(turns, { sd: spread, turnsCorrelation });
      expect(states).toHaveLength(count);
      const average = (of: (state: (typeof states)[number]) => number) =>
        states.reduce((sum, state) => sum + state.weight * of(state), 0);
      expect(average(() => 1)).toBeCloseTo(1, 12);
      expect(average(({ factor }) => factor)).toBeCloseTo(1, 10);
      expect(average(({ factor }) => factor ** 2)).toBeCloseTo(1 + spread ** 2, 9);
      for (const n of [0, 1, 2, 3]) expect(average((state) => state.turns[n] ?? 0)).toBeCloseTo(turns[n] ?? 0, 5);
      // Long conversations go with long messages, or with short ones.
      const together =
        average(({ factor, turns: given }) => factor * given.reduce((sum, p, n) => sum + p * n, 0)) - 1.9;
      if (turnsCorrelation === 0) expect(together).toBeCloseTo(0, 9);
      else expect(Math.sign(together)).toBe(Math.sign(turnsCorrelation));
      const [first] = states;
      expect(first?.factor).toBeCloseTo(
        Math.exp(-8 * Math.sqrt(Math.log1p(spread ** 2)) - Math.log1p(spread ** 2) / 2),
        12,
      );
    },
  );

  it("have at each score the turns that a Gaussian copula gives", () => {
    const states = lengthStates(turns, { sd: 0.2, turnsCorrelation: 0.6 });
    const at = (z: number) => states[(z + 8) * 4]?.turns ?? new Float64Array();
    for (const z of [-2, 0, 1.5]) {
      const below = [0.1, 0.3, 0.7].map((p) => normalCdf((normalQuantile(p) - 0.6 * z) / 0.8));
      const [p0 = 0, p1 = 0, p2 = 0] = below;
      expect([...at(z)]).toEqual([p0, p1 - p0, p2 - p1, 1 - p2].map((p) => near(p, 10)));
    }
    const sure = lengthStates(Float64Array.of(0, 0, 1), { sd: 0.2, turnsCorrelation: 0.6 });
    expect(sure.map((state) => [...state.turns])).toEqual(sure.map(() => [0, 0, 1]));
    const even = lengthStates(Float64Array.of(0.5, 0.5), { sd: 0.2, turnsCorrelation: 0.6 });
    expect([...(even[32]?.turns ?? [])]).toEqual([near(0.5), near(0.5)]);
  });
});

const tiny: ConversationModel = {
  ...published,
  ...{ turns: empirical({ values: [1, 2, 2, 4] }), initialTokens: 500 },
  ...{ userTokens: normal({ mean: 90, sd: 20 }), assistantTokens: normal({ mean: 90, sd: 20 }) },
};

describe("the law that charts are drawn from", () => {
  const never = () => {
    throw new Error("simulated");
  };
  /** Always 32 replicates of three conversations, whatever is asked. */
  const asked: unknown[] = [];
  const runner = (job: { readonly key: readonly number[]; readonly sampling: string }) => ({
    add: (range: object) => asked.push({ ...range, seed: job.key[0], sampling: job.sampling }),
    collect: () => [replicateOf(one), replicateOf(two)],
  });

  it("is exact where it is known", () => {
    expect(drawnLaw(1, never)(tiny).quantile(0.9)).toBe(conversationCost(tiny).quantile(0.9));
  });

  it("is simulated from 8,192 conversations where it is not", () => {
    const law = drawnLaw(5, runner)({ ...tiny, policy: {} });
    expect(asked).toEqual([{ firstBlock: 0, blocks: 8, conversations: 8192, seed: 5, sampling: "stratified" }]);
    expect(law.lower).toBeLessThan(law.upper);
  });
});

describe("the curves of a conversation", () => {
  const curves = conversationCurves(tiny);
  const cost = conversationCost(tiny);

  it("are its distribution in 48 equal bins up to P99.5", () => {
    const top = cost.quantile(0.995);
    expect(curves.bins).toHaveLength(48);
    for (const [i, { lowUsd, highUsd, probability }] of curves.bins.entries()) {
      expect([lowUsd, highUsd]).toEqual([near((top * i) / 48), near((top * (i + 1)) / 48)]);
      expect(probability).toBeCloseTo(cost.cdf(highUsd) - (i === 0 ? 0 : cost.cdf(lowUsd)), 12);
    }
    expect(curves.bins.reduce((sum, { probability }) => sum + probability, 0)).toBeCloseTo(0.995, 9);
    expect([curves.p5Usd, curves.p50Usd, curves.p95Usd]).toEqual([0.05, 0.5, 0.95].map((p) => cost.quantile(p)));
    expect(curves.usualTurns).toBe(2);
    expect(curves.components).toEqual(conversationMoments(tiny).components);
  });

  it("have the cost of a conversation of each number of turns", () => {
    expect(curves.byTurns.map(({ turns }) => turns)).toEqual([1, 1, 2, 3, 4]);
    for (const { turns, meanUsd, p5Usd, p95Usd } of curves.byTurns) {
      const given = conversationCost({ ...tiny, turns: empirical({ values: [turns] }) });
      expect([meanUsd, p5Usd, p95Usd]).toEqual([
        near(given.mean),
        near(given.quantile(0.05)),
        near(given.quantile(0.95)),
      ]);
    }
  });

  it("have 24 steps of turns at most, and 2 turns at least", () => {
    const turnsOf = (...values: readonly number[]) =>
      conversationCurves({ ...tiny, turns: empirical({ values }) }).byTurns.map(({ turns }) => turns);
    expect(turnsOf(1)).toEqual([1, 1, 2]);
    expect(turnsOf(24)).toEqual([1, ...Array.from({ length: 24 }, (_, k) => k + 1)]);
    expect(turnsOf(25)).toEqual([1, ...Array.from({ length: 13 }, (_, k) => 2 * k + 2)]);
    // One in a thousand conversations does not count.
    expect(turnsOf(...new Array(999).fill(3), 40)).toEqual([1, 1, 2, 3]);
  });

  it("are drawn from another law where one is given, and count conversations that cost nothing", () => {
    const free = conversationCurves({ ...tiny, turns: empirical({ values: [0, 2] }) });
    expect(free.bins[0]?.probability).toBeCloseTo(0.5, 9);
    expect(free.usualTurns).toBe(0);
    let calls = 0;
    conversationCurves(tiny, (model) => {
      calls++;
      return conversationCost(model);
    });
    expect(calls).toBe(1 + 5);
    expect(inverseTable(Float64Array.of(1)).last).toBe(0);
  });
});
