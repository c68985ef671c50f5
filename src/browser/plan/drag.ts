import { conversationCurves } from "../../analysis/conversation/curves.ts";
import type { ConversationModel } from "../../analysis/conversation/model.ts";
import { ancestorsOf, compile } from "../../analysis/evaluate.ts";
import type { Figure, Node, Quantity } from "../../analysis/node.ts";
import { planDraws } from "../../analysis/plan-draws.ts";
import { type FigureValue, type ResultFigure, summaryOf } from "../../analysis/result.ts";
import type { Sensitivity } from "../../analysis/sensitivity/sensitivity.ts";
import { uncertainLeavesOf } from "../../analysis/uncertainty.ts";
import { type Answer, FEW_DRAWS } from "./answer.ts";
import type { Follower } from "./follower.ts";
import { followersOf } from "./followers.ts";
import { changesFrom, limitsOf } from "./limits.ts";
import type { OpenPlan } from "./open-plan.ts";
import type { RoughSheet } from "./rough-sheet.ts";

/** What a slider's moves change: only the figures that rest on its assumption are evaluated again. */
export interface Drag {
  /** Whether answers are final, or of a few draws or conversations, to be refined. */
  readonly exact: boolean;
  /** What is too slow to follow, and waits until it is refined. */
  readonly waiting: ReadonlySet<Follower>;
  /**
   * @param watched what is looked at; the rest waits until the hand rests
   * @param before what was last known of what moves the main figure
   */
  readonly at: (value: number, watched: ReadonlySet<Follower>, before: Sensitivity | undefined) => Move;
}

export interface Move {
  readonly answer: Answer;
  /** Absent where it is not watched or does not move. */
  readonly sensitivity?: Sensitivity;
}

/**
 * Prepares the moves of one slider.
 *
 * @param answer what the plan comes to before
 * @param base the plan as the page was made
 */
export function dragOf(open: OpenPlan, leaf: Quantity, answer: Answer, base: OpenPlan): Drag {
  const { sheet } = open;
  const { conversationModel: model } = sheet;
  const moved = sheet.printed.filter(
    (node): node is Figure<FigureValue> => node.kind === "figure" && rests(node, leaf),
  );
  const ofConversation = model ? moved.filter((node) => rests(node, model)) : [];
  const rough = ofConversation.length > 0 ? open.rough() : undefined;
  const slow = rough ? ofConversation : [];
  const quick = moved.filter((node) => !slow.includes(node));
  const drawn = quick.filter((node) => othersUncertain([node], leaf).length > 0);
  const plain = quick.filter((node) => !drawn.includes(node));
  const parts = [plainFigures(plain, leaf), drawnFigures(open, drawn, leaf), roughFigures(rough, slow, leaf)];
  const followers = followersOf(open, leaf, rough);
  const curves = curvesAt(open, leaf, rough);
  const own = answer.figures[leaf.id];
  const reached = new Set(moved.map(({ id }) => id));
  const earlier = answer.limits.judged.filter(({ figure }) => sheet.nodes.has(figure) && !reached.has(figure));
  const before = changesFrom(base, open, FEW_DRAWS);
  return {
    exact: drawn.length === 0 && slow.length === 0 && followers.exact,
    waiting: followers.waiting,
    at(value, watched, sensitivityBefore) {
      const columns = new Map(parts.flatMap((part) => part(value)));
      const figures: Record<string, ResultFigure> = { ...answer.figures };
      if (own) figures[leaf.id] = { ...withoutSpread(own), value };
      for (const [id, values] of columns) {
        const known = figures[id];
        const [only = null] = values;
        if (known)
          figures[id] = { ...withoutSpread(known), ...(values.length > 1 ? summaryOf(values) : { value: only }) };
      }
      const { figures: shared, sensitivity, ...followed } = followers.at(value, figures, watched, sensitivityBefore);
      Object.assign(figures, shared);
      const { serving, ...others } = { ...answer, ...followed };
      const drawsOf = (id: string) => columns.get(id) ?? (figures[id] ? [figures[id].value] : undefined);
      return {
        answer: {
          ...others,
          ...(serving && { serving }),
          ...(watched.has("curves") && curves?.(value)),
          figures,
          limits: limitsOf(open, { figures, drawsOf }, before, earlier),
        },
        ...(sensitivity && { sensitivity }),
      };
    },
  };
}

/** Values of figures by their ids: one for each drawn plan, or one alone. */
type Columns = (value: number) => readonly (readonly [string, readonly FigureValue[]])[];

/** Figures without doubt but, at most, about the assumption that is being set. */
function plainFigures(figures: readonly Figure<FigureValue>[], leaf: Quantity): Columns {
  const run = compile(figures, [leaf]);
  return (value) => {
    const values = run([value]);
    // What compile returns for a figure is what its `by` returned.
    return figures.map(({ id }, at) => [id, [values[at] as FigureValue]] as const);
  };
}

/** Figures with doubt about something else too: of a few drawn plans, the first of those that the whole answer takes. */
function drawnFigures(open: OpenPlan, figures: readonly Figure<FigureValue>[], leaf: Quantity): Columns {
  if (figures.length === 0) return () => [];
  const leaves = othersUncertain(figures, leaf);
  const run = compile(figures, [leaf, ...leaves]);
  const plans = planDraws(leaves, open.drawn(FEW_DRAWS));
  const draws = Array.from({ length: FEW_DRAWS }, (_, draw) => plans(draw));
  return (value) => {
    const rows = draws.map((plan) => run([value, ...plan]));
    return figures.map(({ id }, at) => [id, rows.map((row) => row[at] as FigureValue)] as const);
  };
}

/** Figures that take long: as the rough sheet has them, all else at its median. */
function roughFigures(rough: RoughSheet | undefined, slow: readonly Figure<FigureValue>[], leaf: Quantity): Columns {
  const present = rough?.certain.nodes.get(leaf.id);
  if (!rough || present?.kind !== "leaf" || present.leaf !== "quantity") return () => [];
  const ids = new Set(slow.map(({ id }) => id));
  const figures = rough.certain.printed.filter(
    (node): node is Figure<FigureValue> => node.kind === "figure" && ids.has(node.id),
  );
  return plainFigures(figures, present);
}

/** Curves of the conversation; undefined where the assumption does not move them, or they take too long. */
function curvesAt({ sheet }: OpenPlan, leaf: Quantity, rough: RoughSheet | undefined) {
  if (rough && !rough.curves) return undefined;
  const { conversationModel: model } = rough?.certain ?? sheet;
  const present = (rough?.certain ?? sheet).nodes.get(leaf.id);
  if (!model || !present || !rests(model, present)) return undefined;
  const run = compile([model], [present]);
  return (value: number): Pick<Answer, "curves"> => ({
    curves: conversationCurves(run([value])[0] as ConversationModel),
  });
}

const rests = (node: Node, on: Node): boolean => ancestorsOf([node]).includes(on);

const othersUncertain = (nodes: readonly Node[], leaf: Quantity) =>
  uncertainLeavesOf(nodes).filter((other) => other.id !== leaf.id);

const withoutSpread = ({
  interval90: _,
  probability: __,
  probabilities: ___,
  standardError: ____,
  ...figure
}: ResultFigure): ResultFigure => figure;
