import { type CostComponents, costComponentsGivenTurns } from "../../model/conversation.ts";
import { costMean, costVariance, type MessageLengths, messageLengths, tokenSumsGivenTurns } from "./given-turns.ts";
import type { ConversationModel } from "./model.ts";
import { type TurnsTable, turnsTable } from "./turns.ts";

export interface Moments {
  readonly mean: number;
  readonly sd: number;
}

/** What is known of a conversation in closed form. */
export interface ConversationMoments {
  readonly turns: Moments;
  readonly costUsd: Moments;
  readonly inputTokens: Moments;
  readonly outputTokens: Moments;
  /** Mean cost by component before sums are truncated; `truncationUsd` is what truncating adds (it is negative). */
  readonly components: CostComponents & { readonly truncationUsd: number };
  /** Shares of the cost's variance; both 0 where the cost does not vary. */
  readonly turnsVarianceFraction: number;
  readonly messagesVarianceFraction: number;
  /** P(a message has a negative length), and that at least one message of a conversation has. */
  readonly negativeUserMessageProbability: number;
  readonly negativeAssistantMessageProbability: number;
  readonly anyNegativeMessageProbability: number;
}

/**
 * Closed form: moments given n, mixed over n by the laws of total expectation and variance. Exact for any length law,
 * since sums need only its mean and variance; a few microseconds for continuous laws, so it may stand in inner loops.
 */
export function conversationMoments(model: ConversationModel): ConversationMoments {
  return momentsOf(model, messageLengths(model), turnsTable(model.turns));
}

/** Mixes over the table of turns. */
function momentsOf(model: ConversationModel, lengths: MessageLengths, table: TurnsTable): ConversationMoments {
  const { probability } = table;
  const cost = new Mixture(probability);
  const input = new Mixture(probability);
  const output = new Mixture(probability);
  const turns = new Mixture(probability);
  let squares = 0;
  let anyNegative = 0;
  const spared = (1 - lengths.user.negativeProbability) * (1 - lengths.assistant.negativeProbability);
  for (let n = 0; n < probability.length; n++) {
    const weight = probability[n] ?? 0;
    const sums = tokenSumsGivenTurns(model, lengths, n);
    cost.add(n, costMean(sums, model), costVariance(sums, model));
    input.add(n, sums.inputMean, sums.inputVariance);
    output.add(n, sums.outputMean, sums.outputVariance);
    turns.add(n, n, 0);
    squares += weight * n * n;
    if (spared < 1) anyNegative += weight * (1 - spared ** n);
  }
  const costVarianceTotal = cost.within + cost.between();
  const components = meanComponents(model, lengths, turns.mean, squares);
  const { initialPromptUsd, historyUsd, newInputUsd, outputUsd } = components;
  const truncationUsd =
    model.rounding === "trunc-sums" ? cost.mean - (initialPromptUsd + historyUsd + newInputUsd + outputUsd) : 0;
  return {
    turns: turns.moments(),
    costUsd: cost.moments(),
    inputTokens: input.moments(),
    outputTokens: output.moments(),
    components: { ...components, truncationUsd },
    turnsVarianceFraction: costVarianceTotal > 0 ? cost.between() / costVarianceTotal : 0,
    messagesVarianceFraction: costVarianceTotal > 0 ? cost.within / costVarianceTotal : 0,
    negativeUserMessageProbability: lengths.user.negativeProbability,
    negativeAssistantMessageProbability: lengths.assistant.negativeProbability,
    anyNegativeMessageProbability: anyNegative,
  };
}

/** Mean and variance over n of something whose mean and variance given n are added in turn. */
class Mixture {
  readonly #probability: Float64Array;
  readonly #means: Float64Array;
  mean = 0;
  within = 0;

  constructor(probability: Float64Array) {
    this.#probability = probability;
    this.#means = new Float64Array(probability.length);
  }

  add(n: number, mean: number, variance: number): void {
    const weight = this.#probability[n] ?? 0;
    this.#means[n] = mean;
    this.mean += weight * mean;
    this.within += weight * variance;
  }

  /** Variance of the mean given n. */
  between(): number {
    let sum = 0;
    for (let n = 0; n < this.#means.length; n++) {
      sum += (this.#probability[n] ?? 0) * ((this.#means[n] ?? 0) - this.mean) ** 2;
    }
    return sum;
  }

  moments(): Moments {
    return { mean: this.mean, sd: Math.sqrt(this.within + this.between()) };
  }
}

/** Components are polynomials of n of degree 2 without constant: two values of n and E n, E n² give their mean. */
function meanComponents(
  model: ConversationModel,
  lengths: MessageLengths,
  turns: number,
  squares: number,
): CostComponents {
  const facts = { ...model, userTokensMean: lengths.user.mean, assistantTokensMean: lengths.assistant.mean };
  const one = costComponentsGivenTurns({ ...facts, turns: 1 });
  const two = costComponentsGivenTurns({ ...facts, turns: 2 });
  const mean = (key: keyof CostComponents): number => {
    const square = (two[key] - 2 * one[key]) / 2;
    return (one[key] - square) * turns + square * squares;
  };
  return {
    initialPromptUsd: mean("initialPromptUsd"),
    historyUsd: mean("historyUsd"),
    newInputUsd: mean("newInputUsd"),
    outputUsd: mean("outputUsd"),
  };
}
