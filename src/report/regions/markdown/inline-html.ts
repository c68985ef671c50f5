/** HTML inside a paragraph of Markdown (CommonMark 0.31, section 6.6). */

/** Offset after an opening or closing tag that starts at `at`, or -1. Reads no further than the next `<` outside quotes. */
export function tagEnd(text: string, at: number): number {
  const closing = text.charAt(at + 1) === "/";
  const name = matchAt(/[a-z][a-z0-9-]*/iy, text, at + (closing ? 2 : 1));
  if (name < 0) return -1;
  let next = closing ? name : afterAttributes(text, name);
  next = matchAt(/\s*/y, text, next);
  if (!closing && text.charAt(next) === "/") next++;
  return text.charAt(next) === ">" ? next + 1 : -1;
}

function afterAttributes(text: string, from: number): number {
  for (let end = from; ; ) {
    const named = matchAt(/\s+[a-z_:][a-z0-9:._-]*/iy, text, end);
    if (named < 0) return end;
    const equals = matchAt(/\s*=\s*/y, text, named);
    end = equals < 0 ? named : afterValue(text, equals);
    if (end < 0) return named;
  }
}

function afterValue(text: string, at: number): number {
  const quote = text.charAt(at);
  if (quote !== '"' && quote !== "'") return matchAt(/[^\s"'=<>`]+/y, text, at);
  const close = text.indexOf(quote, at + 1);
  return close < 0 ? -1 : close + 1;
}

/** Offset after what a sticky expression matches at a place, or -1. */
export function matchAt(expression: RegExp, text: string, at: number): number {
  expression.lastIndex = at;
  return expression.test(text) ? expression.lastIndex : -1;
}
