import type { ResultFigure } from "../result.ts";
import type { ReplayResult } from "./replay.ts";

/** A log billed as it is, and as the model of it says; the model is absent where none could be made. */
export function replayFigures(truth: ReplayResult, model?: ReplayResult): Readonly<Record<string, ResultFigure>> {
  const figures: [string, ResultFigure][] = [];
  const add = (
    id: string,
    value: number | null,
    unit: string,
    label: string,
    formula = "billed request by request",
  ): void => void figures.push([`replay.${id}`, { value, unit, label, formula, of: [] }]);
  // Requests alone say nothing of conversations.
  const known = truth.conversations > 0 || truth.requests === 0;
  const each = known ? "conversation" : "request";
  add("conversations", known ? truth.conversations : null, "conversations", "Conversations", "counted");
  add("requests", truth.requests, "requests", "Requests", "one for each assistant message");
  add(
    "input_tokens",
    truth.inputTokens,
    "tokens",
    "Input tokens",
    "all earlier messages at each request, or as recorded",
  );
  add("output_tokens", truth.outputTokens, "tokens", "Output tokens", "assistant messages, or as recorded");
  add(
    "cache_read_tokens",
    truth.cacheReadTokens,
    "tokens",
    "Input tokens read from cache",
    "as recorded, else by the cache rule",
  );
  if (truth.cacheWriteTokens > 0)
    add(
      "cache_write_tokens",
      truth.cacheWriteTokens,
      "tokens",
      "Input tokens written to cache",
      "as recorded, else by the cache rule",
    );
  add("cost_usd", truth.costUsd, "USD", "Cost of the log");
  if (truth.costMostUsd - truth.costLeastUsd > 1e-9 * truth.costUsd) {
    const bound = "each sum at the prices of the cheapest or dearest length";
    add("cost_usd_at_least", truth.costLeastUsd, "USD", "Cost of the log, at least", bound);
    add("cost_usd_at_most", truth.costMostUsd, "USD", "Cost of the log, at most", bound);
  }
  if (truth.answered === 0) return Object.fromEntries(figures);
  const answered = `${each === "conversation" ? "conversations with a reply" : "requests"}`;
  add(
    "input_tokens_mean",
    truth.answeredInputTokens / truth.answered,
    "tokens",
    `Mean input of a ${each}`,
    `input ÷ ${answered}`,
  );
  add("cost_usd_mean", truth.answeredCostUsd / truth.answered, "USD", `Mean cost of a ${each}`, `cost ÷ ${answered}`);
  for (const [name, p] of QUANTILES)
    add(`cost_usd_${name}`, truth.costQuantile(p), "USD", `${name.toUpperCase()} of the cost of a ${each}`);
  if (!model || model.answered === 0) return Object.fromEntries(figures);
  const simulated = `simulated from the calibrated model, ${model.conversations} conversations, billed by the same rules`;
  const compare = (key: string, label: string, unit: string, ours: number, theirs: number): void => {
    add(`model.${key}`, ours, unit, `Model: ${label}`, simulated);
    if (theirs > 0)
      add(`error.${key}`, ours / theirs - 1, "fraction", `Error of the model: ${label}`, "model ÷ log − 1");
  };
  const of = (result: ReplayResult) => ({
    input: result.answeredInputTokens / result.answered,
    cost: result.answeredCostUsd / result.answered,
  });
  compare("input_tokens_mean", `mean input of a ${each}`, "tokens", of(model).input, of(truth).input);
  compare("cost_usd", "cost of the log", "USD", of(model).cost * truth.answered, truth.answeredCostUsd);
  for (const [name, p] of MODEL_QUANTILES)
    compare(
      `cost_usd_${name}`,
      `${name.toUpperCase()} of the cost of a ${each}`,
      "USD",
      model.costQuantile(p),
      truth.costQuantile(p),
    );
  return Object.fromEntries(figures);
}

/** What a context policy changes: what it saves, and what it forgets. */
export function policyFigures(
  truth: ReplayResult,
  effect: { readonly resent: ReplayResult; readonly forgottenTokens: number; readonly summaries: number },
): Readonly<Record<string, ResultFigure>> {
  const { resent, forgottenTokens, summaries } = effect;
  const figure = (value: number, unit: string, label: string, formula: string): ResultFigure => ({
    value,
    unit,
    label,
    formula,
    of: [],
  });
  return {
    "replay.forgotten_tokens": figure(
      forgottenTokens,
      "tokens",
      "Tokens of messages that the model no longer saw",
      "messages left out, cut or replaced by a summary, each counted once",
    ),
    "replay.summary_requests": figure(summaries, "requests", "Requests that write a summary", "as the policy asks"),
    "replay.resent.input_tokens": figure(
      resent.inputTokens,
      "tokens",
      "Input tokens if everything were sent again",
      "all earlier messages at each request, or as recorded",
    ),
    "replay.resent.cost_usd": figure(
      resent.costUsd,
      "USD",
      "Cost if everything were sent again",
      "billed request by request",
    ),
    "replay.policy_saving_usd": figure(
      resent.costUsd - truth.costUsd,
      "USD",
      "What the policy saves",
      "cost if everything were sent again − cost under the policy",
    ),
  };
}

const QUANTILES = [
  ["p50", 0.5],
  ["p90", 0.9],
  ["p95", 0.95],
  ["p99", 0.99],
] as const;

const MODEL_QUANTILES = [
  ["p50", 0.5],
  ["p95", 0.95],
] as const;
