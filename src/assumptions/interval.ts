import { describe, shorten } from "./describe.ts";
import type { Path } from "./located.ts";
import { readNumber } from "./number-text.ts";
import type { Report } from "./value-problem.ts";

/** The short form `25 to 40`: P5 and P95 of a lognormal, so both ends are above 0. */
export function readInterval(
  text: string,
  expected: string,
  path: Path,
  report: Report,
): { readonly p5: number; readonly p95: number } | undefined {
  const ends = text.length > LONGEST ? undefined : /^\s*(\S+)\s+to\s+(\S+)\s*$/.exec(text)?.slice(1);
  if (!ends) {
    const alone = text.length > LONGEST ? undefined : readNumber(text.trim());
    report({ path, found: describe(text), expected: typeof alone === "number" ? `the number ${alone}` : expected });
    return undefined;
  }
  const [p5, p95] = ends.map(readNumber);
  for (const [index, end] of [p5, p95].entries()) {
    if (typeof end === "object") report({ path, found: shorten(ends[index] ?? ""), expected: end.expected });
  }
  if (typeof p5 !== "number" || typeof p95 !== "number") return undefined;
  if (p5 > 0 && p5 < p95) return { p5, p95 };
  report({ path, found: describe(text), expected: "two ends above 0, the smaller first (or another distribution)" });
  return undefined;
}

/** Two numbers in full precision fit well. */
const LONGEST = 80;
