import type { PlayedRequest } from "./request.ts";
import type { StepTimes } from "./step-times.ts";
import { type TimeHeap, timeHeap } from "./time-heap.ts";

const BLOCK_TOKENS = 16;

/** A request with what became of it. */
export interface Answered {
  readonly request: PlayedRequest;
  /** Seconds from its arrival to the step in which its prompt began to be read. */
  readonly waitSeconds: number;
  readonly ttftSeconds: number;
  /** Between two tokens of the answer, on average; 0 for an answer of one token. */
  readonly secondsPerOutputToken: number;
  readonly end: number;
}

interface Reading {
  readonly request: PlayedRequest;
  readonly waitSeconds: number;
  /** Tokens of the prompt in the cache so far. */
  past: number;
}

interface Writing {
  readonly request: PlayedRequest;
  readonly waitSeconds: number;
  readonly firstToken: number;
  /** The replica's count of steps after which the answer is complete. */
  readonly lastStep: number;
}

/** One replica while it is played. */
export interface Replica {
  /** When it is ready for its next step. */
  time: number;
  /** Requests that it has. */
  load: number;
  /** Seconds in which it had work. */
  busySeconds: number;
  readonly places: number;
  freePlaces: number;
  freeTokens: number;
  steps: number;
  /** Tokens of all sequences that are written. */
  contextTokens: number;
  readonly waiting: PlayedRequest[];
  waitingFrom: number;
  readonly reading: Reading[];
  readonly writing: TimeHeap<Writing>;
}

/** An idle replica. */
export const replicaOf = (size: { readonly places: number; readonly cacheTokens: number }): Replica => ({
  time: 0,
  load: 0,
  busySeconds: 0,
  places: size.places,
  freePlaces: size.places,
  freeTokens: size.cacheTokens,
  steps: 0,
  contextTokens: 0,
  waiting: [],
  waitingFrom: 0,
  reading: [],
  writing: timeHeap<Writing>([], ({ lastStep }) => lastStep),
});

/** Gives a request to a replica. */
export function take(r: Replica, request: PlayedRequest): void {
  if (r.load === 0) r.time = Math.max(r.time, request.arrival);
  r.load++;
  r.waiting.push(request);
}

/** Cache that a request keeps until it ends, in whole blocks: nothing is ever taken from it. */
export const tokensOf = ({ inputTokens, outputTokens }: PlayedRequest): number =>
  Math.ceil((inputTokens + outputTokens) / BLOCK_TOKENS) * BLOCK_TOKENS;

/**
 * One step of a replica with work, or as many as nothing new happens in; answers that end with it.
 *
 * @param limits.until when a request may come: steps are taken together only up to there
 */
export function stepReplica(
  r: Replica,
  times: StepTimes,
  limits: { readonly until: number; readonly stepTokens: number },
): readonly Answered[] {
  admit(r);
  const began = r.time;
  const finished: Answered[] = [];
  const read = readPrompts(r, times, limits.stepTokens);
  const sequences = r.writing.size();
  const context = sequences > 0 ? r.contextTokens / sequences : 0;
  const decode = sequences > 0 ? times.decode(sequences, context) : read.seconds > 0 ? times.decode(1, 0) : 0;
  const together = read.seconds > 0 || sequences === 0 ? 1 : stepsTogether(r, decode, limits.until);
  r.time += read.seconds + (together === 1 ? decode : together * times.decode(sequences, context + (together - 1) / 2));
  r.busySeconds += r.time - began;
  r.steps += together;
  r.contextTokens += together * sequences;
  for (let first = r.writing.first(); first && first.lastStep <= r.steps; first = r.writing.first()) {
    r.writing.removeFirst();
    finished.push(end(r, first));
  }
  for (const done of read.complete) {
    const { request } = done;
    const writing: Writing = {
      request,
      waitSeconds: done.waitSeconds,
      firstToken: r.time,
      lastStep: r.steps + request.outputTokens - 1,
    };
    r.contextTokens += request.inputTokens + 1;
    if (request.outputTokens <= 1) finished.push(end(r, writing));
    else r.writing.add(writing);
  }
  return finished;
}

/** Requests for which there is a place and room begin to be read, first come first. */
function admit(r: Replica): void {
  for (;;) {
    const request = r.waiting[r.waitingFrom];
    if (!request || r.freePlaces < 1 || tokensOf(request) > r.freeTokens) break;
    r.waitingFrom++;
    r.freePlaces--;
    r.freeTokens -= tokensOf(request);
    r.reading.push({ request, waitSeconds: r.time - request.arrival, past: request.cachedTokens });
  }
  // What was taken is let go of now and then, not one by one.
  if (r.waitingFrom > 1024 && 2 * r.waitingFrom > r.waiting.length) {
    r.waiting.splice(0, r.waitingFrom);
    r.waitingFrom = 0;
  }
}

/** Reads as many tokens of prompts as a step takes; those that are complete get their first token with it. */
function readPrompts(r: Replica, times: StepTimes, stepTokens: number) {
  let left = stepTokens;
  let seconds = 0;
  let complete = 0;
  for (const reading of r.reading) {
    if (left <= 0) break;
    const tokens = Math.min(left, reading.request.inputTokens - reading.past);
    seconds += times.prefill(tokens, reading.past);
    reading.past += tokens;
    left -= tokens;
    if (reading.past >= reading.request.inputTokens) complete++;
  }
  return { seconds, complete: r.reading.splice(0, complete) };
}

/** Steps until an answer ends or a request may come. */
function stepsTogether(r: Replica, decode: number, until: number): number {
  const toEnd = (r.writing.first()?.lastStep ?? r.steps + 1) - r.steps;
  const toNews = Math.ceil((until - r.time) / decode);
  return Math.max(1, Math.min(toEnd, toNews));
}

function end(r: Replica, { request, waitSeconds, firstToken }: Writing): Answered {
  r.load--;
  r.freePlaces++;
  r.freeTokens += tokensOf(request);
  r.contextTokens -= request.inputTokens + request.outputTokens;
  return {
    request,
    waitSeconds,
    ttftSeconds: firstToken - request.arrival,
    secondsPerOutputToken: request.outputTokens > 1 ? (r.time - firstToken) / (request.outputTokens - 1) : 0,
    end: r.time,
  };
}
