import { describe, expect, it } from "vitest";
import { constantLaw, empiricalLaw, fittedLaw } from "../../../src/analysis/calibration/fitted-law.ts";
import type { DiscretisedFit, FitForm } from "../../../src/math/discretised-fit.ts";
import { weightedSample } from "../../../src/math/weighted-sample.ts";

const fitOf = (family: DiscretisedFit["family"], form: FitForm, mean: number, sd: number): DiscretisedFit => ({
  ...{ family, form, mean, sd, logLikelihood: 0, aic: 0, cdf: () => 0 },
});

describe("the law of a fit, as a plan writes it", () => {
  it.each([
    [fitOf("lognormal", "plain", 120.00004, 90), "lognormal", { mean: 120, sd: 90 }, 120],
    [fitOf("normal", "plain", 500, 60.000004), "normal", { mean: 500, sd: 60 }, 500],
    [fitOf("weibull", "plain", 5, 2), "weibull", { mean: 5, sd: 2 }, 5],
    [fitOf("negative_binomial", "plain", 5, 4), "negative_binomial", { mean: 5, sd: 4 }, 5],
    [fitOf("geometric", "plain", 5, 5.48), "geometric", { mean: 5 }, 5],
    // 1 more than a variable with the mean of the fit.
    [fitOf("gamma", "shifted", 4, 3), "shifted_gamma", { shift: 1, mean: 5, sd: 3 }, 5],
    [fitOf("geometric", "shifted", 4, 4.47), "shifted_geometric", { shift: 1, mean: 5 }, 5],
    [fitOf("negative_binomial", "zero-truncated", 5, 4), "zero_truncated_negative_binomial", { mean: 5, sd: 4 }, null],
    [fitOf("gamma", "zero-truncated", 4, 3), "truncated_gamma", { mean: 4, sd: 3, lower: 0.5 }, null],
  ] as const)("%o is %s", (of, family, parameters, mean) => {
    const law = fittedLaw(of, "nearest");
    expect(law.family).toBe(family);
    expect(law.parameters).toStrictEqual(parameters);
    if (mean !== null) expect(law.distribution.mean).toBeCloseTo(mean, 9);
    else expect(law.distribution.mean).toBeGreaterThan(of.mean);
  });

  it("is moved by a whole turn, and cut where a value is no longer 0", () => {
    const plain = fittedLaw(fitOf("gamma", "plain", 4, 3), "nearest").distribution;
    const { distribution } = fittedLaw(fitOf("gamma", "shifted", 4, 3), "nearest");
    for (const x of [1.5, 3, 10]) expect(distribution.cdf(x)).toBeCloseTo(plain.cdf(x - 1), 12);
    for (const [rounding, lower] of [
      ["nearest", 0.5],
      ["down", 1],
    ] as const) {
      const cut = fittedLaw(fitOf("gamma", "zero-truncated", 4, 3), rounding);
      expect(cut.parameters).toStrictEqual({ mean: 4, sd: 3, lower });
      expect(cut.distribution.cdf(lower)).toBe(0);
      const kept = 1 - plain.cdf(lower);
      for (const x of [2, 3, 10])
        expect(cut.distribution.cdf(x)).toBeCloseTo((plain.cdf(x) - plain.cdf(lower)) / kept, 12);
    }
    expect(fittedLaw(fitOf("negative_binomial", "zero-truncated", 5, 4), "down").distribution.cdf(0)).toBe(0);
  });
});

describe("a law without a family", () => {
  it("is a constant", () => {
    const { family, parameters, distribution } = constantLaw(7);
    expect({ family, parameters }).toEqual({ family: "constant", parameters: { value: 7 } });
    expect(distribution).toMatchObject({ family: "constant", parameters: { value: 7 }, mean: 7, variance: 0 });
  });

  it("is the values themselves", () => {
    const law = empiricalLaw(
      weightedSample([
        [9, 1],
        [2, 3],
      ]),
    );
    expect(law).toMatchObject({ family: "empirical", parameters: {}, values: [2, 2, 2, 9] });
    expect(law.distribution.mean).toBe((6 + 9) / 4);
    expect(empiricalLaw(weightedSample([[5, 1]])).values).toEqual([5]);
  });

  it("is the middles of a thousand equal shares of more values, and all of a thousand", () => {
    const values = (count: number) =>
      empiricalLaw(weightedSample(Array.from({ length: count }, (_, at) => [at, 1]))).values;
    expect(values(1000)).toEqual(Array.from({ length: 1000 }, (_, at) => at));
    // Positions (i + ½) ÷ 1000 of 0 … 4000: 4 i + 2.
    expect(values(4001)).toEqual(Array.from({ length: 1000 }, (_, at) => 4 * at + 2));
  });
});
