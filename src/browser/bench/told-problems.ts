import { InputError, type Problem } from "../../assumptions/problem.ts";

/** Why values cannot be used, in the words that the command has for it. */
export function toldProblems(error: unknown): readonly string[] {
  if (error instanceof InputError) return error.problems.map(problemText);
  if (error instanceof RangeError) return [`these values cannot be computed: ${error.message}`];
  throw error;
}

/** The place goes without saying where it is the control that was changed. */
function problemText({ place, path, found, expected, nearest }: Problem): string {
  const where = place.file === "--set" ? "" : place.line > 0 ? `${place.file}:${place.line}:${place.column}: ` : "";
  const what = place.file === "--set" || path.length === 0 ? "" : `${path.join(".")}: `;
  return `${where}${what}found ${found}, expected ${expected}${nearest === undefined ? "" : ` (did you mean ${nearest}?)`}`;
}
