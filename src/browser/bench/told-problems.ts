import type { Place } from "../../analysis/node.ts";
import type { Path } from "../../assumptions/located.ts";
import { InputError, type Problem } from "../../assumptions/problem.ts";

/** What was changed, as far as it is known. */
export interface Changed {
  /** The one assumption whose control was used: it goes without saying. */
  readonly path?: string;
  /** Where in a file a change is written. */
  readonly placeOf?: (path: Path) => Place;
}

/** Why values cannot be used, in the words that the command has for it. */
export function toldProblems(error: unknown, changed: Changed = {}): readonly string[] {
  if (error instanceof InputError) return error.problems.map((problem) => problemText(problem, changed));
  if (error instanceof RangeError) return [`these values cannot be computed: ${error.message}`];
  throw error;
}

function problemText({ place, path, found, expected, nearest }: Problem, changed: Changed): string {
  const { file, line, column } = place.file === SETTING && changed.placeOf ? changed.placeOf(path) : place;
  const where = line > 0 ? `${file}:${line}:${column}: ` : "";
  const key = path.join(".");
  const known = place.file === SETTING && changed.path !== undefined && `${key}.`.startsWith(`${changed.path}.`);
  const what = known || key === "" ? "" : `${key}: `;
  return `${where}${what}found ${found}, expected ${expected}${nearest === undefined ? "" : ` (did you mean ${nearest}?)`}`;
}

/** Changes are put over a plan as the option of the command does it. */
const SETTING = "--set";
