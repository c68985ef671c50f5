import type { ConversationModel } from "../conversation/model.ts";
import type { ConversationMoments } from "../conversation/moments.ts";
import type { SimulatedCost } from "../conversation/simulation.ts";
import { type Figure, figure } from "../node.ts";

/** Mean input tokens of a conversation by kind; what is not read or written is uncached. */
export interface KindFigures {
  readonly input: Figure<number>;
  readonly read: Figure<number>;
  readonly write: Figure<number>;
}

/** Mean and standard deviation of one conversation's cost, and where it was simulated, its law. */
export interface CostSpread {
  readonly meanUsd: Figure<number>;
  readonly sdUsd: Figure<number>;
  readonly simulatedCost?: Figure<SimulatedCost>;
}

/** From closed forms. */
export function closedSpread(moments: Figure<ConversationMoments>): CostSpread {
  const read = (name: "mean" | "sd", label: string) =>
    figure({
      id: `conversation.closed_${name}`,
      unit: "USD",
      label,
      formula: "closed form",
      internal: true,
      of: { moments },
      by: (x) => x.moments.costUsd[name],
    });
  return {
    meanUsd: read("mean", "Mean cost of a conversation"),
    sdUsd: read("sd", "Standard deviation of the cost of a conversation"),
  };
}

/** Kinds of input tokens from closed forms. */
export function exactKinds(moments: Figure<ConversationMoments>): KindFigures {
  const kind = (name: string, label: string, read: (m: ConversationMoments) => number) =>
    figure({
      id: `conversation.${name}_tokens.mean`,
      unit: "tokens",
      label: `Mean input tokens of a conversation ${label}`,
      formula: "mean over lengths, pauses and turns of what each request reads and writes",
      of: { moments },
      by: (x) => read(x.moments),
    });
  return {
    input: kind("sent_input", "in all", (m) => m.inputTokens.mean),
    read: kind("cache_read", "that are read from cache", (m) => m.cache?.readTokens ?? 0),
    write: kind("cache_write", "that are written to cache", (m) => m.cache?.writeTokens ?? 0),
  };
}

/** What is read, written and neither, its share, and what each kind costs; the identity is held. */
export function cachedInput(
  { input, read, write }: KindFigures,
  model: Figure<ConversationModel>,
): readonly Figure<number>[] {
  const uncached = figure({
    id: "conversation.uncached_input_tokens.mean",
    unit: "tokens",
    label: "Mean input tokens of a conversation that are neither",
    formula: "input − cache read − cache write",
    of: { input, read, write },
    by: (x) => uncachedTokens(x),
  });
  const fraction = figure({
    id: "conversation.cache_read_fraction",
    unit: "fraction",
    label: "Share of input tokens that are read from cache",
    formula: "cache read ÷ input",
    of: { read, input },
    by: (x) => (x.input > 0 ? x.read / x.input : 0),
  });
  const cost = (name: string, label: string, tokens: Figure<number>, price: (model: ConversationModel) => number) =>
    figure({
      id: `conversation.cost_usd.${name}`,
      unit: "USD",
      label: `Mean cost of ${label}`,
      formula: "mean tokens of this kind × price",
      of: { tokens, model },
      by: (x) => (x.tokens * price(x.model)) / 1e6,
    });
  return [
    uncached,
    read,
    write,
    fraction,
    cost("uncached_input", "uncached input", uncached, (m) => m.inputPriceUsdPerMtok),
    cost("cache_read", "input read from cache", read, (m) => m.cache?.readPriceUsdPerMtok ?? 0),
    cost("cache_write", "input written to cache", write, (m) => m.cache?.writePriceUsdPerMtok ?? 0),
  ];
}

/**
 * Input = uncached + cache read + cache write. Messages of negative length, which a plan may have, can make the uncached
 * part negative by a few tokens.
 *
 * @throws RangeError where more is read and written than sent
 */
function uncachedTokens({ input, read, write }: Readonly<Record<"input" | "read" | "write", number>>): number {
  const rest = input - read - write;
  if (rest < -1e-3 * Math.max(1, input))
    throw new RangeError(`cache read + cache write is ${read + write}; expected no more than the input, ${input}`);
  return Math.abs(rest) < 1e-9 * input ? 0 : rest;
}
