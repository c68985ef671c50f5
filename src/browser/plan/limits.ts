import { figureDraws } from "../../analysis/figure-draws.ts";
import { planResult } from "../../analysis/plan-result.ts";
import {
  type JudgedPlan,
  type JudgedPolicy,
  judgePolicies,
  type PolicyFault,
} from "../../analysis/policies/judge-policies.ts";
import type { Policy } from "../../analysis/policies/policy.ts";
import type { ResultFigure } from "../../analysis/result.ts";
import type { OpenPlan } from "./open-plan.ts";

/** What became of the limits that a plan sets to its own figures. */
export interface LimitsAnswer {
  readonly judged: readonly JudgedPolicy[];
  /** Those that cannot be judged as they are written. */
  readonly faults: readonly PolicyFault[];
}

/**
 * Judges the limits of a plan.
 *
 * @param base the plan as the page was made, for limits on a change
 * @param kept what is known of limits on figures that no change has reached
 */
export function limitsOf(
  { loaded: { policies } }: OpenPlan,
  plan: JudgedPlan,
  base: JudgedPlan | undefined,
  kept: readonly JudgedPolicy[] = [],
): LimitsAnswer {
  const known = new Map(kept.map((limit) => [keyOf(limit), limit]));
  const { judged, faults } = judgePolicies(
    policies.filter((policy) => !known.has(keyOf(policy))),
    plan,
    base,
  );
  const all = new Map([...known, ...judged.map((limit) => [keyOf(limit), limit] as const)]);
  return { judged: policies.flatMap((policy) => all.get(keyOf(policy)) ?? []), faults };
}

/** A plan's figures with the values they have in drawn plans. */
export const drawnPlan = (
  { sheet, drawn }: OpenPlan,
  figures: Readonly<Record<string, ResultFigure>>,
  draws?: number,
): JudgedPlan => ({ figures, drawsOf: figureDraws(sheet, drawn(draws)) });

/** What limits on a change are judged against; absent where there are none. */
export function changesFrom(base: OpenPlan, { loaded }: OpenPlan, draws?: number): JudgedPlan | undefined {
  const ids = new Set(loaded.policies.filter(({ limit }) => limit.of === "change").map(({ figure }) => figure));
  if (ids.size === 0) return undefined;
  const printed = base.sheet.printed.filter(({ id }) => ids.has(id));
  const asked = { printed, risk: printed.length < ids.size };
  return drawnPlan(base, planResult(base.plan, base.sheet, base.drawn(draws), asked).figures, draws);
}

const keyOf = ({ figure, text, severity, reason }: Pick<Policy, "figure" | "text" | "severity" | "reason">): string =>
  JSON.stringify([figure, text, severity, reason]);
