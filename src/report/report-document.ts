import type { ListedAssumption } from "../analysis/assumption-list.ts";
import type { Warning } from "../analysis/result.ts";
import type { Picture } from "./charts/picture.ts";
import { escapeMarkdown, escapeParagraph, markdownTable } from "./markdown.ts";
import { METHOD } from "./method.ts";
import type { PlanPictures } from "./plan-pictures.ts";
import type { Section } from "./sections/section.ts";
import { assumptionsTable } from "./tables/assumptions-table.ts";

/** Everything a report is written from. */
export interface ReportContent {
  readonly title: string;
  readonly digest: string;
  readonly version: string;
  readonly seed: number;
  readonly draws: number;
  readonly scenarios: readonly { readonly name: string; readonly title: string; readonly reason: string }[];
  /** Settings from the command line, as given. */
  readonly settings: readonly string[];
  readonly sections: readonly { readonly key: SectionKey; readonly section: Section }[];
  readonly pictures: PlanPictures;
  readonly assumptions: readonly ListedAssumption[];
  readonly warnings: readonly Warning[];
}

export type SectionKey =
  | "approaches"
  | "breakEven"
  | "training"
  | "conversation"
  | "volume"
  | "sensitivity"
  | "data"
  | "compute"
  | "serving";

/** The report as Markdown. It holds no time, host or path: the same plan gives the same bytes. */
export function reportDocument(content: ReportContent): string {
  const { sections, assumptions } = content;
  const parts = [
    `# ${escapeMarkdown(content.title)}`,
    ...aboutThisReport(content),
    "## In short",
    sections.map(({ section }) => `- **${section.title}.** ${escapeMarkdown(section.answer)}`).join("\n"),
    ...sections.flatMap(({ key, section }) =>
      sectionParts(section, picturesOf(content.pictures, key), undrawableOf(content.pictures, key)),
    ),
    ...warningParts(content.warnings),
    "## Method",
    ...sections.map(({ key, section }) => `**${section.title}.** ${escapeMarkdown(METHOD[key])}`),
    `**Doubt.** ${escapeMarkdown(METHOD.doubt)}`,
    "## Assumptions",
    "The rows of the published tables stand in the tables above; `tables/assumptions.csv` lists them all.",
    markdownTable(assumptionsTable(assumptions.filter(({ id }) => !id.includes(".rows.")))),
  ];
  return `${parts.map((part) => part.trimEnd()).join("\n\n")}\n`;
}

function aboutThisReport({ digest, version, seed, draws, scenarios, settings }: ReportContent): readonly string[] {
  const changes = scenarios.map(
    ({ name, title, reason }) => `- Scenario **${escapeMarkdown(name)}**: ${escapeMarkdown(`${title}. ${reason}`)}`,
  );
  const set = settings.map((setting) => `- Setting: ${escapeMarkdown(setting)}`);
  const made = `Written by llmplan ${version} from the plan with digest \`${digest}\` (seed ${seed}, ${draws} drawn plans where assumptions have a spread). To change a number, change the assumption behind it and run the command again.`;
  return [made, ...(changes.length + set.length > 0 ? [[...changes, ...set].join("\n")] : [])];
}

function sectionParts(
  section: Section,
  pictures: readonly Picture[],
  undrawable: readonly string[],
): readonly string[] {
  return [
    `## ${section.title}`,
    escapeParagraph(section.answer),
    ...section.tables.slice(0, 1).map(markdownTable),
    ...pictures.map(
      ({ name, title, alt }) => `![${escapeMarkdown(alt)}](charts/${name}.svg)\n\n*${escapeMarkdown(title)}*`,
    ),
    ...undrawable.map((text) => `*${escapeMarkdown(text)}*`),
    ...section.tables.slice(1).map(markdownTable),
  ];
}

const picturesOf = (pictures: PlanPictures, key: SectionKey): readonly Picture[] =>
  key === "data" ? [] : pictures[key];

const undrawableOf = ({ undrawable }: PlanPictures, key: SectionKey): readonly string[] =>
  undrawable.filter(({ section }) => section === key).map(undrawableText);

/** A chart that the numbers of the plan do not allow, in words. */
export function undrawableText({ name, reason }: PlanPictures["undrawable"][number]): string {
  return `The chart ${name} is left out, since these numbers cannot be drawn (${reason}).`;
}

function warningParts(warnings: readonly Warning[]): readonly string[] {
  if (warnings.length === 0) return [];
  return ["## Warnings", warnings.map(({ code, message }) => `- \`${code}\`: ${escapeMarkdown(message)}`).join("\n")];
}
