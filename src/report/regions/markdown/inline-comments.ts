import type { Comment } from "../comment.ts";
import { commentEnd } from "../html-comments.ts";
import { matchAt, tagEnd } from "./inline-html.ts";

/**
 * The comments in the text of a paragraph, heading or table cell. Code spans hide them, and so do tags, links in angle
 * brackets, instructions and declarations; a backslash takes the meaning from the character behind it.
 */
export function inlineComments(text: string): readonly Comment[] {
  const comments: Comment[] = [];
  const closers = codeSpanClosers(text);
  const opaque = opaqueEnds(text);
  const special = /[\\`<]/g;
  for (let found = special.exec(text); found; found = special.exec(text)) {
    const at = found.index;
    switch (found[0]) {
      case "\\":
        special.lastIndex = at + (/[!-/:-@[-`{-~]/.test(text.charAt(at + 1)) ? 2 : 1);
        break;
      case "`": {
        const opened = matchAt(/`+/y, text, at);
        special.lastIndex = closers(opened - at, opened) ?? opened;
        break;
      }
      default: {
        const end = opaque(at);
        if (end >= 0 && text.startsWith("<!--", at))
          comments.push({ start: at, end, text: text.slice(at + 4, Math.max(at + 4, end - 3)) });
        special.lastIndex = end < 0 ? at + 1 : end;
      }
    }
  }
  return comments;
}

/** Finds the end of a code span: after the next run of exactly as many backticks. Runs are read once, on first need. */
function codeSpanClosers(text: string): (length: number, from: number) => number | undefined {
  let runs: Map<number, number[]> | undefined;
  const passed = new Map<number, number>();
  return (length, from) => {
    runs ??= runsByLength(text);
    const ends = runs.get(length) ?? [];
    let position = passed.get(length) ?? 0;
    while (position < ends.length && (ends[position] ?? 0) - length < from) position++;
    passed.set(length, position);
    return ends[position];
  };
}

function runsByLength(text: string): Map<number, number[]> {
  const runs = new Map<number, number[]>();
  const expression = /`+/g;
  for (let found = expression.exec(text); found; found = expression.exec(text)) {
    const length = found[0].length;
    const ends = runs.get(length);
    if (ends) ends.push(expression.lastIndex);
    else runs.set(length, [expression.lastIndex]);
  }
  return runs;
}

/** Where HTML or a link in angle brackets that starts at a `<` ends, or -1. An end that is missing once is missing for good. */
function opaqueEnds(text: string): (at: number) => number {
  const missing = new Set<string>();
  const until = (close: string, from: number): number => {
    if (missing.has(close)) return -1;
    const found = text.indexOf(close, from);
    if (found < 0) missing.add(close);
    return found < 0 ? -1 : found + close.length;
  };
  return (at) => {
    if (text.startsWith("<!--", at)) {
      if (missing.has("-->")) return -1;
      const end = commentEnd(text, at);
      if (end < 0) missing.add("-->");
      return end;
    }
    if (text.startsWith("<?", at)) return until("?>", at + 2);
    if (text.startsWith("<![CDATA[", at)) return until("]]>", at + 9);
    if (/[a-z]/i.test(text.charAt(at + 2)) && text.startsWith("<!", at)) return until(">", at + 3);
    const link = matchAt(LINK, text, at);
    return link >= 0 ? link : tagEnd(text, at);
  };
}

/** `<https://…>` and `<name@host>`. */
const LINK = /<(?:[a-z][a-z0-9+.-]{1,31}:[^\s<>]*|[\w.!#$%&'*+/=?^`{|}~-]+@[\w.-]+)>/iy;
