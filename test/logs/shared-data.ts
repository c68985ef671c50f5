/** Measured logs that lie beside the project, with values that were computed from them by other means. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

const FOLDER = join(import.meta.dirname, "../../../shared/data");

export const sharedFile = (name: string): string => join(FOLDER, name);

export interface ExpectedSize {
  readonly n: number;
  readonly mean: number;
  readonly sd: number;
  readonly p50_90_95_99: readonly [number, number, number, number];
  readonly max: number;
}

export interface ExpectedChat {
  readonly conversations: number;
  readonly messages: ExpectedSize;
  readonly user_turns: ExpectedSize;
  readonly user_tokens: ExpectedSize;
  readonly assistant_tokens: ExpectedSize;
  readonly api_calls: number;
  readonly sum_input_tokens_resent: number;
  readonly sum_output_tokens: number;
  readonly sum_cached_A_prev_input: number;
  readonly sum_cached_A_min1024: number;
  readonly sum_cached_B_prev_input_plus_reply: number;
  readonly usd_no_cache_3_15: number;
  readonly usd_cacheA_read_0p30: number;
  readonly usd_cacheB_read_0p30: number;
  readonly usd_per_conv_p50_90_95_99_no_cache: readonly [number, number, number, number];
  readonly usd_per_conv_mean_no_cache: number;
}

export interface ExpectedTrace {
  readonly requests: number;
  readonly sum_input: number;
  readonly sum_output: number;
}

export const CHATS = {
  hh_harmless_test: "chat/hh-rlhf-harmless-test.counts.jsonl.gz",
  oasst_val_longest: "chat/oasst1-en-validation.longest-thread.counts.jsonl.gz",
  sharegpt_zh: "chat/sharegpt-zh-1k.counts.jsonl.gz",
  dpo_en_demo: "chat/llamafactory-dpo-en-demo.counts.jsonl.gz",
} as const;

export const TRACES = {
  azure_conv: "traces/AzureLLMInferenceTrace_conv.csv.gz",
  azure_code: "traces/AzureLLMInferenceTrace_code.csv.gz",
  mooncake_synthetic: "traces/mooncake_synthetic_trace.jsonl.gz",
} as const;

/** Whether the folder is there; tests that need it skip, and say so in their title, where it is not. */
export const HAS_SHARED_DATA = existsSync(sharedFile("EXPECTED.json"));

/** The values by the key of the set; the file's `_conventions` say how they were computed. */
export function expectedOf<Expected>(key: string): Expected {
  const all = JSON.parse(readFileSync(sharedFile("EXPECTED.json"), "utf8")) as Readonly<Record<string, Expected>>;
  const expected = all[key];
  if (!expected) throw new Error(`EXPECTED.json has no ${key}`);
  return expected;
}
