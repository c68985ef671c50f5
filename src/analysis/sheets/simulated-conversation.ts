import type { Estimate } from "../conversation/estimate.ts";
import type { ConversationModel } from "../conversation/model.ts";
import { simulatedTotalQuantile } from "../conversation/simulated-total.ts";
import type { SimulatedRequests, Simulation } from "../conversation/simulation.ts";
import { type Figure, figure } from "../node.ts";
import type { ConversationAssumptions } from "../plan/conversation-assumptions.ts";
import type { CostSpread, KindFigures } from "./cached-input.ts";
import { QUANTILES } from "./quantiles.ts";
import { exactTotalQuantiles, totalQuantiles } from "./total-quantiles.ts";

/** The figures of a conversation, however they were got. */
export interface CostFigures {
  readonly mean: Figure<number>;
  readonly figures: readonly Figure<number>[];
}

/** Those of a simulation, with what else it tells. */
export interface SimulatedFigures extends CostFigures {
  readonly kinds: KindFigures;
  readonly spread: CostSpread;
}

const times = (factor: number, { value, standardError }: Estimate): Estimate => ({
  value: factor * value,
  standardError: factor * standardError,
});

const NONE: Estimate = { value: 0, standardError: 0 };

type Simulate = (model: ConversationModel, conversations: number) => Simulation;

/**
 * The same figures as the exact engine gives, by simulating as many conversations as the plan is for, each with its
 * standard error. Quantiles of the total stay exact, but under a policy: one run is one draw of the total and tells
 * nothing of its tails.
 */
export function simulatedConversation(
  a: ConversationAssumptions,
  model: Figure<ConversationModel>,
  { seed, simulate }: { readonly seed: number; readonly simulate: Simulate },
): SimulatedFigures {
  const simulation = figure({
    id: "conversation.simulation",
    unit: "",
    label: "Simulated conversations",
    formula: `as many as the plan is for, seed ${seed}`,
    internal: true,
    of: { model, conversations: a.conversations },
    by: (x) => simulate(x.model, x.conversations),
  });
  const estimated = (
    about: { readonly id: string; readonly unit: string; readonly label: string },
    read: (simulation: Simulation, conversations: number) => Estimate,
  ): Figure<number> => {
    const part = (id: string, internal: boolean, choose: (estimate: Estimate) => number) =>
      figure({
        ...about,
        id,
        formula: "estimated from simulated conversations",
        internal,
        of: { simulation, conversations: a.conversations },
        by: (x) => choose(read(x.simulation, x.conversations)),
      });
    const standardError = part(`conversation.${about.id}.standard_error`, true, (estimate) => estimate.standardError);
    return { ...part(`conversation.${about.id}`, false, (estimate) => estimate.value), standardError };
  };
  const ofCost = (name: string, label: string, read: (cost: Simulation["costUsd"]) => Estimate) =>
    estimated({ id: `cost_usd.${name}`, unit: "USD", label: `${label} of a conversation` }, (s) => read(s.costUsd));
  const mean = ofCost("mean", "Mean cost", (law) => law.mean);
  const simulated = figure({
    id: "conversation.simulated_conversations",
    unit: "conversations",
    label: "Conversations simulated",
    formula: `as many as the plan is for, or as the precision that is asked for takes; seed ${seed}`,
    of: { simulation },
    by: (x) => x.simulation.conversations,
  });
  const totals =
    a.policy || a.caching
      ? totalQuantiles.map(({ p, ...about }) =>
          estimated({ ...about, unit: "USD" }, (s, conversations) =>
            simulatedTotalQuantile(s.costUsd, conversations, p),
          ),
        )
      : exactTotalQuantiles(model, a.conversations);
  const forgotten = [
    estimated(
      {
        id: "policy.dropped_tokens.mean",
        unit: "tokens",
        label: "Mean tokens of a conversation that the policy keeps from the model",
      },
      (s) => s.byRequest?.droppedTokens ?? NONE,
    ),
    estimated(
      { id: "policy.forgetting_fraction", unit: "fraction", label: "Share of conversations that forget anything" },
      (s) => s.byRequest?.forgettingFraction ?? NONE,
    ),
  ];
  const sd = ofCost("sd", "Standard deviation of the cost", (law) => law.sd);
  const input = estimated(
    { id: "input_tokens.mean", unit: "tokens", label: "Mean input tokens of a conversation" },
    (s) => s.inputTokens.mean,
  );
  const kind = (name: string, label: string, read: (requests: SimulatedRequests) => Estimate) =>
    estimated(
      { id: `${name}_tokens.mean`, unit: "tokens", label: `Mean input tokens of a conversation ${label}` },
      (s) => (s.byRequest ? read(s.byRequest) : NONE),
    );
  return {
    mean,
    kinds: {
      input,
      read: kind("cache_read", "that are read from cache", (requests) => requests.cacheReadTokens),
      write: kind("cache_write", "that are written to cache", (requests) => requests.cacheWriteTokens),
    },
    spread: {
      meanUsd: mean,
      sdUsd: sd,
      simulatedCost: figure({
        id: "conversation.simulated_cost",
        unit: "USD",
        label: "Simulated distribution of the cost of a conversation",
        formula: "histogram of simulated conversations",
        internal: true,
        of: { simulation },
        by: (x) => x.simulation.costUsd,
      }),
    },
    figures: [
      simulated,
      mean,
      sd,
      ...Object.entries(QUANTILES).map(([name, p]) =>
        ofCost(name, `${name.toUpperCase()} of the cost`, (law) => law.quantile(p)),
      ),
      estimated(
        { id: "total_cost_usd.mean", unit: "USD", label: "Mean cost of all conversations" },
        (s, conversations) => times(conversations, s.costUsd.mean),
      ),
      estimated(
        { id: "total_cost_usd.sd", unit: "USD", label: "Standard deviation of the cost of all conversations" },
        (s, conversations) => times(Math.sqrt(conversations), s.costUsd.sd),
      ),
      ...totals,
      input,
      estimated(
        { id: "output_tokens.mean", unit: "tokens", label: "Mean output tokens of a conversation" },
        (s) => s.outputTokens.mean,
      ),
      ...(a.policy ? forgotten : []),
    ],
  };
}
