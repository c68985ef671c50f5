import { totalCost } from "../conversation/exact.ts";
import type { ConversationModel } from "../conversation/model.ts";
import { simulate } from "../conversation/monte-carlo.ts";
import type { Estimate, SimulatedLaw } from "../conversation/tally.ts";
import { type Figure, figure } from "../node.ts";
import type { ConversationAssumptions } from "../plan.ts";
import { QUANTILES, TOTAL_QUANTILES } from "./quantiles.ts";

/** The figures of a conversation, however they were got. */
export interface CostFigures {
  readonly mean: Figure<number>;
  readonly figures: readonly Figure<number>[];
}

/**
 * The same figures as the exact engine gives, by simulating as many conversations as the plan is for, each with its
 * standard error. Quantiles of the total stay exact: one run is one draw of the total and tells nothing of its tails.
 */
export function simulatedConversation(
  a: ConversationAssumptions,
  model: Figure<ConversationModel>,
  seed: number,
): CostFigures {
  const simulation = figure({
    id: "conversation.simulation",
    unit: "",
    label: "Simulated conversations",
    formula: `as many as the plan is for, seed ${seed}`,
    internal: true,
    of: { model, conversations: a.conversations },
    by: (x) => simulate(x.model, { conversations: x.conversations, seed }),
  });
  type Law = "costUsd" | "inputTokens" | "outputTokens";
  const estimated = (
    about: { readonly id: string; readonly unit: string; readonly label: string },
    law: Law,
    read: (law: SimulatedLaw) => Estimate,
    scale: (conversations: number) => number = () => 1,
  ): Figure<number> => {
    const part = (id: string, internal: boolean, choose: (estimate: Estimate) => number) =>
      figure({
        ...about,
        id,
        formula: "estimated from simulated conversations",
        internal,
        of: { simulation, conversations: a.conversations },
        by: (x) => choose(read(x.simulation[law])) * scale(x.conversations),
      });
    const standardError = part(`conversation.${about.id}.standard_error`, true, (estimate) => estimate.standardError);
    return { ...part(`conversation.${about.id}`, false, (estimate) => estimate.value), standardError };
  };
  const ofCost = (name: string, label: string, read: (law: SimulatedLaw) => Estimate) =>
    estimated({ id: `cost_usd.${name}`, unit: "USD", label: `${label} of a conversation` }, "costUsd", read);
  const mean = ofCost("mean", "Mean cost", (law) => law.mean);
  const total = figure({
    id: "conversation.total_cost_distribution",
    unit: "USD",
    label: "Distribution of the cost of all conversations",
    formula: "sum of independent conversations, by characteristic function",
    internal: true,
    of: { model, conversations: a.conversations },
    by: (x) => totalCost(x.model, x.conversations),
  });
  return {
    mean,
    figures: [
      mean,
      ofCost("sd", "Standard deviation of the cost", (law) => law.sd),
      ...Object.entries(QUANTILES).map(([name, p]) =>
        ofCost(name, `${name.toUpperCase()} of the cost`, (law) => law.quantile(p)),
      ),
      estimated(
        { id: "total_cost_usd.mean", unit: "USD", label: "Mean cost of all conversations" },
        "costUsd",
        (law) => law.mean,
        (conversations) => conversations,
      ),
      estimated(
        { id: "total_cost_usd.sd", unit: "USD", label: "Standard deviation of the cost of all conversations" },
        "costUsd",
        (law) => law.sd,
        Math.sqrt,
      ),
      ...Object.entries(TOTAL_QUANTILES).map(([name, p]) =>
        figure({
          id: `conversation.total_cost_usd.${name}`,
          unit: "USD",
          label: `${name.toUpperCase()} of the cost of all conversations`,
          formula: "exact quantile of the sum",
          of: { total },
          by: (x) => x.total.quantile(p),
        }),
      ),
      estimated(
        { id: "input_tokens.mean", unit: "tokens", label: "Mean input tokens of a conversation" },
        "inputTokens",
        (law) => law.mean,
      ),
      estimated(
        { id: "output_tokens.mean", unit: "tokens", label: "Mean output tokens of a conversation" },
        "outputTokens",
        (law) => law.mean,
      ),
    ],
  };
}
