import { curveRange, type VolumeCurve, volumeCurves } from "../../analysis/break-even/volume-curves.ts";
import { type ConversationCurves, conversationCurves } from "../../analysis/conversation/curves.ts";
import { evaluate } from "../../analysis/evaluate.ts";
import { type PlanResult, planResult } from "../../analysis/plan-result.ts";
import type { ResultFigure } from "../../analysis/result.ts";
import type { ServingCurves } from "../../analysis/serving/curves.ts";
import { planServingCurves, servingCaseOf } from "../../analysis/serving/plan-curves.ts";
import { affectedBy, type IsAffected } from "./affected.ts";
import type { OpenPlan } from "./open-plan.ts";

/** What a plan comes to, with what its charts are drawn from: plain data that can be sent between threads. */
export interface Answer extends PlanResult {
  /** Of the conversation at the central values of its assumptions; absent where the plan has none. */
  readonly curves?: ConversationCurves;
  /** Cost of each option by volume, where the plan has options. */
  readonly volumeCurves?: readonly VolumeCurve[];
  /** Of the service at the central values of its assumptions, where the plan has one that keeps its promise. */
  readonly serving?: ServingCurves;
}

/** The whole answer, as the command gives it. */
export function answerOf(open: OpenPlan): Answer {
  const result = planResult(open.plan, open.sheet, open.drawn());
  return { ...result, ...curvesOf(open), ...volumeCurvesOf(open, result.figures), ...servingOf(open, result.figures) };
}

/** An answer at once, and whether it is final. */
export interface FirstAnswer {
  readonly answer: Answer;
  readonly final: boolean;
}

/**
 * What can be said at once: figures that no change reaches are as before, plain ones are evaluated, and those that take
 * draws or a simulation get a few, to be refined.
 *
 * @param before a plan whose answer is final
 */
export function firstAnswer(
  open: OpenPlan,
  before?: { readonly open: OpenPlan; readonly answer: Answer },
): FirstAnswer {
  const affected: IsAffected = before ? affectedBy(before.open, open) : () => true;
  const { sheet, plan } = open;
  const printed = sheet.printed.filter(affected);
  const risk = sheet.planCost !== undefined && affected(sheet.planCost);
  const { fan, figures, warnings } = planResult(plan, sheet, open.drawn(FEW_DRAWS), { printed, risk });
  const kept = before?.answer.figures ?? {};
  const merged = Object.fromEntries([
    // In the order of the sheet, what is said of all plans together last.
    ...sheet.printed.flatMap(({ id }) => entryOf(id, figures[id] ?? kept[id])),
    ...Object.entries(risk ? figures : kept).filter(([id]) => !sheet.nodes.has(id)),
  ]);
  const keptFan = risk ? fan : before?.answer.fan;
  const curves = { ...curvesOf(open), ...volumeCurvesOf(open, merged, FEW_DRAWS), ...servingOf(open, merged) };
  return {
    answer: {
      figures: merged,
      warnings: before ? before.answer.warnings : warnings,
      ...(keptFan && { fan: keptFan }),
      ...curves,
    },
    final: !Object.values(figures).some(isEstimated),
  };
}

/** Draws of a first answer; they are the first of those that the whole answer takes. */
export const FEW_DRAWS = 24;

/** Simulated conversations of a first answer. */
export const FEW_CONVERSATIONS = 4096;

const entryOf = (id: string, figure: ResultFigure | undefined): [string, ResultFigure][] =>
  figure ? [[id, figure]] : [];

const isEstimated = ({ interval90, probabilities, standardError }: ResultFigure): boolean =>
  interval90 !== undefined || probabilities !== undefined || standardError !== undefined;

function volumeCurvesOf(open: OpenPlan, figures: Answer["figures"], draws?: number): Pick<Answer, "volumeCurves"> {
  const { options } = open.sheet;
  if (!options || options.options.length === 0) return {};
  return { volumeCurves: volumeCurves(options, open.drawn(draws), curveRange(figures)) };
}

function servingOf({ plan, sheet }: OpenPlan, figures: Answer["figures"]): Pick<Answer, "serving"> {
  const planned = servingCaseOf(sheet);
  if (!planned || !plan.serving) return {};
  const serving = planServingCurves(evaluate([planned]).of(planned), plan.serving.ttft_p95.value, figures);
  return serving ? { serving } : {};
}

function curvesOf({ sheet }: OpenPlan): Pick<Answer, "curves"> {
  const model = sheet.conversationModel;
  return model ? { curves: conversationCurves(evaluate([model]).of(model)) } : {};
}
