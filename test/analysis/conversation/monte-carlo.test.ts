import { describe, expect, it } from "vitest";
import type { Estimate } from "../../../src/analysis/conversation/estimate.ts";
import { conversationCost } from "../../../src/analysis/conversation/exact.ts";
import type { ConversationModel } from "../../../src/analysis/conversation/model.ts";
import { conversationMoments } from "../../../src/analysis/conversation/moments.ts";
import { simulate } from "../../../src/analysis/conversation/monte-carlo.ts";
import type { Sampler } from "../../../src/analysis/conversation/prepared-draws.ts";
import type { Sampling } from "../../../src/kernel/job.ts";
import { simulatorFor } from "../../../src/kernel/simulator.ts";
import { normal } from "../../../src/math/normal-distribution.ts";
import { everyRule, published } from "./published.ts";

/** Simulated against known, in standard errors. */
const errors = ({ value, standardError }: Estimate, known: number) =>
  value === known ? 0 : Math.abs(value - known) / standardError;

/**
 * With 32 replicates an error in standard errors follows Student's t with 31 degrees of freedom: beyond 6.0 once in a
 * million. Seeds are fixed.
 */
const FAR = 6;

const run = (
  model: ConversationModel,
  conversations: number,
  {
    sampler = "monotone",
    sampling = "stratified",
    seed = 2024,
  }: { sampler?: Sampler; sampling?: Sampling; seed?: number } = {},
) => simulate(model, { conversations, seed, sampler, sampling }, simulatorFor);

describe.each(everyRule)("a million simulated conversations, %s", (title, model) => {
  it("agree with the exact answer", { timeout: 60_000 }, () => {
    const sampler = title.includes("lognormal") ? "fast" : "monotone";
    const simulated = run(model, 1_000_000, { sampler });
    const moments = conversationMoments(model);
    const exact = conversationCost(model);
    for (const key of ["costUsd", "inputTokens", "outputTokens"] as const) {
      expect(errors(simulated[key].mean, moments[key].mean), `mean of ${key}`).toBeLessThan(FAR);
      expect(errors(simulated[key].sd, moments[key].sd), `sd of ${key}`).toBeLessThan(FAR);
    }
    const { quantile, quantileBoundUsd, cvar } = simulated.costUsd;
    for (const p of [0.01, 0.05, 0.5, 0.95, 0.99]) {
      const beyondBound = Math.max(0, Math.abs(quantile(p).value - exact.quantile(p)) - quantileBoundUsd);
      expect(beyondBound / quantile(p).standardError, `P${p * 100}`).toBeLessThan(FAR);
    }
    expect(Math.abs(cvar(0.95).value - exact.cvar(0.95))).toBeLessThan(
      FAR * cvar(0.95).standardError + quantileBoundUsd,
    );
  });
});

describe.each(["iid", "sobol"] as const)("%s sampling", (sampling) => {
  it.each(["two normals", "whole tokens"])("agrees with the exact answer, with errors that say so: %s", (kind) => {
    const model = kind === "two normals" ? published : { ...published, rounding: "whole-tokens" as const };
    const { costUsd } = run(model, 262_144, { sampling });
    const exact = conversationCost(model);
    expect(errors(costUsd.mean, exact.mean)).toBeLessThan(FAR);
    expect(errors(costUsd.quantile(0.95), exact.quantile(0.95))).toBeLessThan(FAR);
  });
});

describe("standard errors", () => {
  // Errors of 60 seeds: their mean square over the mean squared standard error is near 1. With 60 × 31 degrees of
  // freedom, F leaves 0.36 … 2.3 less than once in a million (F quantiles of 60 and 1860 degrees of freedom).
  it.each([
    [1000, "iid"],
    [100_000, "iid"],
    [100_000, "stratified"],
    [100_000, "sobol"],
  ] as const)("are as large as the errors of %d conversations, %s", (conversations, sampling) => {
    const model = published;
    const exact = conversationCost(model);
    const ratios = { mean: 0, median: 0, p95: 0 };
    const add = (key: keyof typeof ratios, { value, standardError }: Estimate, known: number) => {
      ratios[key] += (value - known) ** 2 / standardError ** 2 / 60;
    };
    for (let seed = 1; seed <= 60; seed++) {
      const { costUsd } = run(model, conversations, { sampling, seed });
      add("mean", costUsd.mean, exact.mean);
      add("median", costUsd.quantile(0.5), exact.quantile(0.5));
      add("p95", costUsd.quantile(0.95), exact.quantile(0.95));
    }
    for (const ratio of Object.values(ratios)) {
      expect(ratio).toBeGreaterThan(0.36);
      expect(ratio).toBeLessThan(2.6);
    }
  });
  it("of a thousand stratified conversations are cautious: never below the errors by much, three times at most", () => {
    const exact = conversationCost(published).mean;
    let ratio = 0;
    for (let seed = 1; seed <= 60; seed++) {
      const { mean } = run(published, 1000, { seed }).costUsd;
      ratio += (mean.value - exact) ** 2 / mean.standardError ** 2 / 60;
    }
    expect(ratio).toBeLessThan(2.3);
    expect(ratio).toBeGreaterThan(1 / 9);
  });
  it("fall with stratification, and further with Sobol points", () => {
    const error = (sampling: Sampling) => run(published, 262_144, { sampling }).costUsd.mean.standardError;
    expect(error("iid") / error("stratified")).toBeGreaterThan(4);
    expect(error("stratified") / error("sobol")).toBeGreaterThan(4);
  });
});

describe("simulated conversations", () => {
  it("have a mean given n turns that is the closed form, 0.0336 n + 0.0009 n²", () => {
    for (const turns of [1, 2, 5, 20, 40]) {
      const model = { ...published, turns: normal({ mean: turns, sd: 0 }) };
      const { costUsd } = run(model, 100_000);
      expect(errors(costUsd.mean, 0.0336 * turns + 0.0009 * turns * turns)).toBeLessThan(FAR);
    }
  });
  it("cost nothing without turns or prices", () => {
    const none = run({ ...published, turns: normal({ mean: 0, sd: 0 }) }, 100);
    expect(none.costUsd.mean).toEqual({ value: 0, standardError: 0 });
    expect(none.costUsd.quantile(0.99)).toEqual({ value: 0, standardError: 0 });
  });
  it("are the same in a shorter and a longer run, beyond 2^32 too", () => {
    const few = run(published, 1_048_576, { seed: 3 });
    const again = run(published, 1_048_576, { seed: 3 });
    expect(again.costUsd.mean).toEqual(few.costUsd.mean);
    expect(run(published, 1_048_576, { seed: 4 }).costUsd.mean).not.toEqual(few.costUsd.mean);
  });
  it("are refused below 4 and with a seed that is no 32-bit integer", () => {
    expect(() => run(published, 3)).toThrow("conversations is 3");
    expect(() => run(published, 10, { seed: 0.5 })).toThrow("seed is 0.5");
  });
});
