import { power } from "../../math/power.ts";
import { type CostComponents, costComponentsGivenTurns } from "../../model/conversation.ts";
import { cachedByTurns, isCached } from "./cached-cost.ts";
import {
  costMean,
  costVariance,
  type MessageLengths,
  messageLengths,
  scaledLengths,
  tokenSumsGivenTurns,
} from "./given-turns.ts";
import type { ConversationModel } from "./model.ts";
import { lengthStates } from "./shared-length.ts";
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
  /** Mean input tokens by kind, with a cache; they add up to the input. */
  readonly cache?: { readonly uncachedTokens: number; readonly readTokens: number; readonly writeTokens: number };
  /** Mean cost by component, without a cache and before sums are truncated; `truncationUsd` is what truncating adds (it is negative). */
  readonly components: CostComponents & { readonly truncationUsd: number };
  /** Shares of the cost's variance, both 0 where it does not vary; a shared factor of lengths counts with the messages. */
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

/** Mixes over the numbers of turns, and the values of the shared factor. */
function momentsOf(model: ConversationModel, lengths: MessageLengths, table: TurnsTable): ConversationMoments {
  const states = lengthStates(table.probability, model.sharedLength);
  const cost = new Mixture();
  const input = new Mixture();
  const output = new Mixture();
  const turns = new Mixture();
  const sums = { turns: 0, factorTurns: 0, factorSquares: 0, read: 0, write: 0 };
  const likely = new Float64Array(table.probability.length);
  const costs = new Float64Array(table.probability.length);
  let anyNegative = 0;
  const spared = (1 - lengths.user.negativeProbability) * (1 - lengths.assistant.negativeProbability);
  for (const { weight: ofState, factor, turns: given } of states) {
    const scaled = scaledLengths(lengths, factor);
    const cached = isCached(model) ? cachedByTurns(model, scaled, given.length - 1) : undefined;
    for (let n = 0; n < given.length; n++) {
      const weight = ofState * (given[n] ?? 0);
      const tokens = tokenSumsGivenTurns(model, scaled, n);
      const row = cached?.[n];
      const mean = row?.costMean ?? costMean(tokens, model);
      cost.add(weight, mean, row?.costVariance ?? costVariance(tokens, model));
      sums.read += weight * (row?.readTokens ?? 0);
      sums.write += weight * (row?.writeTokens ?? 0);
      input.add(weight, tokens.inputMean, tokens.inputVariance);
      output.add(weight, tokens.outputMean, tokens.outputVariance);
      turns.add(weight, n, 0);
      likely[n] = (likely[n] ?? 0) + weight;
      costs[n] = (costs[n] ?? 0) + weight * mean;
      sums.turns += weight * n;
      sums.factorTurns += weight * factor * n;
      sums.factorSquares += weight * factor * n * n;
      if (spared < 1) anyNegative += weight * (1 - power(spared, n));
    }
  }
  const variance = cost.within + cost.between();
  const ofTurns = likely.reduce((sum, p, n) => sum + (p > 0 ? p * ((costs[n] ?? 0) / p - cost.mean) ** 2 : 0), 0);
  const components = meanComponents(model, lengths, sums);
  const { initialPromptUsd, historyUsd, newInputUsd, outputUsd } = components;
  const truncationUsd =
    model.rounding === "trunc-sums" && !model.cache
      ? cost.mean - (initialPromptUsd + historyUsd + newInputUsd + outputUsd)
      : 0;
  return {
    turns: turns.moments(),
    costUsd: cost.moments(),
    inputTokens: input.moments(),
    outputTokens: output.moments(),
    ...(model.cache && {
      cache: {
        uncachedTokens: input.mean - sums.read - sums.write,
        readTokens: sums.read,
        writeTokens: sums.write,
      },
    }),
    components: { ...components, truncationUsd },
    turnsVarianceFraction: variance > 0 ? ofTurns / variance : 0,
    messagesVarianceFraction: variance > 0 ? Math.max(0, variance - ofTurns) / variance : 0,
    negativeUserMessageProbability: lengths.user.negativeProbability,
    negativeAssistantMessageProbability: lengths.assistant.negativeProbability,
    anyNegativeMessageProbability: anyNegative,
  };
}

/** Mean and variance of something whose probabilities, means and variances in each case are added in turn. */
class Mixture {
  readonly #weights: number[] = [];
  readonly #means: number[] = [];
  mean = 0;
  within = 0;

  add(weight: number, mean: number, variance: number): void {
    this.#weights.push(weight);
    this.#means.push(mean);
    this.mean += weight * mean;
    this.within += weight * variance;
  }

  /** Variance of the means. */
  between(): number {
    return this.#means.reduce((sum, mean, i) => sum + (this.#weights[i] ?? 0) * (mean - this.mean) ** 2, 0);
  }

  moments(): Moments {
    return { mean: this.mean, sd: Math.sqrt(this.within + this.between()) };
  }
}

/**
 * Components are polynomials of n of degree 2 without constant, and but for the initial prompt's all in proportion to
 * the factor f: two values of n, and E n, E fn and E fn², give their means.
 */
function meanComponents(
  model: ConversationModel,
  lengths: MessageLengths,
  sums: { readonly turns: number; readonly factorTurns: number; readonly factorSquares: number },
): CostComponents {
  const facts = { ...model, userTokensMean: lengths.user.mean, assistantTokensMean: lengths.assistant.mean };
  const one = costComponentsGivenTurns({ ...facts, turns: 1 });
  const two = costComponentsGivenTurns({ ...facts, turns: 2 });
  const mean = (key: keyof CostComponents): number => {
    const square = (two[key] - 2 * one[key]) / 2;
    return (one[key] - square) * sums.factorTurns + square * sums.factorSquares;
  };
  return {
    initialPromptUsd: one.initialPromptUsd * sums.turns,
    historyUsd: mean("historyUsd"),
    newInputUsd: mean("newInputUsd"),
    outputUsd: mean("outputUsd"),
  };
}
