import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { measuredTablesExist } from "../../scripts/measured-rows.ts";
import { heldRows } from "../../scripts/memory-rows.ts";
import { memoryCatalogFile } from "../../src/assumptions/memory-catalog.ts";
import { modelNamed, modelOfSize, modelsOf } from "../../src/assumptions/model-catalog.ts";
import { readFacts } from "../../src/assumptions/read-facts.ts";
import { adapterParameters } from "../../src/model/adapter.ts";
import { kvBytesPerToken, kvTokensIn } from "../../src/model/kv-cache.ts";
import { type MemoryCase, memoryParts, totalBytes } from "../../src/model/training-memory.ts";
import { parameterCount, usualTransformer } from "../../src/model/transformer.ts";

const ROOT = join(import.meta.dirname, "../..");
const catalog = readFacts(
  (file) => readFileSync(join(ROOT, file), "utf8"),
  "assumptions/catalog/memory.yaml",
  memoryCatalogFile,
);
const models = modelsOf(catalog);

function shape(name: string) {
  const found = modelNamed(models, name);
  if (!found) throw new Error(`no model ${name}`);
  return found.transformer;
}

const lora: MemoryCase = {
  transformer: shape("llama_2_7b"),
  method: "lora",
  precision: "bf16",
  optimizer: "adamw",
  gpuCount: 1,
  tensorParallel: 1,
  sharding: "none",
  sequenceLength: 2048,
  microBatch: 1,
  checkpointing: true,
  flash: true,
  rank: 16,
  targets: "all",
  kvBytes: 2,
};

const total = (change: Partial<MemoryCase>): number => totalBytes(memoryParts({ ...lora, ...change }));

describe("parameters of a shape", () => {
  it.each([
    // numbers of the weights on Hugging Face (safetensors metadata)
    ["llama_2_7b", 6_738_415_616],
    ["llama_2_13b", 13_015_864_320],
    ["llama_3_8b", 8_030_261_248],
    ["llama_3_70b", 70_553_706_496],
    ["qwen2_5_7b", 7_615_616_512],
    ["mixtral_8x7b", 46_702_792_704],
  ])("are those of %s", (name, count) => {
    expect(parameterCount(shape(name)).total).toBe(count);
  });

  it("count active experts only where asked", () => {
    // Mistral AI, Mixtral of experts (arXiv 2401.04088): 13 billion active
    expect(parameterCount(shape("mixtral_8x7b")).active / 12.9e9).toBeCloseTo(1, 2);
  });

  it.each([1e9, 7e9, 14e9, 34e9, 70e9, 180e9])("of a usual decoder come within 1 %% of %d", (parameters) => {
    expect(Math.abs(parameterCount(usualTransformer(parameters)).total / parameters - 1)).toBeLessThan(0.01);
  });

  it("of adapters are rank × (inputs + outputs): Llama-2-7B, rank 8 on q and v, 4,194,304 (PEFT)", () => {
    expect(adapterParameters(lora.transformer, 8, ["q", "v"])).toBe(4_194_304);
  });

  it("choose a shape of the catalog only where the size is the same", () => {
    expect(modelOfSize(models, 6.74e9)?.key).toBe("llama_2_7b");
    expect(modelOfSize(models, 7e9)).toBeUndefined();
  });
});

describe("the KV cache", () => {
  it.each([
    // llama.cpp f16 at 2048 tokens: huggingface.co dranger003/c4ai-command-r-v01-iMat.GGUF discussion 6
    ["llama_3_8b", 256],
    ["llama_3_70b", 640],
    ["mixtral_8x7b", 256],
    ["qwen1_5_32b", 512],
  ])("of %s takes %d MiB at 2048 tokens", (name, mib) => {
    const bytes = 2048 * kvBytesPerToken(shape(name), { bytesPerNumber: 2, tensorParallel: 1 });
    expect(bytes / 1024 ** 2).toBe(mib);
  });

  it.each([
    // What vLLM says at start: memory for the cache, and the longest sequence that it holds. Layers, heads of keys and their
    // width are those of the models: Qwen2.5-14B, 10.91 GiB, 59,584; Qwen3-8B, 4.47 GiB, 32,560 (memory rounded to 0.01).
    ["Qwen2.5-14B", 48, 8, 10.91, 59_584],
    ["Qwen3-8B", 36, 8, 4.47, 32_560],
  ])("of %s holds the tokens that vLLM reports, within 0.2 %%", (_, layers, kvHeads, gib, tokens) => {
    const t = { ...shape("llama_3_8b"), layers, kvHeads, headWidth: 128 };
    const bytesPerToken = kvBytesPerToken(t, { bytesPerNumber: 2, tensorParallel: 1 });
    const held = kvTokensIn({ bytes: gib * 1024 ** 3, bytesPerToken });
    expect(Math.abs(held / tokens - 1)).toBeLessThan(0.002);
  });

  it("is counted in whole blocks of 16 tokens", () => {
    expect(kvTokensIn({ bytes: 16 * 100 * 7 + 99, bytesPerToken: 100 })).toBe(112);
    expect(kvTokensIn({ bytes: 15 * 100, bytesPerToken: 100 })).toBe(0);
    expect(kvTokensIn({ bytes: -5, bytesPerToken: 100 })).toBe(0);
  });

  it("is shared among GPUs down to one head each, and halves in fp8", () => {
    const at = (bytesPerNumber: number, tensorParallel: number): number =>
      kvBytesPerToken(shape("llama_3_8b"), { bytesPerNumber, tensorParallel });
    expect(at(2, 8)).toBe(at(2, 1) / 8);
    expect(at(2, 16)).toBe(at(2, 8));
    expect(at(1, 1)).toBe(at(2, 1) / 2);
  });
});

describe("memory of training", () => {
  it("is 16 bytes a parameter in mixed precision and 8 in pure 16 bits, without activations", () => {
    const still = (precision: "amp" | "bf16"): number => {
      const { weights, gradients, optimizer } = memoryParts({ ...lora, method: "sft", precision });
      return (weights + gradients + optimizer) / parameterCount(lora.transformer).total;
    };
    expect(still("amp")).toBeCloseTo(16, 9);
    expect(still("bf16")).toBeCloseTo(8, 9);
  });

  it("grows with batch, sequence and rank, and shrinks with checkpointing, flash attention, packing and sharing", () => {
    const base = total({});
    expect(total({ microBatch: 2 })).toBeGreaterThan(base);
    expect(total({ sequenceLength: 4096 })).toBeGreaterThan(base);
    expect(total({ rank: 64 })).toBeGreaterThan(base);
    expect(total({ checkpointing: false })).toBeGreaterThan(base);
    expect(total({ flash: false })).toBeGreaterThan(base);
    expect(total({ method: "qlora", precision: "nf4" })).toBeLessThan(base);
    expect(total({ gpuCount: 8, sharding: "zero3" })).toBeLessThan(base);
    expect(total({ method: "sft" })).toBeGreaterThan(2 * base);
  });

  it.each([
    // Dettmers 2023, arXiv 2305.14314, memory figure of the appendix: QLoRA, batch 1, 512 tokens, rank 64 on all layers
    ["llama_2_7b", 6.9],
    ["llama_2_13b", 11.3],
    ["llama_30b", 24.7],
    ["llama_65b", 45],
  ])("of QLoRA of %s is the %d GB that its paper shows, within 10 %%", (name, gigabytes) => {
    const recipe = { precision: "nf4-dq", rank: 64, sequenceLength: 512, microBatch: 1, checkpointing: true } as const;
    const bytes = totalBytes(
      memoryParts({ ...lora, ...recipe, method: "qlora", transformer: shape(name), targets: "all" }),
    );
    expect(Math.abs(bytes / 1e9 / gigabytes - 1)).toBeLessThan(0.1);
  });

  it("shares states stage by stage: optimizer, then gradients, then weights", () => {
    const at = (sharding: MemoryCase["sharding"]) => memoryParts({ ...lora, method: "sft", gpuCount: 8, sharding });
    expect(at("zero1").optimizer).toBe(at("none").optimizer / 8);
    expect(at("zero1").gradients).toBe(at("none").gradients);
    expect(at("zero2").gradients).toBe(at("none").gradients / 8);
    expect(at("zero2").weights).toBe(at("none").weights);
    expect(at("zero3").weights).toBeLessThan(at("none").weights / 4);
  });
});

describe.skipIf(!measuredTablesExist())("held against measured readings (skipped where they are absent)", () => {
  const rows = measuredTablesExist() ? heldRows(models) : [];

  it("is within 25 % on every reading", () => {
    expect(rows.length).toBeGreaterThan(50);
    for (const { label, error } of rows) expect(Math.abs(error), label).toBeLessThan(0.25);
  });

  it("is as far off as the catalog says", () => {
    for (const { kind, rows: count, worst_error: worst } of catalog.memory_accuracy) {
      const errors = rows.filter((row) => row.kind === kind).map(({ error }) => Math.abs(error));
      expect(errors).toHaveLength(count);
      expect(Math.max(...errors)).toBeCloseTo(worst, 3);
    }
  });
});
