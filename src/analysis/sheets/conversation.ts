import { ReferenceFault } from "../combination.ts";
import { conversationCost } from "../conversation/exact.ts";
import type { ConversationModel } from "../conversation/model.ts";
import { type ConversationMoments, conversationMoments } from "../conversation/moments.ts";
import type { Simulation } from "../conversation/simulation.ts";
import { type Figure, figure } from "../node.ts";
import type { ConversationAssumptions } from "../plan/conversation-assumptions.ts";
import type { FigureValue } from "../result.ts";
import { cachedInput, closedSpread, exactKinds } from "./cached-input.ts";
import { withPolicy, withSharedLength } from "./conversation-policy.ts";
import { withCache } from "./prompt-cache.ts";
import { QUANTILES } from "./quantiles.ts";
import { type CostFigures, simulatedConversation } from "./simulated-conversation.ts";
import { exactTotalQuantiles } from "./total-quantiles.ts";

/** How the conversation is computed: exactly, or by a simulation of so many conversations. */
export type ConversationEngine =
  | { readonly kind: "exact" }
  | {
      readonly kind: "monte-carlo";
      readonly seed: number;
      readonly simulate: (model: ConversationModel, conversations: number) => Simulation;
    };

/** What one conversation costs, what many cost, and why. */
export function conversationSheet(a: ConversationAssumptions, engine: ConversationEngine) {
  const { model, cache } = modelOf(a);
  const moments = figure({
    id: "conversation.moments",
    unit: "",
    label: "Means and variances in closed form",
    formula: "mixture over the number of turns of sums of independent message lengths",
    internal: true,
    of: { model },
    by: (x) => conversationMoments(x.model),
  });
  if (a.policy && engine.kind === "exact")
    throw new ReferenceFault(
      "conversation.policy",
      "--engine exact",
      "a simulation: under a policy there is no exact answer",
    );
  const simulated = engine.kind === "monte-carlo" ? simulatedConversation(a, model, engine) : undefined;
  const cost = simulated ?? exactConversation(a, model, moments);
  const closedMeans = !a.policy && !(a.caching && a.shared_length);
  const kinds = closedMeans ? exactKinds(moments) : simulated?.kinds;
  const figures: readonly Figure<FigureValue>[] = [
    ...cost.figures,
    ...(a.caching && kinds ? [...cache, ...cachedInput(kinds, model)] : []),
    ...compositionOf(moments, a),
  ];
  // Where closed forms do not know a cost's mean, what many cost is made of what was simulated.
  const spread = simulated && !closedMeans ? simulated.spread : closedSpread(moments);
  return { figures, costMean: cost.mean, model, moments, ...spread };
}

/** The conversation with all that the plan says of it, and what is shown of its cache. */
function modelOf(a: ConversationAssumptions) {
  const plain = conversationModel(a);
  const alike = a.shared_length ? withSharedLength(plain, a.shared_length) : plain;
  const cached = a.caching ? withCache(alike, a, a.caching) : { model: alike, figures: [] };
  return { model: a.policy ? withPolicy(cached.model, a.policy) : cached.model, cache: cached.figures };
}

/** The law of chance that the assumptions make. */
export const conversationModelOf = (a: ConversationAssumptions): Figure<ConversationModel> => modelOf(a).model;

/** The assumptions as one law of chance. */
function conversationModel(a: ConversationAssumptions): Figure<ConversationModel> {
  return figure({
    id: "conversation.model",
    unit: "",
    label: "A conversation, as chance",
    formula: "number of turns, message lengths, prices and rules",
    internal: true,
    of: {
      turns: a.turns,
      userTokens: a.user_tokens,
      assistantTokens: a.assistant_tokens,
      initialTokens: a.initial_tokens,
      inputPriceUsdPerMtok: a.input_price,
      outputPriceUsdPerMtok: a.output_price,
      billing: a.billing,
      messages: a.messages,
      rounding: a.rounding,
    },
    by: (x): ConversationModel => x,
  });
}

function exactConversation(
  a: ConversationAssumptions,
  model: Figure<ConversationModel>,
  moments: Figure<ConversationMoments>,
): CostFigures {
  const moment = (id: string, unit: string, label: string, read: (m: ConversationMoments) => number): Figure<number> =>
    figure({
      id: `conversation.${id}`,
      unit,
      label,
      formula: "closed form",
      of: { moments },
      by: (x) => read(x.moments),
    });
  const distribution = figure({
    id: "conversation.cost_distribution",
    unit: "USD",
    label: "Distribution of the cost of a conversation",
    formula: "mixture over the number of turns",
    internal: true,
    of: { model },
    by: (x) => conversationCost(x.model),
  });
  const mean = moment("cost_usd.mean", "USD", "Mean cost of a conversation", (m) => m.costUsd.mean);
  const sd = moment("cost_usd.sd", "USD", "Standard deviation of the cost of a conversation", (m) => m.costUsd.sd);
  const quantiles = Object.entries(QUANTILES).map(([name, p]) =>
    figure({
      id: `conversation.cost_usd.${name}`,
      unit: "USD",
      label: `${name.toUpperCase()} of the cost of a conversation`,
      formula: "exact quantile of the mixture",
      of: { distribution },
      by: (x) => x.distribution.quantile(p),
    }),
  );
  const totals = [
    figure({
      id: "conversation.total_cost_usd.mean",
      unit: "USD",
      label: "Mean cost of all conversations",
      formula: "mean cost × conversations",
      of: { mean, conversations: a.conversations },
      by: (x) => x.mean * x.conversations,
    }),
    figure({
      id: "conversation.total_cost_usd.sd",
      unit: "USD",
      label: "Standard deviation of the cost of all conversations",
      formula: "√conversations × standard deviation of one",
      of: { sd, conversations: a.conversations },
      by: (x) => x.sd * Math.sqrt(x.conversations),
    }),
    ...exactTotalQuantiles(model, a.conversations),
  ];
  return {
    mean,
    figures: [
      mean,
      sd,
      ...quantiles,
      ...totals,
      moment("input_tokens.mean", "tokens", "Mean input tokens of a conversation", (m) => m.inputTokens.mean),
      moment("output_tokens.mean", "tokens", "Mean output tokens of a conversation", (m) => m.outputTokens.mean),
    ],
  };
}

/** What the cost is made of and where its spread comes from; closed forms whatever the engine. */
function compositionOf(
  moments: Figure<ConversationMoments>,
  { policy, caching }: ConversationAssumptions,
): readonly Figure<number>[] {
  const left = [policy && "the policy", caching && "the cache"].filter((name) => name !== undefined);
  const plain = left.length > 0 ? `, without ${left.join(" and ")}` : "";
  const proviso = policy ? ", without the policy" : "";
  const part = (id: string, unit: string, label: string, formula: string, read: (m: ConversationMoments) => number) =>
    figure({
      id: `conversation.${id}`,
      unit,
      label: `${label}${proviso}`,
      formula,
      of: { moments },
      by: (x) => read(x.moments),
    });
  const component = (name: string, label: string, read: (m: ConversationMoments) => number) =>
    figure({
      id: `conversation.cost_usd.${name}`,
      unit: "USD",
      label: `Mean cost of ${label}${plain}`,
      formula: "mean tokens of this kind × price",
      of: { moments },
      by: (x) => read(x.moments),
    });
  return [
    part("turns.mean", "turns", "Mean number of turns", "mean of the truncated law", (m) => m.turns.mean),
    component("initial_prompt", "the initial prompt, resent at every turn", (m) => m.components.initialPromptUsd),
    component("history", "the history, resent at every turn", (m) => m.components.historyUsd),
    component("new_input", "new input", (m) => m.components.newInputUsd),
    component("output", "output", (m) => m.components.outputUsd),
    part(
      "variance_fraction.turns",
      "fraction",
      "Share of the cost's variance that is due to the number of turns",
      "variance of the mean given the turns ÷ variance",
      (m) => m.turnsVarianceFraction,
    ),
    part(
      "variance_fraction.messages",
      "fraction",
      `Share of the cost's variance that is due to message lengths${caching ? " and what the cache finds" : ""}`,
      "mean variance given the turns ÷ variance",
      (m) => m.messagesVarianceFraction,
    ),
    part(
      "negative_message_probability",
      "probability",
      "Probability that a conversation holds a message of negative length",
      "1 − (share of messages that are not negative) to the power of the messages, over the turns",
      (m) => m.anyNegativeMessageProbability,
    ),
  ];
}
