import type { RecordedUsage } from "./log-record.ts";
import { wholeNumber } from "./whole-number.ts";

/**
 * What a provider says it billed, in the words of OpenAI's chat and responses interfaces or of Anthropic's. Anthropic's
 * `input_tokens` leaves out what was read from or written to cache; here the input is the whole.
 */
export function recordedUsage(usage: unknown): RecordedUsage | undefined {
  if (typeof usage !== "object" || usage === null) return undefined;
  const given = usage as Readonly<Record<string, unknown>>;
  const input = wholeNumber(given.prompt_tokens ?? given.input_tokens);
  const output = wholeNumber(given.completion_tokens ?? given.output_tokens);
  if (input === undefined || output === undefined) return undefined;
  const anthropicRead = wholeNumber(given.cache_read_input_tokens);
  const anthropicWrite = wholeNumber(given.cache_creation_input_tokens);
  const cached = anthropicRead ?? wholeNumber(given.input_cached_tokens) ?? cachedDetail(given);
  const added = (anthropicRead ?? 0) + (anthropicWrite ?? 0);
  const reasoning = reasoningDetail(given);
  return {
    inputTokens: input + added,
    outputTokens: output,
    ...(cached !== undefined && { cacheReadTokens: Math.min(cached, input + added) }),
    ...(anthropicWrite !== undefined && { cacheWriteTokens: anthropicWrite }),
    ...(reasoning !== undefined && { reasoningTokens: Math.min(reasoning, output) }),
  };
}

function reasoningDetail(usage: Readonly<Record<string, unknown>>): number | undefined {
  const details = usage.completion_tokens_details ?? usage.output_tokens_details;
  return typeof details === "object" && details !== null && "reasoning_tokens" in details
    ? wholeNumber(details.reasoning_tokens)
    : undefined;
}

function cachedDetail(usage: Readonly<Record<string, unknown>>): number | undefined {
  const details = usage.prompt_tokens_details ?? usage.input_tokens_details;
  return typeof details === "object" && details !== null && "cached_tokens" in details
    ? wholeNumber(details.cached_tokens)
    : undefined;
}
