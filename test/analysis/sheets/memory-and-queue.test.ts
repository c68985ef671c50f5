import { describe, expect, it } from "vitest";
import { memorySheet, type PlannedMemory } from "../../../src/analysis/sheets/memory.ts";
import { queueSheet } from "../../../src/analysis/sheets/queue.ts";
import { type MemoryCase, memoryParts, totalBytes } from "../../../src/model/training-memory.ts";
import { usualTransformer } from "../../../src/model/transformer.ts";
import { section, valuesBelow, valuesOf, wronglyShown } from "../figures.ts";
import { quantityLeaf } from "../leaves.ts";

const GIB = 2 ** 30;
const memoryCase: MemoryCase = {
  transformer: usualTransformer(7e9),
  method: "lora",
  precision: "bf16",
  optimizer: "adamw",
  gpuCount: 1,
  tensorParallel: 1,
  sharding: "none",
  sequenceLength: 1,
  microBatch: 1,
  checkpointing: false,
  flash: true,
  rank: 1,
  targets: "all",
  kvBytes: 2,
};
/** The numbers are those of the leaves, whatever the case says. */
const numbers = { sequenceLength: 2048, microBatch: 4, gpuCount: 2, rank: 16 };
const planned = (changed: Partial<MemoryCase> = {}, more: Partial<PlannedMemory> = {}): PlannedMemory => ({
  m: { ...memoryCase, ...changed },
  ...section("memory", { ...numbers, memoryGib: 80, utilisationFraction: 0.9 }),
  ...more,
});

describe("the memory of one GPU", () => {
  it.each(["lora", "sft", "inference"] as const)("is what the formulas say of each part: %s", (method) => {
    const parts = memoryParts({ ...memoryCase, ...numbers, method });
    const found = valuesOf(memorySheet(planned({ method })));
    expect(found).toMatchObject({
      "memory.weights_gib": parts.weights / GIB,
      "memory.gradients_gib": parts.gradients / GIB,
      "memory.optimizer_gib": parts.optimizer / GIB,
      "memory.activations_gib": parts.activations / GIB,
      "memory.adapters_gib": parts.adapters / GIB,
      "memory.kv_cache_gib": parts.kvCache / GIB,
      "memory.total_gib": totalBytes(parts) / GIB,
    });
    expect(wronglyShown(memorySheet(planned({ method })))).toEqual([]);
  });

  it("leaves room for a KV cache where the model is served: memory less weights and activations, in blocks of 16", () => {
    const { weights, activations } = memoryParts({ ...memoryCase, ...numbers, method: "inference" });
    const room = 80 * 0.9 - (weights + activations) / GIB;
    const found = valuesOf(memorySheet(planned()));
    expect(found["memory.kv_room_gib"]).toBeCloseTo(room, 9);
    const { layers, kvHeads, headWidth } = memoryCase.transformer;
    const tokens = Math.floor((room * GIB) / (2 * layers * kvHeads * headWidth * 2) / 16) * 16;
    expect(found["memory.kv_cache_tokens"]).toBe(tokens);
    const halved = valuesOf(memorySheet(planned({ kvBytes: 1, tensorParallel: 1 })));
    expect(Number(halved["memory.kv_cache_tokens"]) / tokens).toBeCloseTo(2, 3);
  });

  it("leaves none where the weights fill it", () => {
    const found = valuesOf(memorySheet(planned({}, section("memory", { memoryGib: 8 }))));
    expect([found["memory.kv_room_gib"], found["memory.kv_cache_tokens"]]).toEqual([0, 0]);
  });

  it("leaves what is stated where it is stated", () => {
    const figures = memorySheet(planned({}, { kvMemoryGib: quantityLeaf("kv", 10) }));
    expect(valuesOf(figures)["memory.kv_room_gib"]).toBe(10);
    expect(figures.find(({ id }) => id === "memory.kv_room_gib")?.formula).toBe("as stated");
  });
});

describe("a waiting line", () => {
  const line = (servers: number, arrivalsPerSecond: number, serviceSeconds: number) => {
    const figures = queueSheet(
      section("q", { servers, arrivalsPerSecond, serviceSeconds, arrivalScv: 1, serviceScv: 1 }),
    );
    expect(wronglyShown(figures)).toEqual([]);
    return valuesBelow("serving.", figures) as Readonly<Record<string, number>>;
  };

  it("with one server is M/M/1: mean wait ρ ÷ (1 − ρ) × service", () => {
    const found = line(1, 0.4, 2);
    expect(found.utilisation).toBeCloseTo(0.8, 12);
    expect(found.wait_probability).toBeCloseTo(0.8, 12);
    expect(found.mean_wait_seconds).toBeCloseTo(8, 9);
    expect(found.mean_queue_length).toBeCloseTo(3.2, 9);
    // Who waits, waits exponentially, 10 seconds on average: P(wait > t) = 0.8 e^(−t ÷ 10).
    expect(found.p95_wait_seconds).toBeCloseTo(10 * Math.log(0.8 / 0.05), 9);
    expect(found.least_servers).toBe(1);
  });

  it("with two servers has Erlang's C of 2ρ² ÷ (1 + ρ)", () => {
    const found = line(2, 3, 0.5);
    expect(found.utilisation).toBeCloseTo(0.75, 12);
    expect(found.wait_probability).toBeCloseTo((2 * 0.75 ** 2) / 1.75, 12);
    expect(found.least_servers).toBe(2);
  });

  it("grows without end where more is asked than can be answered", () => {
    expect(line(1, 3, 0.5)).toEqual({
      utilisation: 1.5,
      wait_probability: 1,
      mean_wait_seconds: Infinity,
      p95_wait_seconds: Infinity,
      mean_queue_length: Infinity,
      least_servers: 2,
    });
    expect(line(3, 6, 0.5).least_servers).toBe(4);
  });
});
