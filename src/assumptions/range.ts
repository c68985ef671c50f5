import type { ValueRange } from "../analysis/node.ts";
import type { Distribution } from "../math/distribution.ts";
import type { ValueProblem } from "./value-problem.ts";

export type Range = ValueRange;

/** The range alone, of something that says more. */
export function rangeOf({ min, max, exclusiveMin, integer }: Range): Range {
  return {
    ...(min !== undefined && { min }),
    ...(max !== undefined && { max }),
    ...(exclusiveMin !== undefined && { exclusiveMin }),
    ...(integer !== undefined && { integer }),
  };
}

/** The range of a plain number in the words of JSON Schema, which apply to numbers alone and not to a spread. */
export function rangeKeywords({ min, max, exclusiveMin, integer }: Range): Readonly<Record<string, number>> {
  return {
    ...(min !== undefined && { minimum: min }),
    ...(max !== undefined && { maximum: max }),
    ...(exclusiveMin !== undefined && { exclusiveMinimum: exclusiveMin }),
    ...(integer && { multipleOf: 1 }),
  };
}

/** What is wrong with a number, or undefined. */
export function numberOutside(value: number, range: Range): Omit<ValueProblem, "path"> | undefined {
  if (isInside(value, range) && (!range.integer || Number.isInteger(value))) return undefined;
  return { found: String(value), expected: rangeText(range) };
}

/**
 * What is wrong with a spread, or undefined. A spread with two ends must lie inside whole; of one with a tail, the part
 * from P0.1 to P99.9 must.
 */
export function spreadOutside(spread: Distribution, range: Range): Omit<ValueProblem, "path"> | undefined {
  if (range.integer && !hasWholeValues(spread)) {
    return { found: `a spread, ${spread.family}`, expected: `${rangeText(range)}, or empirical with whole numbers` };
  }
  const ended = Number.isFinite(spread.lower) && Number.isFinite(spread.upper);
  const ends = ended
    ? [
        { at: spread.lower, name: "" },
        { at: spread.upper, name: "" },
      ]
    : [
        { at: spread.quantile(0.001), name: " (P0.1)" },
        { at: spread.quantile(0.999), name: " (P99.9)" },
      ];
  const outside = ends.find(({ at }) => !isInside(at, range));
  if (!outside) return undefined;
  const found = `a spread, ${spread.family}, that reaches ${Number(outside.at.toPrecision(3))}${outside.name}`;
  const inside = `${rangeText(range)}${ended ? "" : " from P0.1 to P99.9"}`;
  return { found, expected: `${inside}; uniform, triangular, pert and truncated_normal end where they say` };
}

/** `a number from 0 to 1`, `a whole number above 0`. */
export function rangeText({ min, max, exclusiveMin, integer }: Range): string {
  const noun = integer ? "a whole number" : "a number";
  const low = exclusiveMin !== undefined ? `above ${exclusiveMin}` : min !== undefined ? `from ${min}` : undefined;
  if (max === undefined) return low ? `${noun} ${low}${exclusiveMin === undefined ? " up" : ""}` : noun;
  return low ? `${noun} ${low} to ${max}` : `${noun} up to ${max}`;
}

function isInside(value: number, { min, max, exclusiveMin }: Range): boolean {
  return (
    (min === undefined || value >= min) &&
    (max === undefined || value <= max) &&
    (exclusiveMin === undefined || value > exclusiveMin)
  );
}

function hasWholeValues({ parameters }: Distribution): boolean {
  const { values } = parameters;
  return Array.isArray(values) && values.every(Number.isInteger);
}
