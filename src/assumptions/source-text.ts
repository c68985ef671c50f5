import type { Place } from "../analysis/node.ts";
import { shorten } from "./describe.ts";
import type { Path } from "./located.ts";
import type { Problem } from "./problem.ts";

/** Plans and claims are written by hand; a larger file is data of another kind and is refused before it is parsed. */
export const MOST_CHARACTERS = 5_000_000;

/**
 * Reads a file's text. Returns the text without a byte order mark, or the problem that keeps it from being parsed.
 *
 * @param asked where a file that cannot be read was asked for; without it, the file itself is named
 */
export function readSource(
  read: (path: string) => string,
  file: string,
  asked?: { readonly place: Place; readonly path: Path },
): string | Problem {
  const text = tryRead(read, file, asked);
  if (typeof text !== "string") return text;
  return checkText(text, file) ?? text.replace(/^\uFEFF/, "");
}

function tryRead(read: (path: string) => string, file: string, asked?: object): string | Problem {
  try {
    return read(file);
  } catch (error) {
    if (isMachineFault(error)) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    return {
      ...fileProblem(file, `a file that cannot be read (${shorten(reason, 160)})`, "a readable file"),
      ...asked,
    };
  }
}

/** A disk that fails is no fault of what people wrote: they have nothing to mend. */
export const isMachineFault = (error: unknown): boolean =>
  error instanceof Error && "fault" in error && error.fault === "machine";

/** What is wrong with a text that nobody can have written by hand. */
export function lengthProblem(text: string, file: string): Problem | undefined {
  if (text.length <= MOST_CHARACTERS) return undefined;
  return fileProblem(file, `${grouped(text.length)} characters`, `at most ${grouped(MOST_CHARACTERS)}`);
}

function checkText(text: string, file: string): Problem | undefined {
  const tooLong = lengthProblem(text, file);
  if (tooLong) return tooLong;
  const strange = text.search(NOT_TEXT);
  if (strange >= 0) {
    const what = text[strange] === "\0" ? "a NUL character" : "bytes that are not UTF-8";
    return { place: placeOfOffset(text, strange, file), path: [], found: what, expected: "UTF-8 text" };
  }
  return undefined;
}

/** NUL, the replacement character that decoders put for bad bytes, and unpaired surrogates. */
const NOT_TEXT = /[\0\uFFFD]|\p{Cs}/u;

function fileProblem(file: string, found: string, expected: string): Problem {
  return { place: { file, line: 1, column: 1 }, path: [], found, expected };
}

function placeOfOffset(text: string, offset: number, file: string): Place {
  const before = text.slice(0, offset).split("\n");
  return { file, line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

const grouped = (count: number): string => String(count).replace(/\B(?=(\d{3})+$)/g, ",");
