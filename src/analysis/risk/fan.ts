import { sortedQuantile } from "../../math/quantile.ts";
import { normalQuantile } from "../../math/standard-normal.ts";
import { costOverPlans, momentsOf, type PlanCost } from "./plan-cost.ts";

/** Quantiles that a fan is drawn with. */
export const FAN_QUANTILES = { p5: 0.05, p25: 0.25, p50: 0.5, p75: 0.75, p95: 0.95 } as const;
export type FanBand = Readonly<Record<keyof typeof FAN_QUANTILES, number>>;

/** The cost of a month, or of all months so far. USD. */
export interface FanPoint {
  /** 1 for the first. */
  readonly month: number;
  /** Conversations, as the plan expects them at the medians of its inputs. */
  readonly conversations: number;
  /** Luck of the conversations alone, every assumption at its median. */
  readonly chance: FanBand;
  /** Chance and ignorance together; the same as `chance` where every assumption is known. */
  readonly both: FanBand;
}

export interface Fan {
  readonly monthly: readonly FanPoint[];
  readonly cumulative: readonly FanPoint[];
  /** Whether some assumption has a spread. */
  readonly uncertain: boolean;
}

/**
 * Cost by month, and so far.
 *
 * @param central the plan at the medians of its inputs
 * @param drawn drawn plans; the central one alone where every assumption is known
 * @param bandOf how quantiles over plans are found
 */
export function fanOf(central: PlanCost, drawn: readonly PlanCost[], bandOf: BandOf = exactBand): Fan {
  const uncertain = drawn.length > 1;
  const point = (month: number, conversations: (plan: PlanCost) => number): FanPoint => {
    const chance = bandOf([central], conversations);
    const both = uncertain ? bandOf(drawn, conversations) : chance;
    return { month, conversations: conversations(central), chance, both };
  };
  const months = central.byMonth.map((_, elapsed) => elapsed);
  const sums = new Map([central, ...drawn].map((plan) => [plan, runningSums(plan.byMonth)]));
  return {
    monthly: months.map((m) => point(m + 1, (plan) => plan.byMonth[m] ?? 0)),
    cumulative: months.map((m) => point(m + 1, (plan) => sums.get(plan)?.[m] ?? 0)),
    uncertain,
  };
}

export type BandOf = (plans: readonly PlanCost[], conversations: (plan: PlanCost) => number) => FanBand;

const exactBand: BandOf = (plans, conversations) => {
  const law = costOverPlans(plans, conversations);
  return bandAt((p) => law.quantile(p));
};

/** At a glance: each plan's total at 24 even points of a normal law, all points together. */
export const roughBand: BandOf = (plans, conversations) => {
  const points = plans.flatMap((plan) => {
    const { mean, sd } = momentsOf(plan, conversations(plan));
    return SCORES.map((score) => mean + sd * score);
  });
  const sorted = Float64Array.from(points).sort();
  return bandAt((p) => sortedQuantile(sorted, p));
};

const SCORES = Array.from({ length: 24 }, (_, place) => normalQuantile((place + 0.5) / 24));

function bandAt(quantile: (p: number) => number): FanBand {
  const { p5, p25, p50, p75, p95 } = FAN_QUANTILES;
  return { p5: quantile(p5), p25: quantile(p25), p50: quantile(p50), p75: quantile(p75), p95: quantile(p95) };
}

function runningSums(values: readonly number[]): readonly number[] {
  let sum = 0;
  return values.map((value) => {
    sum += value;
    return sum;
  });
}
