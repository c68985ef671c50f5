import { type CostDistribution, mixCosts, type WeightedPart } from "../conversation/cost-distribution.ts";
import { atomPart, type CostPart, normalPart } from "../conversation/cost-part.ts";
import { totalCost } from "../conversation/exact.ts";
import type { ConversationModel } from "../conversation/model.ts";
import { simulatedTotal } from "../conversation/simulated-total.ts";
import type { SimulatedCost } from "../conversation/simulation.ts";

/** What a plan comes to once its assumptions have a value each: one conversation, and how many there are. */
export interface PlanCost {
  readonly model: ConversationModel;
  /** Mean and standard deviation of one conversation's cost, closed form or simulated. */
  readonly meanUsd: number;
  readonly sdUsd: number;
  /** Its simulated law, where closed forms do not know it. */
  readonly simulatedCost?: SimulatedCost;
  /** How many conversations the plan is for. */
  readonly conversations: number;
  /** Conversations of each month; empty where the plan states no volume. */
  readonly byMonth: readonly number[];
}

/**
 * The law of a total over plans that are equally likely: the chance of each plan, mixed over what is not known. A
 * single plan is exact. Of several, each total is normal with the closed-form mean and sd from 30 conversations up
 * (at a skewness of 1 a plan's distribution function is off by less than 0.013, and their mixture by far less);
 * smaller totals are exact, over 200 plans spread evenly over the order of their means.
 *
 * @param plans one or more
 * @param conversations how many conversations the total is of, in each plan; a fraction is an expected number
 */
export function costOverPlans(plans: readonly PlanCost[], conversations: (plan: PlanCost) => number): CostDistribution {
  const [first] = plans;
  if (first === undefined) throw new RangeError("plans is empty; expected one or more");
  if (plans.length === 1) return lawOf(first, conversations(first));
  const small = plans.some((plan) => conversations(plan) < LEAST_NORMAL);
  const mixed = small ? thinned(plans, conversations) : plans;
  const totals = mixed.map((plan) => momentsOf(plan, conversations(plan)));
  const parts = mixed.map((plan, i): WeightedPart => {
    const { mean, sd } = totals[i] ?? { mean: 0, sd: 0 };
    const part = small ? partOf(lawOf(plan, conversations(plan))) : sd > 0 ? normalPart(mean, sd) : atomPart(mean);
    return { weight: 1 / mixed.length, part };
  });
  const { mean, sd } = mixedMoments(totals);
  const reach = [
    Math.min(...totals.map((total) => total.mean - 9 * total.sd)),
    Math.max(...totals.map((total) => total.mean + REACH * total.sd)),
  ] as const;
  return mixCosts(parts, { mean, sd, lower: -Infinity, upper: Infinity, reach });
}

/** Mean and sd of a total of independent conversations in one plan. */
export const momentsOf = ({ meanUsd, sdUsd }: PlanCost, conversations: number) => ({
  mean: meanUsd * conversations,
  sd: sdUsd * Math.sqrt(conversations),
});

const LEAST_NORMAL = 30;
const MOST_EXACT = 200;
/** One conversation's cost has a longer tail than a normal law's. */
const REACH = 15;

/** The middle plan of each of 200 groups, by mean total. */
function thinned(plans: readonly PlanCost[], conversations: (plan: PlanCost) => number): readonly PlanCost[] {
  if (plans.length <= MOST_EXACT) return plans;
  const sorted = plans
    .map((plan) => ({ plan, mean: momentsOf(plan, conversations(plan)).mean }))
    .sort((a, b) => a.mean - b.mean);
  return Array.from({ length: MOST_EXACT }, (_, k) => {
    const middle = sorted[Math.floor(((k + 0.5) * plans.length) / MOST_EXACT)];
    return (middle ?? sorted[0])?.plan;
  }).filter((plan) => plan !== undefined);
}

function lawOf(plan: PlanCost, conversations: number): CostDistribution {
  const whole = Math.round(conversations);
  if (whole >= 1 && whole <= 1e9)
    return plan.simulatedCost ? simulatedTotal(plan.simulatedCost, whole) : totalCost(plan.model, whole);
  const { mean, sd } = momentsOf(plan, conversations);
  const part = sd > 0 ? normalPart(mean, sd) : atomPart(mean);
  return mixCosts([{ weight: 1, part }], {
    mean,
    sd,
    lower: -Infinity,
    upper: Infinity,
    reach: [mean - 9 * sd, mean + 9 * sd],
  });
}

/** A law as a part of a mixture; E[(C − x)⁺] = (1 − F(x))(CVaR at F(x) − x). */
const partOf = (law: CostDistribution): CostPart => ({
  cdf: law.cdf,
  density: law.density,
  excess(x) {
    const below = law.cdf(x);
    if (below >= 1 - 1e-12) return 0;
    return below <= 1e-12 ? law.mean - x : (1 - below) * (law.cvar(below) - x);
  },
});

function mixedMoments(totals: readonly { readonly mean: number; readonly sd: number }[]) {
  const mean = totals.reduce((sum, total) => sum + total.mean, 0) / totals.length;
  const variance = totals.reduce((sum, total) => sum + (total.mean - mean) ** 2 + total.sd ** 2, 0) / totals.length;
  return { mean, sd: Math.sqrt(variance) };
}
