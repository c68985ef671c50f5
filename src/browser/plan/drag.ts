import { conversationCurves } from "../../analysis/conversation/curves.ts";
import type { ConversationModel } from "../../analysis/conversation/model.ts";
import { ancestorsOf, compile } from "../../analysis/evaluate.ts";
import type { Figure, Node, Quantity } from "../../analysis/node.ts";
import { planDraws } from "../../analysis/plan-draws.ts";
import { type FigureValue, type ResultFigure, summaryOf } from "../../analysis/result.ts";
import { planServingCurves, servingCaseOf } from "../../analysis/serving/plan-curves.ts";
import type { ServingCase } from "../../analysis/sheets/planned-serving.ts";
import { uncertainLeavesOf } from "../../analysis/uncertainty.ts";
import { type Answer, FEW_DRAWS } from "./answer.ts";
import type { OpenPlan } from "./open-plan.ts";

/** What a slider's moves change: only the figures that rest on its assumption are evaluated again. */
export interface Drag {
  /** Whether answers are final, or of a few draws, to be refined. */
  readonly exact: boolean;
  readonly at: (value: number) => Answer;
}

/**
 * Prepares the moves of one slider.
 *
 * @param answer what the plan comes to before
 */
export function dragOf(open: OpenPlan, leaf: Quantity, answer: Answer): Drag {
  const { sheet } = open;
  const rests = (node: Node): boolean => ancestorsOf([node]).includes(leaf);
  const moved = sheet.printed.filter((node): node is Figure<FigureValue> => node.kind === "figure" && rests(node));
  const drawn = moved.filter((node) => othersUncertain([node], leaf).length > 0);
  const plain = moved.filter((node) => !drawn.includes(node));
  const parts = [plainFigures(plain, leaf), drawnFigures(open, drawn, leaf), curvesAt(open, leaf, rests)];
  const served = servingAt(open, leaf);
  const own = answer.figures[leaf.id];
  return {
    exact: drawn.length === 0 && open.plan.conversation?.policy === undefined,
    at(value) {
      const changes = parts.map((part) => part(value));
      const figures: Record<string, ResultFigure> = { ...answer.figures };
      if (own) figures[leaf.id] = { ...withoutSpread(own), value };
      for (const { values } of changes)
        for (const [id, summary] of values) {
          const before = figures[id];
          if (before) figures[id] = { ...withoutSpread(before), ...summary };
        }
      const curves = changes.find((change) => change.curves)?.curves ?? answer.curves;
      const { serving: before, ...others } = answer;
      const serving = served ? served(value, figures) : before;
      return { ...others, figures, ...(curves && { curves }), ...(serving && { serving }) };
    },
  };
}

/** What one part of a move comes to. */
interface Change {
  readonly values: readonly (readonly [string, Partial<ResultFigure>])[];
  readonly curves?: Answer["curves"];
}

/** Figures without doubt but, at most, about the assumption that is being set. */
function plainFigures(figures: readonly Figure<FigureValue>[], leaf: Quantity): (value: number) => Change {
  const run = compile(figures, [leaf]);
  return (value) => {
    const values = run([value]);
    // What compile returns for a figure is what its `by` returned.
    return { values: figures.map(({ id }, at) => [id, { value: values[at] as FigureValue }] as const) };
  };
}

/** Figures with doubt about something else too: of a few drawn plans, the first of those that the whole answer takes. */
function drawnFigures(
  open: OpenPlan,
  figures: readonly Figure<FigureValue>[],
  leaf: Quantity,
): (value: number) => Change {
  if (figures.length === 0) return () => ({ values: [] });
  const leaves = othersUncertain(figures, leaf);
  const run = compile(figures, [leaf, ...leaves]);
  const plans = planDraws(leaves, open.drawn(FEW_DRAWS));
  const draws = Array.from({ length: FEW_DRAWS }, (_, draw) => plans(draw));
  return (value) => {
    const rows = draws.map((plan) => run([value, ...plan]));
    return { values: figures.map(({ id }, at) => [id, summaryOf(rows.map((row) => row[at] as FigureValue))] as const) };
  };
}

function curvesAt({ sheet }: OpenPlan, leaf: Quantity, rests: (node: Node) => boolean): (value: number) => Change {
  const model = sheet.conversationModel;
  if (!model || !rests(model)) return () => ({ values: [] });
  const run = compile([model], [leaf]);
  return (value) => ({ values: [], curves: conversationCurves(run([value])[0] as ConversationModel) });
}

/** Curves of the service; undefined where the assumption does not move it. */
function servingAt({ plan, sheet }: OpenPlan, leaf: Quantity) {
  const planned = servingCaseOf(sheet);
  const promised = plan.serving?.ttft_p95;
  if (!planned || !promised || !ancestorsOf(sheet.printed.filter(isServing)).includes(leaf)) return undefined;
  const run = compile([planned], [leaf]);
  return (value: number, figures: Answer["figures"]): Answer["serving"] =>
    planServingCurves(run([value])[0] as ServingCase, leaf.id === promised.id ? value : promised.value, figures);
}

const isServing = ({ id }: Node): boolean => id.startsWith("serving.");

const othersUncertain = (nodes: readonly Node[], leaf: Quantity) =>
  uncertainLeavesOf(nodes).filter((other) => other.id !== leaf.id);

const withoutSpread = ({ interval90: _, probability: __, probabilities: ___, ...figure }: ResultFigure): ResultFigure =>
  figure;
