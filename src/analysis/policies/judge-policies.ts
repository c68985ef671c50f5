import type { FigureValue, ResultFigure } from "../result.ts";
import type { Comparison, Limit, Policy } from "./policy.ts";

/** The figures of a plan, and how they came out in each drawn plan. */
export interface JudgedPlan {
  readonly figures: Readonly<Record<string, ResultFigure>>;
  /** The values over the drawn plans, in the order of the draws; undefined for what is no figure of one plan. */
  readonly drawsOf: (id: string) => readonly FigureValue[] | undefined;
}

export type PolicyOutcome = "holds" | "broken" | "needs-base";

/** A limit and what became of it, as plain data. */
export interface JudgedPolicy extends Pick<Policy, "figure" | "text" | "severity" | "reason" | "place"> {
  readonly outcome: PolicyOutcome;
  readonly label: string;
  readonly unit: string;
  /** Null where the figure does not apply; a limit on it cannot hold then. */
  readonly value: number | null;
  /** Where the limit is of a change: the value before. */
  readonly base?: number | null;
  /** The share of drawn plans that keep to the limit, and the share that is asked for. */
  readonly probability?: { readonly value: number; readonly asked: number; readonly standardError: number };
  /** The value, or the share of plans, is nearer to its limit than two standard errors: noise may have decided. */
  readonly withinNoise: boolean;
}

/** A policy that cannot be judged as it is written. */
export interface PolicyFault extends Pick<Policy, "figure" | "place"> {
  readonly found: string;
  readonly expected: string;
  /** Words that may have been meant. */
  readonly words: readonly string[];
}

/**
 * Judges limits on a plan's figures.
 *
 * @param base the plan before a change, drawn with the same seed and number of draws, so that differences are paired;
 *   without one, limits on a change are not judged
 */
export function judgePolicies(
  policies: readonly Policy[],
  plan: JudgedPlan,
  base?: JudgedPlan,
): { readonly judged: readonly JudgedPolicy[]; readonly faults: readonly PolicyFault[] } {
  const judged: JudgedPolicy[] = [];
  const faults: PolicyFault[] = [];
  for (const policy of policies) {
    const figure = plan.figures[policy.figure];
    const found = figure
      ? (faultOf(policy, figure, plan) ?? judge(policy, figure, plan, base))
      : noFigure(policy.figure, plan);
    if ("outcome" in found) judged.push(found);
    else faults.push({ figure: policy.figure, place: policy.place, words: [], ...found });
  }
  return { judged, faults };
}

/** Whether a limit is broken that may not be. */
export const failsPolicy = ({ outcome, severity }: JudgedPolicy): boolean =>
  outcome === "broken" && severity === "fail";

const noFigure = (id: string, { figures }: JudgedPlan) => ({
  found: `${id}, no figure of this plan`,
  expected: "the id of a figure",
  words: numbersIn(figures),
});

function faultOf({ figure: id, limit }: Policy, figure: ResultFigure, { drawsOf }: JudgedPlan) {
  if (typeof figure.value === "string")
    return { found: `${id}, a word`, expected: "the id of a figure that is a number" };
  if (limit.of === "value" && limit.percent && !SHARES.has(figure.unit))
    return {
      found: `a percentage of ${figure.unit || "a bare number"}`,
      expected: "a number in the figure's own unit",
    };
  if (limit.probability !== undefined && drawsOf(id) === undefined)
    return {
      found: `a probability for ${id}, which is a statement about all drawn plans`,
      expected: "a limit without",
    };
  return undefined;
}

/** Units whose values are shares from 0 to 1. */
const SHARES: ReadonlySet<string> = new Set(["fraction", "probability"]);

const numbersIn = (figures: JudgedPlan["figures"]): string[] =>
  Object.entries(figures).flatMap(([id, { value }]) => (typeof value === "string" ? [] : [id]));

function judge(policy: Policy, figure: ResultFigure, plan: JudgedPlan, base: JudgedPlan | undefined): JudgedPolicy {
  const { figure: id, limit, text, severity, reason, place } = policy;
  const earlier = limit.of === "change" ? base : undefined;
  const before = earlier && numberOf(earlier.figures[id]?.value);
  const said = {
    ...{ figure: id, text, severity, place, label: figure.label, unit: figure.unit, value: numberOf(figure.value) },
    ...(reason !== undefined && { reason }),
    ...(before !== undefined && { base: before }),
  };
  if (limit.of === "change" && !base) return { ...said, outcome: "needs-base", withinNoise: false };
  if (limit.probability !== undefined) {
    const probability = keepingShare(limit, limit.probability, plan.drawsOf(id) ?? [], base?.drawsOf(id));
    const withinNoise = Math.abs(probability.value - probability.asked) < 2 * probability.standardError;
    return { ...said, probability, outcome: probability.value >= probability.asked ? "holds" : "broken", withinNoise };
  }
  const excess = excessOf(limit, figure.value, before);
  // A change between two simulations of the same seed has less error than this; to be cautious is to say so too often.
  const error = Math.hypot(figure.standardError ?? 0, earlier?.figures[id]?.standardError ?? 0);
  return {
    ...said,
    outcome: keeps(limit.comparison, excess) ? "holds" : "broken",
    withinNoise: Math.abs(excess) < 2 * error,
  };
}

const numberOf = (value: FigureValue | undefined): number | null => (typeof value === "number" ? value : null);

/** How far a value is above what the limit names, in the unit of the figure; no number where one does not apply. */
function excessOf(limit: Limit, value: FigureValue, base: FigureValue | undefined): number {
  if (typeof value !== "number") return Number.NaN;
  if (limit.of === "value") return value - (limit.percent ? limit.bound / 100 : limit.bound);
  if (typeof base !== "number") return Number.NaN;
  if (value === base) return -allowance(limit, base);
  const rise = limit.direction === "increase" ? value - base : base - value;
  return rise - allowance(limit, base);
}

const allowance = ({ bound, percent }: Limit, base: number): number =>
  percent ? (bound / 100) * Math.abs(base) : bound;

/** No number keeps to no limit. */
function keeps(comparison: Comparison, excess: number): boolean {
  switch (comparison) {
    case "<=":
      return excess <= 0;
    case "<":
      return excess < 0;
    case ">=":
      return excess >= 0;
    case ">":
      return excess > 0;
  }
}

/** Draw by draw, the plan against its base. A draw in which the figure does not apply keeps to no limit. */
function keepingShare(
  limit: Limit,
  asked: number,
  draws: readonly FigureValue[],
  base: readonly FigureValue[] | undefined,
): NonNullable<JudgedPolicy["probability"]> {
  let kept = 0;
  for (const [draw, value] of draws.entries()) {
    const before = base?.[base.length === 1 ? 0 : draw];
    if (keeps(limit.comparison, excessOf(limit, value, before))) kept++;
  }
  const value = draws.length === 0 ? 0 : kept / draws.length;
  return { value, asked, standardError: draws.length === 0 ? 0 : Math.sqrt((value * (1 - value)) / draws.length) };
}
