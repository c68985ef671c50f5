/** What begins a block of HTML in Markdown, and what ends it (CommonMark 0.31, section 4.6). */
import { tagEnd } from "./inline-html.ts";

/** Ends at a line that holds `until`, or before a blank line. */
export type HtmlBlock = { readonly until: RegExp } | "blank";

/**
 * @param line from its first character that is no blank
 * @param interrupts whether the line would otherwise go on with a paragraph
 */
export function htmlBlockStart(line: string, interrupts: boolean): HtmlBlock | undefined {
  for (const { start, until } of ENDED) if (start.test(line)) return { until };
  const name = /^<\/?([a-z][a-z0-9-]*)(?:[ \t]|\/?>|$)/i.exec(line)?.[1];
  if (name !== undefined && BLOCKS.has(name.toLowerCase())) return "blank";
  if (interrupts) return undefined;
  const end = tagEnd(line, 0);
  return end >= 0 && /^[ \t]*$/.test(line.slice(end)) ? "blank" : undefined;
}

const ENDED: readonly { readonly start: RegExp; readonly until: RegExp }[] = [
  { start: /^<(?:script|pre|textarea|style)(?:[ \t>]|$)/i, until: /<\/(?:script|pre|textarea|style)>/i },
  { start: /^<!--/, until: /-->/ },
  { start: /^<\?/, until: /\?>/ },
  { start: /^<![a-z]/i, until: />/ },
  { start: /^<!\[CDATA\[/, until: /\]\]>/ },
];

const BLOCKS: ReadonlySet<string> = new Set(
  (
    "address article aside base basefont blockquote body caption center col colgroup dd details dialog dir div dl dt " +
    "fieldset figcaption figure footer form frame frameset h1 h2 h3 h4 h5 h6 head header hr html iframe legend li link " +
    "main menu menuitem nav noframes ol optgroup option p param search section summary table tbody td tfoot th thead " +
    "title tr track ul"
  ).split(" "),
);
