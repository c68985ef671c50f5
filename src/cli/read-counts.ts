import { createHash } from "node:crypto";
import { basename } from "node:path";
import { InputError, type Problem } from "../assumptions/problem.ts";
import { addCounts, type Counts } from "../logs/counts.ts";
import { CountsFault, readCounts } from "../logs/counts-file.ts";
import { noteTaker } from "../logs/reading-notes.ts";
import { UsageError } from "./exit.ts";
import { readText } from "./input-files.ts";
import type { ReadLogs } from "./read-logs.ts";

/** A series has at most some 130,000 different numbers; there are fewer than forty series, most of them short. */
const MOST_CHARACTERS = 20_000_000;

/** Reads and adds counts that were written before. Throws InputError with every file that holds none. */
export function readCountsFiles(paths: readonly string[], logs: readonly string[]): ReadLogs {
  const problems: Problem[] = [];
  const parts: Counts[] = [];
  const files = [...paths, ...logs].map((path) => {
    const text = readText(path);
    try {
      if (text.length > MOST_CHARACTERS) throw new CountsFault(`${text.length} characters, more than any counts have`);
      parts.push(readCounts(text));
    } catch (error) {
      if (!(error instanceof CountsFault || error instanceof SyntaxError)) throw error;
      const found = error instanceof CountsFault ? error.message : `no JSON: ${error.message}`;
      problems.push({
        place: { file: path, line: 1, column: 1 },
        path: [],
        found,
        expected: "counts of llmplan calibrate --counts-out, or rows of --sql",
      });
    }
    return { name: basename(path), sha256: createHash("sha256").update(text).digest("hex") };
  });
  if (problems.length > 0) throw new InputError(problems);
  try {
    return { counts: addCounts(parts), notes: noteTaker(false).taken(), files };
  } catch (error) {
    if (error instanceof RangeError) throw new UsageError(error.message);
    throw error;
  }
}
