import { curveRange, type VolumeCurve, volumeCurves } from "../../analysis/break-even/volume-curves.ts";
import { type ConversationCurves, conversationCurves } from "../../analysis/conversation/curves.ts";
import type { ConversationModel } from "../../analysis/conversation/model.ts";
import { drawnLaw } from "../../analysis/conversation/simulated-law.ts";
import { ancestorsOf, evaluate } from "../../analysis/evaluate.ts";
import type { Figure, Node } from "../../analysis/node.ts";
import { type PlanResult, planResult } from "../../analysis/plan-result.ts";
import type { JudgedPlan } from "../../analysis/policies/judge-policies.ts";
import type { Printed, ResultFigure } from "../../analysis/result.ts";
import type { ServingCurves } from "../../analysis/serving/curves.ts";
import { planServingCurves, servingCaseOf } from "../../analysis/serving/plan-curves.ts";
import type { Sheet } from "../../analysis/sheets/plan-sheet.ts";
import { warningsOf } from "../../analysis/warnings.ts";
import { simulatorFor } from "../../kernel/simulator.ts";
import { affectedBy, type IsAffected } from "./affected.ts";
import type { Follower } from "./follower.ts";
import { changesFrom, drawnPlan, type LimitsAnswer, limitsOf } from "./limits.ts";
import type { OpenPlan } from "./open-plan.ts";

/** What a plan comes to, with what its charts are drawn from: plain data that can be sent between threads. */
export interface Answer extends PlanResult {
  /** Of the conversation at the central values of its assumptions; absent where the plan has none. */
  readonly curves?: ConversationCurves;
  /** Cost of each option by volume, where the plan has options. */
  readonly volumeCurves?: readonly VolumeCurve[];
  /** Of the service at the central values of its assumptions, where the plan has one that keeps its promise. */
  readonly serving?: ServingCurves;
  /** What became of the limits that the plan sets to its figures. */
  readonly limits: LimitsAnswer;
}

/**
 * The whole answer, as the command gives it.
 *
 * @param base the plan as the page was made
 */
export function answerOf(open: OpenPlan, base: () => OpenPlan): Answer {
  const result = planResult(open.plan, open.sheet, open.drawn());
  const { figures } = result;
  const { policies } = open.loaded;
  const before = policies.some(({ limit }) => limit.of === "change") ? changesFrom(base(), open) : undefined;
  return {
    ...result,
    ...curvesOf(open.sheet.conversationModel, drawnLaw(open.drawn().seed, simulatorFor)),
    ...volumeCurvesOf(open, figures),
    ...servingOf(open, figures),
    limits: limitsOf(open, drawnPlan(open, figures), before),
  };
}

/** An answer at once, and whether it is final. */
export interface FirstAnswer {
  readonly answer: Answer;
  readonly final: boolean;
  /** What is too slow to be said at once, and is as it was. */
  readonly waiting: ReadonlySet<Follower>;
}

/**
 * What can be said at once: figures that no change reaches are as before, plain ones are evaluated, those that take draws
 * get a few, and a conversation that takes long is told roughly, all to be refined.
 *
 * @param before a plan whose answer is final
 * @param base the plan as the page was made; itself where absent
 */
export function firstAnswer(
  open: OpenPlan,
  before?: { readonly open: OpenPlan; readonly answer: Answer },
  base: OpenPlan = open,
): FirstAnswer {
  const affected: IsAffected = before ? affectedBy(before.open, open) : () => true;
  const { sheet, plan } = open;
  const printed = sheet.printed.filter(affected);
  const rough = open.rough();
  const slow = rough ? restingOn(sheet.conversationModel, printed) : [];
  const risk = sheet.planCost !== undefined && affected(sheet.planCost);
  const drawn = open.drawn(FEW_DRAWS);
  const quick = planResult(plan, sheet, drawn, {
    printed: printed.filter((node) => !slow.includes(node)),
    risk: risk && !rough,
  });
  const roughly =
    rough && planResult(plan, rough.certain, drawn, { printed: namesakes(slow, rough.certain), risk: false });
  const figures = { ...roughly?.figures, ...quick.figures };
  const kept = before?.answer.figures ?? {};
  const merged = Object.fromEntries([
    // In the order of the sheet, what is said of all plans together last.
    ...sheet.printed.flatMap(({ id }) => entryOf(id, figures[id] ?? kept[id])),
    ...Object.entries(risk && !rough ? figures : kept).filter(([id]) => !sheet.nodes.has(id)),
  ]);
  const fan = risk && !rough ? quick.fan : before?.answer.fan;
  const waiting: readonly Follower[] =
    slow.length > 0 && !rough?.curves ? ["curves", "fan", "volumeCurves", "sensitivity"] : [];
  const known = before?.answer.limits.judged.filter(({ figure }) => figures[figure] === undefined);
  return {
    answer: {
      figures: merged,
      warnings: warningsOf(plan, merged),
      ...(fan && { fan }),
      ...(waiting.length > 0
        ? chartsOf(before?.answer)
        : { ...curvesOf((rough?.certain ?? sheet).conversationModel), ...volumeCurvesOf(open, merged, FEW_DRAWS) }),
      ...servingOf(open, merged),
      limits: limitsOf(open, firstDraws(open, merged, slow), changesFrom(base, open, FEW_DRAWS), known),
    },
    final: slow.length === 0 && !Object.values(figures).some(isEstimated),
    waiting: new Set(waiting),
  };
}

/** A few draws of each figure; of those that take long, the one at the medians. */
function firstDraws(open: OpenPlan, figures: Answer["figures"], slow: readonly Printed[]): JudgedPlan {
  const { drawsOf } = drawnPlan(open, figures, FEW_DRAWS);
  const ids = new Set(slow.map(({ id }) => id));
  return { figures, drawsOf: (id) => (ids.has(id) ? [figures[id]?.value ?? null] : drawsOf(id)) };
}

/** Curves as they were. */
const chartsOf = (answer?: Answer): Pick<Answer, "curves" | "volumeCurves"> => ({
  ...(answer?.curves && { curves: answer.curves }),
  ...(answer?.volumeCurves && { volumeCurves: answer.volumeCurves }),
});

const restingOn = (node: Node | undefined, printed: readonly Printed[]): readonly Printed[] =>
  node ? printed.filter((one) => ancestorsOf([one]).includes(node)) : [];

/** The same figures of another sheet. */
const namesakes = (printed: readonly Printed[], sheet: Sheet): readonly Printed[] => {
  const ids = new Set(printed.map(({ id }) => id));
  return sheet.printed.filter(({ id }) => ids.has(id));
};

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

function curvesOf(
  model: Figure<ConversationModel> | undefined,
  law?: Parameters<typeof conversationCurves>[1],
): Pick<Answer, "curves"> {
  return model ? { curves: conversationCurves(evaluate([model]).of(model), law) } : {};
}
