import { describe, expect, it } from "vitest";
import { type Candidate, fitSeries, words } from "../../../src/analysis/calibration/fit-series.ts";
import type { SeriesKind } from "../../../src/analysis/calibration/series-kind.ts";
import { normal } from "../../../src/math/normal-distribution.ts";
import { summaryOf, type WeightedSample, weightedSample } from "../../../src/math/weighted-sample.ts";

/** The quantiles of a normal law at (i + ½)/n, to the nearest whole number. */
function bell(mean: number, sd: number, n: number): WeightedSample {
  const law = normal({ mean, sd });
  const histogram = new Map<number, number>();
  for (let i = 0; i < n; i++) {
    const value = Math.max(0, Math.floor(law.quantile((i + 0.5) / n) + 0.5));
    histogram.set(value, (histogram.get(value) ?? 0) + 1);
  }
  return weightedSample(histogram);
}

const SHORT = weightedSample([
  [1, 10],
  [2, 5],
  [3, 3],
  [8, 1],
]);
const LATE = weightedSample([
  [3, 10],
  [4, 25],
  [5, 40],
  [6, 24],
  [7, 11],
]);
const WITH_ZERO = weightedSample([
  [0, 10],
  [1, 25],
  [2, 40],
  [3, 24],
  [9, 11],
]);
const SIZES = weightedSample([
  [3, 10],
  [5, 20],
  [8, 30],
  [13, 20],
  [30, 5],
]);
const PAUSES = weightedSample([
  [100, 10],
  [200, 20],
  [800, 30],
  [1300, 20],
  [3000, 5],
]);

const SERIES: readonly (readonly [string, WeightedSample, SeriesKind])[] = [
  ["short conversations", SHORT, "turns"],
  ["conversations that begin late", LATE, "turns"],
  ["conversations without turns", WITH_ZERO, "turns"],
  ["sizes", SIZES, "tokens"],
  ["sizes of a bell that reaches below 0", bell(40, 20, 300), "tokens"],
  ["sizes of a bell that does not", bell(60, 19, 300), "tokens"],
  [
    "sizes of too few to tell",
    weightedSample([
      [98, 3],
      [100, 5],
      [102, 3],
    ]),
    "tokens",
  ],
  ["pauses", PAUSES, "time"],
];

const off = ({ squareRatio = 1 }: Candidate): number => Math.abs(Math.log(squareRatio));

/** More than one in a thousand of a normal law lies 3.09 standard deviations below its mean. */
const goesBelowZero = ({ family, mean, sd }: Candidate): boolean => family === "normal" && mean < 3.09 * sd;

/** The first that does not go below 0, a normal law that leads by less than 2 set aside. */
function leaderOf(candidates: readonly Candidate[]): Candidate | undefined {
  const possible = candidates.filter((candidate) => !goesBelowZero(candidate));
  const [first] = possible;
  const second = possible.find(({ family }) => family !== "normal");
  if (!first || !second) return first;
  return first.family === "normal" && second.aic - first.aic < 2 ? second : first;
}

/** Against which other family, and by how much. */
function reasonOf(chosen: Candidate, candidates: readonly Candidate[]): string {
  const next = candidates.find(({ family }) => family !== chosen.family);
  const by = (next?.aic ?? 0) - chosen.aic;
  const text = Math.abs(by).toFixed(Math.abs(by) < 10 ? 1 : 0);
  const against = next && (by >= 0 ? `${words(next)} lies ${text} behind` : `${words(next)} leads by ${text}`);
  const [best] = candidates;
  if (chosen === best) return `least AIC of ${candidates.length}; ${against}`;
  const first = candidates.find((candidate) => !goesBelowZero(candidate));
  if (chosen === first) return `least AIC of the laws that stay above 0; ${against}`;
  const near = `within ${(chosen.aic - (first?.aic ?? 0)).toFixed(1)} of the least AIC (${first && words(first)}), and it`;
  if (chosen === leaderOf(candidates)) return `${near} stays above 0`;
  const share = Math.abs(Math.round(100 * ((chosen.squareRatio ?? 0) - 1)));
  return `${near}s mean square is the nearest to the data's (${share}% off)`;
}

/** Σ n² P(n) of a law of turns, which are cut to whole numbers. */
function meanSquare({ distribution }: ReturnType<typeof fitSeries>["law"]): number {
  let [sum, below] = [0, 0];
  for (let n = 0; n < 1000; n++) {
    const next = distribution.cdf(n + 1 - 1e-9);
    sum += n * n * (next - below);
    below = next;
  }
  return sum;
}

describe("the choice of a law", () => {
  it.each(SERIES)("follows the rules, and says so: %s", (_, sample, kind) => {
    const { candidates, chosen, reason, law, poor } = fitSeries(sample, kind);
    if (!chosen) return expect.fail("no law was chosen");
    expect(candidates.map(({ aic }) => aic)).toEqual(candidates.map(({ aic }) => aic).toSorted((a, b) => a - b));
    expect(new Set(candidates.map(words)).size).toBe(candidates.length);
    const leader = leaderOf(candidates);
    if (kind === "turns") {
      const near = candidates.filter(({ aic, family }) => family !== "normal" && aic - (leader?.aic ?? 0) <= 10);
      expect(off(chosen)).toBe(Math.min(...[...near, ...(leader ? [leader] : [])].map(off)));
    } else expect(chosen).toBe(leader);
    expect(law.family).toContain(chosen.family);
    expect(reason).toBe(reasonOf(chosen, candidates));
    expect(poor).toBe(chosen.ks > Math.max(0.1, 1.5 / Math.sqrt(summaryOf(sample).n)));
  });

  it("says what it gives up: a lead of less than 2, or of up to 10 for the mean square", () => {
    const reason = (sample: WeightedSample) => fitSeries(sample, "turns").reason;
    expect(reason(SHORT)).toMatch(
      /^within 1\.\d of the least AIC \(shifted geometric\), and its mean square is the near/,
    );
    expect(reason(LATE)).toMatch(/^within 1\.\d of the least AIC \(normal\), and its mean square is the nearest/);
    const few = weightedSample([
      [98, 3],
      [100, 5],
      [102, 3],
    ]);
    expect(fitSeries(few, "tokens").reason).toBe("within 0.0 of the least AIC (normal), and it stays above 0");
  });

  it("cuts turns to whole numbers and rounds sizes: a law of turns lies half a turn higher", () => {
    const mean = (kind: SeriesKind) => fitSeries(LATE, kind).law.distribution.mean;
    // 30 + 100 + 200 + 144 + 77 of 110.
    expect(mean("tokens")).toBeCloseTo(551 / 110, 1);
    expect(mean("turns")).toBeCloseTo(551 / 110 + 0.5, 1);
  });

  it("falls back on the mean, to six digits, where no law of turns has an end within reach", () => {
    const { law, candidates, reason, poor } = fitSeries(
      weightedSample([
        [100_000, 2],
        [2_000_001, 1],
      ]),
      "turns",
    );
    expect(law).toMatchObject({ family: "constant", parameters: { value: 733_334 } });
    expect({ candidates, reason, poor }).toEqual({
      ...{ candidates: [], reason: "no family fits; the mean stands for all", poor: true },
    });
  });

  it("has the mean square of the law beside that of the data, where turns are", () => {
    for (const sample of [SHORT, LATE]) {
      const { chosen, law } = fitSeries(sample, "turns");
      const squares = sample.values.reduce((sum, value, at) => sum + value ** 2 * (sample.weights[at] ?? 0), 0);
      expect((chosen?.squareRatio ?? 0) / (meanSquare(law) / (squares / sample.count))).toBeCloseTo(1, 3);
    }
    for (const candidate of fitSeries(PAUSES, "time").candidates) expect(candidate).not.toHaveProperty("squareRatio");
  });
});

describe("the forms that are tried", () => {
  const forms = (sample: WeightedSample, kind: SeriesKind) => {
    const found: Record<string, string[]> = {};
    for (const { family, form } of fitSeries(sample, kind).candidates)
      found[family] = [...(found[family] ?? []), form].toSorted();
    return found;
  };
  const all = ["plain", "shifted", "zero-truncated"];
  const plain = ["plain"];

  it("are those without 0 too where turns begin with 1; a geometric law that is truncated is the shifted one", () => {
    expect(forms(SHORT, "turns")).toEqual({
      ...{ normal: plain, lognormal: all, gamma: all, weibull: all, negative_binomial: all },
      geometric: ["plain", "shifted"],
    });
  });

  it("are plain where 0 occurs, and of laws of sizes that are no whole numbers", () => {
    expect(Object.values(forms(WITH_ZERO, "turns")).flat()).toEqual(new Array(6).fill("plain"));
    expect(forms(SIZES, "tokens")).toEqual({
      ...{ normal: plain, lognormal: plain, gamma: plain, weibull: plain, negative_binomial: all },
      geometric: ["plain", "shifted"],
    });
  });

  it("are of laws on the line alone where times are", () => {
    expect(forms(PAUSES, "time")).toEqual({ normal: plain, lognormal: plain, gamma: plain, weibull: plain });
  });
});

describe("a series that needs no choice", () => {
  it("is a constant where every value is the same, and says so", () => {
    expect(fitSeries(weightedSample([[7, 30]]), "tokens")).toStrictEqual({
      ...{ kind: "tokens", candidates: [], poor: false, reason: "every value is the same", empiricalAic: 0 },
      law: { family: "constant", parameters: { value: 7 }, distribution: expect.objectContaining({ mean: 7 }) },
    });
  });

  it("keeps every digit of such a value", () => {
    expect(fitSeries(weightedSample([[1_234_567, 3]]), "time").law.parameters).toEqual({ value: 1_234_567 });
  });

  it("has the AIC of the values themselves: two parameters fewer one, and their entropy", () => {
    // Four cells have three free shares; −2 ln L is twice the entropy of 10, 5, 3 and 1 of 19.
    const entropy = [10, 5, 3, 1].reduce((sum, n) => sum - n * Math.log(n / 19), 0);
    expect(fitSeries(SHORT, "turns").empiricalAic).toBeCloseTo(2 * 3 + 2 * entropy, 9);
  });

  it("names a limit only where one shows", () => {
    expect(fitSeries(SIZES, "tokens")).toHaveProperty("cutAt", 30);
    expect(fitSeries(SHORT, "turns")).not.toHaveProperty("cutAt");
  });
});

describe("a family and its form", () => {
  it.each([
    ["weibull", "plain", "Weibull"],
    ["weibull", "zero-truncated", "zero-truncated Weibull"],
    ["negative_binomial", "shifted", "shifted negative binomial"],
    ["gamma", "plain", "gamma"],
  ] as const)("%s, %s is %s", (family, form, expected) => expect(words({ family, form })).toBe(expected));
});
