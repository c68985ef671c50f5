import { isUtf8 } from "node:buffer";
import { readBytes } from "./bounded-read.ts";

/** The text of a file, so that writing it back gives the same bytes; or where it is not UTF-8. */
export type ExactText = { readonly text: string } | { readonly line: number; readonly column: number };

/** Reads a file and keeps its byte order mark and its line breaks. */
export function readExactText(path: string): ExactText {
  const bytes = readBytes(path);
  const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
  if (isUtf8(bytes)) return { text };
  const before = text.slice(0, text.indexOf("\uFFFD")).split("\n");
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}
