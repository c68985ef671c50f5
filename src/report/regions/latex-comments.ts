import type { Comment } from "./comment.ts";

/** Environments that print what they hold; a `%` in them is no comment. */
const VERBATIM =
  /\\(begin|end)\{(verbatim\*?|Verbatim\*?|BVerbatim|LVerbatim|lstlisting|minted|comment|filecontents\*?)\}/g;

/** The comments of LaTeX that stand on lines of their own, in order. */
export function latexComments(text: string): readonly Comment[] {
  const comments: Comment[] = [];
  let inside: string | undefined;
  const line = /^([ \t]*)(%?)([^\r\n]*)/gm;
  for (let found = line.exec(text); found && found.index < text.length; found = line.exec(text)) {
    const [whole, indent = "", percent, rest = ""] = found;
    if (percent === "%" && inside === undefined) {
      comments.push({
        start: found.index + indent.length,
        end: found.index + whole.length,
        text: rest.replace(/^%*/, ""),
      });
    } else inside = environmentAfter(rest, inside);
    if (line.lastIndex === found.index) line.lastIndex = nextLine(text, found.index);
  }
  return comments;
}

/** The verbatim environment that is open after a line. */
function environmentAfter(line: string, inside: string | undefined): string | undefined {
  let open = inside;
  for (const [, verb, name] of line.matchAll(VERBATIM)) {
    if (verb === "begin" && open === undefined) open = name;
    else if (verb === "end" && name === open) open = undefined;
  }
  return open;
}

/** The offset behind the next line break, or the end. */
function nextLine(text: string, from: number): number {
  const next = text.indexOf("\n", from);
  return next < 0 ? text.length : next + 1;
}
