/** A folder in which every example can be typed: the shipped plan and reports, and small files of the names they use. */
import { cpSync, mkdirSync, mkdtempSync, realpathSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

const root = join(import.meta.dirname, "../..");

/** @param name of the folder; one with spaces and accents finds what quotes a path badly */
export function exampleFolder(name: string): string {
  const folder = join(realpathSync(mkdtempSync(join(tmpdir(), "llmplan-examples-"))), name);
  mkdirSync(join(folder, "logs"), { recursive: true });
  for (const shipped of ["assumptions", "reports"])
    cpSync(join(root, shipped), join(folder, shipped), { recursive: true });
  const ratings = join(root, "assumptions/rolepl-ai/ratings");
  for (const kind of ["questions", "surveys"])
    cpSync(join(ratings, `invented-${kind}.csv`), join(folder, `${kind}.csv`));
  writeFileSync(join(folder, "logs.jsonl.gz"), gzipSync(CHATS));
  writeFileSync(join(folder, "AzureLLMInferenceTrace_conv.csv.gz"), gzipSync(SERVED_TRACE));
  for (const path of ["logs/a.jsonl", "part1.jsonl"]) writeFileSync(join(folder, path), CHATS);
  writeFileSync(join(folder, "trace.csv"), TRACE);
  writeFileSync(join(folder, "runs.csv"), RUNS);
  writeFileSync(join(folder, "config.json"), JSON.stringify(LLAMA_3_8B));
  return folder;
}

/** Sixty conversations of one to five turns. */
const CHATS = Array.from({ length: 60 }, (_, at) =>
  JSON.stringify({
    id: `c${at}`,
    messages: Array.from({ length: 2 * (1 + ((at * 7) % 5)) }, (_, turn) => ({
      role: turn % 2 === 0 ? "user" : "assistant",
      content: "one word more ".repeat(3 + ((at * 31 + turn * 17) % 40)),
      timestamp: `2026-03-0${1 + (at % 9)}T10:00:${10 + turn}Z`,
    })),
  }),
).join("\n");

const TRACE = `TIMESTAMP,ContextTokens,GeneratedTokens\n${Array.from(
  { length: 60 },
  (_, at) => `2026-03-0${1 + (at % 9)} 10:00:${10 + (at % 50)}.0,${100 + ((at * 31) % 900)},${20 + ((at * 17) % 200)}`,
).join("\n")}\n`;

const RUNS =
  "model,params_b,active_params_b,tokens_b,method,gpu,count,gpu_hours\nLlama-2-7B,6.74,,2000,pretrain,A100-80GB,1000,184320\n";

/** meta-llama/Meta-Llama-3-8B, the fields of config.json that matter. */
const LLAMA_3_8B = {
  ...{ model_type: "llama", hidden_size: 4096, intermediate_size: 14336, num_attention_heads: 32 },
  ...{ num_hidden_layers: 32, num_key_value_heads: 8, tie_word_embeddings: false, vocab_size: 128256 },
  max_position_embeddings: 8192,
};

/** Two requests a second for a minute, in the form of Azure's trace. */
const SERVED_TRACE = [
  "TIMESTAMP,ContextTokens,GeneratedTokens",
  ...Array.from({ length: 120 }, (_, i) => {
    const seconds = (i / 2).toFixed(7).padStart(10, "0");
    return `2023-11-16 18:00:${seconds},${500 + ((i * 37) % 400)},${100 + ((i * 53) % 200)}`;
  }),
].join("\n");
