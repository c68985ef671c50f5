import { describe, expect, it } from "vitest";
import { readModelConfig } from "../../src/assumptions/model-config.ts";
import { InputError } from "../../src/assumptions/problem.ts";
import { kvBytesPerToken } from "../../src/model/kv-cache.ts";

/** meta-llama/Meta-Llama-3-8B, config.json, the fields that matter. */
const LLAMA = {
  model_type: "llama",
  hidden_size: 4096,
  intermediate_size: 14336,
  num_attention_heads: 32,
  num_hidden_layers: 32,
  num_key_value_heads: 8,
  tie_word_embeddings: false,
  vocab_size: 128256,
  max_position_embeddings: 8192,
};

const read = (config: unknown) => readModelConfig(() => JSON.stringify(config, null, 2), "config.json");

function problemsOf(config: unknown): string {
  try {
    read(config);
  } catch (error) {
    if (error instanceof InputError) return error.message;
    throw error;
  }
  return "";
}

describe("config.json of a model", () => {
  it("gives the parameters of Llama 3 8B exactly", () => {
    const { parameters, transformer, longestSequence } = read(LLAMA);
    expect(parameters).toBe(8_030_261_248);
    expect(transformer.kvHeads).toBe(8);
    expect(longestSequence).toBe(8192);
  });

  it("reads the spellings of other families", () => {
    // openai-community/gpt2: 124,439,808 parameters, of which positions (786,432) and biases are not counted here
    const gpt2 = { model_type: "gpt2", n_embd: 768, n_layer: 12, n_head: 12, vocab_size: 50257 };
    expect(Math.abs(read(gpt2).parameters / 124.4e6 - 1)).toBeLessThan(0.01);
    const falcon = {
      model_type: "falcon",
      hidden_size: 4544,
      num_hidden_layers: 32,
      num_attention_heads: 71,
      multi_query: true,
      vocab_size: 65024,
    };
    // tiiuae/falcon-7b: 7.22 billion with one head of keys
    expect(Math.abs(read(falcon).parameters / 6.92e9 - 1)).toBeLessThan(0.03);
    expect(read(falcon).transformer.kvHeads).toBe(1);
    expect(read({ text_config: LLAMA, model_type: "mllama" }).parameters).toBe(8_030_261_248);
  });

  it("caches one vector a layer where attention is latent: DeepSeek-V3, 576 numbers", () => {
    // deepseek-ai/DeepSeek-V3: kv_lora_rank 512, qk_rope_head_dim 64, 61 layers
    const { transformer } = read({ ...LLAMA, num_hidden_layers: 61, kv_lora_rank: 512, qk_rope_head_dim: 64 });
    expect(kvBytesPerToken(transformer, { bytesPerNumber: 2, tensorParallel: 1 })).toBe(61 * 576 * 2);
  });

  it.each([
    ["a missing field", { ...LLAMA, hidden_size: undefined }, /hidden_size: found nothing/],
    ["a field that is no number", { ...LLAMA, num_hidden_layers: "many" }, /num_hidden_layers: found the text "many"/],
    ["zero layers", { ...LLAMA, num_hidden_layers: 0 }, /num_hidden_layers: found 0, expected a whole number above 0/],
    [
      "heads that do not divide the width",
      { ...LLAMA, num_attention_heads: 33, num_key_value_heads: 33 },
      /divides hidden_size 4096/,
    ],
    ["key heads that do not divide the heads", { ...LLAMA, num_key_value_heads: 5 }, /divides the 32 heads/],
    ["more key heads than heads", { ...LLAMA, num_key_value_heads: 64 }, /at most the 32 heads/],
    ["experts without how many a token uses", { ...LLAMA, num_local_experts: 8 }, /num_experts_per_tok/],
    ["more experts a token than experts", { ...LLAMA, num_local_experts: 8, num_experts_per_tok: 9 }, /at most the 8/],
    ["an empty object", {}, /hidden_size[\s\S]*num_hidden_layers[\s\S]*vocab_size/],
  ])("is refused with %s", (_, config, message) => {
    expect(problemsOf(config)).toMatch(message);
  });

  it("is refused where it is no JSON, with the place", () => {
    expect(() => readModelConfig(() => '{"hidden_size": 4096,, }', "config.json")).toThrow(/config\.json:1:\d+/);
    expect(() => readModelConfig(() => "", "config.json")).toThrow(InputError);
  });
});
