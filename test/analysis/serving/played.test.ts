import { describe, expect, it } from "vitest";
import { simulateFleet } from "../../../src/analysis/serving/fleet-simulation.ts";
import { gammaTimes, simulateLine } from "../../../src/analysis/serving/line-simulation.ts";
import { p95Ttft, playedFigures, playedReplicas } from "../../../src/analysis/serving/played-service.ts";
import type { Answered } from "../../../src/analysis/serving/replica.ts";
import { burstiness, meanAndScv, type PlayedRequest } from "../../../src/analysis/serving/request.ts";
import { requestBurst, requestStream } from "../../../src/analysis/serving/request-stream.ts";
import { gamma } from "../../../src/math/gamma-distribution.ts";
import { sortedQuantile } from "../../../src/math/quantile.ts";
import { addressedUniform } from "../../../src/math/random-stream.ts";
import { server } from "./server.ts";

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const at = (arrival: number, rest: Partial<PlayedRequest> = {}): PlayedRequest => ({
  arrival,
  inputTokens: 10,
  cachedTokens: 0,
  outputTokens: 5,
  ...rest,
});

describe("times of a gamma law", () => {
  const uniform = addressedUniform(3, "test");

  it("are constant, exponential, or of the law of the stated mean and variance", () => {
    expect([0, 1, 2].map(gammaTimes(7, 0, uniform))).toEqual([7, 7, 7]);
    expect([0, 1, 2].map(gammaTimes(7, 1, uniform))).toEqual([0, 1, 2].map((i) => -7 * Math.log(uniform(i))));
    const law = gamma({ mean: 7, sd: 7 * Math.sqrt(2.5) });
    expect([0, 1, 2].map(gammaTimes(7, 2.5, uniform))).toEqual([0, 1, 2].map((i) => law.quantile(uniform(i))));
  });
});

describe("requests as they come", () => {
  const law = {
    requestsPerSecond: 4,
    arrivalScv: 0,
    inputTokens: 100.4,
    promptScv: 0,
    outputTokens: 20.6,
    outputScv: 0,
    cachedFraction: 0.257,
  };

  it("are even, of whole lengths, and partly in the cache", () => {
    expect(requestStream(law, { requests: 3, seed: 1 })).toEqual(
      [0.25, 0.5, 0.75].map((arrival) => ({ arrival, inputTokens: 100, cachedTokens: 25, outputTokens: 21 })),
    );
  });

  it("have a prompt and an answer of one token at least, and always read one", () => {
    const tiny = { ...law, inputTokens: 0.1, outputTokens: 0.1, cachedFraction: 1 };
    expect(requestStream(tiny, { requests: 1, seed: 1 })[0]).toMatchObject({
      inputTokens: 1,
      outputTokens: 1,
      cachedTokens: 0,
    });
    expect(requestStream({ ...law, cachedFraction: 1 }, { requests: 1, seed: 1 })[0]?.cachedTokens).toBe(99);
  });

  it("are drawn by streams of their own, one after the other", () => {
    const drawn = requestStream({ ...law, arrivalScv: 1, promptScv: 1, outputScv: 1 }, { requests: 5, seed: 9 });
    const [gap, prompt, answer] = ["arrivals", "prompts", "answers"].map((name) =>
      addressedUniform(9, `serving/${name}`),
    );
    let now = 0;
    for (const [i, request] of drawn.entries()) {
      now -= Math.log(gap?.(i) ?? 0) / 4;
      expect(request.arrival).toBeCloseTo(now, 12);
      expect(request.inputTokens).toBe(Math.max(1, Math.round(-100.4 * Math.log(prompt?.(i) ?? 0))));
      expect(request.outputTokens).toBe(Math.max(1, Math.round(-20.6 * Math.log(answer?.(i) ?? 0))));
    }
  });

  it("come in a burst at times spread evenly at random, in their order", () => {
    const burst = requestBurst({ ...law, promptScv: 1 }, { requests: 50, withinSeconds: 10, seed: 2 });
    const when = addressedUniform(2, "serving/burst");
    const times = Array.from({ length: 50 }, (_, i) => 10 * when(i)).sort((a, b) => a - b);
    expect(burst.map(({ arrival }) => arrival)).toEqual(times);
    expect(new Set(burst.map(({ inputTokens }) => inputTokens)).size).toBeGreaterThan(20);
  });
});

describe("how bursty requests are", () => {
  it("is the variance over the squared mean of their intervals, and over the mean of their number a minute", () => {
    // Intervals 10, 50, 30, 90, 60; windows of a minute from the first on: two, two, none, one; the last is not in a whole one.
    const times = [50, 60, 110, 140, 230, 290];
    const intervals = [10, 50, 30, 90, 60];
    const variance = mean(intervals.map((x) => (x - 48) ** 2));
    const counts = [2, 2, 0, 1];
    const found = burstiness(times.map((time) => at(time)));
    expect(found.intervalScv).toBeCloseTo(variance / 48 ** 2, 12);
    expect(found.dispersion).toBeCloseTo(mean(counts.map((x) => (x - 1.25) ** 2)) / 1.25, 12);
  });

  it("is known for requests within a minute too, as one window, and is 0 where all come at once", () => {
    expect(burstiness([at(0), at(1), at(3)])).toEqual({ intervalScv: expect.closeTo(1 / 9, 12), dispersion: 0 });
    expect(burstiness([at(4), at(4), at(4)])).toEqual({ intervalScv: 0, dispersion: 0 });
    expect(burstiness([])).toEqual({ intervalScv: 0, dispersion: 0 });
    // Sixty seconds after the first begins the next window.
    expect(burstiness([at(0), at(30), at(60), at(120)]).dispersion).toBeCloseTo((0.5 * 0.5) / 1.5, 12);
  });

  it("is for numbers their mean and variance over its square", () => {
    expect(meanAndScv([1, 2, 6])).toEqual({ mean: 3, scv: expect.closeTo(14 / 3 / 9, 12) });
    expect(meanAndScv([0, 0])).toEqual({ mean: 0, scv: 0 });
    expect(meanAndScv([])).toEqual({ mean: 0, scv: 0 });
  });
});

/** A line with its servers in a list that is sorted for each request. */
function linePlainly(q: Parameters<typeof simulateLine>[0], requests: number, seed: number) {
  const gap = gammaTimes(1 / q.arrivalsPerSecond, q.arrivalScv, addressedUniform(seed, "serving/arrivals"));
  const service = gammaTimes(q.serviceSeconds, q.serviceScv, addressedUniform(seed, "serving/service"));
  const free: number[] = new Array(q.servers).fill(0);
  let now = 0;
  const waits: number[] = [];
  for (let i = 0; i < requests; i++) {
    now += gap(i);
    free.sort((a, b) => a - b);
    const start = Math.max(now, free[0] ?? 0);
    free[0] = start + service(i);
    waits.push(start - now);
  }
  return waits.slice(Math.floor(0.1 * requests));
}

describe("the waiting line, against one that is played plainly", () => {
  it.each([
    ["one server", { servers: 1, arrivalsPerSecond: 0.8, serviceSeconds: 1, arrivalScv: 1, serviceScv: 1 }],
    ["three", { servers: 3, arrivalsPerSecond: 2.5, serviceSeconds: 1, arrivalScv: 1, serviceScv: 1 }],
    [
      "eight, with constant service",
      { servers: 8, arrivalsPerSecond: 7, serviceSeconds: 1, arrivalScv: 1, serviceScv: 0 },
    ],
  ])("has the same waits: %s", (_, q) => {
    const waits = linePlainly(q, 1000, 5);
    const played = simulateLine(q, { requests: 1000, seed: 5 });
    const batches = Array.from({ length: 30 }, (__, b) => mean(waits.slice(30 * b, 30 * (b + 1))));
    const centre = mean(batches);
    const variance = batches.reduce((sum, x) => sum + (x - centre) ** 2, 0) / 29;
    expect(played.requests).toBe(900);
    expect(played.meanWaitSeconds).toBeCloseTo(centre, 10);
    expect(played.meanWaitError).toBeCloseTo(Math.sqrt(variance / 30), 10);
    expect(played.waitProbability).toBeCloseTo(waits.filter((wait) => wait > 0).length / 900, 12);
    expect(played.p95WaitSeconds).toBeCloseTo([...waits].sort((a, b) => a - b)[855] ?? 0, 10);
  });
});

/** Answers with stated times to first token, in the order in which they end. */
const answers = (ttfts: readonly number[]): Answered[] =>
  ttfts.map((ttftSeconds, i) => ({
    request: at(i),
    waitSeconds: ttftSeconds / 2,
    ttftSeconds,
    secondsPerOutputToken: ttftSeconds / 100,
    end: i + 10,
  }));
const service = (all: readonly Answered[]) => ({ answers: all, refused: 2, busyFraction: 0.75, seconds: 50 });

describe("P95 of a played service", () => {
  const ttfts = Array.from({ length: 409 }, (_, i) => 1 + ((i * 37) % 101));

  it("has the error of twenty batches in the order of arrival", () => {
    const sorted = [...ttfts].sort((a, b) => a - b);
    const each = Array.from({ length: 20 }, (_, b) =>
      sortedQuantile(
        [...ttfts.slice(20 * b, 20 * (b + 1))].sort((x, y) => x - y),
        0.95,
      ),
    );
    const variance = each.reduce((sum, x) => sum + (x - mean(each)) ** 2, 0) / 19;
    // Ended in another order: it is that of arrival which counts.
    const found = p95Ttft(service(answers(ttfts).reverse()));
    expect(found.value).toBe(sortedQuantile(sorted, 0.95));
    expect(found.standardError).toBeCloseTo(Math.sqrt(variance / 20), 12);
  });

  it("has an error from four hundred answers on, and no end without answers", () => {
    expect(p95Ttft(service(answers(ttfts.slice(0, 399)))).standardError).toBeNaN();
    expect(p95Ttft(service(answers(ttfts.slice(0, 400)))).standardError).toBeGreaterThan(0);
    expect(p95Ttft(service([]))).toEqual({ value: Infinity, standardError: Number.NaN });
  });
});

describe("the figures of a played service", () => {
  const played = service(answers([1, 2, 3, 6]));
  const requests = [at(0), at(1), at(2), at(3), at(3)];
  const figures = (neededReplicas: number | undefined, of = played) =>
    playedFigures(of, requests, { replicas: 3, gpusPerReplica: 2, neededReplicas });
  const values = (...how: Parameters<typeof figures>) =>
    Object.fromEntries(
      Object.entries(figures(...how)).map(([id, { value }]) => [id.replace("serving.simulated.", ""), value]),
    );

  it("are means and quantiles over what was answered", () => {
    expect(values(4)).toEqual({
      requests: 5,
      refused: 2,
      input_tokens: 10,
      output_tokens: 5,
      interval_scv: expect.closeTo(3 / 9, 12),
      dispersion: 0,
      gpus: 8,
      played_gpus: 6,
      mean_wait_seconds: 1.5,
      p95_ttft_seconds: expect.closeTo(5.55, 12),
      p95_seconds_per_output_token: expect.closeTo(0.0555, 12),
      busy_fraction: 0.75,
      output_tokens_per_second_per_gpu: expect.closeTo(20 / 50 / 6, 12),
    });
    expect(values(undefined).gpus).toBe(Infinity);
  });

  it("say how they were got, and how far P95 is known", () => {
    const all = figures(4);
    for (const { formula, of } of Object.values(all))
      expect([formula, of]).toEqual([expect.stringMatching(/^discrete/), []]);
    expect("standardError" in (all["serving.simulated.p95_ttft_seconds"] ?? {})).toBe(false);
    const many = service(answers(Array.from({ length: 400 }, (_, i) => 1 + (i % 7))));
    const found = figures(4, many)["serving.simulated.p95_ttft_seconds"];
    expect(found?.standardError).toBe(p95Ttft(many).standardError);
  });
});

describe("the replicas that a promise takes when it is played", () => {
  const fleet = { server, replicas: 1, places: 4, cacheTokens: 20_000 };
  const burst = requestBurst(
    {
      requestsPerSecond: 1,
      arrivalScv: 1,
      inputTokens: 800,
      promptScv: 1,
      outputTokens: 30,
      outputScv: 1,
      cachedFraction: 0,
    },
    { requests: 40, withinSeconds: 0.5, seed: 1 },
  );
  const p95 = (replicas: number) => p95Ttft(simulateFleet({ ...fleet, replicas }, burst)).value;
  const needed = (promise: number) =>
    Array.from({ length: 40 }, (_, i) => i + 1).find((replicas) => p95(replicas) <= promise);

  it.each([
    [0.3, 1],
    [0.3, 5],
    [0.3, 40],
    [0.15, 2],
    [10, 9],
    [10, 0],
  ])("are the fewest, whatever the guess: %d s from %d", (promise, guess) => {
    const found = playedReplicas(fleet, burst, { ttftP95Seconds: promise, guess });
    expect(found?.replicas).toBe(needed(promise));
    expect(found && p95Ttft(found.played).value).toBe(p95(found?.replicas ?? 0));
  });

  it("keep a promise that is just kept", () => {
    const exactly = p95(3);
    expect(playedReplicas(fleet, burst, { ttftP95Seconds: exactly, guess: 1 })?.replicas).toBe(needed(exactly));
  });

  it("are unknown where one for each request is not enough, or a request fits nowhere", () => {
    expect(playedReplicas(fleet, burst, { ttftP95Seconds: 1e-4, guess: 3 })).toBeUndefined();
    const small = { ...fleet, cacheTokens: 1000 };
    expect(simulateFleet({ ...small, replicas: 40 }, burst).refused).toBeGreaterThan(0);
    expect(playedReplicas(small, burst, { ttftP95Seconds: 10, guess: 1 })).toBeUndefined();
  });

  it("are found with what follows an answer", () => {
    const next = ({ request, end }: Answered) =>
      request.inputTokens < 5000 && request.arrival < 0.5 ? { ...request, arrival: end + 1 } : undefined;
    const found = playedReplicas(fleet, burst, { ttftP95Seconds: 10, guess: 1, next });
    expect(found?.played.answers).toHaveLength(80);
  });
});
