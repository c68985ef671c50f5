import { describe, expect, it } from "vitest";
import { partsByCount, savings, smallestFits, usableGib } from "../../../src/analysis/memory/fit.ts";
import type { GpuFacts } from "../../../src/analysis/training/catalog.ts";
import { type MemoryCase, memoryParts, totalBytes } from "../../../src/model/training-memory.ts";
import { usualTransformer } from "../../../src/model/transformer.ts";
import { GPUS } from "../training/small-catalog.ts";

const training: MemoryCase = {
  transformer: usualTransformer(7e9),
  method: "sft",
  precision: "bf16",
  optimizer: "adamw",
  gpuCount: 1,
  tensorParallel: 1,
  sharding: "none",
  sequenceLength: 2048,
  microBatch: 4,
  checkpointing: false,
  flash: false,
  rank: 16,
  targets: "all",
  kvBytes: 2,
};
const serving: MemoryCase = { ...training, method: "inference", microBatch: 16 };
const gib = (m: MemoryCase): number => totalBytes(memoryParts(m)) / 2 ** 30;

describe("the memory that can be used", () => {
  it("is 95 % of it, less one GiB", () => {
    expect(usableGib(80)).toBeCloseTo(75, 12);
  });
});

describe("the fewest GPUs that hold a case", () => {
  const gpus: readonly GpuFacts[] = [GPUS.h100, GPUS.v100, { ...GPUS.v100, key: "tiny", label: "Tiny", memory_gib: 4 }];
  const counts = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024];
  /** Shared as far as can be: all states of training by ZeRO 3, weights for serving by tensor parallelism. */
  const sharedOut = (m: MemoryCase, count: number): MemoryCase =>
    m.method === "inference"
      ? { ...m, gpuCount: count, tensorParallel: Math.min(count, m.transformer.heads) }
      : {
          ...m,
          gpuCount: count,
          tensorParallel: Math.min(count, m.tensorParallel),
          sharding: count > 1 ? "zero3" : m.sharding,
        };

  it.each([
    ["training", training],
    ["training on one GPU at once", { ...training, transformer: usualTransformer(1e9), microBatch: 1, flash: true }],
    ["training in groups of 8", { ...training, gpuCount: 8, tensorParallel: 8, sharding: "zero1" }],
    ["serving", serving],
    ["serving more than any number holds", { ...serving, transformer: usualTransformer(900e9) }],
  ] as const)("are found among the powers of two: %s", (_, m) => {
    expect(smallestFits(m, gpus)).toEqual(
      gpus.map(({ key, label, memory_gib }) => {
        const count = counts.find((gpuCount) => gib(sharedOut(m, gpuCount)) <= usableGib(memory_gib));
        const found = { gpu: key, label, memoryGib: memory_gib };
        return count === undefined ? found : { ...found, count, totalGib: gib(sharedOut(m, count)) };
      }),
    );
  });

  it("are as many as they are by hand: 7 billion parameters with AdamW in 16 bits", () => {
    // 8 bytes a parameter are 52 GiB; the activations of 4 sequences without flash attention are more than all the rest.
    const [h100, v100, tiny] = smallestFits({ ...training, microBatch: 1, flash: true }, gpus);
    expect([h100?.count, v100?.count]).toEqual([1, 4]);
    expect(tiny && "count" in tiny).toBe(false);
  });

  it("fit where they fill the memory that can be used", () => {
    const exact = { ...GPUS.h100, memory_gib: (gib(training) + 1) / 0.95 };
    const [found] = smallestFits(training, [{ ...exact, memory_gib: exact.memory_gib * (1 + 1e-12) }]);
    expect(found?.count).toBe(1);
  });
});

describe("parts by number of GPUs", () => {
  const numbers = (...how: Parameters<typeof partsByCount>) => partsByCount(...how).map(({ gpuCount }) => gpuCount);

  it("are those of six numbers at most: the case's own, and powers of two up to what is asked", () => {
    expect(numbers(training, 4)).toEqual([1, 2, 4]);
    expect(numbers({ ...training, gpuCount: 3 }, 8)).toEqual([1, 2, 3, 4, 8]);
    expect(numbers({ ...training, gpuCount: 3 }, 64)).toEqual([3, 4, 8, 16, 32, 64]);
    expect(numbers({ ...training, gpuCount: 48 }, 1)).toEqual([2, 4, 8, 16, 32, 48]);
    expect(numbers({ ...training, gpuCount: 48 }, 5000)).toEqual([48, 64, 128, 256, 512, 1024]);
    expect(numbers(training, 1)).toEqual([1]);
  });

  it("are the case's own as it is, and the others shared as far as can be", () => {
    const [one, two] = partsByCount({ ...training, gpuCount: 2, sharding: "zero1" }, 2);
    const own = memoryParts({ ...training, gpuCount: 2, sharding: "zero1" });
    const alone = memoryParts({ ...training, sharding: "zero1" });
    for (const [made, parts] of [
      [one, alone],
      [two, own],
    ] as const)
      expect(made?.partsGib).toEqual({
        weights: parts.weights / 2 ** 30,
        gradients: parts.gradients / 2 ** 30,
        optimizer: parts.optimizer / 2 ** 30,
        activations: parts.activations / 2 ** 30,
        adapters: parts.adapters / 2 ** 30,
        kvCache: parts.kvCache / 2 ** 30,
      });
    const [, four] = partsByCount({ ...training, sharding: "zero1" }, 2);
    expect(four?.partsGib.weights).toBeCloseTo(
      memoryParts({ ...training, gpuCount: 2, sharding: "zero3" }).weights / 2 ** 30,
      9,
    );
    const lora = partsByCount({ ...training, method: "lora" }, 1)[0];
    expect(lora?.partsGib.adapters).toBeGreaterThan(0);
    expect(partsByCount(serving, 1)[0]?.partsGib.kvCache).toBeGreaterThan(0);
  });
});

describe("what saves memory", () => {
  const found = (m: MemoryCase, gpu: GpuFacts = GPUS.h100) =>
    Object.fromEntries(savings(m, gpu).map(({ change, totalGib, fits }) => [change, { totalGib, fits }]));
  const by = (m: MemoryCase, memory = 80) => ({ totalGib: gib(m), fits: gib(m) <= usableGib(memory) });
  const [flash, checkpointing, one, zero3, tensors] = [
    "flash attention",
    "gradient checkpointing (a third more computation)",
    "micro-batch 1, gradients accumulated over more steps",
    "ZeRO stage 3 or FSDP over the same GPUs",
    "tensor parallelism over the same GPUs",
  ];
  const [moments, half, lora, qlora, eight, four, cache] = [
    "8-bit optimizer states",
    "half the sequence length",
    "LoRA instead of all weights",
    "QLoRA: weights in 4 bits (slower steps)",
    "weights in 8 bits",
    "weights in 4 bits",
    "KV cache in fp8",
  ];

  it("is for training on one GPU each of these, by itself, the least costly first", () => {
    expect(Object.entries(found(training))).toEqual([
      [flash, by({ ...training, flash: true })],
      [checkpointing, by({ ...training, checkpointing: true })],
      [one, by({ ...training, microBatch: 1 })],
      [moments, by({ ...training, optimizer: "adamw-8bit" })],
      [half, by({ ...training, sequenceLength: 1024 })],
      [lora, by({ ...training, method: "lora" })],
      [qlora, by({ ...training, method: "qlora", precision: "nf4" })],
    ]);
  });

  it("is on several GPUs sharing, too", () => {
    const several = { ...training, gpuCount: 16 };
    expect(found(several)).toMatchObject({
      [zero3]: by({ ...several, sharding: "zero3" }),
      [tensors]: by({ ...several, tensorParallel: 8 }),
    });
    const two = { ...training, gpuCount: 2 };
    expect(found(two)[tensors]).toEqual(by({ ...two, tensorParallel: 2 }));
  });

  it("is for serving other precisions, and less at a time", () => {
    expect(Object.entries(found(serving))).toEqual([
      [one, by({ ...serving, microBatch: 1 })],
      [half, by({ ...serving, sequenceLength: 1024 })],
      [eight, by({ ...serving, precision: "fp8" })],
      [four, by({ ...serving, precision: "nf4" })],
      [cache, by({ ...serving, kvBytes: 1 })],
    ]);
    expect(Object.keys(found({ ...serving, gpuCount: 4 }))).toContain(tensors);
    expect(Object.keys(found({ ...serving, precision: "fp16" }))).toContain(eight);
  });

  it.each([
    ["flash attention that is there", { flash: true }, flash],
    ["checkpointing that is there", { checkpointing: true }, checkpointing],
    ["a micro-batch of one", { microBatch: 1 }, one],
    ["stage 3 that is there", { gpuCount: 4, sharding: "zero3" }, zero3],
    ["one GPU", { gpuCount: 1 }, zero3],
    ["tensor parallelism over all GPUs", { gpuCount: 4, tensorParallel: 4 }, tensors],
    ["8-bit states that are there", { optimizer: "adamw-8bit" }, moments],
    ["no states", { optimizer: "sgd" }, moments],
    ["512 tokens", { sequenceLength: 512, microBatch: 64 }, half],
    ["LoRA that is there", { method: "lora" }, lora],
    ["QLoRA, which is LoRA", { method: "qlora", precision: "bf16" }, lora],
    ["4 bits that are there", { precision: "nf4" }, qlora],
  ] as const)("does nothing more to %s", (_, changed, change) => {
    expect(Object.keys(found({ ...training, ...changed }))).not.toContain(change);
  });

  it.each([
    ["8 bits that are there", { precision: "fp8" }, eight],
    ["4 bits that are there", { precision: "nf4" }, four],
    ["less than 8 bits", { precision: "nf4" }, eight],
    ["32 bits, which are served in 16 first", { precision: "fp32" }, eight],
    ["a cache in fp8", { kvBytes: 1 }, cache],
  ] as const)("does nothing more to what is served with %s", (_, changed, change) => {
    expect(Object.keys(found({ ...serving, ...changed }))).not.toContain(change);
  });

  it("leaves out training's changes where a model is served, and what saves less than a hundredth", () => {
    const served = Object.keys(found({ ...serving, optimizer: "adamw", gpuCount: 4 }));
    for (const change of [flash, checkpointing, zero3, lora, qlora]) expect(served).not.toContain(change);
    // Adapters hardly have states: 8-bit ones would save nothing of LoRA.
    expect(Object.keys(found({ ...training, method: "lora" }))).not.toContain(moments);
    for (const { totalGib } of savings(training, GPUS.h100)) expect(totalGib).toBeLessThan(0.99 * gib(training));
  });

  it("does not train what is served, though training might take less", () => {
    // Keys and values of all heads are more than what checkpointed layers keep.
    const { transformer } = serving;
    const wide = { ...transformer, kvHeads: transformer.heads, vocabulary: 1000 };
    const served = { ...serving, transformer: wide, checkpointing: true, flash: true, microBatch: 256 };
    expect(gib({ ...served, method: "lora" })).toBeLessThan(0.99 * gib(served));
    expect(Object.keys(found(served))).toEqual([one, half, eight, four, cache]);
  });

  it("fits or not by the memory of the GPU", () => {
    const change = savings(training, GPUS.h100).find((saving) => saving.change === qlora);
    const needed = ((change?.totalGib ?? 0) + 1) / 0.95;
    const on = (memory_gib: number) => found(training, { ...GPUS.h100, memory_gib })[qlora]?.fits;
    expect([on(needed * 0.999), on(needed * 1.001)]).toEqual([false, true]);
  });
});
