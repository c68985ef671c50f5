import { point } from "../../math/point-distribution.ts";
import type { CostDistribution } from "./cost-distribution.ts";
import { conversationCost } from "./exact.ts";
import type { ConversationModel } from "./model.ts";
import { type ConversationMoments, conversationMoments } from "./moments.ts";
import { turnsTable } from "./turns.ts";

/** What charts of a conversation's cost are drawn from. */
export interface ConversationCurves {
  readonly bins: readonly { readonly lowUsd: number; readonly highUsd: number; readonly probability: number }[];
  readonly p5Usd: number;
  readonly p50Usd: number;
  readonly p95Usd: number;
  readonly byTurns: readonly {
    readonly turns: number;
    readonly meanUsd: number;
    readonly p5Usd: number;
    readonly p95Usd: number;
  }[];
  /** Median number of turns. */
  readonly usualTurns: number;
  /** What the mean cost is made of. */
  readonly components: ConversationMoments["components"];
}

const BINS = 48;
const MOST_POINTS = 24;

/**
 * The distribution of the cost in equal bins from 0 to its P99.5, and the cost given the number of turns.
 *
 * @param lawOf the law of a conversation's cost; where no formula knows it, a simulated one
 */
export function conversationCurves(
  model: ConversationModel,
  lawOf: (model: ConversationModel) => CostDistribution = conversationCost,
): ConversationCurves {
  const cost = lawOf(model);
  const top = cost.quantile(0.995);
  const edges = Array.from({ length: BINS + 1 }, (_, edge) => (top * edge) / BINS);
  const below = edges.map((edge, position) => (position === 0 ? 0 : cost.cdf(edge)));
  const turns = turnsQuantile(model);
  const most = Math.max(2, turns(0.99));
  const step = Math.max(1, Math.ceil(most / MOST_POINTS));
  const counts = Array.from({ length: Math.ceil(most / step) + 1 }, (_, point) => Math.max(1, point * step));
  return {
    bins: edges.slice(1).map((highUsd, bin) => ({
      lowUsd: edges[bin] ?? 0,
      highUsd,
      probability: (below[bin + 1] ?? 1) - (below[bin] ?? 0),
    })),
    p5Usd: cost.quantile(0.05),
    p50Usd: cost.quantile(0.5),
    p95Usd: cost.quantile(0.95),
    byTurns: counts.map((n) => ({ turns: n, ...costAt(model, n, lawOf) })),
    usualTurns: turns(0.5),
    components: conversationMoments(model).components,
  };
}

/** The cost of a conversation of exactly n turns. */
function costAt(model: ConversationModel, n: number, lawOf: (model: ConversationModel) => CostDistribution) {
  const cost = lawOf({ ...model, turns: point("point", { at: n }, n) });
  return { meanUsd: cost.mean, p5Usd: cost.quantile(0.05), p95Usd: cost.quantile(0.95) };
}

/** Quantiles of the number of turns. */
function turnsQuantile(model: ConversationModel): (p: number) => number {
  const { probability } = turnsTable(model.turns);
  return (p) => {
    let below = 0;
    const turns = probability.findIndex((mass) => {
      below += mass;
      return below >= p;
    });
    return turns < 0 ? probability.length - 1 : turns;
  };
}
