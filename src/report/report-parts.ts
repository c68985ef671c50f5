/** The report as data: what stands in it, in which order. Markdown and PDF are two ways to write it down. */
import type { ListedAssumption } from "../analysis/assumption-list.ts";
import type { JudgedPolicy } from "../analysis/policies/judge-policies.ts";
import type { Warning } from "../analysis/result.ts";
import type { Picture } from "./charts/picture.ts";
import { METHOD } from "./method.ts";
import type { PlanPictures } from "./plan-pictures.ts";
import { policyCount } from "./policies/policy-lines.ts";
import { policyText } from "./policies/policy-text.ts";
import type { Section } from "./sections/section.ts";
import type { Table } from "./table.ts";
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
  /** The plan's own limits on its figures, judged. */
  readonly limits?: readonly JudgedPolicy[];
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

/** A piece of a line; `code` is text that a machine reads. */
export interface Span {
  readonly text: string;
  readonly style?: "strong" | "code";
}

export type ReportPart =
  | { readonly kind: "title" | "heading" | "remark"; readonly text: string }
  | { readonly kind: "paragraph"; readonly spans: readonly Span[] }
  | { readonly kind: "list"; readonly items: readonly (readonly Span[])[] }
  | { readonly kind: "table"; readonly table: Table }
  | { readonly kind: "picture"; readonly picture: Picture };

/** It holds no time, host or path: the same plan gives the same parts. */
export function reportParts(content: ReportContent): readonly ReportPart[] {
  const { sections, assumptions } = content;
  return [
    { kind: "title", text: content.title },
    ...aboutThisReport(content),
    { kind: "heading", text: "In short" },
    { kind: "list", items: sections.map(({ section }) => [led(section.title), { text: ` ${section.answer}` }]) },
    ...limitParts(content.limits ?? []),
    ...sections.flatMap(({ key, section }) => sectionParts(content.pictures, key, section)),
    ...warningParts(content.warnings),
    { kind: "heading", text: "Method" },
    ...sections.map(({ key, section }) => paragraph(led(section.title), { text: ` ${METHOD[key]}` })),
    paragraph(led("Doubt"), { text: ` ${METHOD.doubt}` }),
    { kind: "heading", text: "Assumptions" },
    paragraph(
      { text: "The rows of the published tables stand in the tables above; " },
      { text: "tables/assumptions.csv", style: "code" },
      { text: " lists them all." },
    ),
    { kind: "table", table: assumptionsTable(assumptions.filter(({ id }) => !id.includes(".rows."))) },
  ];
}

/** A chart that the numbers of the plan do not allow, in words. */
export function undrawableText({ name, reason }: PlanPictures["undrawable"][number]): string {
  return `The chart ${name} is left out, since these numbers cannot be drawn (${reason}).`;
}

function aboutThisReport(content: ReportContent): readonly ReportPart[] {
  const { digest, version, seed, draws, scenarios, settings } = content;
  const changes = [
    ...scenarios.map(({ name, title, reason }): readonly Span[] => [
      { text: "Scenario " },
      { text: name, style: "strong" },
      { text: `: ${title}. ${reason}` },
    ]),
    ...settings.map((setting): readonly Span[] => [{ text: "Setting: " }, { text: setting }]),
  ];
  return [
    paragraph(
      { text: `Written by llmplan ${version} from the plan with digest ` },
      { text: digest, style: "code" },
      {
        text: ` (seed ${seed}, ${draws} drawn plans where assumptions have a spread). To change a number, change the assumption behind it and run the command again.`,
      },
    ),
    ...(changes.length > 0 ? [{ kind: "list" as const, items: changes }] : []),
  ];
}

function sectionParts(pictures: PlanPictures, key: SectionKey, section: Section): readonly ReportPart[] {
  const drawn = key === "data" ? [] : pictures[key];
  const undrawable = pictures.undrawable.filter((left) => left.section === key);
  const tables = section.tables.map((table) => ({ kind: "table" as const, table }));
  return [
    { kind: "heading", text: section.title },
    paragraph({ text: section.answer }),
    ...tables.slice(0, 1),
    ...drawn.map((picture) => ({ kind: "picture" as const, picture })),
    ...undrawable.map((left) => ({ kind: "remark" as const, text: undrawableText(left) })),
    ...tables.slice(1),
  ];
}

function limitParts(limits: readonly JudgedPolicy[]): readonly ReportPart[] {
  if (limits.length === 0) return [];
  const words = { holds: "Holds", broken: "Broken", "needs-base": "Not judged" } as const;
  const items = limits.map((limit) => [led(words[limit.outcome]), { text: ` ${policyText(limit)}` }]);
  return [
    { kind: "heading", text: "Limits that the plan sets" },
    paragraph({ text: `${policyCount(limits).join("")}.` }),
    { kind: "list", items },
  ];
}

function warningParts(warnings: readonly Warning[]): readonly ReportPart[] {
  if (warnings.length === 0) return [];
  const items = warnings.map(({ code, message }): readonly Span[] => [
    { text: code, style: "code" },
    { text: `: ${message}` },
  ]);
  return [
    { kind: "heading", text: "Warnings" },
    { kind: "list", items },
  ];
}

const led = (title: string): Span => ({ text: `${title}.`, style: "strong" });

const paragraph = (...spans: readonly Span[]): ReportPart => ({ kind: "paragraph", spans });
