/** What is wrong with what people wrote, said so that they can mend it. */
import type { Place } from "../analysis/node.ts";
import { shorten } from "./describe.ts";
import type { Path } from "./located.ts";

export interface Problem {
  readonly place: Place;
  readonly path: Path;
  readonly found: string;
  readonly expected: string;
  /** The valid key or word that comes closest to what was found. */
  readonly nearest?: string;
}

/** Everything that is wrong with an input, in the order of its files and lines. */
export class InputError extends Error {
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    const sorted = problems.toSorted((a, b) => comparePlaces(a.place, b.place));
    super(summary(sorted));
    this.name = "InputError";
    this.problems = sorted;
  }
}

/** `plan.yaml:3:5: data.person_days.unit: found hours, expected days (did you mean …?)`; `--set a.b: …` from the command line. */
export function formatProblem({ place, path, found, expected, nearest }: Problem): string {
  const file = printable(shorten(place.file, LONGEST));
  const where = place.line > 0 ? `${file}:${place.line}:${place.column}` : file;
  const key = path.length > 0 ? `${printable(path.map((step) => shorten(String(step))).join("."))}` : "";
  const hint = nearest === undefined ? "" : ` (did you mean ${printable(nearest)}?)`;
  const [was, should] = [found, expected].map((words) => printable(shorten(words, LONGEST)));
  return `${[where, key].filter(Boolean).join(place.line > 0 ? ": " : " ")}: found ${was}, expected ${should}${hint}`;
}

/** Of a name or what was found or expected: a list of every row of a hostile table is of no use to anybody. */
const LONGEST = 2000;

/** Text that cannot steer a terminal: control characters, bidirectional marks and surrogate halves are escaped. */
function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Co}\u2028\u2029]/gu, (character) => {
    const code = character.codePointAt(0) ?? 0;
    return code < 0x100 ? `\\x${hex(code, 2)}` : code < 0x10000 ? `\\u${hex(code, 4)}` : `\\u{${hex(code, 1)}}`;
  });
}

/** One line a problem; a hostile file's thousands are counted. */
function summary(problems: readonly Problem[]): string {
  const lines = problems.slice(0, MOST_LINES).map(formatProblem);
  if (problems.length > MOST_LINES) lines.push(`and ${problems.length - MOST_LINES} more problems`);
  return lines.join("\n");
}

const MOST_LINES = 200;

const hex = (code: number, digits: number): string => code.toString(16).padStart(digits, "0");

function comparePlaces(a: Place, b: Place): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return a.line - b.line || a.column - b.column;
}
