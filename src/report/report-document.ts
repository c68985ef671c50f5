import type { Picture } from "./charts/picture.ts";
import { escapeMarkdown, escapeParagraph, markdownTable } from "./markdown.ts";
import { type ReportContent, type ReportPart, reportParts, type Span } from "./report-parts.ts";

/** The report as Markdown. It holds no time, host or path: the same plan gives the same bytes. */
export function reportDocument(content: ReportContent): string {
  return `${reportParts(content)
    .map((part) => markdownPart(part).trimEnd())
    .join("\n\n")}\n`;
}

function markdownPart(part: ReportPart): string {
  switch (part.kind) {
    case "title":
      return `# ${escapeMarkdown(part.text)}`;
    case "heading":
      return `## ${escapeMarkdown(part.text)}`;
    case "remark":
      return `*${escapeMarkdown(part.text)}*`;
    case "paragraph":
      return part.spans.map((span, index) => markdownSpan(span, index === 0)).join("");
    case "list":
      return part.items.map((spans) => `- ${spans.map((span) => markdownSpan(span, false)).join("")}`).join("\n");
    case "table":
      return markdownTable(part.table);
    case "picture":
      return markdownPicture(part.picture);
  }
}

/** Spaces at its ends part a span from its neighbours. `first`: at the start of a line, where a mark could begin a list. */
function markdownSpan({ text, style }: Span, first: boolean): string {
  if (style === "code") return `\`${text}\``;
  const escaped = first && style === undefined ? escapeParagraph(text) : escapeMarkdown(text);
  const [before = "", after = ""] = [/^ */.exec(text)?.[0], / *$/.exec(text.trimStart())?.[0]];
  return style === "strong" ? `**${escaped}**` : `${before}${escaped}${after}`;
}

const markdownPicture = ({ name, title, alt }: Picture): string =>
  `![${escapeMarkdown(alt)}](charts/${name}.svg)\n\n*${escapeMarkdown(title)}*`;
