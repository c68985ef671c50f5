/** The families of distributions a plan can name, with the parameters each is written by. */
import type { Distribution } from "../math/distribution.ts";
import { gamma } from "../math/gamma-distribution.ts";
import { geometric } from "../math/geometric-distribution.ts";
import { lognormal, lognormalFromP5P95 } from "../math/lognormal-distribution.ts";
import { negativeBinomial } from "../math/negative-binomial-distribution.ts";
import { normal } from "../math/normal-distribution.ts";
import { pert } from "../math/pert-distribution.ts";
import { shifted } from "../math/shifted-distribution.ts";
import { triangular } from "../math/triangular-distribution.ts";
import { truncatedBelow } from "../math/truncated-below.ts";
import { truncatedNormal } from "../math/truncated-normal-distribution.ts";
import { uniform } from "../math/uniform-distribution.ts";
import { weibull } from "../math/weibull-distribution.ts";
import { zeroTruncatedNegativeBinomial } from "../math/zero-truncated-negative-binomial.ts";

/** One way to write a family: exactly these parameters. */
export interface Form {
  readonly parameters: readonly string[];
  /** @throws RangeError where no such distribution exists */
  readonly make: (parameters: Readonly<Record<string, number>>) => Distribution;
}

/** `empirical` stands apart: it is written as a list of values. */
export const FAMILIES: ReadonlyMap<string, readonly Form[]> = new Map([
  ["normal", [form(["mean", "sd"], normal)]],
  ["lognormal", [form(["mean", "sd"], lognormal), form(["p5", "p95"], lognormalFromP5P95)]],
  ["triangular", [form(["min", "mode", "max"], triangular)]],
  ["pert", [form(["min", "mode", "max"], pert)]],
  ["uniform", [form(["min", "max"], uniform)]],
  [
    "truncated_normal",
    [
      form(["mean", "sd", "lower", "upper"], truncatedNormal),
      form(["mean", "sd", "lower"], (given) => truncatedNormal({ ...given, upper: Infinity })),
      form(["mean", "sd", "upper"], (given) => truncatedNormal({ ...given, lower: -Infinity })),
    ],
  ],
  ["gamma", [form(["mean", "sd"], gamma)]],
  ["weibull", [form(["mean", "sd"], weibull)]],
  ["negative_binomial", [form(["mean", "sd"], negativeBinomial)]],
  ["geometric", [form(["mean"], geometric)]],
  // Laws that begin above 0; `mean` and `sd` are those of the whole, `shift` where it begins.
  ["shifted_lognormal", [shiftedForm(lognormal)]],
  ["shifted_gamma", [shiftedForm(gamma)]],
  ["shifted_weibull", [shiftedForm(weibull)]],
  ["shifted_negative_binomial", [shiftedForm(negativeBinomial)]],
  [
    "shifted_geometric",
    [form(["shift", "mean"], ({ shift, mean }) => shifted(geometric({ mean: mean - shift }), shift))],
  ],
  // Laws of which only what is not below `lower` is kept; `mean` and `sd` are those of the law before.
  ["truncated_lognormal", [truncatedForm(lognormal)]],
  ["truncated_gamma", [truncatedForm(gamma)]],
  ["truncated_weibull", [truncatedForm(weibull)]],
  ["zero_truncated_negative_binomial", [form(["mean", "sd"], zeroTruncatedNegativeBinomial)]],
]);

export const FAMILY_NAMES: readonly string[] = [...FAMILIES.keys(), "empirical"];

type ByMeanAndSd = (parameters: { readonly mean: number; readonly sd: number }) => Distribution;

function shiftedForm(law: ByMeanAndSd): Form {
  return form(["shift", "mean", "sd"], ({ shift, mean, sd }) => shifted(law({ mean: mean - shift, sd }), shift));
}

function truncatedForm(law: ByMeanAndSd): Form {
  return form(["mean", "sd", "lower"], ({ mean, sd, lower }) => truncatedBelow(law({ mean, sd }), lower));
}

function form<Name extends string>(
  parameters: readonly Name[],
  make: (parameters: Readonly<Record<Name, number>>) => Distribution,
): Form {
  // The reader of a family hands over exactly the parameters of the form.
  return { parameters, make: (given) => make(given as Readonly<Record<Name, number>>) };
}
