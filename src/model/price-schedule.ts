/**
 * What a hosted model charges at one date, as plain data. Money is in USD, token prices per million tokens.
 */

/** A kind of token that has a price of its own. */
export const TOKEN_KINDS = ["input", "cacheRead", "cacheWrite", "cacheWriteHour", "output", "reasoning"] as const;
export type TokenKind = (typeof TOKEN_KINDS)[number];

/**
 * USD per million tokens. Absent is unknown, not free: what has no price cannot be billed. Only reasoning, which is
 * part of the output, costs what output costs unless it is stated.
 */
export type TokenPrices = { readonly [Kind in TokenKind]?: number };

/** Prices of a request whose input is longer than a threshold; they hold for all of its tokens. */
export interface PriceTier {
  readonly aboveInputTokens: number;
  /** Kinds that are left out cost what they cost below the threshold. */
  readonly prices: TokenPrices;
}

export interface PriceSchedule {
  readonly prices: TokenPrices;
  /** By rising threshold. */
  readonly tiers: readonly PriceTier[];
  /** USD for each request, whatever its length. */
  readonly requestUsd: number;
  /** What a token costs in a batch, as a share of its price; absent where there is no batch price. */
  readonly batchFactor?: number;
}

/** Tokens of one request. Input is uncached + cache read + cache write; reasoning is part of output. */
export interface RequestUsage {
  readonly uncachedInputTokens: number;
  readonly cacheReadTokens?: number;
  /** Written to a cache of the shortest lifetime that the provider sells, 5 minutes with Anthropic. */
  readonly cacheWriteTokens?: number;
  /** Written to a cache that lasts an hour. */
  readonly cacheWriteHourTokens?: number;
  readonly outputTokens: number;
  readonly reasoningTokens?: number;
  /** Where the log or the caller states it: must be the sum of its parts. */
  readonly inputTokens?: number;
}

/** A kind of usage that the schedule has no price for: billing it as 0 would be wrong. */
export class MissingPriceError extends Error {
  readonly kind: TokenKind | "batch";

  constructor(kind: TokenKind | "batch") {
    super(kind === "batch" ? "no batch price" : `no price for ${KIND_WORDS[kind]}`);
    this.name = "MissingPriceError";
    this.kind = kind;
  }
}

const KIND_WORDS: Readonly<Record<TokenKind, string>> = {
  input: "input tokens",
  cacheRead: "tokens read from cache",
  cacheWrite: "tokens written to cache",
  cacheWriteHour: "tokens written to a cache of an hour",
  output: "output tokens",
  reasoning: "reasoning tokens",
};

/**
 * USD for one request: fee + batch factor × Σ tokens × price ÷ 10^6, all at the prices of the tier that the whole input
 * falls into.
 *
 * @throws RangeError where a count is negative or not finite, or the parts are not the whole
 * @throws MissingPriceError where tokens of a kind are used that has no price
 */
export function requestCostUsd(
  schedule: PriceSchedule,
  usage: RequestUsage,
  { batch = false }: { readonly batch?: boolean } = {},
): number {
  const tokens = tokensByKind(usage);
  const prices = pricesAt(schedule, tokens.input + tokens.cacheRead + tokens.cacheWrite + tokens.cacheWriteHour);
  let microUsd = 0;
  for (const kind of TOKEN_KINDS) {
    if (tokens[kind] === 0) continue;
    const price = kind === "reasoning" ? (prices.reasoning ?? prices.output) : prices[kind];
    if (price === undefined) throw new MissingPriceError(kind);
    microUsd += tokens[kind] * price;
  }
  if (!batch) return schedule.requestUsd + microUsd / 1e6;
  if (schedule.batchFactor === undefined) throw new MissingPriceError("batch");
  return schedule.requestUsd + (schedule.batchFactor * microUsd) / 1e6;
}

/** The prices of a request by its input, tokens: those of the highest tier whose threshold it exceeds. */
export function pricesAt({ prices, tiers }: PriceSchedule, inputTokens: number): TokenPrices {
  const tier = tiers.findLast(({ aboveInputTokens }) => inputTokens > aboveInputTokens);
  return tier ? { ...prices, ...tier.prices } : prices;
}

/** Each token once, under the kind it is billed as; held to the identities. */
function tokensByKind(usage: RequestUsage): Readonly<Record<TokenKind, number>> {
  const { uncachedInputTokens: input, cacheReadTokens: cacheRead = 0, cacheWriteTokens: cacheWrite = 0 } = usage;
  const { cacheWriteHourTokens: cacheWriteHour = 0, outputTokens, reasoningTokens: reasoning = 0 } = usage;
  const tokens = { input, cacheRead, cacheWrite, cacheWriteHour, output: outputTokens - reasoning, reasoning };
  for (const kind of TOKEN_KINDS) {
    if (!(tokens[kind] >= 0 && tokens[kind] < Infinity))
      throw new RangeError(`${KIND_WORDS[kind]}: ${tokens[kind]}; expected a finite number, 0 or more`);
  }
  const sum = input + cacheRead + cacheWrite + cacheWriteHour;
  if (usage.inputTokens !== undefined && Math.abs(usage.inputTokens - sum) > 1e-9 * Math.max(1, sum))
    throw new RangeError(`inputTokens is ${usage.inputTokens}; expected uncached + cache read + cache write, ${sum}`);
  return tokens;
}
