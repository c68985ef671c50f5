/** What every reader of other people's files is held to, whoever makes the input up: fast-check, the fuzzer or a person. */
import { InputError } from "../../src/assumptions/problem.ts";

export interface Reader {
  readonly name: string;
  /** Small inputs of its own form. */
  readonly seeds: () => readonly (string | Uint8Array)[];
  /** Reads bytes and throws where anything comes of it but success or a clear message. */
  readonly read: (bytes: Uint8Array) => void | Promise<void>;
}

/** A reader of text; bytes become text as `readText` makes them. */
export const textReader = (
  name: string,
  seeds: () => readonly (string | Uint8Array)[],
  read: (text: string) => void,
): Reader => ({
  name,
  seeds,
  read: (bytes) => {
    read(new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes));
    requireClean();
  },
});

/** The result of a reading, or undefined where it ended with a clear message. Any other error is passed on. */
export function handled<Result>(read: () => Result): Result | undefined {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    requireClear(error.message);
    return undefined;
  }
}

/** Lines short enough to read, none of which can steer a terminal. */
export function requireClear(message: string): void {
  const lines = message.split("\n");
  require(lines.length <= 201, `${lines.length} lines of message`);
  for (const line of lines) {
    require(line.length > 0 && line.length <= 4000, `a line of ${line.length} characters`);
    require(!/\p{Cc}|\p{Cs}/u.test(line), `a control character in ${JSON.stringify(line)}`);
  }
}

/** No reading leaves anything on what every object inherits. */
export function requireClean(): void {
  const strange = Object.getOwnPropertyNames(Object.prototype).filter((name) => !INHERITED.has(name));
  require(strange.length === 0, `Object.prototype has ${strange.join(", ")}`);
}

export function require(holds: boolean, otherwise: string): void {
  if (!holds) throw new BrokenPromise(otherwise);
}

/** A reader did something that it never should. */
class BrokenPromise extends Error {
  override readonly name = "BrokenPromise";
}

const INHERITED: ReadonlySet<string> = new Set(Object.getOwnPropertyNames(Object.prototype));
