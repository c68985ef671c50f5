import { ReferenceFault } from "../analysis/combination.ts";
import { type Outline, outlineOf } from "../analysis/outline.ts";
import type { Plan } from "../analysis/plan/plan.ts";
import { type PlanResult, planResult } from "../analysis/plan-result.ts";
import type { Printed } from "../analysis/result.ts";
import { sheetDraws } from "../analysis/sheet-draws.ts";
import type { ConversationEngine } from "../analysis/sheets/conversation.ts";
import { figuresOf, planSheet, type Sheet } from "../analysis/sheets/plan-sheet.ts";
import { referenceError } from "../assumptions/reference-problem.ts";
import { interruptible } from "../node/interruptible.ts";
import { defaultEngine } from "./engine.ts";
import { UsageError } from "./exit.ts";
import type { PlanOptions } from "./options.ts";
import { type ReadPlan, readPlan } from "./read-plan.ts";
import { withServingCatalog } from "./serving-catalog.ts";
import { withTrainingCatalog } from "./training-catalog.ts";

/** A plan, computed: what every command shows a part of. */
export interface ComputedPlan extends PlanResult {
  readonly read: ReadPlan;
  readonly sheet: Sheet;
  readonly outline: Outline;
}

/**
 * Reads a plan and computes the figures of some sections.
 *
 * @param sections first parts of the ids to compute; all of them where absent
 * @param choose the figures to compute, instead of whole sections
 * @param read the plan, where it is read already
 * @param change puts what was read elsewhere in the place of assumptions, before anything is computed
 * @throws UsageError when the plan has none of the sections
 */
export function computePlan(
  named: string | undefined,
  options: PlanOptions,
  request: {
    readonly sections?: readonly string[];
    readonly engine?: ConversationEngine;
    readonly read?: ReadPlan;
    readonly change?: (plan: Plan) => Plan;
    readonly choose?: (sheet: Sheet) => readonly Printed[];
  } = {},
): ComputedPlan {
  const written = request.read ?? readPlan(named, options);
  const changed = request.change ? { ...written, plan: request.change(written.plan) } : written;
  const trains = request.sections === undefined || request.sections.includes("training");
  const serves = request.sections === undefined || request.sections.includes("serving");
  const trained = trains ? withTrainingCatalog(changed.plan) : changed.plan;
  const read = { ...changed, plan: serves ? withServingCatalog(trained) : trained };
  const sheet = sheetOf(read, request.engine ?? defaultEngine(read.plan, options.seed));
  const sections = request.sections && withVolume(request.sections);
  const printed = request.choose?.(sheet) ?? (sections ? figuresOf(sheet, sections) : sheet.printed);
  if (printed.length === 0 && request.sections)
    throw new UsageError(`the plan has no section ${request.sections?.[0] ?? ""}`);
  const drawn = sheetDraws(sheet, { ...options, sampling: options.planSampling });
  const ofConversations = !request.choose && (sections === undefined || sections.includes("conversation"));
  const result = interruptible(() => planResult(read.plan, sheet, drawn, { printed, risk: ofConversations }));
  return { read, sheet, outline: outlineOf(read.plan), ...result };
}

/** A volume is of conversations, and shown with them. */
const withVolume = (sections: readonly string[]): readonly string[] =>
  sections.includes("conversation") ? [...sections, "volume"] : sections;

/** The sheet, with a reference that leads nowhere told at its place in the file. */
function sheetOf({ plan, placeOf }: ReadPlan, engine: ConversationEngine): Sheet {
  try {
    return planSheet(plan, engine);
  } catch (error) {
    throw error instanceof ReferenceFault ? referenceError(error, placeOf) : error;
  }
}
