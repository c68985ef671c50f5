import type { DiscretisedFit, Rounding } from "../../math/discretised-fit.ts";
import type { Distribution } from "../../math/distribution.ts";
import { empirical } from "../../math/empirical-distribution.ts";
import { gamma } from "../../math/gamma-distribution.ts";
import { geometric } from "../../math/geometric-distribution.ts";
import { lognormal } from "../../math/lognormal-distribution.ts";
import { negativeBinomial } from "../../math/negative-binomial-distribution.ts";
import { normal } from "../../math/normal-distribution.ts";
import { point } from "../../math/point-distribution.ts";
import { shifted } from "../../math/shifted-distribution.ts";
import { truncatedBelow } from "../../math/truncated-below.ts";
import { weibull } from "../../math/weibull-distribution.ts";
import { type WeightedSample, weightedQuantile } from "../../math/weighted-sample.ts";
import { zeroTruncatedNegativeBinomial } from "../../math/zero-truncated-negative-binomial.ts";

/** A law with the words a plan writes it in. */
export interface FittedLaw {
  /** As in a plan: `lognormal`, `shifted_gamma`; `constant` is written as its number. */
  readonly family: string;
  readonly parameters: Readonly<Record<string, number>>;
  /** The values of an empirical law. */
  readonly values?: readonly number[];
  readonly distribution: Distribution;
}

/** The law of a fit, its parameters rounded to the digits that a plan will show. Throws RangeError where none exists. */
export function fittedLaw({ family, form, mean, sd }: DiscretisedFit, rounding: Rounding): FittedLaw {
  const plain = { mean: rounded(mean), sd: rounded(sd) };
  const law = (parameters: { readonly mean: number; readonly sd: number }) => LAWS[family](parameters);
  const parametersOf = (parameters: { readonly mean: number; readonly sd: number }) =>
    family === "geometric" ? { mean: parameters.mean } : parameters;
  switch (form) {
    case "plain":
      return { family, parameters: parametersOf(plain), distribution: law(plain) };
    case "shifted": {
      const whole = { ...plain, mean: rounded(1 + mean) };
      const parameters = { shift: 1, ...parametersOf(whole) };
      const distribution = shifted(law({ mean: whole.mean - 1, sd: whole.sd }), 1);
      return { family: `shifted_${family}`, parameters, distribution };
    }
    case "zero-truncated": {
      if (family === "negative_binomial")
        return {
          family: `zero_truncated_${family}`,
          parameters: plain,
          distribution: zeroTruncatedNegativeBinomial(plain),
        };
      const lower = rounding === "nearest" ? 0.5 : 1;
      const distribution = truncatedBelow(law(plain), lower);
      return { family: `truncated_${family}`, parameters: { ...plain, lower }, distribution };
    }
  }
}

/** The law of data without spread. */
export const constantLaw = (value: number): FittedLaw => ({
  family: "constant",
  parameters: { value },
  distribution: point("constant", { value }, value),
});

/** The sample itself, or, of more than 1,000 values, the middles of 1,000 equal shares of it. */
export function empiricalLaw(sample: WeightedSample): FittedLaw {
  const size = Math.min(MOST_VALUES, sample.count);
  const values = Array.from({ length: size }, (_, at) =>
    Math.round(weightedQuantile(sample, size === sample.count ? at / Math.max(1, size - 1) : (at + 0.5) / size)),
  );
  return { family: "empirical", parameters: {}, values, distribution: empirical({ values }) };
}

const MOST_VALUES = 1000;

const LAWS: Readonly<
  Record<DiscretisedFit["family"], (parameters: { readonly mean: number; readonly sd: number }) => Distribution>
> = {
  normal,
  lognormal,
  gamma,
  weibull,
  negative_binomial: negativeBinomial,
  geometric,
};

const rounded = (value: number): number => Number(value.toPrecision(6));
