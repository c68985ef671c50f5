import type { Distribution } from "../../math/distribution.ts";
import { addressedUniform } from "../../math/random-stream.ts";
import { normalCdf, normalQuantile } from "../../math/standard-normal.ts";
import { messageLengths } from "../conversation/given-turns.ts";
import type { ConversationModel } from "../conversation/model.ts";
import { factorSigma } from "../conversation/shared-length.ts";
import { gammaTimes } from "./line-simulation.ts";
import type { Answered } from "./replica.ts";
import type { PlayedRequest } from "./request.ts";

/** When the next message of a conversation comes. */
export type TurnPace =
  /** So long after the end of the reply. */
  | { readonly kind: "pause"; readonly seconds: Distribution }
  /** So long after the message before, but after its reply. */
  | { readonly kind: "between"; readonly seconds: number };

/** Conversations as they come to a server. */
export interface ConversationTraffic {
  readonly model: ConversationModel;
  readonly pace: TurnPace;
  /** Messages a second of all conversations together, in the long run. */
  readonly requestsPerSecond: number;
  /** Mean turns of a conversation, above 0. */
  readonly turnsMean: number;
  /** Variance ÷ mean² of the time between the starts of conversations. */
  readonly arrivalScv: number;
  /** Share of a prompt that is still in the cache; a new message never is. */
  readonly cachedFraction: number;
  /** What a reply takes, for conversations that are under way at the start. */
  readonly replySeconds: number;
}

/** Requests of conversations: those that come first, and what follows an answer. */
export interface ConversationStream {
  readonly first: readonly PlayedRequest[];
  readonly next: (answered: Answered) => PlayedRequest | undefined;
}

/**
 * Conversations drawn turn by turn: the prompt of a turn is the initial prompt, all messages and replies before it and
 * its own message; the next turn comes when the reply has ended. Every draw is addressed by conversation and turn, so
 * the same seed gives the same conversations on every fleet.
 *
 * Conversations that began earlier are under way at the start, so the load is steady from the first second on. As many
 * seconds are played as bring the wanted number of requests on average.
 */
export function conversationStream(
  traffic: ConversationTraffic,
  { requests, seed }: { readonly requests: number; readonly seed: number },
): ConversationStream {
  const { model, pace } = traffic;
  const draws = turnDraws(traffic, seed);
  const playedSeconds = requests / traffic.requestsPerSecond;
  const next = ({ request, end }: Answered): PlayedRequest | undefined => {
    if (!request.turn || request.turn.index + 1 >= draws.turns(request.turn.conversation)) return undefined;
    const turn = { conversation: request.turn.conversation, index: request.turn.index + 1 };
    const arrival = Math.max(end + LEAST_PAUSE, draws.follows(turn, request.arrival, end));
    const context = request.inputTokens + request.outputTokens;
    return arrival < playedSeconds ? draws.request(turn, context, arrival) : undefined;
  };
  const turnSeconds =
    pace.kind === "pause" ? Math.max(LEAST_PAUSE, pace.seconds.mean) + traffic.replySeconds : pace.seconds;
  const earlier = LONGEST_FACTOR * turnSeconds * Math.max(1, model.turns.quantile(LONGEST_SHARE));
  const meanGap = traffic.turnsMean / traffic.requestsPerSecond;
  const gap = gammaTimes(meanGap, traffic.arrivalScv, addressedUniform(seed, "serving/conversations"));
  const first: PlayedRequest[] = [];
  for (let i = 0, start = gap(0) - earlier; start < playedSeconds; start += gap(++i)) {
    const under = draws.turns(i) < 1 ? undefined : reached(i, start);
    if (under) first.push(under);
  }
  return { first: first.sort((a, b) => a.arrival - b.arrival), next };

  /** The first request of a conversation that is played: its turns before the start are only counted. */
  function reached(conversation: number, start: number): PlayedRequest | undefined {
    let at = draws.request({ conversation, index: 0 }, Math.round(model.initialTokens), start);
    while (at.arrival < 0) {
      const end = at.arrival + traffic.replySeconds;
      const after = next({ request: at, waitSeconds: 0, ttftSeconds: 0, secondsPerOutputToken: 0, end });
      if (!after) return undefined;
      at = after;
    }
    return at;
  }
}

/** The requests of a stream where every reply takes the same time, in the order of their arrival. */
export function unhurriedRequests({ first, next }: ConversationStream, replySeconds: number): readonly PlayedRequest[] {
  const all: PlayedRequest[] = [];
  for (const request of first) {
    let at: PlayedRequest | undefined = request;
    while (at) {
      all.push(at);
      const end: number = at.arrival + replySeconds;
      at = next({ request: at, waitSeconds: 0, ttftSeconds: 0, secondsPerOutputToken: 0, end });
    }
  }
  return all.sort((a, b) => a.arrival - b.arrival);
}

/** A simulation looks a second ahead, and nobody reads and writes in less. */
const LEAST_PAUSE = 1;
/** Conversations beyond this share of lengths are not under way at the start. */
const LONGEST_SHARE = 0.9999;
const LONGEST_FACTOR = 1.5;
/** Addresses of a conversation's turns; no law of turns goes beyond. */
const MOST_TURNS = 100_000;

type Turn = NonNullable<PlayedRequest["turn"]>;

function turnDraws({ model, pace, cachedFraction }: ConversationTraffic, seed: number) {
  const uniform = (stream: string): ((index: number) => number) => addressedUniform(seed, `serving/${stream}`);
  const lengths = messageLengths(model);
  const [ofTurns, ofFactor, ofPause] = [uniform("turns"), uniform("length-factor"), uniform("pauses")];
  const draw = { user: uniform("user-messages"), reply: uniform("replies") };
  const shared = model.sharedLength?.sd ? model.sharedLength : undefined;
  const score = (conversation: number): number => normalQuantile(ofFactor(conversation));
  const sigma = shared ? factorSigma(shared) : 0;
  const factor = (conversation: number): number =>
    shared ? Math.exp(sigma * score(conversation) - (sigma * sigma) / 2) : 1;
  const address = ({ conversation, index }: Turn): number => conversation * MOST_TURNS + index;
  return {
    /** Whole turns as the exact laws take them: truncated, none where negative. */
    turns(conversation: number): number {
      const own = ofTurns(conversation);
      const correlation = shared?.turnsCorrelation ?? 0;
      const p =
        correlation === 0
          ? own
          : normalCdf(correlation * score(conversation) + Math.sqrt(1 - correlation ** 2) * normalQuantile(own));
      return Math.min(MOST_TURNS, Math.max(0, Math.trunc(model.turns.quantile(p))));
    },
    follows: (turn: Turn, before: number, end: number): number =>
      pace.kind === "pause" ? end + pace.seconds.quantile(ofPause(address(turn))) : before + pace.seconds,
    request(turn: Turn, contextTokens: number, arrival: number): PlayedRequest {
      const longer = factor(turn.conversation);
      const message = longer * lengths.user.law.quantile(draw.user(address(turn)));
      const inputTokens = Math.max(1, contextTokens + Math.max(0, Math.round(message)));
      return {
        arrival,
        inputTokens,
        cachedTokens: Math.min(contextTokens, inputTokens - 1, Math.floor(inputTokens * cachedFraction)),
        outputTokens: Math.max(1, Math.round(longer * lengths.assistant.law.quantile(draw.reply(address(turn))))),
        turn,
      };
    },
  };
}
