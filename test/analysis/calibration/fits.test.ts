import { describe, expect, it } from "vitest";
import { calibrate, modelInputMean } from "../../../src/analysis/calibration/calibration.ts";
import { fitSeries } from "../../../src/analysis/calibration/fit-series.ts";
import { calibrationWarnings, checkModel } from "../../../src/analysis/calibration/model-check.ts";
import { rankDependence } from "../../../src/analysis/calibration/rank-dependence.ts";
import { simulatedConversations } from "../../../src/analysis/calibration/simulated-conversations.ts";
import { replay } from "../../../src/analysis/replay/replay.ts";
import { flatPrice } from "../../../src/analysis/replay/request-price.ts";
import { loadPlan } from "../../../src/assumptions/load-plan.ts";
import { planFile } from "../../../src/assumptions/plan-file.ts";
import { empiricalFit, fitDiscretised, ksDistance } from "../../../src/math/discretised-fit.ts";
import type { Distribution } from "../../../src/math/distribution.ts";
import { gamma } from "../../../src/math/gamma-distribution.ts";
import { geometric } from "../../../src/math/geometric-distribution.ts";
import { lognormal } from "../../../src/math/lognormal-distribution.ts";
import { negativeBinomial } from "../../../src/math/negative-binomial-distribution.ts";
import { normal } from "../../../src/math/normal-distribution.ts";
import { FREE_FAMILIES } from "../../../src/math/tails.ts";
import { weibull } from "../../../src/math/weibull-distribution.ts";
import { type WeightedSample, weightedQuantile, weightedSample } from "../../../src/math/weighted-sample.ts";
import { zeroTruncatedNegativeBinomial } from "../../../src/math/zero-truncated-negative-binomial.ts";

/** The quantiles at (i + ½)/n made whole: a sample without luck, whose maximum likelihood is near the law itself. */
function idealSample(law: Distribution, n: number, whole: (x: number) => number): WeightedSample {
  const histogram = new Map<number, number>();
  for (let i = 0; i < n; i++) {
    const value = whole(law.quantile((i + 0.5) / n));
    histogram.set(value, (histogram.get(value) ?? 0) + 1);
  }
  return weightedSample(histogram);
}

const nearest = (x: number): number => Math.max(0, Math.floor(x + 0.5));
const ideal = { mean: 120, sd: 90 };

describe("fits of tokens", () => {
  it.each([
    ["lognormal", lognormal(ideal)],
    ["gamma", gamma(ideal)],
    ["weibull", weibull(ideal)],
    ["negative_binomial", negativeBinomial({ mean: 12, sd: 9 })],
    ["geometric", geometric({ mean: 8 })],
    ["normal", normal({ mean: 500, sd: 60 })],
  ] as const)("finds the family and the parameters that the data were made with: %s", (family, law) => {
    const fit = fitSeries(idealSample(law, 20_000, nearest), "tokens");
    expect(fit.chosen?.family).toBe(family);
    expect(fit.law.distribution.mean / law.mean).toBeCloseTo(1, 2);
    expect(Math.sqrt(fit.law.distribution.variance / law.variance)).toBeCloseTo(1, 1);
    expect(fit.chosen?.ks).toBeLessThan(0.002);
    expect(fit.poor).toBe(false);
  });

  it("never chooses a normal law that would go below 0, though it leads", () => {
    const fit = fitSeries(idealSample(normal({ mean: 40, sd: 20 }), 5000, nearest), "tokens");
    expect(fit.chosen?.family).not.toBe("normal");
  });

  it("says when even the best family is far from the data, and what limit they look cut at", () => {
    const two = weightedSample([
      [10, 500],
      [400, 500],
    ]);
    expect(fitSeries(two, "tokens").poor).toBe(true);
    const cut = weightedSample([...Array.from({ length: 100 }, (_, k) => [10 * k, 20] as const), [1024, 300]]);
    expect(fitSeries(cut, "tokens").cutAt).toBe(1024);
    expect(fitSeries(idealSample(lognormal(ideal), 5000, nearest), "tokens").cutAt).toBeUndefined();
  });

  it("states data without spread as a constant", () => {
    expect(fitSeries(weightedSample([[7, 30]]), "tokens").law).toMatchObject({
      family: "constant",
      parameters: { value: 7 },
    });
  });

  it("counts probabilities as the law of the plan does, to the cell", () => {
    const sample = idealSample(gamma(ideal), 3000, nearest);
    for (const family of FREE_FAMILIES) {
      const fit = fitDiscretised(sample, family, "plain", "nearest");
      if (!fit) throw new Error(`${family.name} does not fit`);
      const law = { normal, lognormal, gamma, weibull, negative_binomial: negativeBinomial, geometric }[family.name](
        fit,
      );
      for (const k of [0, 1, 50, 200, 900]) expect(fit.cdf(k)).toBeCloseTo(law.cdf(family.whole ? k : k + 0.5), 10);
    }
  });

  it("has the likelihood of its closed form: geometric, n ln(1/(1+m)) + Σk ln(m/(1+m))", () => {
    const sample = weightedSample([
      [0, 50],
      [1, 30],
      [2, 12],
      [5, 8],
    ]);
    const mean = (30 + 24 + 40) / 100;
    const geometricFamily = FREE_FAMILIES.find(({ name }) => name === "geometric");
    const fit = geometricFamily && fitDiscretised(sample, geometricFamily, "plain", "nearest");
    expect(fit?.mean).toBeCloseTo(mean, 3);
    expect(fit?.logLikelihood).toBeCloseTo(100 * Math.log(1 / (1 + mean)) + 94 * Math.log(mean / (1 + mean)), 5);
    expect(empiricalFit(sample).logLikelihood).toBeCloseTo(
      50 * Math.log(0.5) + 30 * Math.log(0.3) + 12 * Math.log(0.12) + 8 * Math.log(0.08),
      9,
    );
  });

  it("measures the Kolmogorov-Smirnov distance on whole numbers", () => {
    const sample = weightedSample([
      [1, 1],
      [3, 1],
    ]);
    expect(ksDistance(sample, (k) => (k < 0 ? 0 : Math.min(1, (k + 1) / 4)))).toBeCloseTo(0.25, 12);
  });
});

describe("fits of turns", () => {
  it("keep away from 0 where the data do", () => {
    const law = zeroTruncatedNegativeBinomial({ mean: 3, sd: 3 });
    const fit = fitSeries(
      idealSample(law, 10_000, (x) => x),
      "turns",
    );
    expect(fit.chosen).toMatchObject({ family: "negative_binomial", form: "zero-truncated" });
    expect(fit.law.distribution.mean).toBeCloseTo(law.mean, 2);
    expect(fit.law.distribution.cdf(0)).toBe(0);
  });
});

describe("a weighted sample", () => {
  it("has the quantiles of its values one by one (type 7)", () => {
    const sample = weightedSample([
      [1, 2],
      [5, 1],
      [9, 1],
    ]);
    // 1, 1, 5, 9: h = 3p.
    expect([0, 1 / 3, 0.5, 2 / 3, 0.9, 1].map((p) => weightedQuantile(sample, p))).toEqual([
      1,
      1,
      3,
      5,
      expect.closeTo(7.8, 12),
      9,
    ]);
  });
});

describe("rank dependence", () => {
  it("is 1, −1 and 0 for classes that rise together, against each other, and apart", () => {
    const pairs = (of: (class_: number) => number) =>
      Array.from({ length: 10 }, (_, c) => [64 * c + of(c), 5] as const);
    expect(rankDependence(pairs((c) => c))?.correlation).toBeCloseTo(1, 12);
    expect(rankDependence(pairs((c) => 9 - c))?.correlation).toBeCloseTo(-1, 12);
    const all = Array.from({ length: 100 }, (_, at) => [64 * (at % 10) + Math.floor(at / 10), 1] as const);
    expect(rankDependence(all)?.correlation).toBeCloseTo(0, 12);
    expect(rankDependence([[0, 5]])).toBeUndefined();
  });
});

describe("the calibrated model", () => {
  const histogram = (sample: WeightedSample) =>
    new Map([...sample.values].map((value, at) => [value, sample.weights[at] ?? 0]));
  const turns = idealSample(geometric({ mean: 2 }), 4000, (x) => x + 1);
  const user = idealSample(lognormal({ mean: 40, sd: 50 }), 12_000, nearest);
  const assistant = idealSample(gamma({ mean: 150, sd: 100 }), 12_000, nearest);
  // Independent lengths: Σ over conversations of n(n+1)/2 · 40 + n(n−1)/2 · 150, E n = 3, E n² = 15.
  const input = 4000 * (9 * 40 + 6 * 150);
  const series = new Map<string, ReadonlyMap<number, number>>([
    ["requests", histogram(turns)],
    ["user_tokens", histogram(user)],
    ["assistant_tokens", histogram(assistant)],
    ["total.conversations", new Map([[0, 4000]])],
    ["total.answered_conversations", new Map([[0, 4000]])],
    ["total.input_tokens", new Map([[0, input]])],
  ]);

  it("bills what the log was billed, where the log is of the kind it assumes, and does not warn", () => {
    const calibration = calibrate({ series });
    const check = checkModel({ series }, calibration);
    expect(Math.abs(check?.error ?? 1)).toBeLessThan(0.02);
    expect(calibrationWarnings(calibration, check)).toEqual([]);
  });

  it("warns, and says why, where lengths depend on turns", () => {
    const shorter = new Map([...series, ["total.input_tokens", new Map([[0, input / 2]])] as const]);
    const calibration = calibrate({ series: shorter });
    const [warning] = calibrationWarnings(calibration, checkModel({ series: shorter }, calibration));
    expect(warning?.code).toBe("model-off");
    expect(warning?.message).toMatch(/\+1\d\d% off the log's: lengths depend on the number of turns/);
  });

  it("gives in simulation the mean that it has in closed form", () => {
    const { model } = calibrate({ series });
    if (!model) throw new Error("no model");
    const count = 20_000;
    const billed = replay({
      price: flatPrice({ inputUsdPerMtok: 1, outputUsdPerMtok: 1 }),
      cache: { rule: "none", minimumTokens: 0 },
    });
    const conversation = simulatedConversations(model, { seed: 1, count });
    for (let index = 0; index < count; index++) billed.conversation(conversation(index));
    // Turns are stratified; what is left is the luck of lengths: below 1 % at 20,000 (5 standard errors, 1e-6).
    expect(billed.result().answeredInputTokens / count / modelInputMean(model)).toBeCloseTo(1, 1.7);
  });

  it("is written in families that a plan reads", () => {
    const text = (law: string): string =>
      `schema: 1\ntitle: t\nconversation:\n  turns: {value: ${law}, unit: turns, source: s, provenance: measured}\n`;
    for (const law of [
      "shifted_gamma: {shift: 1, mean: 3, sd: 2}",
      "truncated_weibull: {mean: 3, sd: 2, lower: 1}",
      "zero_truncated_negative_binomial: {mean: 3, sd: 2}",
      "geometric: {mean: 2}",
      "shifted_geometric: {shift: 1, mean: 2}",
    ]) {
      const problems = problemsOf(text(`{${law}}`));
      expect(problems.filter((problem) => problem.includes("turns"))).toEqual([]);
    }
    expect(problemsOf(text("{truncated_weibull: {mean: 3, sd: 2, floor: 1}}")).join("\n")).toContain("turns");
  });
});

function problemsOf(text: string): readonly string[] {
  try {
    loadPlan({ read: () => text, path: "plan.yaml", schema: planFile });
    return [];
  } catch (error) {
    return String(error).split("\n");
  }
}
