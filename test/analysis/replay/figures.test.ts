import { describe, expect, it } from "vitest";
import type { ReplayResult } from "../../../src/analysis/replay/replay.ts";
import { policyFigures, replayFigures } from "../../../src/analysis/replay/replay-figures.ts";

/** Quantiles that tell which probability was asked for: 0.5 gives 50 times the unit. */
const quantilesOf = (unit: number) => (p: number) => 100 * p * unit;

const TRUTH: ReplayResult = {
  conversations: 5,
  requests: 12,
  inputTokens: 1000,
  outputTokens: 300,
  cacheReadTokens: 64,
  cacheWriteTokens: 0,
  costUsd: 10,
  costLeastUsd: 10,
  costMostUsd: 10,
  answered: 4,
  answeredInputTokens: 800,
  answeredCostUsd: 8,
  costQuantile: quantilesOf(1),
};
/** Two answered conversations of 250 tokens and 3 USD on average. */
const MODEL: ReplayResult = {
  ...TRUTH,
  ...{ conversations: 3, answered: 2, answeredInputTokens: 500, answeredCostUsd: 6, costQuantile: quantilesOf(1.2) },
};

const LOG = {
  "replay.conversations": 5,
  "replay.requests": 12,
  "replay.input_tokens": 1000,
  "replay.output_tokens": 300,
  "replay.cache_read_tokens": 64,
  "replay.cost_usd": 10,
};
const MEANS = {
  "replay.input_tokens_mean": 200,
  "replay.cost_usd_mean": 2,
  "replay.cost_usd_p50": 50,
  "replay.cost_usd_p90": 90,
  "replay.cost_usd_p95": 95,
  "replay.cost_usd_p99": 99,
};

const valuesOf = (figures: ReturnType<typeof replayFigures>) =>
  Object.fromEntries(Object.entries(figures).map(([id, { value }]) => [id, value]));
const values = (change: Partial<ReplayResult> = {}, model?: ReplayResult) =>
  valuesOf(replayFigures({ ...TRUTH, ...change }, model));

describe("the figures of a log", () => {
  it("are its sums, and means and quantiles of its answered conversations", () => {
    expect(values()).toEqual({ ...LOG, ...MEANS });
    expect(replayFigures(TRUTH)["replay.cost_usd_p95"]).toEqual({
      ...{ value: 95, unit: "USD", label: "P95 of the cost of a conversation" },
      ...{ formula: "billed request by request", of: [] },
    });
  });

  it("do not count conversations that are not known: means are then of requests", () => {
    const figures = replayFigures({ ...TRUTH, conversations: 0 });
    expect(valuesOf(figures)).toEqual({ ...LOG, ...MEANS, "replay.conversations": null });
    expect(figures["replay.cost_usd_mean"]).toMatchObject({
      ...{ label: "Mean cost of a request", formula: "cost ÷ requests" },
    });
    expect(replayFigures(TRUTH)["replay.cost_usd_mean"]).toMatchObject({
      ...{ label: "Mean cost of a conversation", formula: "cost ÷ conversations with a reply" },
    });
    expect(values({ conversations: 0, requests: 0, answered: 0 })).toMatchObject({ "replay.conversations": 0 });
    expect(values({ requests: 0 })).toMatchObject({ "replay.conversations": 5 });
  });

  it("have no means where nothing was answered, with a model or without", () => {
    expect(values({ answered: 0 })).toEqual(LOG);
    expect(values({ answered: 0 }, MODEL)).toEqual(LOG);
  });

  it("tell what was written to cache, where anything was", () => {
    expect(values({ cacheWriteTokens: 1 })).toEqual({ ...LOG, ...MEANS, "replay.cache_write_tokens": 1 });
  });

  it("tell bounds of the cost where they are further apart than rounding", () => {
    const bounds = (costLeastUsd: number, costMostUsd: number) => values({ costLeastUsd, costMostUsd });
    expect(bounds(9, 12)).toEqual({
      ...LOG,
      ...MEANS,
      "replay.cost_usd_at_least": 9,
      "replay.cost_usd_at_most": 12,
    });
    // 5e-9 is below 1e-9 × 10 and above 1e-9 ÷ 10.
    expect(bounds(10, 10 + 5e-9)).toEqual({ ...LOG, ...MEANS });
    expect(values({ costUsd: 0, costLeastUsd: 0, costMostUsd: 0 })).not.toHaveProperty(["replay.cost_usd_at_least"]);
  });
});

describe("the figures of a model beside its log", () => {
  const compared = {
    "replay.model.input_tokens_mean": 250,
    // 3 USD each, for the four that the log has.
    "replay.model.cost_usd": 12,
    "replay.model.cost_usd_p50": 60,
    "replay.model.cost_usd_p95": 114,
  };

  it("are scaled to the log's conversations, with their error of the log's value", () => {
    const found = values({}, MODEL);
    expect(found).toEqual({
      ...LOG,
      ...MEANS,
      ...compared,
      "replay.error.input_tokens_mean": 0.25,
      "replay.error.cost_usd": 0.5,
      "replay.error.cost_usd_p50": expect.closeTo(0.2, 12),
      "replay.error.cost_usd_p95": expect.closeTo(0.2, 12),
    });
    const { "replay.model.cost_usd_p95": ours, "replay.error.cost_usd_p95": error } = replayFigures(TRUTH, MODEL);
    expect(ours?.label).toBe("Model: P95 of the cost of a conversation");
    expect(error?.label).toBe("Error of the model: P95 of the cost of a conversation");
  });

  it("have no error of what is 0 in the log", () => {
    const free = values({ costUsd: 0, answeredCostUsd: 0, costQuantile: () => 0 }, MODEL);
    expect(Object.keys(free).filter((id) => id.startsWith("replay.error."))).toEqual([
      "replay.error.input_tokens_mean",
    ]);
    expect(free).toMatchObject(compared);
  });

  it("are left out where the model answers nothing", () => {
    expect(values({}, { ...MODEL, answered: 0 })).toEqual({ ...LOG, ...MEANS });
  });
});

describe("the figures of a context policy", () => {
  it("set what it saves beside what it forgets", () => {
    const resent = { ...TRUTH, inputTokens: 4000, costUsd: 25 };
    const figures = policyFigures(TRUTH, { resent, forgottenTokens: 700, summaries: 3 });
    expect(valuesOf(figures)).toEqual({
      "replay.forgotten_tokens": 700,
      "replay.summary_requests": 3,
      "replay.resent.input_tokens": 4000,
      "replay.resent.cost_usd": 25,
      "replay.policy_saving_usd": 15,
    });
    expect(figures["replay.policy_saving_usd"]).toMatchObject({ unit: "USD", of: [] });
  });
});
