import type { Path } from "./located.ts";

/** What is wrong inside one value; the schema knows where the value stands. */
export interface ValueProblem {
  /** From the value inwards. */
  readonly path: Path;
  readonly found: string;
  readonly expected: string;
  readonly nearest?: string;
  /** Set when the key at the path is wrong, not its value. */
  readonly key?: true;
}

/** Readers of a value report what is wrong and return undefined, so that one pass finds everything. */
export type Report = (problem: ValueProblem) => void;
