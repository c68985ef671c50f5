import { join, relative } from "node:path";
import { listAssumptions } from "../analysis/assumption-list.ts";
import { conversationCurves } from "../analysis/conversation/curves.ts";
import { drawnLaw } from "../analysis/conversation/simulated-law.ts";
import { evaluate } from "../analysis/evaluate.ts";
import { sensitivityOf } from "../analysis/sensitivity/sensitivity.ts";
import { sheetDraws } from "../analysis/sheet-draws.ts";
import type { TrainingFacts } from "../analysis/training/training-facts.ts";
import { simulatorFor } from "../kernel/simulator.ts";
import { interruptible } from "../node/interruptible.ts";
import type { Picture } from "../report/charts/picture.ts";
import { csvTable } from "../report/csv.ts";
import type { DeliverableView } from "../report/deliverable/shown-cell.ts";
import { type PlanPictures, planPictures } from "../report/plan-pictures.ts";
import { reportDocument } from "../report/report-document.ts";
import { type ReportContent, type SectionKey, undrawableText } from "../report/report-parts.ts";
import { approachesSection } from "../report/sections/approaches-section.ts";
import { breakEvenSection } from "../report/sections/break-even-section.ts";
import { computeSection } from "../report/sections/compute-section.ts";
import { conversationSection } from "../report/sections/conversation-section.ts";
import { dataSection } from "../report/sections/data-section.ts";
import { planServingSection } from "../report/sections/plan-serving-section.ts";
import { volumeSection } from "../report/sections/risk-section.ts";
import type { Section, View } from "../report/sections/section.ts";
import { sensitivitySection } from "../report/sections/sensitivity-section.ts";
import { trainingSection } from "../report/sections/training-section.ts";
import { assumptionsTable } from "../report/tables/assumptions-table.ts";
import { type ComputedPlan, computePlan } from "./compute-plan.ts";
import { drawPictures } from "./draw-pictures.ts";
import { UsageError } from "./exit.ts";
import { writeOutput } from "./input-files.ts";
import { jsonResult } from "./json-result.ts";
import { judgedPlan, judgedPolicies } from "./judged-plan.ts";
import type { PlanOptions } from "./options.ts";
import { ownTraining, withTrainingWarnings } from "./own-training.ts";
import { planBundle } from "./plan-bundle.ts";
import { chartOfServing } from "./plan-serving.ts";
import { printWarnings } from "./print.ts";
import { progressLine } from "./progress.ts";
import { VERSION } from "./version.ts";
import { withAssumptions } from "./with-assumptions.ts";
import { withVolumeCurves } from "./with-volume-curves.ts";
import { workbenchPage } from "./workbench-page.ts";

/** The page beside the report; it is not committed, since it holds the program. */
const WORKBENCH = "workbench.html";

export interface ReportOptions extends PlanOptions {
  /** Also as PDF. */
  readonly pdf?: boolean;
}

/** `llmplan report`: everything about a plan, as files. All are made before the first is written. */
export async function reportCommand(named: string | undefined, options: ReportOptions): Promise<void> {
  const { out } = options;
  if (out === undefined || out === "" || out === "-")
    throw new UsageError("report writes a folder: say which with --out DIR");
  // Whoever lacks the package for it hears so before anything is computed.
  const pdf = options.pdf ? await pdfWriter() : undefined;
  const progress = progressLine();
  progress.show("computing");
  const computed = withAssumptions(withVolumeCurves(withSensitivity(computePlan(named, options), options), options));
  const serving = chartOfServing(computed);
  const training = ownTraining(computed);
  const sections = sectionsOf(computed, training);
  const curves =
    computed.sheet.conversationModel &&
    interruptible(() => conversationCurves(centralModel(computed), drawnLaw(options.seed, simulatorFor)));
  const pictures = planPictures({ ...computed, ...(serving && { serving }) }, curves, training?.gpu);
  const assumptions = listAssumptions(computed.sheet.leaves).map((assumption) => ({
    ...assumption,
    file: withinPlan(computed, assumption.file),
  }));
  const { read } = computed;
  const warnings = training ? withTrainingWarnings(computed, training) : computed.warnings;
  const content: ReportContent = {
    ...read,
    version: VERSION,
    seed: options.seed,
    draws: options.draws,
    settings: options.set,
    sections,
    pictures,
    assumptions,
    warnings,
    limits: judgedPolicies(computed, judgedPlan(computed, options)),
  };
  const tables = [...sections.flatMap(({ section }) => section.tables), assumptionsTable(assumptions)];
  if (pdf) progress.show("setting the PDF");
  const rendered = await pdf?.(content);
  const contents = new Map<string, string | Uint8Array>([
    [join(out, "report.md"), reportDocument(content)],
    [join(out, WORKBENCH), await workbenchPage(read.title, planBundle(read, options))],
    ...tables.map((table) => [join(out, "tables", `${table.name}.csv`), csvTable(table)] as const),
    ...(await drawPictures(drawnOf(pictures), join(out, "charts"), progress.show)),
    ...(rendered ? [[join(out, "report.pdf"), rendered.bytes] as const] : []),
    // Last, since files take their names in this order: whoever waits for it finds all others.
    [join(out, "result.json"), jsonResult("report", computed, options)],
  ]);
  progress.show("writing");
  writeOutput(contents, { within: out });
  progress.clear();
  if (options.json) process.stdout.write(jsonResult("report", computed, options));
  else process.stdout.write(`${join(out, "report.md")}\n`);
  printWarnings(warnings);
  for (const remark of rendered?.remarks ?? []) process.stderr.write(`${remark}\n`);
  for (const left of pictures.undrawable) process.stderr.write(`${undrawableText(left)}\n`);
}

async function pdfWriter() {
  const [{ loadPdfKit }, { renderPdf }] = await Promise.all([import("../node/pdf-kit.ts"), import("../node/pdf.ts")]);
  loadPdfKit();
  return renderPdf;
}

const drawnOf = ({ undrawable: _, ...drawn }: PlanPictures): readonly Picture[] => Object.values(drawn).flat();

/** What the main cost of the plan is sensitive to: of all its months where it has them, else of its conversations. */
function withSensitivity(computed: ComputedPlan, options: PlanOptions): ComputedPlan & View {
  const { sheet } = computed;
  const figure = sheet.nodes.get("volume.cost_usd.mean") ?? sheet.nodes.get("conversation.total_cost_usd.mean");
  if (figure?.kind !== "figure") return computed;
  const drawn = sheetDraws(sheet, { ...options, sampling: options.planSampling });
  return { ...computed, sensitivity: interruptible(() => sensitivityOf(figure, drawn, REPORT_POINTS)) };
}

/** Enough for whole percents. */
const REPORT_POINTS = 1024;

/** The sections that the plan has figures for, the decision first. */
function sectionsOf(
  view: DeliverableView,
  training: TrainingFacts | undefined,
): readonly { readonly key: SectionKey; readonly section: Section }[] {
  const present = (id: string): boolean => view.figures[id] !== undefined;
  return [
    ...(view.outline.approaches.length > 0 ? [{ key: "approaches" as const, section: approachesSection(view) }] : []),
    ...(view.volumeCurves ? [{ key: "breakEven" as const, section: breakEvenSection(view) }] : []),
    ...(training
      ? [{ key: "training" as const, section: trainingSection({ figures: view.figures, facts: training }) }]
      : []),
    ...(present("conversation.cost_usd.mean")
      ? [{ key: "conversation" as const, section: conversationSection(view) }]
      : []),
    ...(view.fan ? [{ key: "volume" as const, section: volumeSection(view.fan) }] : []),
    ...(view.sensitivity ? [{ key: "sensitivity" as const, section: sensitivitySection(view.sensitivity) }] : []),
    ...(present("data.tokens_total") ? [{ key: "data" as const, section: dataSection(view) }] : []),
    ...(present("serving.gpus") ? [{ key: "serving" as const, section: planServingSection(view) }] : []),
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
