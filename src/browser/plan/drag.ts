import { conversationCurves } from "../../analysis/conversation/curves.ts";
import type { ConversationModel } from "../../analysis/conversation/model.ts";
import { ancestorsOf, compile } from "../../analysis/evaluate.ts";
import type { Figure, Node, Quantity } from "../../analysis/node.ts";
import type { Plan } from "../../analysis/plan.ts";
import type { FigureValue, ResultFigure } from "../../analysis/result.ts";
import { uncertainLeavesOf } from "../../analysis/uncertainty.ts";
import { type Answer, answerOf } from "./answer.ts";
import type { OpenPlan } from "./open-plan.ts";

/** What a slider's moves change. */
export interface Drag {
  /** Whether answers are final, or of a few draws and simulated conversations, to be refined. */
  readonly exact: boolean;
  readonly at: (value: number) => Answer;
}

/**
 * Prepares the moves of one slider.
 *
 * @param answer what the plan comes to before
 */
export function dragOf(open: OpenPlan, leaf: Quantity, answer: Answer): Drag {
  const simulated = open.plan.conversation?.policy !== undefined;
  const spread = uncertainLeavesOf(open.sheet.printed).length > 0;
  return simulated || spread ? coarseDrag(open, leaf) : exactDrag(open, leaf, answer);
}

/** Draws of a first answer; they are the first of those that the final answer takes. */
export const COARSE = { draws: 24, conversations: 4096 } as const;

/** Plain formulas: only the figures that rest on the assumption are evaluated again. */
function exactDrag({ sheet }: OpenPlan, leaf: Quantity, answer: Answer): Drag {
  const rests = (node: Node): boolean => ancestorsOf([node]).includes(leaf);
  const moved = sheet.printed.filter((node): node is Figure<FigureValue> => node.kind === "figure" && rests(node));
  const model = sheet.conversationModel;
  const conversation = model && rests(model) ? model : undefined;
  const run = compile(conversation ? [...moved, conversation] : moved, [leaf]);
  const own = answer.figures[leaf.id];
  return {
    exact: true,
    at(value) {
      const values = run([value]);
      const changed = moved.map((node, position): [string, ResultFigure] => [
        node.id,
        // What compile returns for a figure is what its `by` returned.
        { ...figureOf(answer, node.id), value: values[position] as FigureValue },
      ]);
      const figures = {
        ...answer.figures,
        ...(own && { [leaf.id]: { ...own, value } }),
        ...Object.fromEntries(changed),
      };
      if (!conversation) return { ...answer, figures };
      return { ...answer, figures, curves: conversationCurves(values[moved.length] as ConversationModel) };
    },
  };
}

/** Spreads or a simulation: the whole plan with the moved value, of few draws. */
function coarseDrag(open: OpenPlan, leaf: Quantity): Drag {
  const { spread: _, ...known } = leaf;
  return {
    exact: false,
    at(value) {
      const plan = withLeaf(open.plan, leaf, { ...known, value });
      return answerOf(open.moved(plan, { conversations: COARSE.conversations }), COARSE.draws);
    },
  };
}

/** The plan with one leaf replaced, wherever it stands. */
function withLeaf(plan: Plan, leaf: Quantity, other: Quantity): Plan {
  const { training_catalog, ...leaves } = plan;
  // The copy has the form of what it is a copy of.
  return { ...(replaced(leaves, leaf, other) as Plan), ...(training_catalog && { training_catalog }) };
}

function replaced(value: unknown, leaf: Quantity, other: Quantity): unknown {
  if (value === leaf) return other;
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => replaced(item, leaf, other));
  if ("kind" in value && value.kind === "leaf" && !("of" in value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, replaced(inner, leaf, other)]));
}

function figureOf({ figures }: Answer, id: string): ResultFigure {
  const figure = figures[id];
  if (!figure) throw new RangeError(`no figure ${id} was computed`);
  return figure;
}
