import { boundedSample } from "../../math/bounded-sample.ts";
import { runningSum } from "../../math/running-sum.ts";
import { type CacheTerms, cacheReadTokens } from "./cache-rule.ts";
import type { RequestPrice } from "./request-price.ts";

/** What a log says of a request. */
export interface LoggedRequest {
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** Tokens read from cache, where the log records them; else the cache rule says. */
  readonly cacheReadTokens?: number;
  readonly timeMs?: number;
}

export interface ReplayTerms {
  readonly price: RequestPrice;
  readonly cache: CacheTerms;
}

/** What the requests of a log cost, whole and by conversation. */
export interface ReplayResult {
  readonly conversations: number;
  readonly requests: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly cacheReadTokens: number;
  readonly costUsd: number;
  /** Conversations with at least one request, and requests whose conversation is not known. */
  readonly answered: number;
  /** Their input and cost; requests of which only sums are known stand apart. */
  readonly answeredInputTokens: number;
  readonly answeredCostUsd: number;
  /** Cost of a conversation, also of one without requests, or of a request of its own. @param p probability */
  readonly costQuantile: (p: number) => number;
}

/** Bills requests as they come. */
export interface Replay {
  readonly conversation: (requests: readonly LoggedRequest[]) => void;
  /** A request whose conversation is not known. */
  readonly request: (request: LoggedRequest) => void;
  /** Several requests of which only the sums are known, billed as if the price were the same for every token. */
  readonly sums: (requests: number, sums: LoggedRequest) => void;
  readonly result: () => ReplayResult;
}

/**
 * Bills a log request by request: uncached = input − cache read, each kind at its price. Token sums are exact; the cost
 * is a compensated sum.
 */
export function replay({ price, cache }: ReplayTerms): Replay {
  const totals = {
    conversations: 0,
    requests: 0,
    inputTokens: 0,
    outputTokens: 0,
    cacheReadTokens: 0,
    answeredInputTokens: 0,
  };
  const cost = runningSum();
  const answeredCost = runningSum();
  const costs = boundedSample();
  const bill = (request: LoggedRequest, before: LoggedRequest | undefined, requests: number): number => {
    const { inputTokens, outputTokens, timeMs } = request;
    const read = cache.rule === "none" ? 0 : (request.cacheReadTokens ?? cacheReadTokens(cache, request, before));
    totals.requests += requests;
    totals.inputTokens += inputTokens;
    totals.outputTokens += outputTokens;
    totals.cacheReadTokens += read;
    const time = timeMs !== undefined ? { timeMs } : {};
    const usd = price({
      uncachedTokens: inputTokens - read,
      cacheReadTokens: read,
      cacheWriteTokens: 0,
      outputTokens,
      ...time,
    });
    cost.add(usd);
    return usd;
  };
  let answeredCount = 0;
  const answered = (usd: number, inputTokens: number): void => {
    answeredCount++;
    costs.add(usd);
    answeredCost.add(usd);
    totals.answeredInputTokens += inputTokens;
  };
  return {
    conversation(requests) {
      totals.conversations++;
      if (requests.length === 0) {
        costs.add(0);
        return;
      }
      const usd = runningSum();
      let input = 0;
      requests.forEach((request, position) => {
        usd.add(bill(request, requests[position - 1], 1));
        input += request.inputTokens;
      });
      answered(usd.value(), input);
    },
    request: (request) => answered(bill(request, undefined, 1), request.inputTokens),
    sums: (requests, sums) => void bill(sums, undefined, requests),
    result: () => ({
      ...totals,
      costUsd: cost.value(),
      answered: answeredCount,
      answeredCostUsd: answeredCost.value(),
      costQuantile: costs.quantile,
    }),
  };
}
