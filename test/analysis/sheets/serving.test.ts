import { describe, expect, it } from "vitest";
import { ancestorsOf, evaluate } from "../../../src/analysis/evaluate.ts";
import type { Figure } from "../../../src/analysis/node.ts";
import type { ServingFit } from "../../../src/analysis/serving/catalog.ts";
import type { PlannedServing } from "../../../src/analysis/sheets/planned-serving.ts";
import { servingSheet } from "../../../src/analysis/sheets/serving.ts";
import { studentT } from "../../../src/math/student-t-distribution.ts";
import { hourlyRates, namedShares } from "../../../src/model/daily-profile.ts";
import { cacheTokens, fullRate, mostSequences, rateOf } from "../../../src/model/serving-capacity.ts";
import { fleetState, idleTtftSeconds, promisedSequences, smallestFleet } from "../../../src/model/serving-promise.ts";
import { valuesBelow, wronglyShown } from "../figures.ts";
import { quantityLeaf } from "../leaves.ts";
import { server } from "../serving/server.ts";

const fit: ServingFit = {
  efficiency: server.efficiency,
  logSd: 0.25,
  degreesOfFreedom: 4,
  fittedRows: 10,
  accuracy: [],
  hopper: { rows: 0, median_error: 0, within_quarter: 0 },
};
const pair = { ...server, tensorParallel: 2 };
const leaves = (values: Readonly<Record<string, number>>) =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, quantityLeaf(name, value)]));
const request = { inputTokens: 2000, outputTokens: 250, cachedFraction: 0.5 };
const limits = { memoryFraction: 0.9, maxSequences: 40 };
const load = { requestsPerSecond: 60, arrivalScv: 2, outputScv: 0.5, promptScv: 1.5 };

const planned = (changed: Readonly<Record<string, number>> = {}, more: Partial<PlannedServing> = {}): PlannedServing =>
  ({
    server: pair,
    ...leaves({ ...request, ...limits, arrivalScv: 2, outputScv: 0.5, promptScv: 1.5 }),
    ...leaves({ ttftP95Seconds: 2, spareReplicas: 1, ...changed }),
    ...more,
  }) as PlannedServing;
const figures = (changed: Readonly<Record<string, number>> = {}, more: Partial<PlannedServing> = {}) =>
  servingSheet(planned(changed, more), fit);
const ids = (shown: readonly Figure<number>[]) => shown.map(({ id }) => id.replace("serving.", ""));
const values = (...how: Parameters<typeof figures>) => valuesBelow("serving.", figures(...how));

describe("what a replica can do", () => {
  it("is what the formulas of its server say, by GPU", () => {
    const full = fullRate(pair, request, limits);
    expect(values()).toEqual({
      kv_cache_tokens: cacheTokens(pair, limits),
      sequences_per_replica: 40,
      output_tokens_per_second_per_gpu: (full?.outputTokensPerSecond ?? 0) / 2,
      requests_per_second_per_gpu: (full?.requestsPerSecond ?? 0) / 2,
      idle_ttft_seconds: idleTtftSeconds(pair, request),
      full_seconds_per_output_token: full?.secondsPerOutputToken,
    });
    expect(wronglyShown(figures())).toEqual([]);
  });

  it("is less where the time between tokens is promised", () => {
    const most = (fullRate(pair, request, limits)?.secondsPerOutputToken ?? 0) * 0.8;
    const places = promisedSequences(pair, request, limits, { secondsPerOutputToken: most });
    expect(places).toBeGreaterThan(1);
    expect(places).toBeLessThan(40);
    expect(values({ secondsPerOutputToken: most })).toMatchObject({
      sequences_per_replica: places,
      full_seconds_per_output_token: rateOf(pair, request, places).secondsPerOutputToken,
      output_tokens_per_second_per_gpu: rateOf(pair, request, places).outputTokensPerSecond / 2,
    });
  });

  it("is nothing where the promise cannot be kept, though an idle one answers", () => {
    expect(values({ secondsPerOutputToken: 1e-6 })).toMatchObject({
      sequences_per_replica: 0,
      output_tokens_per_second_per_gpu: 0,
      requests_per_second_per_gpu: 0,
      idle_ttft_seconds: idleTtftSeconds(pair, request),
      full_seconds_per_output_token: Infinity,
    });
  });

  it("is nothing where the model does not fit", () => {
    expect(values({ memoryFraction: 0.05 })).toEqual({
      kv_cache_tokens: 0,
      sequences_per_replica: 0,
      output_tokens_per_second_per_gpu: 0,
      requests_per_second_per_gpu: 0,
      idle_ttft_seconds: Infinity,
      full_seconds_per_output_token: Infinity,
    });
  });

  it("is known at one place still", () => {
    expect(mostSequences(pair, request, { ...limits, maxSequences: 1 })).toBe(1);
    expect(values({ maxSequences: 1 })).toMatchObject({
      output_tokens_per_second_per_gpu: rateOf(pair, request, 1).outputTokensPerSecond / 2,
      idle_ttft_seconds: idleTtftSeconds(pair, request),
    });
  });
});

describe("the speed of software that nobody has measured", () => {
  const scatterOf = (degreesOfFreedom: number) => {
    const shown = servingSheet(planned(), { ...fit, degreesOfFreedom, accuracy: new Array(5) });
    const leaf = ancestorsOf(shown).find(({ id }) => id === "serving.scatter");
    if (leaf?.kind !== "leaf" || leaf.leaf !== "quantity") throw new Error("no scatter");
    return { shown, leaf };
  };

  it("scatters on the log scale", () => {
    const { shown, leaf } = scatterOf(4);
    const [idle] = shown.filter(({ id }) => id === "serving.idle_ttft_seconds");
    if (!idle) throw new Error("no time to first token");
    const fast = evaluate([idle], new Map([[leaf, 2]])).of(idle);
    expect(fast / evaluate([idle]).of(idle)).toBeCloseTo(Math.exp(-2 * 0.25), 10);
    expect([leaf.value, leaf.source]).toEqual([0, "scatter of 5 sources outside the fit"]);
    expect(leaf.place).toEqual({ file: "", line: 0, column: 0 });
  });

  it.each([
    [4, 4],
    [2, 2],
    [1, 2],
  ])("by Student's t of the sources, of two degrees of freedom at least: %d", (stated, taken) => {
    expect(scatterOf(stated).leaf.spread?.quantile(0.9)).toBe(studentT({ degreesOfFreedom: taken }).quantile(0.9));
  });
});

const arrivals = quantityLeaf("arrivals", load.requestsPerSecond);
const states = (state: ReturnType<typeof fleetState>) => ({
  utilisation: state?.utilisationFraction,
  wait_probability: state?.waitProbability,
  mean_wait_seconds: state?.meanWaitSeconds,
  mean_ttft_seconds: state?.meanTtftSeconds,
  p95_ttft_seconds: state?.p95TtftSeconds,
  seconds_per_output_token: state?.secondsPerOutputToken,
  sequences: state?.sequences,
});

describe("a service under load", () => {
  const found = smallestFleet(pair, request, limits, load, { ttftP95Seconds: 2 });
  if ("unkeepable" in found) throw new Error("nobody could promise this");

  it("takes the smallest fleet that keeps the promise, and spare replicas", () => {
    expect(found.replicas).toBeGreaterThan(1);
    expect(values({}, { arrivals })).toMatchObject({
      gpus: 2 * found.replicas,
      gpus_with_spare: 2 * (found.replicas + 1),
      ...states(found),
    });
    expect(found.p95TtftSeconds).toBeLessThanOrEqual(2);
    expect(wronglyShown(figures({}, { arrivals }))).toEqual([]);
    expect(ids(figures({}, { arrivals }))).toHaveLength(6 + 9);
  });

  it("does what the GPUs can do that there are, in whole replicas", () => {
    const shown = { arrivals, gpuCount: quantityLeaf("count", 2 * found.replicas + 5) };
    expect(values({}, shown)).toMatchObject({
      gpus: 2 * found.replicas,
      ...states(fleetState(pair, request, 40, load, found.replicas + 2)),
    });
    expect(wronglyShown(figures({}, shown))).toEqual([]);
  });

  it("lets everyone wait without end where more is asked than the GPUs that there are can do", () => {
    const each = rateOf(pair, request, 40).requestsPerSecond;
    expect(
      values({}, { arrivals: quantityLeaf("arrivals", 5 * each), gpuCount: quantityLeaf("count", 5) }),
    ).toMatchObject({
      utilisation: expect.closeTo(2.5, 9),
      wait_probability: 1,
      mean_wait_seconds: Infinity,
      mean_ttft_seconds: Infinity,
      p95_ttft_seconds: Infinity,
      seconds_per_output_token: Infinity,
      sequences: Infinity,
    });
  });

  it.each([
    ["the first token comes too late even for one", { ttftP95Seconds: 1e-4 }],
    ["the time between tokens is too long even for one", { secondsPerOutputToken: 1e-6 }],
    ["the model does not fit", { memoryFraction: 0.05 }],
  ])("has no fleet that keeps its promise where %s", (_, changed) => {
    expect(values(changed, { arrivals })).toMatchObject({
      gpus: Infinity,
      gpus_with_spare: Infinity,
      utilisation: Infinity,
      wait_probability: 1,
      p95_ttft_seconds: Infinity,
    });
  });

  it("is used without end by any request where the model does not fit the GPUs that there are", () => {
    expect(values({ memoryFraction: 0.05 }, { arrivals, gpuCount: quantityLeaf("count", 8) })).toMatchObject({
      utilisation: Infinity,
      wait_probability: 1,
    });
  });

  it("keeps its promise with one place in each replica too", () => {
    const one = smallestFleet(pair, request, { ...limits, maxSequences: 1 }, load, { ttftP95Seconds: 2 });
    expect(values({ maxSequences: 1 }, { arrivals })).toMatchObject({
      gpus: 2 * ("replicas" in one ? one.replicas : 0),
    });
    const gpuCount = quantityLeaf("count", 400);
    expect(values({ maxSequences: 1 }, { arrivals, gpuCount })).toMatchObject(
      states(fleetState(pair, request, 1, load, 200)),
    );
    const few = { arrivals: quantityLeaf("arrivals", 1000), gpuCount: quantityLeaf("count", 4) };
    expect(values({ maxSequences: 1 }, few).utilisation).toBeCloseTo(
      1000 / (2 * rateOf(pair, request, 1).requestsPerSecond),
      6,
    );
  });
});

describe("a service over a day", () => {
  const shares = namedShares("school");
  const day = { shares, busiest: quantityLeaf("busiest", 30) };
  const rates = hourlyRates(shares, 30, load.requestsPerSecond);
  const fleetAt = (requestsPerSecond: number) => {
    const fleet = smallestFleet(pair, request, limits, { ...load, requestsPerSecond }, { ttftP95Seconds: 2 });
    return "unkeepable" in fleet ? Infinity : 2 * fleet.replicas;
  };
  const gpus = rates.map((rate) => (rate === 0 ? 0 : fleetAt(rate)));
  const mean = (numbers: readonly number[]) => numbers.reduce((sum, x) => sum + x, 0) / 24;
  const capacity = rateOf(pair, request, 40).requestsPerSecond / 2;

  it("is asked for, takes and uses so much in each hour", () => {
    const found = values({}, { arrivals, day });
    const hours = (name: string) => rates.map((_, hour) => found[`hour_${String(hour).padStart(2, "0")}.${name}`]);
    expect(hours("requests_per_second")).toEqual(rates);
    expect(hours("gpus")).toEqual(gpus);
    expect(new Set(gpus).size).toBeGreaterThan(2);
    const running = Number(found.gpus_with_spare);
    for (const [hour, used] of hours("utilisation").entries())
      expect(used).toBeCloseTo((rates[hour] ?? 0) / (capacity * running), 10);
    expect(found.day_peak_over_mean).toBeCloseTo(60 / mean(rates), 10);
    expect(found.day_mean_gpus).toBeCloseTo(mean(gpus), 10);
    expect(found.day_utilisation).toBeCloseTo(mean(rates) / (capacity * running), 10);
    expect(wronglyShown(figures({}, { arrivals, day }))).toEqual([]);
  });

  it("uses the GPUs that there are", () => {
    const found = values({}, { arrivals, day, gpuCount: quantityLeaf("count", 40) });
    expect(found.day_utilisation).toBeCloseTo(mean(rates) / (capacity * 40), 10);
  });

  it.each([
    ["the promise cannot be kept", { ttftP95Seconds: 1e-4 }, Infinity],
    ["the model does not fit", { memoryFraction: 0.05 }, Infinity],
    ["one place is left in each replica", { maxSequences: 1 }, undefined],
  ])("takes no number of GPUs where %s, but for hours in which nobody asks", (_, changed, expected) => {
    const found = values(changed, { arrivals, day });
    expect([found["hour_00.gpus"], found["hour_00.requests_per_second"]]).toEqual([0, 0]);
    if (expected !== undefined) expect([found["hour_10.gpus"], found.day_mean_gpus]).toEqual([expected, expected]);
    else expect(Number.isFinite(found["hour_10.gpus"])).toBe(true);
  });

  it("is used without end where the model does not fit, and to the full in one place", () => {
    const full = values({ memoryFraction: 0.05 }, { arrivals, day });
    expect([full["hour_00.utilisation"], full["hour_10.utilisation"]]).toEqual([Infinity, Infinity]);
    const gpuCount = quantityLeaf("count", 40);
    const one = values({ maxSequences: 1 }, { arrivals, day, gpuCount });
    expect(one["hour_10.utilisation"]).toBeCloseTo(
      (rates[10] ?? 0) / (20 * rateOf(pair, request, 1).requestsPerSecond),
      10,
    );
  });
});
