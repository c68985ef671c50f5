import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { llmplan, scratch } from "./run.ts";

const LORA = ["memory", "--params", "70B", "--method", "lora", "--gpu", "h100"];

describe("llmplan memory", () => {
  it("says whether it fits, what would be enough, and what to change", () => {
    const { code, out } = llmplan([...LORA, "--count", "1"]);
    expect(code).toBe(0);
    expect(out.split("\n")[0]).toMatch(/does not fit on 1 × H100 SXM 80 GB/);
    expect(out).toContain("What to change");
    expect(out).toContain("The fewest GPUs");
    expect(out).toContain("Not modelled");
    expect(out).not.toMatch(/NaN|undefined|\[object/);
  });

  it("prints the one JSON shape with the ids that are promised, the parts adding up", () => {
    const { figures, plan, command } = JSON.parse(llmplan([...LORA, "--count", "8", "--json"]).out);
    expect({ plan, command }).toEqual({ plan: null, command: "memory" });
    const parts = ["weights", "gradients", "optimizer", "activations", "adapters", "kv_cache"];
    const sum = parts.reduce((total, part) => total + figures[`memory.${part}_gib`].value, 0);
    expect(figures["memory.total_gib"].value).toBeCloseTo(sum, 9);
    expect(figures["memory.kv_cache_tokens"].value % 16).toBe(0);
  });

  it("draws what each GPU holds, up to as many GPUs as hold it", () => {
    const folder = join(scratch(), "charts");
    expect(llmplan([...LORA, "--count", "1", "--charts", folder]).code).toBe(0);
    const svg = readFileSync(join(folder, "memory-parts.svg"), "utf8");
    expect(svg).toContain("Activations");
    expect(svg).toContain("2 GPUs");
  });

  it("counts the tokens of a KV cache of stated size", () => {
    const args = ["memory", "--model", "Meta-Llama-3-8B", "--kv-memory-gib", "10", "--json"];
    // 10 GiB ÷ 128 KiB a token = 81,920
    expect(JSON.parse(llmplan(args).out).figures["memory.kv_cache_tokens"].value).toBe(81_920);
  });

  it("reads a config.json and tells every field that is wrong", () => {
    const file = join(scratch(), "config.json");
    writeFileSync(file, JSON.stringify({ model_type: "llama", hidden_size: 4096, num_attention_heads: 0 }, null, 2));
    const { code, err } = llmplan(["memory", "--config", file]);
    expect(code).toBe(2);
    expect(err).toMatch(/config\.json:4:\d+: num_attention_heads: found 0/);
    expect(err).toMatch(/num_hidden_layers: found nothing/);
    expect(err).toMatch(/vocab_size: found nothing/);
  });

  it("asks a gated family for the width of its feed-forward layer, and tells JSON that is broken", () => {
    const file = join(scratch(), "config.json");
    const whole = { model_type: "llama", hidden_size: 4096, num_hidden_layers: 32, num_attention_heads: 32 };
    writeFileSync(file, JSON.stringify({ ...whole, vocab_size: 32_000 }));
    expect(llmplan(["memory", "--config", file])).toMatchObject({
      code: 2,
      err: expect.stringMatching(/intermediate_size: found nothing/),
    });
    writeFileSync(file, "{bad");
    expect(llmplan(["memory", "--config", file])).toMatchObject({ code: 2, err: expect.stringMatching(/not JSON/) });
  });

  it("says nothing of fields that could only be held against a wrong one", () => {
    const file = join(scratch(), "config.json");
    const wrong = { hidden_size: "4096", num_hidden_layers: 32, num_attention_heads: 32, vocab_size: 1 };
    writeFileSync(file, JSON.stringify({ ...wrong, intermediate_size: 11_008 }));
    const { err } = llmplan(["memory", "--config", file]);
    expect(err.trim().split("\n")).toHaveLength(1);
    expect(err).toContain("hidden_size");
  });

  it.each([
    ["an unknown GPU", [...LORA, "--gpu", "h1000"], /did you mean h100/],
    ["an unknown model", ["memory", "--model", "llama_2_7x"], /did you mean llama_2_7b/],
    ["an unknown precision", [...LORA, "--precision", "fast"], /--precision fast/],
    ["unknown targets", [...LORA, "--targets", "q,x"], /--targets q,x/],
    [
      "weights in a precision that the GPU does not have, with the nearest",
      [...LORA, "--gpu", "a100", "--precision", "fp8"],
      /fp8, which A100.*did you mean int8/,
    ],
    ["bf16 on a V100, which has fp16", [...LORA, "--gpu", "v100", "--precision", "bf16"], /did you mean fp16/],
    ["no model", ["memory", "--gpu", "h100"], /needs --config/],
    ["a group that does not divide the GPUs", [...LORA, "--count", "8", "--tensor-parallel", "3"], /does not divide/],
  ])("refuses %s", (_, args, message) => {
    const { code, err } = llmplan(args);
    expect(code).toBe(2);
    expect(err).toMatch(message);
  });
});
