import { boundedSample } from "../../math/bounded-sample.ts";
import { runningSum } from "../../math/running-sum.ts";
import { type CacheTerms, cacheUse } from "./cache-rule.ts";
import type { BilledRequest, RequestPrice, SumsCost } from "./request-price.ts";

/** What a log says of a request. */
export interface LoggedRequest {
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** Tokens read from cache, where the log records them; else the cache rule says. */
  readonly cacheReadTokens?: number;
  readonly cacheWriteTokens?: number;
  /** Part of the output, where the log records it. */
  readonly reasoningTokens?: number;
  /** Tokens at its start that the request before left in a cache, where a policy says. */
  readonly prefixTokens?: number;
  readonly timeMs?: number;
}

export interface ReplayTerms {
  readonly price: RequestPrice;
  readonly cache: CacheTerms;
  /** How requests are billed of which only the sums are known; absent where `price` is the same for every token. */
  readonly sumsPrice?: (requests: number, sums: BilledRequest) => SumsCost;
}

/** What the requests of a log cost, whole and by conversation. */
export interface ReplayResult {
  readonly conversations: number;
  readonly requests: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly cacheReadTokens: number;
  readonly cacheWriteTokens: number;
  readonly costUsd: number;
  /** Bounds of the cost, apart where sums of requests were billed that may be of different length. */
  readonly costLeastUsd: number;
  readonly costMostUsd: number;
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
  /** Several requests of which only the sums are known. */
  readonly sums: (requests: number, sums: LoggedRequest) => void;
  readonly result: () => ReplayResult;
}

/**
 * Bills a log request by request: uncached = input − cache read − cache write, each kind at its price. Token sums are exact; the cost
 * is a compensated sum.
 */
export function replay({ price, cache, sumsPrice }: ReplayTerms): Replay {
  const totals = {
    conversations: 0,
    requests: 0,
    inputTokens: 0,
    outputTokens: 0,
    cacheReadTokens: 0,
    cacheWriteTokens: 0,
    answeredInputTokens: 0,
  };
  const cost = runningSum();
  const [below, above] = [runningSum(), runningSum()];
  const answeredCost = runningSum();
  const costs = boundedSample();
  const billedAs = (request: LoggedRequest, before: LoggedRequest | undefined, requests: number): BilledRequest => {
    const { inputTokens, outputTokens, reasoningTokens, timeMs } = request;
    const { readTokens, writeTokens } = cacheUse(cache, request, before);
    totals.requests += requests;
    totals.inputTokens += inputTokens;
    totals.outputTokens += outputTokens;
    totals.cacheReadTokens += readTokens;
    totals.cacheWriteTokens += writeTokens;
    return {
      uncachedTokens: inputTokens - readTokens - writeTokens,
      cacheReadTokens: readTokens,
      cacheWriteTokens: writeTokens,
      outputTokens,
      ...(reasoningTokens !== undefined && { reasoningTokens }),
      ...(timeMs !== undefined && { timeMs }),
    };
  };
  const bill = (request: LoggedRequest, before: LoggedRequest | undefined): number => {
    const usd = price(billedAs(request, before, 1));
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
        usd.add(bill(request, requests[position - 1]));
        input += request.inputTokens;
      });
      answered(usd.value(), input);
    },
    request: (request) => answered(bill(request, undefined), request.inputTokens),
    sums(requests, sums) {
      const billed = billedAs(sums, undefined, requests);
      const usd = sumsPrice?.(requests, billed) ?? price(billed);
      if (typeof usd === "number") return cost.add(usd);
      cost.add(usd.usd);
      below.add(usd.usd - usd.leastUsd);
      above.add(usd.mostUsd - usd.usd);
    },
    result: () => ({
      ...totals,
      costUsd: cost.value(),
      costLeastUsd: cost.value() - below.value(),
      costMostUsd: cost.value() + above.value(),
      answered: answeredCount,
      answeredCostUsd: answeredCost.value(),
      costQuantile: costs.quantile,
    }),
  };
}
