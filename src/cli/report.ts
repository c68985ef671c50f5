import { join, relative } from "node:path";
import { listAssumptions } from "../analysis/assumption-list.ts";
import { conversationCurves } from "../analysis/conversation/curves.ts";
import { evaluate } from "../analysis/evaluate.ts";
import { type Contents, writeWhole } from "../node/files.ts";
import { embeddedInter } from "../node/font.ts";
import { PngUnavailableError, renderPng } from "../node/png.ts";
import type { Picture } from "../report/charts/picture.ts";
import { csvTable } from "../report/csv.ts";
import { planPictures } from "../report/plan-pictures.ts";
import { reportDocument, type SectionKey } from "../report/report-document.ts";
import { approachesSection } from "../report/sections/approaches-section.ts";
import { computeSection } from "../report/sections/compute-section.ts";
import { conversationSection } from "../report/sections/conversation-section.ts";
import { dataSection } from "../report/sections/data-section.ts";
import type { Section, View } from "../report/sections/section.ts";
import { renderSvg } from "../report/svg/render.ts";
import { assumptionsTable } from "../report/tables/assumptions-table.ts";
import { type ComputedPlan, computePlan } from "./compute-plan.ts";
import { UsageError } from "./exit.ts";
import { jsonResult } from "./json-result.ts";
import type { PlanOptions } from "./options.ts";
import { printWarnings } from "./print.ts";
import { progressLine } from "./progress.ts";
import { VERSION } from "./version.ts";

/** `llmplan report`: everything about a plan, as files. All are made before the first is written. */
export async function reportCommand(named: string | undefined, options: PlanOptions): Promise<void> {
  const { out } = options;
  if (out === undefined || out === "-") throw new UsageError("report writes a folder: say which with --out DIR");
  const progress = progressLine();
  progress.show("computing");
  const computed = computePlan(named, options);
  const sections = sectionsOf(computed);
  const curves = computed.sheet.conversationModel && conversationCurves(centralModel(computed));
  const pictures = planPictures(computed, curves);
  const assumptions = listAssumptions(computed.sheet.leaves).map((assumption) => ({
    ...assumption,
    file: withinPlan(computed, assumption.file),
  }));
  const { read, warnings } = computed;
  const document = reportDocument({
    ...read,
    version: VERSION,
    seed: options.seed,
    draws: options.draws,
    settings: options.set,
    sections,
    pictures,
    assumptions,
    warnings,
  });
  const tables = [...sections.flatMap(({ section }) => section.tables), assumptionsTable(assumptions)];
  const contents = new Map<string, string | Uint8Array>([
    [join(out, "report.md"), document],
    [join(out, "result.json"), jsonResult("report", computed, options)],
    ...tables.map((table) => [join(out, "tables", `${table.name}.csv`), csvTable(table)] as const),
    ...(await drawn(Object.values(pictures).flat(), join(out, "charts"), progress.show)),
  ]);
  progress.show("writing");
  writeWhole(contents);
  progress.clear();
  if (options.json) process.stdout.write(jsonResult("report", computed, options));
  else process.stdout.write(`${join(out, "report.md")}\n`);
  printWarnings(warnings);
}

/** The sections that the plan has figures for, the decision first. */
function sectionsOf(view: View): readonly { readonly key: SectionKey; readonly section: Section }[] {
  const present = (id: string): boolean => view.figures[id] !== undefined;
  return [
    ...(view.outline.approaches.length > 0 ? [{ key: "approaches" as const, section: approachesSection(view) }] : []),
    ...(present("conversation.cost_usd.mean")
      ? [{ key: "conversation" as const, section: conversationSection(view) }]
      : []),
    ...(present("data.tokens_total") ? [{ key: "data" as const, section: dataSection(view) }] : []),
    ...(present("compute.h100_days_budget") ? [{ key: "compute" as const, section: computeSection(view) }] : []),
  ];
}

/** Charts of a conversation are drawn at the central values of its assumptions. */
function centralModel({ sheet }: ComputedPlan) {
  const model = sheet.conversationModel;
  if (!model) throw new RangeError("the plan has no conversation");
  return evaluate([model]).of(model);
}

/** A file of the plan as seen from its folder, so that a report does not depend on where it was written from. */
const withinPlan = ({ read }: ComputedPlan, file: string): string =>
  file.startsWith("--") || file === "" ? file : relative(read.folder, file).replaceAll("\\", "/");

/** Every picture as SVG, and as PNG where the optional packages are installed. */
async function drawn(pictures: readonly Picture[], folder: string, show: (text: string) => void): Promise<Contents> {
  const fonts = await embeddedInter();
  const files = new Map<string, string | Uint8Array>();
  let missing: PngUnavailableError | undefined;
  for (const [index, picture] of pictures.entries()) {
    show(`drawing chart ${index + 1} of ${pictures.length}`);
    files.set(join(folder, `${picture.name}.svg`), await renderSvg(picture, fonts));
    try {
      if (!missing) files.set(join(folder, `${picture.name}.png`), renderPng(picture));
    } catch (error) {
      if (!(error instanceof PngUnavailableError)) throw error;
      missing = error;
    }
  }
  if (missing) process.stderr.write(`${missing.message}\n`);
  return files;
}
