/** Sizes as people type them: `70B`, `3.4M`, `15T`, `7e9`, and ranges: `3M to 5M`, a 90 % interval. */
import { lognormalFromP5P95 } from "../math/lognormal-distribution.ts";
import type { Belief } from "./belief.ts";
import { isPlainNumber } from "./number-text.ts";

/** A size above 0, or what is wrong with it. */
export function readSize(text: string): Belief | { readonly expected: string } {
  const ends = /^\s*(\S+)\s+to\s+(\S+)\s*$/.exec(text)?.slice(1);
  if (!ends) {
    const value = sizeOf(text.trim());
    return value === undefined ? { expected: SIZE } : { value };
  }
  const [p5, p95] = ends.map(sizeOf);
  if (p5 === undefined || p95 === undefined || p5 >= p95)
    return { expected: "two sizes above 0, the smaller first, such as 3M to 5M" };
  const spread = lognormalFromP5P95({ p5, p95 });
  return { value: spread.quantile(0.5), spread };
}

const SIZE = "a number above 0 and up to 1e21, such as 70B, 3.4M, 7e9 or 3M to 5M";

/** Far beyond any model or data set, and small enough that nothing computed from it overflows. */
const LARGEST = 1e21;

const FACTORS: Readonly<Record<string, number>> = { k: 1e3, m: 1e6, b: 1e9, g: 1e9, t: 1e12 };

function sizeOf(text: string): number | undefined {
  const [, digits = "", letter = ""] = /^(.*?)([kmbgt]?)$/i.exec(text.replaceAll("_", "")) ?? [];
  const value = isPlainNumber(digits) ? Number(digits) * (FACTORS[letter.toLowerCase()] ?? 1) : Number.NaN;
  return value > 0 && value <= LARGEST ? value : undefined;
}
