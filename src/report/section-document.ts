import type { Warning } from "../analysis/result.ts";
import type { Picture } from "./charts/picture.ts";
import { escapeMarkdown, escapeParagraph, markdownTable } from "./markdown.ts";
import type { Section } from "./sections/section.ts";

/** One section as a document of its own, its pictures in `charts/`. It holds no time, host or path. */
export function sectionDocument(
  section: Section,
  pictures: readonly Picture[],
  warnings: readonly Warning[],
  version: string,
): string {
  const parts = [
    `# ${escapeMarkdown(section.title)}`,
    escapeParagraph(section.answer),
    ...(warnings.length === 0
      ? []
      : ["## Warnings", warnings.map(({ code, message }) => `- \`${code}\`: ${escapeMarkdown(message)}`).join("\n")]),
    ...section.tables.map(markdownTable),
    ...pictures.map(
      ({ name, title, alt }) => `![${escapeMarkdown(alt)}](charts/${name}.svg)\n\n*${escapeMarkdown(title)}*`,
    ),
    `Written by llmplan ${version}.`,
  ];
  return `${parts.map((part) => part.trimEnd()).join("\n\n")}\n`;
}
