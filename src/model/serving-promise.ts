/** How many replicas keep a promise about waiting, and what those who ask wait for. */
import { type Queue, type QueueResult, queueResult, waitQuantile } from "./queue.ts";
import {
  loadedRate,
  mostSequences,
  type RequestShape,
  rateOf,
  type ServerLimits,
  STEP_TOKENS,
} from "./serving-capacity.ts";
import { decodeSeconds, type ModelServer, prefillSeconds } from "./serving-step.ts";

/** What is promised to those who ask. */
export interface LatencyPromise {
  /** 95 % of the answers begin within this time. */
  readonly ttftP95Seconds: number;
  /** Between two tokens of an answer, as slow as a full replica makes it; no promise where absent. */
  readonly secondsPerOutputToken?: number | undefined;
}

/** How requests come. */
export interface ArrivalLoad {
  readonly requestsPerSecond: number;
  /** Variance ÷ mean² of the time between requests: 1 for Poisson arrivals. */
  readonly arrivalScv: number;
  /** The same for the length of answers, and for prompts to be read. */
  readonly outputScv: number;
  readonly promptScv: number;
}

/** A fleet of equal replicas under a load. */
export interface FleetState {
  readonly replicas: number;
  /** Most sequences of a replica. */
  readonly mostSequences: number;
  /** Sequences of a replica on average. */
  readonly sequences: number;
  readonly utilisationFraction: number;
  /** Share of requests that wait for others, for a place in a replica or for their prompt to be read. */
  readonly waitProbability: number;
  readonly meanWaitSeconds: number;
  readonly p95TtftSeconds: number;
  readonly meanTtftSeconds: number;
  readonly secondsPerOutputToken: number;
}

/** Why no fleet keeps a promise, and the best that can be promised. */
export interface Unkeepable {
  readonly unkeepable: "does not fit" | "prompt" | "token";
  /** Seconds that one request alone takes on an idle replica; absent where the model does not fit. */
  readonly atLeastSeconds?: number;
}

/**
 * Most sequences of a replica: what the cache holds, and no more than keep the promised time between tokens, by
 * bisection; 0 where not even one does.
 */
export function promisedSequences(
  s: ModelServer,
  request: RequestShape,
  limits: ServerLimits,
  { secondsPerOutputToken: most }: Pick<LatencyPromise, "secondsPerOutputToken">,
): number {
  const fits = mostSequences(s, request, limits);
  const keeps = (sequences: number): boolean =>
    most === undefined || rateOf(s, request, sequences).secondsPerOutputToken <= most;
  if (fits < 1 || !keeps(1)) return 0;
  if (keeps(fits)) return fits;
  let [low, high] = [1, fits];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (keeps(middle)) low = middle;
    else high = middle;
  }
  return low;
}

/**
 * A fleet in the long run; undefined where more requests come than it can answer.
 *
 * Two lines are added up: for a place, G/G/c over all places of all replicas, each kept for output tokens × step of a
 * full replica; and for the GPU to read the prompt, G/G/n over the replicas. Then come the step under way and the one
 * that reads the prompt, in P95 a long one. P95 of the sum is taken as the sum of P95;
 * simulations of moderate load come out between half and 1.25 of it.
 */
export function fleetState(
  s: ModelServer,
  request: RequestShape,
  places: number,
  load: ArrivalLoad,
  replicas: number,
): FleetState | undefined {
  const each = load.requestsPerSecond / replicas;
  const full = rateOf(s, request, places);
  const loaded = loadedRate(s, request, { requestsPerSecond: each, maxSequences: places });
  const forPlace = placeQueue({
    servers: replicas * places,
    arrivalsPerSecond: load.requestsPerSecond,
    serviceSeconds: request.outputTokens * full.secondsPerOutputToken,
    arrivalScv: load.arrivalScv,
    serviceScv: load.outputScv,
  });
  if (!loaded || !forPlace) return undefined;
  const decode = decodeOf(s, request, loaded.sequences);
  const newTokens = request.inputTokens * (1 - request.cachedFraction);
  // A step reads prompts of so many tokens together; what its decoding takes is shared among them.
  const shareOfStep = Math.min(newTokens / STEP_TOKENS, request.outputTokens / Math.max(1, loaded.sequences));
  const forPrompt = queueResult({
    servers: replicas,
    arrivalsPerSecond: load.requestsPerSecond,
    serviceSeconds: full.prefillSeconds + decode * shareOfStep,
    arrivalScv: load.arrivalScv,
    serviceScv: load.promptScv,
  });
  if (!forPrompt) return undefined;
  const busy = Math.min(1, loaded.sequences);
  const own = full.prefillSeconds + decode;
  // A long prompt takes longer itself: P95 of a gamma law is about mean + 2 sd up to an exponential one.
  const longPrompt = 2 * Math.sqrt(load.promptScv) * full.prefillSeconds;
  const underWay = busy * loaded.secondsPerOutputToken;
  const wait = forPlace.meanWaitSeconds + forPrompt.meanWaitSeconds;
  return {
    replicas,
    mostSequences: places,
    sequences: loaded.sequences,
    utilisationFraction: each / full.requestsPerSecond,
    waitProbability: 1 - (1 - forPlace.waitProbability) * (1 - forPrompt.waitProbability),
    meanWaitSeconds: wait,
    meanTtftSeconds: wait + 0.5 * underWay + own,
    p95TtftSeconds: p95(forPlace) + p95(forPrompt) + underWay + own + longPrompt,
    secondsPerOutputToken: loaded.secondsPerOutputToken,
  };
}

/** Where ten standard deviations of places stay free, fewer than one request in 1e20 waits; Erlang's sum is spared. */
function placeQueue(q: Queue): QueueResult | undefined {
  const load = q.arrivalsPerSecond * q.serviceSeconds;
  const free = q.servers - load;
  if (free <= 0 || free * free < 100 * q.servers) return queueResult(q);
  return { utilisationFraction: load / q.servers, waitProbability: 0, meanWaitSeconds: 0, meanQueueLength: 0 };
}

const p95 = (queue: QueueResult): number => waitQuantile(queue, 0.95);

const decodeOf = (s: ModelServer, { inputTokens, outputTokens }: RequestShape, sequences: number): number =>
  decodeSeconds(s, { sequences: Math.max(1, sequences), contextTokens: inputTokens + outputTokens / 2 });

/** Time to first token of a request that comes to an idle replica. */
export const idleTtftSeconds = (s: ModelServer, request: RequestShape): number =>
  prefillSeconds(s, {
    newTokens: request.inputTokens * (1 - request.cachedFraction),
    pastTokens: request.inputTokens * request.cachedFraction,
  }) + decodeOf(s, request, 1);

/** The smallest fleet that keeps a promise, by doubling and bisection; or why none does. */
export function smallestFleet(
  s: ModelServer,
  request: RequestShape,
  limits: ServerLimits,
  load: ArrivalLoad,
  promise: LatencyPromise,
): FleetState | Unkeepable {
  if (mostSequences(s, request, limits) < 1) return { unkeepable: "does not fit" };
  const idle = idleTtftSeconds(s, request);
  if (idle > promise.ttftP95Seconds) return { unkeepable: "prompt", atLeastSeconds: idle };
  const places = promisedSequences(s, request, limits, promise);
  if (places < 1) return { unkeepable: "token", atLeastSeconds: rateOf(s, request, 1).secondsPerOutputToken };
  const kept = (replicas: number): FleetState | undefined => {
    const state = fleetState(s, request, places, load, replicas);
    return state && state.p95TtftSeconds <= promise.ttftP95Seconds ? state : undefined;
  };
  const capacity = rateOf(s, request, places).requestsPerSecond;
  let low = Math.max(1, Math.floor(load.requestsPerSecond / capacity));
  let high = low;
  while (!kept(high)) {
    low = high;
    high *= 2;
    // Every further replica brings the wait nearer to that of an idle one, which keeps the promise.
    if (high > MOST_REPLICAS) return { unkeepable: "prompt", atLeastSeconds: idle };
  }
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (kept(middle)) high = middle;
    else low = middle;
  }
  const state = kept(low) ?? kept(high);
  if (!state) throw new RangeError("a larger fleet broke a promise that a smaller one kept");
  return state;
}

const MOST_REPLICAS = 2 ** 24;
