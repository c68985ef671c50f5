import { describe, expect, it } from "vitest";
import { outlineOf } from "../../src/analysis/outline.ts";
import { quantityLeaf } from "./leaves.ts";

const source = "a test";
const instances = quantityLeaf("instances", 10);
const words = quantityLeaf("words", 100);

describe("the outline of a plan", () => {
  it("of an empty plan is empty", () => {
    expect(outlineOf({ title: "Nothing" })).toStrictEqual({
      ...{ title: "Nothing", approaches: [], options: [], optionPairs: [], routes: [], ratios: [] },
      ...{ runs: {}, models: [], datasets: [] },
    });
  });

  it("names approaches, options and routes in the order of the plan", () => {
    const outline = outlineOf({
      title: "A plan",
      approaches: {
        sft: { label: "Fine-tuning", source, h100_days: 3 },
        lora: { label: "LoRA", source, h100_days: 1 },
      },
      api: { label: "An API", conversations_needed: instances },
      options: {
        gpt: { kind: "prompt", label: "GPT", source },
        own: { kind: "self-host", label: "Own servers", source },
      },
      projection: {
        ...{ parameters: instances, epochs: instances },
        routes: { lora: { rates_of: "lora_llama" }, rlhf: { ratio: 2, of: "lora" } },
      },
      ratios: { speed: { label: "Speed-up", source, is: 2 } },
    });
    expect(outline.approaches).toStrictEqual([
      { key: "sft", label: "Fine-tuning", source },
      { key: "lora", label: "LoRA", source },
    ]);
    expect(outline.api).toBe("An API");
    expect(outline.options).toStrictEqual([
      { key: "gpt", label: "GPT", kind: "prompt", source },
      { key: "own", label: "Own servers", kind: "self-host", source },
    ]);
    expect(outline.optionPairs).toStrictEqual([{ id: "own_gpt", first: "own", second: "gpt" }]);
    // A route has the name of its approach, or its own key where no approach has it.
    expect(outline.routes).toStrictEqual([
      { key: "lora", label: "LoRA" },
      { key: "rlhf", label: "rlhf" },
    ]);
    expect(outline.ratios).toStrictEqual([{ key: "speed", label: "Speed-up" }]);
  });

  it("tells of runs, models and datasets what is known, the GPU by its label", () => {
    const outline = outlineOf({
      title: "Rows",
      gpus: { rows: { a100: { label: "A100 80 GB" } } },
      pretraining: {
        rows: {
          llama: { label: "LLaMA", released: "2023-02", method: "full", gpu: "a100" },
          other: { label: "Other", gpu: "tpu" },
          bare: { label: "Bare" },
        },
      },
      alignment: { rows: {} },
      models: { rows: { alpaca: { label: "Alpaca", base: "llama" }, plain: { label: "Plain" } } },
      sft_datasets: {
        rows: {
          chat: { label: "Chat", turns: "multi", construction: "human", instances, words },
          bare: { label: "Bare", instances, words },
        },
      },
    });
    expect(outline.runs).toStrictEqual({
      pretraining: [
        { key: "llama", label: "LLaMA", released: "2023-02", method: "full", gpu: "A100 80 GB" },
        { key: "other", label: "Other", gpu: "tpu" },
        { key: "bare", label: "Bare" },
      ],
      alignment: [],
    });
    expect(outline.models).toStrictEqual([
      { key: "alpaca", label: "Alpaca", base: "llama" },
      { key: "plain", label: "Plain" },
    ]);
    expect(outline.datasets).toStrictEqual([
      { key: "chat", label: "Chat", turns: "multi", construction: "human" },
      { key: "bare", label: "Bare" },
    ]);
  });

  it("of runs on GPUs that the plan has no rows for keeps their keys", () => {
    const outline = outlineOf({ title: "", sft_runs: { rows: { one: { label: "One", gpu: "a100" } } } });
    expect(outline.runs).toStrictEqual({ sft_runs: [{ key: "one", label: "One", gpu: "a100" }] });
  });
});
