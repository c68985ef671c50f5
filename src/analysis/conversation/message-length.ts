import type { Distribution } from "../../math/distribution.ts";
import { lognormal } from "../../math/lognormal-distribution.ts";
import { truncatedBelow } from "../../math/truncated-below.ts";
import { truncatedNormal } from "../../math/truncated-normal-distribution.ts";
import type { MessagesRule, RoundingRule } from "./model.ts";
import { type TokenTable, tokenTable } from "./token-table.ts";

/** The law of one message's length as the model's rules leave it. */
export interface MessageLength {
  /** After the messages rule, before rounding to whole tokens. */
  readonly law: Distribution;
  /** Mean and variance in tokens, after rounding. */
  readonly mean: number;
  readonly variance: number;
  /** P(length < 0), after rounding. */
  readonly negativeProbability: number;
  /** Sums of such lengths are normal (sd 0 included): exactly, or within 1e-6 for whole tokens with sd ≥ 5. */
  readonly normal: boolean;
  /** Sums of such lengths are whole numbers. */
  readonly whole: boolean;
  /** Each length rounded to whole tokens, where the table is needed and not too long. */
  readonly table?: TokenTable;
}

/** Applies the messages rule and the rounding rule to the plan's length law. */
export function messageLength(planLaw: Distribution, messages: MessagesRule, rounding: RoundingRule): MessageLength {
  const law = ruledLaw(planLaw, messages);
  if (rounding !== "whole-tokens") {
    const { mean, variance } = law;
    return { law, mean, variance, negativeProbability: below(law, 0), normal: isNormal(law), whole: isWhole(law) };
  }
  const { negativeProbability, ...rest } = { negativeProbability: below(law, -0.5), law, whole: true };
  // Rounding a smooth law adds the variance of a uniform error. For sd ≥ 5 the rest is below exp(−2π²·25).
  const smooth = { ...rest, negativeProbability, mean: law.mean, variance: law.variance + 1 / 12 };
  if (isNormal(law) && law.variance >= 25) return { ...smooth, normal: true };
  const table = tokenTable(law);
  if (table === undefined) return { ...smooth, normal: false };
  return {
    ...rest,
    negativeProbability,
    mean: table.mean,
    variance: table.variance,
    normal: table.weights.length === 1,
    table,
  };
}

function ruledLaw(law: Distribution, messages: MessagesRule): Distribution {
  if (messages === "as-published") return law;
  if (messages === "lognormal") return lognormal({ mean: law.mean, sd: Math.sqrt(law.variance) });
  if (law.family !== "normal") return truncatedBelow(law, 0);
  return truncatedNormal({ mean: law.mean, sd: Math.sqrt(law.variance), lower: 0, upper: Infinity });
}

const isNormal = (law: Distribution): boolean => law.family === "normal" || law.variance === 0;

const isWhole = (law: Distribution): boolean => {
  if (law.family === "negative-binomial") return true;
  if (law.variance === 0) return Number.isInteger(law.mean);
  const { values } = law.parameters;
  return law.family === "empirical" && Array.isArray(values) && values.every(Number.isInteger);
};

/** P(X < x). */
const below = (law: Distribution, x: number): number =>
  law.lower >= x ? 0 : law.cdf(x - Math.max(Math.abs(x) * Number.EPSILON, Number.MIN_VALUE));
