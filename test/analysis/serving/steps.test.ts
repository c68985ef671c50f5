import { describe, expect, it } from "vitest";
import { simulateFleet } from "../../../src/analysis/serving/fleet-simulation.ts";
import { type Answered, replicaOf, stepReplica, take, tokensOf } from "../../../src/analysis/serving/replica.ts";
import type { PlayedRequest } from "../../../src/analysis/serving/request.ts";
import { requestStream } from "../../../src/analysis/serving/request-stream.ts";
import { type StepTimes, stepTimes } from "../../../src/analysis/serving/step-times.ts";
import { timeHeap } from "../../../src/analysis/serving/time-heap.ts";
import { addressedUniform } from "../../../src/math/random-stream.ts";
import { decodeSeconds, prefillSeconds } from "../../../src/model/serving-step.ts";
import { usualTransformer } from "../../../src/model/transformer.ts";
import { server } from "./server.ts";

describe("times of steps from a table", () => {
  it.each([
    ["a dense model on one GPU", server],
    ["a group of GPUs", { ...server, tensorParallel: 4 }],
    ["a mixture of experts", { ...server, transformer: { ...usualTransformer(8e9), experts: 8, expertsPerToken: 2 } }],
    ["slow software", { ...server, speedFactor: 0.5 }],
  ])("are what the formulas say: %s", (_, of) => {
    const times = stepTimes(of);
    for (const sequences of [1, 7, 64])
      for (const contextTokens of [0, 1, 900]) {
        const expected = decodeSeconds(of, { sequences, contextTokens });
        expect(times.decode(sequences, contextTokens) / expected).toBeCloseTo(1, 9);
        expect(times.decode(sequences, contextTokens) / expected).toBeCloseTo(1, 9);
      }
    for (const newTokens of [1, 100, 4096])
      for (const pastTokens of [0, 1, 5000]) {
        const expected = prefillSeconds(of, { newTokens, pastTokens });
        expect(times.prefill(newTokens, pastTokens) / expected).toBeCloseTo(1, 9);
      }
  });
});

describe("things in the order of their time", () => {
  it("come first come, first out, where their times are equal", () => {
    const heap = timeHeap(["b0", "a0", "b1", "a1"], (thing) => thing.charCodeAt(0));
    heap.add("a2");
    heap.add("c0");
    heap.add("b2");
    const out: (string | undefined)[] = [];
    while (heap.size() > 0) {
      out.push(heap.first());
      heap.removeFirst();
    }
    expect(out).toEqual(["a0", "a1", "a2", "b0", "b1", "b2", "c0"]);
    expect(heap.first()).toBeUndefined();
    heap.removeFirst();
    expect(heap.size()).toBe(0);
  });

  it.each([1, 2, 3])("are those of a list that is sorted again after each change, seed %d", (seed) => {
    const draw = addressedUniform(seed, "test");
    // Few different times, so that many are equal.
    const thing = (index: number) => ({ index, time: Math.floor(12 * draw(index)) });
    const start = Array.from({ length: 20 }, (_, index) => thing(index));
    const heap = timeHeap(start, ({ time }) => time);
    let sorted = [...start];
    for (let index = 20; index < 400; index++) {
      sorted.sort((a, b) => a.time - b.time || a.index - b.index);
      expect([heap.first(), heap.size()]).toEqual([sorted[0], sorted.length]);
      if (draw(1000 + index) < 0.5) {
        heap.removeFirst();
        sorted = sorted.slice(1);
      } else {
        heap.add(thing(index));
        sorted.push(thing(index));
      }
    }
  });
});

/** A step takes a second, a tenth for each sequence and a thousandth for each token of it; a prompt token a hundredth. */
const TIMES: StepTimes = {
  decode: (sequences, contextTokens) => 1 + 0.1 * sequences + 0.001 * sequences * contextTokens,
  prefill: (newTokens, pastTokens) => 0.01 * newTokens + 0.0001 * pastTokens,
};
const request = (arrival: number, inputTokens: number, outputTokens: number, cachedTokens = 0): PlayedRequest => ({
  arrival,
  inputTokens,
  outputTokens,
  cachedTokens,
});
const idle = () => replicaOf({ places: 2, cacheTokens: 1600 });

describe("a replica, step by step", () => {
  const limits = { until: Infinity, stepTokens: 100 };

  it("keeps cache for a whole request, in blocks of 16", () => {
    expect([tokensOf(request(0, 10, 6)), tokensOf(request(0, 10, 7)), tokensOf(request(0, 1, 1))]).toEqual([
      16, 32, 16,
    ]);
  });

  it("reads a prompt, then writes a token a step, of which so many are taken together", () => {
    const r = idle();
    take(r, request(5, 50, 4, 20));
    expect([r.time, r.load]).toEqual([5, 1]);
    expect(stepReplica(r, TIMES, limits)).toEqual([]);
    // 30 tokens behind 20, and a step of one sequence without context.
    const firstToken = 5 + 0.3 + 0.002 + 1.1;
    expect(r.time).toBeCloseTo(firstToken, 12);
    expect([r.steps, r.contextTokens, r.freePlaces, r.freeTokens]).toEqual([1, 51, 1, 1600 - 64]);
    const [answer] = stepReplica(r, TIMES, limits);
    // Three tokens more, with contexts of 51, 52 and 53.
    const end = firstToken + 3 * 1.1 + 0.051 + 0.052 + 0.053;
    expect(answer).toEqual({
      request: request(5, 50, 4, 20),
      waitSeconds: 0,
      ttftSeconds: expect.closeTo(firstToken - 5, 10),
      secondsPerOutputToken: expect.closeTo((end - firstToken) / 3, 10),
      end: expect.closeTo(end, 10),
    });
    expect([r.steps, r.load, r.freePlaces, r.freeTokens, r.contextTokens]).toEqual([4, 0, 2, 1600, 0]);
    expect(r.busySeconds).toBeCloseTo(end - 5, 10);
  });

  it("answers a single token with the step that reads the prompt", () => {
    const r = idle();
    take(r, request(0, 10, 1));
    const [answer] = stepReplica(r, TIMES, limits);
    expect(answer).toMatchObject({ secondsPerOutputToken: 0, end: r.time, ttftSeconds: r.time });
    expect(r.time).toBeCloseTo(1.2, 12);
    expect([r.load, r.freePlaces, r.freeTokens, r.contextTokens]).toEqual([0, 2, 1600, 0]);
  });

  it("reads no more tokens in a step than it may, of all prompts together", () => {
    const r = idle();
    take(r, request(0, 70, 5));
    take(r, request(0, 70, 5));
    stepReplica(r, TIMES, limits);
    // 70 of the first, 30 of the second, whose other 40 come behind them.
    expect(r.time).toBeCloseTo(1 + 1.1, 12);
    expect(r.reading.map(({ past }) => past)).toEqual([30]);
    stepReplica(r, TIMES, limits);
    expect(r.time).toBeCloseTo(2.1 + 0.4 + 0.003 + 1.1 + 0.071, 12);
    expect([r.reading.length, r.writing.size(), r.steps]).toEqual([0, 2, 2]);
  });

  it("does not look at a prompt for which no token is left in the step", () => {
    const r = idle();
    take(r, request(0, 100, 5));
    take(r, request(0, 70, 5, 20));
    stepReplica(r, TIMES, limits);
    expect(r.time).toBeCloseTo(1 + 1.1, 12);
    expect(r.reading.map(({ past }) => past)).toEqual([20]);
  });

  it("begins with what fills its cache to the last block", () => {
    const r = replicaOf({ places: 2, cacheTokens: 128 });
    take(r, request(0, 60, 4));
    take(r, request(0, 60, 4));
    stepReplica(r, TIMES, limits);
    expect([r.waitingFrom, r.freeTokens, r.freePlaces]).toEqual([2, 0, 0]);
  });

  it("begins with what has a place and room, first come first", () => {
    const r = idle();
    for (const arrival of [0, 1, 2]) take(r, request(arrival, 50, 2));
    stepReplica(r, TIMES, limits);
    expect([r.freePlaces, r.waitingFrom, r.waiting.length]).toEqual([0, 2, 3]);
    const large = replicaOf({ places: 5, cacheTokens: 128 });
    take(large, request(0, 60, 4));
    take(large, request(0, 60, 5));
    take(large, request(0, 1, 1));
    stepReplica(large, TIMES, limits);
    // The second has no room; the third, which has, waits behind it.
    expect([large.waitingFrom, large.freeTokens]).toEqual([1, 64]);
  });

  it("waits for the step in which its prompt begins to be read", () => {
    const r = replicaOf({ places: 1, cacheTokens: 1600 });
    take(r, request(0, 10, 1));
    take(r, request(0.5, 10, 1));
    stepReplica(r, TIMES, limits);
    const [answer] = stepReplica(r, TIMES, limits);
    expect(answer?.waitSeconds).toBeCloseTo(1.2 - 0.5, 12);
    expect(answer?.ttftSeconds).toBeCloseTo(2.4 - 0.5, 12);
  });

  it("takes steps together only until a request may come", () => {
    const r = idle();
    take(r, request(0, 10, 100));
    stepReplica(r, TIMES, limits);
    // At 1.2, and steps of 1.111 seconds: three of them until 4.5, not 98.
    stepReplica(r, TIMES, { ...limits, until: 4.5 });
    expect(r.steps).toBe(4);
    stepReplica(r, TIMES, { ...limits, until: 0 });
    expect(r.steps).toBe(5);
  });

  it("does not go back in time for a request that came while it was idle", () => {
    const r = idle();
    take(r, request(0, 10, 1));
    stepReplica(r, TIMES, limits);
    take(r, request(0.1, 10, 1));
    expect(r.time).toBeCloseTo(1.2, 12);
    take(r, request(50, 10, 1));
    expect(r.time).toBeCloseTo(1.2, 12);
  });

  it("lets go of what it has taken, and loses none of what waits", () => {
    const r = replicaOf({ places: 1, cacheTokens: 1600 });
    for (let i = 0; i < 1500; i++) take(r, request(0, 10 + (i % 7), 1));
    const order: number[] = [];
    while (r.load > 0) for (const { request: done } of stepReplica(r, TIMES, limits)) order.push(done.inputTokens);
    expect(order).toEqual(Array.from({ length: 1500 }, (_, i) => 10 + (i % 7)));
    expect(r.waiting.length).toBe(1500 - 1025);
  });
});

/** One step at a time and lists instead of heaps: slow, and plain enough to be seen to be right. */
function playedPlainly(
  fleet: { readonly replicas: number; readonly places: number; readonly cacheTokens: number },
  requests: readonly PlayedRequest[],
) {
  const times = stepTimes(server);
  interface Under {
    readonly request: PlayedRequest;
    past: number;
    written: number;
    wait: number;
    first: number;
  }
  const replicas = Array.from({ length: fleet.replicas }, () => ({
    time: 0,
    busy: 0,
    waiting: [] as PlayedRequest[],
    under: [] as Under[],
  }));
  const answers: Answered[] = [];
  const load = (r: (typeof replicas)[number]) => r.waiting.length + r.under.length;
  const pending = requests.filter((one) => tokensOf(one) <= fleet.cacheTokens).sort((a, b) => a.arrival - b.arrival);
  const step = (r: (typeof replicas)[number]): void => {
    const room = () => fleet.cacheTokens - r.under.reduce((sum, { request: one }) => sum + tokensOf(one), 0);
    for (
      let next = r.waiting[0];
      next && r.under.length < fleet.places && tokensOf(next) <= room();
      next = r.waiting[0]
    ) {
      r.waiting.shift();
      r.under.push({ request: next, past: next.cachedTokens, written: 0, wait: r.time - next.arrival, first: 0 });
    }
    const writing = r.under.filter(({ written }) => written > 0);
    const context = writing.reduce((sum, { request: one, written }) => sum + one.inputTokens + written, 0);
    let seconds = writing.length > 0 ? times.decode(writing.length, context / writing.length) : times.decode(1, 0);
    let left = 4096;
    const complete: Under[] = [];
    for (const one of r.under.filter(({ written }) => written === 0)) {
      if (left <= 0) break;
      const tokens = Math.min(left, one.request.inputTokens - one.past);
      seconds += times.prefill(tokens, one.past);
      one.past += tokens;
      left -= tokens;
      if (one.past >= one.request.inputTokens) complete.push(one);
    }
    r.time += seconds;
    r.busy += seconds;
    for (const one of [...writing, ...complete]) {
      one.written++;
      if (one.written === 1) one.first = r.time;
      if (one.written < one.request.outputTokens) continue;
      r.under.splice(r.under.indexOf(one), 1);
      const more = one.request.outputTokens - 1;
      answers.push({
        request: one.request,
        waitSeconds: one.wait,
        ttftSeconds: one.first - one.request.arrival,
        secondsPerOutputToken: more > 0 ? (r.time - one.first) / more : 0,
        end: r.time,
      });
    }
  };
  for (;;) {
    const busy = replicas.filter((r) => load(r) > 0).sort((a, b) => a.time - b.time)[0];
    const next = pending[0];
    if (!busy && !next) break;
    if (next && (!busy || next.arrival <= busy.time)) {
      pending.shift();
      const least = replicas.reduce((found, r) => (load(r) < load(found) ? r : found));
      if (load(least) === 0) least.time = Math.max(least.time, next.arrival);
      least.waiting.push(next);
    } else if (busy) step(busy);
  }
  const seconds = Math.max(...replicas.map(({ time }) => time)) - Math.min(...requests.map(({ arrival }) => arrival));
  const busyFraction = replicas.reduce((sum, { busy }) => sum + busy, 0) / (replicas.length * seconds);
  return { answers, seconds, busyFraction, refused: requests.length - answers.length };
}

describe("a fleet, against one that is played plainly", () => {
  const law = { arrivalScv: 1, promptScv: 1, outputScv: 1, cachedFraction: 0.3 };
  const byArrival = (answers: readonly Answered[]) =>
    [...answers].sort((a, b) => a.request.arrival - b.request.arrival);

  it.each([
    ["idle most of the time", 1, 1, 64, 100_000],
    ["a queue for few places", 30, 2, 3, 100_000],
    ["a queue for little memory", 30, 2, 64, 3000],
    ["long prompts, some of which no cache holds", 20, 3, 8, 2000],
  ])("answers each request at the same moment: %s", (_, requestsPerSecond, replicas, places, cacheTokens) => {
    const requests = requestStream(
      { ...law, requestsPerSecond, inputTokens: 700, outputTokens: 25 },
      { requests: 120, seed: 4 },
    );
    const fleet = { replicas, places, cacheTokens };
    const plain = playedPlainly(fleet, requests);
    const played = simulateFleet({ ...fleet, server }, requests);
    expect([played.refused, played.answers.length]).toEqual([plain.refused, plain.answers.length]);
    expect(played.seconds).toBeCloseTo(plain.seconds, 9);
    expect(played.busyFraction).toBeCloseTo(plain.busyFraction, 9);
    const expected = byArrival(plain.answers);
    for (const [index, answer] of byArrival(played.answers).entries()) {
      const wanted = expected[index];
      expect(answer.request).toBe(wanted?.request);
      for (const name of ["waitSeconds", "ttftSeconds", "secondsPerOutputToken", "end"] as const)
        expect(answer[name]).toBeCloseTo(wanted?.[name] ?? Number.NaN, 8);
    }
  });

  it("is nothing without requests, and needs a replica", () => {
    const fleet = { server, replicas: 1, places: 1, cacheTokens: 1000 };
    expect(simulateFleet(fleet, [])).toEqual({ answers: [], refused: 0, seconds: 0, busyFraction: 0 });
    const filling = simulateFleet({ ...fleet, cacheTokens: 64 }, [request(0, 60, 4)]);
    expect([filling.refused, filling.answers.length]).toEqual([0, 1]);
    expect(() => simulateFleet({ ...fleet, replicas: 0 }, [request(0, 1, 1)])).toThrow("at least one replica");
  });

  it("plays a follow-up that comes a second after its answer, also where it could take many steps together", () => {
    const fleet = { server, replicas: 2, places: 8, cacheTokens: 100_000 };
    const long = request(0, 100, 3000);
    const short = request(0, 100, 2);
    const { answers } = simulateFleet(fleet, [long, short], ({ request: one, end }) =>
      one === short ? { ...short, arrival: end + 1 } : undefined,
    );
    expect(answers.map(({ request: one }) => one.outputTokens)).toEqual([2, 2, 3000]);
    const [first, second] = answers;
    expect(second?.request.arrival).toBeCloseTo((first?.end ?? 0) + 1, 12);
    // The second replica was idle: nobody waited.
    expect(second?.waitSeconds).toBeCloseTo(0, 9);
    const alone = simulateFleet({ ...fleet, replicas: 1 }, [long, short], ({ request: one, end }) =>
      one === short ? { ...short, arrival: end + 1 } : undefined,
    );
    // On one replica it waits for the end of a step at most.
    expect(alone.answers[1]?.waitSeconds).toBeLessThan(0.01);
  });
});
