import { STEP_TOKENS } from "../../model/serving-capacity.ts";
import type { ModelServer } from "../../model/serving-step.ts";
import { type Answered, type Replica, replicaOf, stepReplica, take, tokensOf } from "./replica.ts";
import type { PlayedRequest } from "./request.ts";
import { stepTimes } from "./step-times.ts";
import { timeHeap } from "./time-heap.ts";

/** What became of the requests. */
export interface PlayedService {
  /** In the order in which they end. */
  readonly answers: readonly Answered[];
  /** Requests that no replica's cache holds, however empty. */
  readonly refused: number;
  /** Share of the replicas' time with work, from the first request to the last answer. */
  readonly busyFraction: number;
  readonly seconds: number;
}

/** A fleet that is played. */
export interface PlayedFleet {
  readonly server: ModelServer;
  readonly replicas: number;
  /** Most sequences of a replica, and tokens that its cache holds. */
  readonly places: number;
  readonly cacheTokens: number;
}

/**
 * Plays requests against a fleet with continuous batching: each goes to the replica with the fewest, waits there for a
 * place and for room in the cache, its prompt is read in the next steps, at most 4096 tokens of all prompts in each, and
 * then it gets a token in every step. What is played depends on nothing but the requests.
 *
 * @param next what follows an answer: the next request of the same conversation, no sooner than a second later
 */
export function simulateFleet(
  { server, replicas, places, cacheTokens }: PlayedFleet,
  requests: readonly PlayedRequest[],
  next?: (answered: Answered) => PlayedRequest | undefined,
): PlayedService {
  const times = stepTimes(server);
  const fleet: readonly Replica[] = Array.from({ length: replicas }, () => replicaOf({ places, cacheTokens }));
  const pending = timeHeap(requests, ({ arrival }) => arrival);
  const answers: Answered[] = [];
  const start = pending.first()?.arrival ?? 0;
  let refused = 0;
  for (;;) {
    const coming = pending.first();
    const busy = earliest(fleet);
    if (!coming && !busy) {
      const seconds = Math.max(0, ...fleet.map(({ time }) => time)) - start;
      const busySeconds = fleet.reduce((sum, replica) => sum + replica.busySeconds, 0);
      return { answers, refused, seconds, busyFraction: seconds > 0 ? busySeconds / (replicas * seconds) : 0 };
    }
    if (coming && (!busy || coming.arrival <= busy.time)) {
      pending.removeFirst();
      if (tokensOf(coming) > cacheTokens) refused++;
      else take(leastLoaded(fleet), coming);
      continue;
    }
    if (!busy) continue;
    const until = Math.min(coming?.arrival ?? Infinity, next ? busy.time + LOOK_AHEAD_SECONDS : Infinity);
    for (const answered of stepReplica(busy, times, { until, stepTokens: STEP_TOKENS })) {
      answers.push(answered);
      const follows = next?.(answered);
      if (follows) pending.add(follows);
    }
  }
}

/** Steps without news are taken together, but no further than a follow-up could come. */
const LOOK_AHEAD_SECONDS = 1;

/** The replica with work that is ready for its next step first. */
function earliest(fleet: readonly Replica[]): Replica | undefined {
  let found: Replica | undefined;
  for (const replica of fleet) if (replica.load > 0 && (!found || replica.time < found.time)) found = replica;
  return found;
}

function leastLoaded(fleet: readonly Replica[]): Replica {
  const [first] = fleet;
  if (!first) throw new RangeError("a fleet has at least one replica");
  return fleet.reduce((found, replica) => (replica.load < found.load ? replica : found), first);
}
