import { describe, expect, it } from "vitest";
import { simulateFleet } from "../../src/analysis/serving/fleet-simulation.ts";
import { simulateLine } from "../../src/analysis/serving/line-simulation.ts";
import { p95Ttft, playedReplicas } from "../../src/analysis/serving/played-service.ts";
import { burstiness } from "../../src/analysis/serving/request.ts";
import { requestBurst, requestStream } from "../../src/analysis/serving/request-stream.ts";
import { queueResult } from "../../src/model/queue.ts";
import { cacheTokens, rateOf } from "../../src/model/serving-capacity.ts";
import { fleetState } from "../../src/model/serving-promise.ts";
import { decodeSeconds, prefillSeconds } from "../../src/model/serving-step.ts";
import { server } from "./serving/server.ts";

const room = cacheTokens(server, { memoryFraction: 0.9 });
const law = {
  requestsPerSecond: 5,
  arrivalScv: 1,
  inputTokens: 800,
  promptScv: 0,
  outputTokens: 200,
  outputScv: 0,
  cachedFraction: 0,
};

/** Two-sided normal quantile for a false alarm in a million. */
const SIGMAS = 4.9;

describe("the simulated waiting line", () => {
  for (const [servers, load, serviceScv] of [
    [1, 0.7, 1],
    [4, 0.8, 1],
    [4, 0.8, 0],
    [16, 0.85, 1],
    [4, 0.8, 3],
  ] as const)
    it(`agrees with theory within its standard error: ${servers} servers, load ${load}, service scv ${serviceScv}`, () => {
      const q = { servers, arrivalsPerSecond: load * servers, serviceSeconds: 1, arrivalScv: 1, serviceScv };
      const played = simulateLine(q, { requests: 400_000, seed: 3 });
      const theory = queueResult(q);
      // M/M/c is exact; the formula for other service times states 3 %.
      const allowed = SIGMAS * played.meanWaitError + (serviceScv === 1 ? 0 : 0.03 * played.meanWaitSeconds);
      expect(Math.abs(played.meanWaitSeconds - (theory?.meanWaitSeconds ?? 0))).toBeLessThan(allowed);
    });

  it("waits longer than the formula's Poisson arrivals say where requests come in bursts", () => {
    const q = { servers: 4, arrivalsPerSecond: 2.8, serviceSeconds: 1, arrivalScv: 4, serviceScv: 1 };
    const poisson = queueResult({ ...q, arrivalScv: 1 });
    expect(simulateLine(q, { requests: 200_000, seed: 1 }).meanWaitSeconds).toBeGreaterThan(
      2 * (poisson?.meanWaitSeconds ?? Infinity),
    );
  });

  it("is the same for the same seed", () => {
    const q = { servers: 2, arrivalsPerSecond: 1, serviceSeconds: 1, arrivalScv: 1, serviceScv: 1 };
    const play = (seed: number) => simulateLine(q, { requests: 1000, seed });
    expect(play(7)).toEqual(play(7));
    expect(play(7)).not.toEqual(play(8));
  });
});

describe("the simulated fleet", () => {
  const fleet = { server, replicas: 1, places: 256, cacheTokens: room };

  it("answers one request in the time of its prompt and its steps", () => {
    const [answer] = simulateFleet(fleet, [
      { arrival: 3, inputTokens: 1000, cachedTokens: 0, outputTokens: 101 },
    ]).answers;
    const reading =
      prefillSeconds(server, { newTokens: 1000, pastTokens: 0 }) +
      decodeSeconds(server, { sequences: 1, contextTokens: 0 });
    expect(answer?.ttftSeconds).toBeCloseTo(reading, 9);
    expect(answer?.waitSeconds).toBe(0);
    // A hundred steps more; contexts 1001 to 1100.
    expect(answer?.secondsPerOutputToken).toBeCloseTo(
      decodeSeconds(server, { sequences: 1, contextTokens: 1050.5 }),
      9,
    );
  });

  it("reaches the capacity of the formula under full load", () => {
    const full = rateOf(server, { inputTokens: 800, outputTokens: 200, cachedFraction: 0 }, 256);
    const requests = requestStream(
      { ...law, requestsPerSecond: 3 * full.requestsPerSecond },
      { requests: 6000, seed: 1 },
    );
    const played = simulateFleet(fleet, requests);
    const rate = (6000 * 200) / played.seconds;
    // The last batches run empty: 256 of 6000 requests, and steps of prompts read in chunks.
    expect(rate / full.outputTokensPerSecond).toBeGreaterThan(0.85);
    expect(rate / full.outputTokensPerSecond).toBeLessThan(1.05);
  });

  it("loses no request and keeps the order of time", () => {
    const requests = requestStream({ ...law, promptScv: 1, outputScv: 1 }, { requests: 3000, seed: 2 });
    const { answers, refused } = simulateFleet({ ...fleet, replicas: 3 }, requests);
    expect(answers.length + refused).toBe(3000);
    for (const { request, waitSeconds, ttftSeconds, end } of answers) {
      expect(waitSeconds).toBeGreaterThanOrEqual(-1e-9);
      expect(ttftSeconds).toBeGreaterThan(waitSeconds);
      expect(end).toBeGreaterThanOrEqual(request.arrival + ttftSeconds - 1e-9);
    }
  });

  it("is near the formula's P95 at moderate load: no more than a quarter above it, and no less than half", () => {
    const request = { inputTokens: 800, outputTokens: 200, cachedFraction: 0 };
    const full = rateOf(server, request, 256);
    const load = { requestsPerSecond: 1.2 * full.requestsPerSecond, arrivalScv: 1, outputScv: 1, promptScv: 1 };
    const theory = fleetState(server, request, 256, load, 2)?.p95TtftSeconds ?? 0;
    const played = simulateFleet(
      { ...fleet, replicas: 2 },
      requestStream(
        { ...law, requestsPerSecond: load.requestsPerSecond, promptScv: 1, outputScv: 1 },
        { requests: 12_000, seed: 5 },
      ),
    );
    const { value, standardError } = p95Ttft(played);
    expect(value - SIGMAS * standardError).toBeLessThan(1.25 * theory);
    expect(value + SIGMAS * standardError).toBeGreaterThan(0.5 * theory);
  });

  it("answers no later with more replicas, more places or a cached prefix", () => {
    const requests = requestStream(
      { ...law, requestsPerSecond: 40, promptScv: 1, outputScv: 1 },
      { requests: 3000, seed: 9 },
    );
    const p95 = (changed: Partial<typeof fleet>, played = requests) =>
      p95Ttft(simulateFleet({ ...fleet, ...changed }, played)).value;
    const base = p95({ places: 32 });
    expect(p95({ places: 32, replicas: 2 })).toBeLessThan(base);
    expect(p95({ places: 128 })).toBeLessThan(base);
    expect(
      p95(
        { places: 32 },
        requests.map((r) => ({ ...r, cachedTokens: Math.floor(0.9 * r.inputTokens) })),
      ),
    ).toBeLessThan(base);
  });

  it("refuses what its cache cannot hold instead of waiting forever", () => {
    const { answers, refused } = simulateFleet(
      { ...fleet, cacheTokens: 500 },
      requestStream(law, { requests: 5, seed: 1 }),
    );
    expect(answers).toHaveLength(0);
    expect(refused).toBe(5);
  });

  it("finds how many replicas a class takes that starts all at once", () => {
    const burst = requestBurst({ ...law, outputTokens: 90 }, { requests: 300, withinSeconds: 1, seed: 1 });
    const found = playedReplicas({ ...fleet, places: 64 }, burst, { ttftP95Seconds: 1, guess: 1 });
    expect(found?.replicas).toBeGreaterThan(1);
    const fewer = simulateFleet({ ...fleet, places: 64, replicas: (found?.replicas ?? 2) - 1 }, burst);
    expect(p95Ttft(fewer).value).toBeGreaterThan(1);
    expect(playedReplicas(fleet, burst, { ttftP95Seconds: 1e-4, guess: 1 })).toBeUndefined();
  });

  it("plays follow-ups when their answer has ended", () => {
    const first = { arrival: 0, inputTokens: 100, cachedTokens: 0, outputTokens: 50 };
    const { answers } = simulateFleet(fleet, [first], ({ request, end }) =>
      request.inputTokens < 400
        ? { ...request, arrival: end + 10, inputTokens: request.inputTokens + 150, cachedTokens: request.inputTokens }
        : undefined,
    );
    expect(answers.map(({ request }) => request.inputTokens)).toEqual([100, 250, 400]);
    expect(answers[1]?.request.arrival).toBeGreaterThan(10);
  });
});

describe("burstiness", () => {
  it("is 1 for Poisson arrivals, 0 for even ones, and more for bursts", () => {
    const even = Array.from({ length: 5000 }, (_, i) => ({
      arrival: i,
      inputTokens: 1,
      cachedTokens: 0,
      outputTokens: 1,
    }));
    expect(burstiness(even).intervalScv).toBeCloseTo(0, 9);
    const poisson = burstiness(requestStream({ ...law, requestsPerSecond: 2 }, { requests: 20_000, seed: 1 }));
    // The scv of n exponential intervals has a standard error of about √(8 ÷ n).
    expect(Math.abs(poisson.intervalScv - 1)).toBeLessThan(SIGMAS * Math.sqrt(8 / 20_000));
    const bursts = burstiness(
      requestStream({ ...law, requestsPerSecond: 2, arrivalScv: 5 }, { requests: 20_000, seed: 1 }),
    );
    expect(bursts.intervalScv).toBeGreaterThan(3);
    expect(bursts.dispersion).toBeGreaterThan(3);
  });
});
