import { mostInput, type SendingRules, sendConversation } from "./context-policy.ts";
import type { CacheTerms, Policy, PolicyDraws, TokenUsd } from "./job.ts";

/** What one conversation is billed, and what it forgets. Input tokens are uncached + cache read + cache write. */
export interface Bill {
  readonly costUsd: number;
  readonly input: number;
  readonly output: number;
  readonly cacheRead: number;
  readonly cacheWrite: number;
  readonly dropped: number;
}

type Rules = Pick<PolicyDraws, "initialTokens" | "lastReply" | "cut" | "prices">;

/** What a cache still holds when a turn begins. */
export const FOUND = { nothing: 0, initialPrompt: 1, prefix: 2 } as const;

/**
 * Bills a conversation of so many turns; the bill holds until the next.
 *
 * @param found what is in the cache, by turn; without a cache it is not read
 */
export type Biller = (turns: number, user: Float64Array, reply: Float64Array, found: Uint8Array) => Bill;

/**
 * Bills conversations under a policy, request by request. The bill of a conversation without any, for the control
 * variate, is that of an empty policy.
 *
 * @param fails whether the next request fails
 */
export function billerOf(rules: Rules, cache: CacheTerms | undefined, policy: Policy, fails: () => boolean): Biller {
  const { initialTokens, lastReply, cut, prices } = rules;
  const { context, longContext, costCapUsd = Infinity, retries } = policy;
  const sending: SendingRules = { initialTokens, lastReply, keepsReply: cache?.keepsReply ?? false };
  const promptTokens = Math.min(initialTokens, mostInput(context));
  const most = retries?.most ?? 0;
  const threshold = longContext?.thresholdTokens ?? Infinity;
  const usd = priceRow(prices);
  const longUsd = priceRow(longContext ?? prices);
  // Tokens uncached, read, written and output of requests at the usual prices, then of long ones; in an array, which is
  // faster than captured variables.
  const sums = new Float64Array(8);
  const bill = { costUsd: 0, input: 0, output: 0, cacheRead: 0, cacheWrite: 0, dropped: 0 };
  let foundOfTurns: Uint8Array = new Uint8Array(0);
  let lastTurn = -1;
  const add = (at: number, input: number, read: number, write: number, output: number): void => {
    sums[at] = (sums[at] as number) + (input - read - write);
    sums[at + 1] = (sums[at + 1] as number) + read;
    sums[at + 2] = (sums[at + 2] as number) + write;
    sums[at + 3] = (sums[at + 3] as number) + output;
  };
  const cost = (): number => {
    let sum = 0;
    let long = 0;
    for (let i = 0; i < 4; i++) sum += (usd[i] as number) * (sums[i] as number);
    for (let i = 0; i < 4; i++) long += (longUsd[i] as number) * (sums[i + 4] as number);
    return sum + long;
  };
  const request = (turn: number, input: number, output: number, prefix: number, isSummary: boolean): boolean => {
    const at = input > threshold ? 4 : 0;
    let tries = 1;
    if (!isSummary) while (tries <= most && fails()) tries++;
    if (cache === undefined) {
      for (let k = 0; k < tries; k++) add(at, input, 0, 0, output);
    } else {
      // A second request of a turn follows the first at once.
      const found = turn === lastTurn ? FOUND.prefix : (foundOfTurns[turn] as number);
      const kept = found === FOUND.prefix ? prefix : found === FOUND.initialPrompt ? promptTokens : 0;
      const whole = cacheable(cache, input);
      const read = cacheable(cache, kept);
      add(at, input, read, whole - read, output);
      for (let k = 1; k < tries; k++) add(at, input, whole, 0, output);
    }
    lastTurn = turn;
    return !isSummary && costCapUsd < Infinity && cost() >= costCapUsd;
  };
  return (turns, user, reply, found) => {
    sums.fill(0);
    lastTurn = -1;
    foundOfTurns = found;
    const dropped = sendConversation(context, sending, turns, user, reply, request);
    if (cut) for (let i = 0; i < 8; i++) sums[i] = Math.trunc(sums[i] as number);
    bill.costUsd = cost();
    bill.cacheRead = (sums[1] as number) + (sums[5] as number);
    bill.cacheWrite = (sums[2] as number) + (sums[6] as number);
    bill.input = (sums[0] as number) + (sums[4] as number) + bill.cacheRead + bill.cacheWrite;
    bill.output = (sums[3] as number) + (sums[7] as number);
    bill.dropped = dropped;
    return bill;
  };
}

/** USD a token: uncached, read from cache, written to it, output. */
const priceRow = ({ inputUsd, cacheReadUsd = inputUsd, cacheWriteUsd = inputUsd, outputUsd }: TokenUsd): Float64Array =>
  Float64Array.of(inputUsd, cacheReadUsd, cacheWriteUsd, outputUsd);

/** Tokens of a prefix that a cache keeps: none below the minimum, else the minimum and whole blocks after it. */
function cacheable({ minimumTokens, blockTokens }: CacheTerms, prefix: number): number {
  if (prefix < minimumTokens) return 0;
  // A block of one token is no block: a length that is not whole counts as it is.
  if (blockTokens === 1) return prefix;
  return minimumTokens + blockTokens * Math.floor((prefix - minimumTokens) / blockTokens);
}
