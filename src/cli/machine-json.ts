import { InputError, type Problem } from "../assumptions/problem.ts";

/** The shipped plan's result has a third of a million; a shard whose cells are all filled has fifteen. */
const MOST_CHARACTERS = 20_000_000;
/** Of lists and maps inside one another; what llmplan writes has six. */
const DEEPEST = 32;

/** What to say where a file is not what it should be, and how many values it may hold. */
export interface MachineFile {
  readonly expected: string;
  readonly mostValues: number;
}

/**
 * Reads JSON that a machine wrote, and refuses at once what no reader should begin with.
 *
 * @throws InputError
 */
export function machineJson(text: string, file: string, { expected, mostValues }: MachineFile): unknown {
  const refused = (found: string, otherwise = expected): InputError =>
    new InputError([fileProblem(file, [], found, otherwise)]);
  if (text.length > MOST_CHARACTERS) throw refused(`${text.length} characters`, `at most ${MOST_CHARACTERS}`);
  const value = parsed(text);
  if (value === undefined) throw refused("no JSON, or a part of it");
  const strange = tooMuchIn(value, mostValues);
  if (strange !== undefined) throw refused(strange);
  return value;
}

/** What is wrong with a file as a whole, or with a part of it that has no line worth naming. */
export const fileProblem = (file: string, path: readonly string[], found: string, expected: string): Problem => ({
  place: { file, line: 1, column: 1 },
  path,
  found,
  expected,
});

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Counted without recursion, level by level. */
function tooMuchIn(value: unknown, mostValues: number): string | undefined {
  let level = [value];
  let values = 0;
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > DEEPEST) return `more than ${DEEPEST} lists and maps inside one another`;
    const next: unknown[] = [];
    for (const item of level) {
      if (typeof item !== "object" || item === null) continue;
      const inner: readonly unknown[] = Array.isArray(item) ? item : Object.values(item);
      values += inner.length;
      if (values > mostValues) return `more than ${mostValues} values`;
      for (const one of inner) next.push(one);
    }
    level = next;
  }
  return undefined;
}
