import type { Distribution } from "../math/distribution.ts";
import { lognormalFromP5P95 } from "../math/lognormal-distribution.ts";
import { describe } from "./describe.ts";
import { readInterval } from "./interval.ts";
import type { Path } from "./located.ts";
import { numberOutside, type Range, rangeText, spreadOutside } from "./range.ts";
import { makeDistribution, readFamily } from "./read-family.ts";
import type { Report } from "./value-problem.ts";

/** What somebody believes a number to be: the number, or the median of its spread. */
export interface Belief {
  readonly value: number;
  readonly spread?: Distribution;
}

/** Reads a number, a spread `{pert: {…}}`, or the short form `25 to 40`, and holds it to a range. */
export function readBelief(input: unknown, range: Range, path: Path, report: Report): Belief | undefined {
  if (typeof input === "number") {
    const problem = numberOutside(input, range);
    if (problem) report({ path, ...problem });
    return problem ? undefined : { value: input };
  }
  const spread = readSpread(input, range, path, report);
  if (!spread) return undefined;
  const problem = spreadOutside(spread, range);
  if (problem) report({ path, ...problem });
  return problem ? undefined : { value: spread.quantile(0.5), spread };
}

/** What can be written for a belief. */
const beliefText = (range: Range): string =>
  `${rangeText(range)}, a 90 % interval such as 25 to 40, or a distribution such as {pert: {min, mode, max}}`;

function readSpread(input: unknown, range: Range, path: Path, report: Report): Distribution | undefined {
  if (typeof input === "string") {
    const interval = readInterval(input, beliefText(range), path, report);
    return interval && lognormalFromP5P95(interval);
  }
  if (typeof input !== "object" || input === null || Array.isArray(input)) {
    report({ path, found: describe(input), expected: beliefText(range) });
    return undefined;
  }
  const written = readFamily(input, readParameter, path, report);
  if (!written) return undefined;
  if (written.kind === "values") return written.distribution;
  const { family, form, parameters } = written;
  return makeDistribution(form, Object.fromEntries(parameters), [...path, family], report);
}

function readParameter(input: unknown, path: Path, report: Report): number | undefined {
  if (typeof input === "number") return input;
  report({ path, found: describe(input), expected: "a number" });
  return undefined;
}
