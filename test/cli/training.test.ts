import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { llmplan, scratch } from "./run.ts";

const LORA = ["training", "--params", "70B", "--tokens", "3.4M", "--method", "lora", "--gpu", "h100", "--count", "8"];
const HEAD = "model,params_b,active_params_b,tokens_b,method,gpu,count";

describe("llmplan training", () => {
  it("answers in its first line and says how good the method is", () => {
    const { code, out } = llmplan(LORA);
    expect(code).toBe(0);
    expect(out.split("\n")[0]).toMatch(/^LoRA of a model of 70 billion parameters on 3\.4 million tokens .*90%.*/);
    expect(out).toMatch(/each team left out in turn: median error \d+%, \d+% inside/);
    expect(out).toContain("FLM-101B");
    expect(out).not.toMatch(/NaN|undefined|\[object/);
  });

  it("prints the one JSON shape, without a plan, with the ids that are promised", () => {
    const result = JSON.parse(llmplan([...LORA, "--json"]).out);
    expect(result).toMatchObject({ command: "training", plan: null, scenarios: [], seed: 1 });
    for (const id of ["flop", "gpu_hours", "wall_hours", "cost_eur", "cost_usd", "tokens_per_second_per_gpu"])
      expect(result.figures[`training.${id}`].value).toBeGreaterThan(0);
    for (const id of ["gpu_hours", "wall_hours", "cost_eur", "analogy.gpu_hours", "measured.gpu_hours"])
      expect(result.figures[`training.${id}`].interval90).toHaveLength(2);
  });

  it("estimates each line of a sheet and holds it against the hours that the sheet states", () => {
    const file = join(scratch(), "runs.csv");
    writeFileSync(
      file,
      `${HEAD},gpu_hours\nLlama-2-7B,6.74,,2000,pretrain,A100-80GB,1000,184320\nImpossible,101,,311,pretraining,a100,192,101376\n`,
    );
    const { code, out, err } = llmplan(["training", "--runs", file, "--json"]);
    expect(code).toBe(0);
    const { runs, warnings } = JSON.parse(out);
    expect(runs.map(({ model }: { model: string }) => model)).toEqual(["Llama-2-7B", "Impossible"]);
    const { value, interval90 } = runs[0].figures["training.gpu_hours"];
    expect(interval90[0]).toBeLessThan(value);
    expect(interval90[1]).toBeGreaterThan(value);
    expect(runs[0].stated_gpu_hours).toBe(184_320);
    expect(runs[1].stated_gpu_hours).toBeUndefined();
    expect(warnings[0].message).toMatch(/Impossible: implied MFU/);
    expect(err).toBe("");
  });

  it("draws its estimates, of one run only", () => {
    const folder = join(scratch(), "charts");
    expect(llmplan([...LORA, "--charts", folder]).code).toBe(0);
    expect(readFileSync(join(folder, "training-estimates.svg"), "utf8")).toContain("By measured throughput");
    expect(llmplan(["training", "--runs", "runs.csv", "--charts", folder])).toMatchObject({ code: 2 });
  });

  it("estimates the run of the shipped plan, under its scenarios and settings", () => {
    const run = (...args: string[]) => JSON.parse(llmplan(["training", "--json", ...args]).out);
    const base = run();
    expect(base.plan.title).toMatch(/ROLEPL-AI/);
    // 51 days × 7.5 h × 60 × 125 words/min × 1.3 tokens a word, 3 epochs, 3 sessions, nine tenths packed
    expect(base.figures["training.tokens_seen"].value).toBeCloseTo((51 * 7.5 * 60 * 125 * 1.3 * 9) / 0.9, 3);
    const twice = run("--set", "training.epochs=6");
    const hours = (result: typeof base): number => result.figures["training.gpu_hours"].value;
    expect(hours(twice) / hours(base)).toBeCloseTo(2, 6);
    expect(base.figures["training.h100_days"].value).toBeCloseTo(hours(base) / 24, 9);
  });

  it.each([
    ["a GPU of the plan that nobody knows", ["training", "--set", "training.gpu=h1000"], /training\.gpu: found h1000/],
    ["an unknown GPU, with the nearest", [...LORA, "--gpu", "h1000"], /h1000.*did you mean h100/],
    [
      "a precision that the GPU does not have",
      [...LORA, "--gpu", "a100", "--precision", "fp8"],
      /fp8.*did you mean bf16/,
    ],
    ["bf16 on a V100", [...LORA, "--gpu", "v100", "--precision", "bf16"], /bf16, which V100.*did you mean fp16/],
    ["a misspelt precision", [...LORA, "--precision", "bf17"], /did you mean bf16/],
    ["epochs beyond all sense", [...LORA, "--epochs", "1e300"], /below 1e9/],
    ["a size beyond all sense", [...LORA, "--tokens", "1e300"], /up to 1e21/],
    ["zero GPUs", [...LORA, "--count", "0"], /whole number from 1/],
    ["a range the wrong way round", [...LORA, "--tokens", "5M to 3M"], /--tokens 5M to 3M: .*the smaller first/],
    ["a range that crosses zero", [...LORA, "--tokens", "-1M to 3M"], /sizes above 0/],
    ["a misspelt method", [...LORA, "--method", "lorra"], /did you mean lora/],
    ["more active parameters than parameters", [...LORA, "--active-params", "80B"], /at most/],
    ["no size", ["training", "--tokens", "3M", "--method", "sft"], /needs --params/],
    ["a sheet that is not there", ["training", "--runs", "nowhere.csv"], /nowhere\.csv/],
  ])("refuses %s", (_, args, message) => {
    const { code, out, err } = llmplan(args);
    expect(code).toBe(2);
    expect(out).toBe("");
    expect(err).toMatch(message);
  });

  it("knows GPUs as lists of published models spell them", () => {
    const file = join(scratch(), "runs.csv");
    const gpus = [
      "NVIDIA A100 SXM4 80 GB",
      "NVIDIA Tesla V100 DGXS 32 GB",
      "Google TPU v3",
      "AMD Radeon Instinct MI250X",
    ];
    const more = ["NVIDIA H100 SXM5 80GB", "NVIDIA A100 PCIe", "NVIDIA H800 SXM5", "Google TPU v4", "NVIDIA H200 SXM"];
    const lines = [...gpus, ...more].map((gpu) => `x,7,,1000,pretraining,${gpu},64`);
    writeFileSync(file, `${HEAD}\n${lines.join("\n")}\n`);
    const { code, out } = llmplan(["training", "--runs", file, "--json"]);
    expect(code).toBe(0);
    expect(JSON.parse(out).runs.map(({ gpu }: { gpu: string }) => gpu)).toEqual([
      "A100 SXM 80 GB",
      "V100 SXM2 32 GB",
      "TPU v3",
      "MI250X 128 GB",
      "H100 SXM 80 GB",
      "A100 PCIe 80 GB",
      "H800 SXM 80 GB",
      "TPU v4",
      "H200 SXM 141 GB",
    ]);
  });

  it("tells every mistake of a sheet at its line and column", () => {
    const file = join(scratch(), "runs.csv");
    writeFileSync(file, `${HEAD}\nx,-7,,1,pretrin,a100,0\ny,7,9,1,lora,a100,1\n`);
    const { code, err } = llmplan(["training", "--runs", file]);
    expect(code).toBe(2);
    expect(err).toContain("runs.csv:2:3: params_b: found");
    expect(err).toMatch(/runs\.csv:2:9: method: .*did you mean pretrain/);
    expect(err).toMatch(/runs\.csv:2:\d+: count/);
    expect(err).toMatch(/runs\.csv:3:5: active_params_b/);
  });
});
