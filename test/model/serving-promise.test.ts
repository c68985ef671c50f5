import { describe, expect, it } from "vitest";
import { erlangC, queueResult, waitQuantile } from "../../src/model/queue.ts";
import { cacheTokens, loadedRate, mostSequences, rateOf, STEP_TOKENS } from "../../src/model/serving-capacity.ts";
import {
  type ArrivalLoad,
  fleetState,
  idleTtftSeconds,
  promisedSequences,
  smallestFleet,
} from "../../src/model/serving-promise.ts";
import { decodeSeconds, type ModelServer, prefillSeconds } from "../../src/model/serving-step.ts";
import { IDLE, TINY } from "./tiny-server.ts";

const server = (
  gpu: Partial<ModelServer["gpu"]>,
  efficiency: Partial<ModelServer["efficiency"]> = {},
  change: Partial<ModelServer> = {},
): ModelServer => ({
  ...IDLE,
  gpu: { ...IDLE.gpu, ...gpu },
  efficiency: { ...IDLE.efficiency, ...efficiency },
  ...change,
});

/** Linear matrices 1944 and one embedding of 88 are multiplied, with norms of 56. */
const LINEAR = 3 * 648;
const MULTIPLIED = LINEAR + 88 + 56;

describe("a step of a server", () => {
  const decode = (s: ModelServer, sequences = 1, contextTokens = 0) => decodeSeconds(s, { sequences, contextTokens });

  it("reads its weights once, at a share of the bandwidth, and of two embeddings one", () => {
    const seconds = (2 * MULTIPLIED) / (1e9 * 0.5);
    expect(decode(server({ bandwidthGbS: 1 }))).toBeCloseTo(seconds, 15);
    expect(decode(server({ bandwidthGbS: 1 }, {}, { tensorParallel: 2 }))).toBeCloseTo(seconds / 2, 15);
    expect(decode(server({ bandwidthGbS: 1 }, {}, { speedFactor: 2 }))).toBeCloseTo(seconds / 2, 15);
    const tied = server({ bandwidthGbS: 1 }, {}, { transformer: { ...TINY, tiedEmbeddings: true } });
    expect(decode(tied)).toBeCloseTo(seconds, 15);
    // Where every expert is asked every time, all are read.
    const asked = server({ bandwidthGbS: 1 }, {}, { transformer: { ...TINY, experts: 2, expertsPerToken: 2 } });
    expect(decode(asked)).toBeCloseTo(seconds + (2 * 3 * (168 + 16)) / (1e9 * 0.5), 15);
  });

  it("reads the cache of every sequence", () => {
    const s = server({ bandwidthGbS: 1 });
    // 2 · 3 layers · 2 heads · width 5 · 2 bytes a token
    expect(decode(s, 4, 100) - decode(s, 4, 0)).toBeCloseTo((4 * 100 * 120) / (1e9 * 0.25), 15);
  });

  it("multiplies 2 FLOP a parameter and sequence, faster in 16 bits and slower in a mixture", () => {
    const seconds = (2 * MULTIPLIED * 4) / (1e12 * 0.4);
    expect(decode(server({ peakTflops: 1 }), 4) / (seconds / 1.25)).toBeCloseTo(1, 12);
    expect(decode(server({ peakTflops: 1 }, {}, { precision: "fp8" }), 4) / seconds).toBeCloseTo(1, 12);
    expect(decode(server({ peakTflops: 1 }, {}, { tensorParallel: 2 }), 4) / (seconds / 2.5)).toBeCloseTo(1, 12);
    const mixture = { ...TINY, experts: 2, expertsPerToken: 2 };
    const both = 2 * (MULTIPLIED + 3 * (168 + 16)) * 4;
    expect(decode(server({ peakTflops: 1 }, {}, { transformer: mixture }), 4)).toBeCloseTo(
      both / (1e12 * 0.4 * 1.25 * 0.5),
      18,
    );
  });

  it("lets reading and multiplying overlap as the root of squares", () => {
    const [reads, multiplies] = [decode(server({ bandwidthGbS: 1 })), decode(server({ peakTflops: 0.001 }))];
    expect(decode(server({ bandwidthGbS: 1, peakTflops: 0.001 }))).toBeCloseTo(Math.hypot(reads, multiplies), 15);
  });

  it("schedules once a step and once a sequence", () => {
    expect(decode(server({}, { stepMilliseconds: 3, sequenceMicroseconds: 20 }), 4)).toBeCloseTo(0.00308, 15);
  });

  it("adds up the partial results of its GPUs twice a layer, and waits for them", () => {
    const pair = { tensorParallel: 4 };
    // 2 · 3 layers · 4 tokens · 8 numbers · 2 bytes · 2 · 3/4
    expect(decode(server({ linkGbS: 1 }, {}, pair), 4)).toBeCloseTo((2 * 3 * 4 * 8 * 2 * 1.5) / (1e9 * 0.75), 18);
    expect(decode(server({}, { exchangeMicroseconds: 10 }, pair))).toBeCloseTo(2 * 3 * 10e-6, 15);
    expect(decode(server({ linkGbS: 1 }, { exchangeMicroseconds: 10 }))).toBe(0);
  });

  it("reads of a mixture the experts that somebody chose: all but (1 − k/n)^sequences", () => {
    const mixture = { ...TINY, experts: 4, expertsPerToken: 1 };
    const s = server({ bandwidthGbS: 1 }, {}, { transformer: mixture });
    const expertBytes = 2 * 3 * 4 * 168;
    const time = (sequences: number): number => decode(s, sequences) * 1e9 * 0.5;
    expect(time(1000) - time(1)).toBeCloseTo(expertBytes * 0.75, -2);
    expect((time(1000) - time(2)) / (time(1000) - time(1))).toBeCloseTo(0.75, 9);
  });

  it("reads prompts with attention of 4 FLOP for each pair: past tokens and half of the new", () => {
    const attention = server({ bf16Tflops: 1 });
    const pairs = (newTokens: number, pastTokens: number): number =>
      prefillSeconds(attention, { newTokens, pastTokens }) / ((4 * 3 * 4 * 5) / (1e12 * 0.2));
    expect(pairs(10, 0)).toBeCloseTo(50, 9);
    expect(pairs(10, 7)).toBeCloseTo(120, 9);
    const multiplied = (2 * MULTIPLIED * 10) / (1e12 * 0.8 * 1.25);
    const s = server({ peakTflops: 1 });
    expect(prefillSeconds(s, { newTokens: 10, pastTokens: 7 }) / multiplied).toBeCloseTo(1, 12);
    expect(prefillSeconds({ ...s, speedFactor: 4 }, { newTokens: 10, pastTokens: 7 }) / multiplied).toBeCloseTo(
      0.25,
      12,
    );
    const linked = server({ linkGbS: 1 }, {}, { tensorParallel: 2 });
    expect(prefillSeconds(linked, { newTokens: 10, pastTokens: 7 })).toBeCloseTo(
      (2 * 3 * 10 * 8 * 2) / (1e9 * 0.75),
      18,
    );
  });
});

describe("the room of a server", () => {
  it("is what weights and the activations of a step leave, in blocks of 16 tokens", () => {
    const weights = 2 * (LINEAR + 56 + 176);
    const activations = STEP_TOKENS * 2 * (2 * 8 + 2 * 7);
    const memoryGib = (weights + activations + 120 * 16 * 5) / 0.8 / 2 ** 30;
    const limits = { memoryFraction: 0.8 };
    expect(cacheTokens(server({ memoryGib: memoryGib * (1 + 1e-12) }), limits)).toBe(80);
    expect(cacheTokens(server({ memoryGib: memoryGib * (1 - 1e-6) }), limits)).toBe(64);
    const experts = { ...TINY, experts: 2, expertsPerToken: 2 };
    const more = 2 * 3 * (168 + 16) + STEP_TOKENS * 2 * 2 * 7;
    const larger = server(
      { memoryGib: (memoryGib + more / 0.8 / 2 ** 30) * (1 + 1e-12) },
      {},
      { transformer: experts },
    );
    expect(cacheTokens(larger, limits)).toBe(80);
  });
});

/** 10 ms a step, whatever is in it, and no time to read prompts: 100 tokens a second for each place. */
const steady = server({}, { stepMilliseconds: 10 });
const request = { inputTokens: 60, outputTokens: 100, cachedFraction: 0 };
const limits = { memoryFraction: 0.9, maxSequences: 4 };
const load = (requestsPerSecond: number): ArrivalLoad => ({
  requestsPerSecond,
  arrivalScv: 1,
  outputScv: 1,
  promptScv: 1,
});

/** Reading a prompt takes time too, so does the cache, and each sequence in a step makes it slower. */
const busy = server(
  { peakTflops: 2e-6, bf16Tflops: 1e-4, bandwidthGbS: 0.02 },
  { stepMilliseconds: 5, sequenceMicroseconds: 700 },
);

describe("a loaded replica", () => {
  it("holds as many sequences as requests a second times their time: Little's law", () => {
    const found = loadedRate(steady, request, { requestsPerSecond: 2.5, maxSequences: 4 });
    expect(found?.sequences).toBeCloseTo(2.5, 9);
    expect(found).toMatchObject({ requestsPerSecond: 2.5, outputTokensPerSecond: 250, secondsPerOutputToken: 0.01 });
    expect(loadedRate(steady, request, { requestsPerSecond: 0.25, maxSequences: 4 })?.sequences).toBeCloseTo(0.25, 9);
    expect(loadedRate(steady, request, { requestsPerSecond: 3.999, maxSequences: 4 })?.sequences).toBeCloseTo(3.999, 9);
    expect(loadedRate(steady, request, { requestsPerSecond: 4.001, maxSequences: 4 })).toBeUndefined();
    expect(loadedRate(steady, request, { requestsPerSecond: 0.1, maxSequences: 0 })).toBeUndefined();
  });

  it("is as slow a token as one sequence alone where it is mostly idle", () => {
    const found = loadedRate(busy, request, { requestsPerSecond: 0.01, maxSequences: 4 });
    expect(found?.secondsPerOutputToken).toBe(rateOf(busy, request, 1).secondsPerOutputToken);
  });
});

describe("a fleet", () => {
  it("is an M/M/c line for its places where prompts take no time", () => {
    const state = fleetState(steady, request, 4, load(6), 2);
    const line = queueResult({ servers: 8, arrivalsPerSecond: 6, serviceSeconds: 1, arrivalScv: 1, serviceScv: 1 });
    if (!state || !line) throw new Error("overloaded");
    // Prompts of 60 tokens have 60 ÷ 4096 of a step of 10 ms each, in a line of two.
    const serviceSeconds = (0.01 * 60) / STEP_TOKENS;
    const prompts = queueResult({ servers: 2, arrivalsPerSecond: 6, serviceSeconds, arrivalScv: 1, serviceScv: 1 });
    if (!prompts) throw new Error("overloaded");
    expect(state.replicas).toBe(2);
    expect(state.mostSequences).toBe(4);
    expect(state.sequences).toBeCloseTo(3, 9);
    expect(state.utilisationFraction).toBeCloseTo(0.75, 12);
    expect(1 - state.waitProbability).toBeCloseTo((1 - line.waitProbability) * (1 - prompts.waitProbability), 12);
    expect(line.waitProbability).toBe(erlangC({ servers: 8, offeredLoad: 6 }));
    const wait = line.meanWaitSeconds + prompts.meanWaitSeconds;
    expect(state.meanWaitSeconds).toBeCloseTo(wait, 12);
    // Half of the step under way and the whole of one's own; at P95 the whole of both.
    expect(state.meanTtftSeconds).toBeCloseTo(wait + 0.015, 12);
    expect(state.p95TtftSeconds).toBeCloseTo(waitQuantile(line, 0.95) + waitQuantile(prompts, 0.95) + 0.02, 12);
    expect(state.secondsPerOutputToken).toBe(0.01);
  });

  it("cannot answer more than its places do", () => {
    expect(fleetState(steady, request, 4, load(8), 2)).toBeUndefined();
    expect(fleetState(steady, request, 4, load(8.01), 2)).toBeUndefined();
    expect(fleetState(steady, request, 4, load(7.9), 2)).toBeDefined();
  });

  it("nearly idle answers as fast as an idle replica, but for long prompts", () => {
    const idle = idleTtftSeconds(busy, request);
    const state = fleetState(busy, request, 4, load(1e-6), 1);
    expect(state?.meanTtftSeconds).toBeCloseTo(idle, 4);
    const prefill = prefillSeconds(busy, { newTokens: 60, pastTokens: 0 });
    expect(state?.p95TtftSeconds).toBeCloseTo(idle + 2 * prefill, 4);
    const even = fleetState(busy, request, 4, { ...load(1e-6), promptScv: 0.25 }, 1);
    expect(even?.p95TtftSeconds).toBeCloseTo(idle + prefill, 4);
  });

  it("reads only the part of a prompt that is not cached", () => {
    const cached = { ...request, cachedFraction: 0.75 };
    const read = prefillSeconds(busy, { newTokens: 15, pastTokens: 45 });
    const one = decodeSeconds(busy, { sequences: 1, contextTokens: 110 });
    expect(idleTtftSeconds(busy, cached)).toBeCloseTo(read + one, 12);
    expect(idleTtftSeconds(busy, request)).toBeCloseTo(
      prefillSeconds(busy, { newTokens: 60, pastTokens: 0 }) + one,
      12,
    );
    // Prompts of 15 new tokens queue for their reading and their share of a step, which is what they take of its 4096.
    const [loaded, full] = [
      loadedRate(busy, cached, { requestsPerSecond: 0.6, maxSequences: 4 }),
      rateOf(busy, cached, 4),
    ];
    const step = decodeSeconds(busy, { sequences: Math.max(1, loaded?.sequences ?? 0), contextTokens: 110 });
    const queue = (seconds: number, servers: number) =>
      queueResult({ servers, arrivalsPerSecond: 1.2, serviceSeconds: seconds, arrivalScv: 1, serviceScv: 1 });
    const waits = [queue(read + (step * 15) / STEP_TOKENS, 2), queue(100 * full.secondsPerOutputToken, 8)];
    expect(fleetState(busy, cached, 4, load(1.2), 2)?.meanWaitSeconds).toBeCloseTo(
      waits.reduce((sum, one) => sum + (one?.meanWaitSeconds ?? Number.NaN), 0),
      12,
    );
    // Answers shorter than the step's share of prompts end it sooner: one token takes no more than one step of 4.
    const short = { inputTokens: 40_960, outputTokens: 3, cachedFraction: 0 };
    const brief = fleetState(steady, short, 4, load(1), 1);
    const prompt = queueResult({
      servers: 1,
      arrivalsPerSecond: 1,
      serviceSeconds: 0.03,
      arrivalScv: 1,
      serviceScv: 1,
    });
    const place = queueResult({ servers: 4, arrivalsPerSecond: 1, serviceSeconds: 0.03, arrivalScv: 1, serviceScv: 1 });
    expect(brief?.meanWaitSeconds).toBeCloseTo((prompt?.meanWaitSeconds ?? 0) + (place?.meanWaitSeconds ?? 0), 12);
    // With as many prompts as that there is no end of them.
    expect(fleetState(steady, short, 4, load(70), 1)).toBeUndefined();
    const at = (cachedFraction: number): number =>
      fleetState(busy, { ...request, cachedFraction }, 4, load(1.2), 2)?.meanWaitSeconds ?? Infinity;
    expect(at(0.75)).toBeLessThan(at(0));
  });

  it("waits for nobody where ten standard deviations of its places are free", () => {
    // 300 places, 100 busy: 200² is more than 100 × 300; Erlang's C is below 1e-50 there.
    const many = fleetState(steady, request, 300, load(100), 1);
    expect(erlangC({ servers: 300, offeredLoad: 100 })).toBeLessThan(1e-50);
    expect(many?.utilisationFraction).toBeCloseTo(1 / 3, 12);
    const prompts = queueResult({
      servers: 1,
      arrivalsPerSecond: 100,
      serviceSeconds: (0.01 * 60) / STEP_TOKENS,
      arrivalScv: 1,
      serviceScv: 1,
    });
    expect(many?.waitProbability).toBeCloseTo(prompts?.waitProbability ?? 0, 12);
  });
});

describe("a line of many places", () => {
  it("is Erlang's where few of them are free", () => {
    // 300 places and 290 of them busy, answers of two seconds.
    const long = { ...request, outputTokens: 200 };
    const state = fleetState(steady, long, 300, load(145), 1);
    const line = queueResult({ servers: 300, arrivalsPerSecond: 145, serviceSeconds: 2, arrivalScv: 1, serviceScv: 1 });
    expect(line?.waitProbability).toBeGreaterThan(0.4);
    expect(state?.waitProbability).toBeGreaterThanOrEqual(line?.waitProbability ?? 1);
    expect(state?.meanWaitSeconds).toBeGreaterThanOrEqual(line?.meanWaitSeconds ?? Infinity);
  });
});

describe("sequences that keep a promise about tokens", () => {
  const places = (secondsPerOutputToken?: number): number =>
    promisedSequences(busy, request, { ...limits, maxSequences: 64 }, { secondsPerOutputToken });

  it("are the most that do, as trying one after the other finds", () => {
    const steps = Array.from({ length: 64 }, (_, i) => rateOf(busy, request, i + 1).secondsPerOutputToken);
    for (const promise of [steps[0], steps[1], steps[16], steps[40], steps[62], steps[63]]) {
      const most = steps.filter((seconds) => seconds <= (promise ?? 0)).length;
      expect(places(promise)).toBe(most);
      expect(places((promise ?? 0) * 1.0001)).toBe(most);
    }
  });

  it("are all that fit where nothing is promised, and none where one alone is too slow or nothing fits", () => {
    expect(places()).toBe(64);
    expect(places(0.001)).toBe(0);
    const small = { ...busy, gpu: { ...busy.gpu, memoryGib: 1e-6 } };
    expect(mostSequences(small, request, limits)).toBe(0);
    expect(promisedSequences(small, request, limits, {})).toBe(0);
  });
});

describe("the smallest fleet", () => {
  const fleet = (requestsPerSecond: number, ttftP95Seconds: number, secondsPerOutputToken?: number) =>
    smallestFleet(busy, request, limits, load(requestsPerSecond), { ttftP95Seconds, secondsPerOutputToken });
  const idle = idleTtftSeconds(busy, request);

  it.each([
    [0.001, 3],
    [3, 3],
    [20, 3],
    [20, 6],
    [90, 2.95],
  ])("at %d requests a second and %d idle times is what trying 1, 2, 3 … finds", (rate, times) => {
    const promise = times * idle;
    const found = fleet(rate, promise);
    if ("unkeepable" in found) throw new Error(found.unkeepable);
    let replicas = 1;
    while ((fleetState(busy, request, 4, load(rate), replicas)?.p95TtftSeconds ?? Infinity) > promise) replicas++;
    expect(found.replicas).toBe(replicas);
    expect(found).toEqual(fleetState(busy, request, 4, load(rate), replicas));
  });

  it("is looked for from the least that could do", () => {
    // Four requests a second a replica: five for twenty, and a sixth where P95 is to begin within a quarter of a second.
    const found = smallestFleet(steady, request, limits, load(20), { ttftP95Seconds: 0.25 });
    const keeps = (replicas: number): boolean =>
      (fleetState(steady, request, 4, load(20), replicas)?.p95TtftSeconds ?? Infinity) <= 0.25;
    expect(found).toMatchObject({ replicas: Array.from({ length: 20 }, (_, i) => i + 1).find(keeps) });
    expect(keeps(20)).toBe(true);
  });

  it("is at least one, with places that keep the promise about tokens", () => {
    const two = rateOf(busy, request, 2).secondsPerOutputToken;
    const found = fleet(0.001, 10 * idle, two);
    expect(found).toMatchObject({ replicas: 1, mostSequences: 2 });
  });

  it("does not exist where the model does not fit, one prompt takes too long, or one token does", () => {
    const small = { ...busy, gpu: { ...busy.gpu, memoryGib: 1e-6 } };
    expect(smallestFleet(small, request, limits, load(1), { ttftP95Seconds: 10 })).toEqual({
      unkeepable: "does not fit",
    });
    expect(fleet(1, 0.99 * idle)).toEqual({ unkeepable: "prompt", atLeastSeconds: idle });
    const one = rateOf(busy, request, 1).secondsPerOutputToken;
    expect(fleet(1, 10 * idle, 0.99 * one)).toEqual({ unkeepable: "token", atLeastSeconds: one });
  });

  it("does not exist where even a fleet without end meets long prompts: P95 stays above one idle answer", () => {
    expect(fleet(1, 1.0001 * idle)).toEqual({ unkeepable: "prompt", atLeastSeconds: idle });
  });
});
