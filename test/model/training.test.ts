import { describe, expect, it } from "vitest";
import { BESIROGLU_2024, computeOptimal, expectedLoss, HOFFMANN_2022 } from "../../src/model/chinchilla.ts";
import { flopPerToken, trainingFlop } from "../../src/model/flop.ts";
import { usualShape } from "../../src/model/model-shape.ts";
import { precisionNamed } from "../../src/model/precision.ts";
import { TRAINING_METHODS } from "../../src/model/training-method.ts";
import { failureOverhead, gpuHoursOfTokens, slowedTokensPerSecond } from "../../src/model/training-time.ts";

const llama7b = { layers: 32, width: 4096 };

describe("FLOP a token", () => {
  it("is 6N plus causal attention for pre-training, and 4N plus the same attention for LoRA", () => {
    const work = { parameters: 6.74e9, criticParameters: 0, shape: llama7b, sequenceLength: 4096 };
    const attention = 6 * 32 * 4096 * 4096;
    expect(flopPerToken({ ...work, method: "pretraining" })).toBe(6 * 6.74e9 + attention);
    expect(flopPerToken({ ...work, method: "lora" })).toBe(4 * 6.74e9 + attention);
  });

  it("agrees with what a vendor counts: 780 TFLOP/s for Llama-2-7B at 16,934 tokens/s, attention not halved", () => {
    // NVIDIA/NeMo performance summary, row LLAMA2-7B; its count takes all of attention and the output layer.
    const flop = flopPerToken({
      method: "pretraining",
      parameters: 6.74e9,
      criticParameters: 0,
      shape: llama7b,
      sequenceLength: 4096,
    });
    const full = flop + 6 * 32 * 4096 * 4096;
    expect((full * 16934) / 1e12 / 780).toBeCloseTo(1, 1);
  });

  it("grows with sequence length and with parameters for every method", () => {
    for (const method of TRAINING_METHODS) {
      const at = (parameters: number, sequenceLength: number): number =>
        flopPerToken({ method, parameters, criticParameters: parameters, shape: llama7b, sequenceLength });
      expect(at(8e9, 2048)).toBeGreaterThan(at(7e9, 2048));
      expect(at(7e9, 4096)).toBeGreaterThan(at(7e9, 2048));
    }
  });

  it("is linear in tokens, epochs and sessions", () => {
    expect(trainingFlop({ flopPerToken: 2, tokens: 3, epochs: 5, sessions: 7 })).toBe(210);
  });
});

describe("the usual shape of a model", () => {
  it.each([
    // Touvron 2023, arXiv 2302.13971, Table 2 and arXiv 2307.09288
    ["LLaMA 7B", 6.74e9, 32 * 4096],
    ["LLaMA 13B", 13.02e9, 40 * 5120],
    ["LLaMA 65B", 65.2e9, 80 * 8192],
  ])("has the layers × width of %s within 10 %%", (_, parameters, product) => {
    const { layers, width } = usualShape({ parameters });
    expect(Math.abs((layers * width) / product - 1)).toBeLessThan(0.1);
  });
});

describe("Chinchilla", () => {
  it("puts Gopher's computation near 20 tokens a parameter by the replication", () => {
    // Besiroglu 2024, section 4: the corrected fit agrees with about 20 tokens a parameter at 5.76e23 FLOP.
    const { parameters, tokens } = computeOptimal(BESIROGLU_2024, 5.76e23);
    expect(tokens / parameters).toBeGreaterThan(15);
    expect(tokens / parameters).toBeLessThan(26);
    expect(6 * parameters * tokens).toBeCloseTo(5.76e23, -15);
  });

  it.each([HOFFMANN_2022, BESIROGLU_2024])("has its lowest loss at the optimum", (law) => {
    const best = computeOptimal(law, 1e22);
    const loss = (factor: number): number =>
      expectedLoss(law, { parameters: best.parameters * factor, tokens: best.tokens / factor });
    expect(loss(1)).toBeLessThan(loss(1.1));
    expect(loss(1)).toBeLessThan(loss(0.9));
  });

  it("expects of Chinchilla 70B on 1.4 T tokens what equation 10 gives", () => {
    const closed = 1.69 + 406.4 / 70e9 ** 0.34 + 410.7 / 1.4e12 ** 0.28;
    expect(expectedLoss(HOFFMANN_2022, { parameters: 70e9, tokens: 1.4e12 })).toBeCloseTo(closed, 12);
  });
});

describe("time", () => {
  it("is tokens over throughput, with the overhead on top", () => {
    expect(gpuHoursOfTokens({ tokens: 7.2e6, tokensPerSecond: 1000, overheadFraction: 0.1 })).toBeCloseTo(2.2, 12);
  });

  it("grows by what every micro-batch waits, and not at all without a wait", () => {
    expect(slowedTokensPerSecond({ tokensPerSecond: 1000, microBatchTokens: 2000, waitSeconds: 0 })).toBe(1000);
    expect(slowedTokensPerSecond({ tokensPerSecond: 1000, microBatchTokens: 2000, waitSeconds: 2 })).toBe(500);
  });

  it("loses a restart and half a checkpoint interval a failure", () => {
    const lost = failureOverhead({ failuresPerGpuHour: 1e-4, gpuCount: 1000, restartHours: 0.5, checkpointHours: 1 });
    expect(lost).toBeCloseTo(0.1, 12);
    const rare = failureOverhead({ failuresPerGpuHour: 1e-4, gpuCount: 1000, restartHours: 0.5, checkpointHours: 3 });
    expect(rare).toBeCloseTo(0.2, 12);
  });
});

describe("precisions", () => {
  it.each([
    ["BF16", "bf16"],
    ["amp_bf16", "bf16"],
    ["FP8/BF16", "fp8"],
    ["amp_fp8", "fp8"],
    ["FP8 or BF16 (see submission)", "fp8"],
    ["INT8 base", "int8"],
    ["nf4-dq", "nf4"],
    ["FP16", "fp16"],
    ["f16", "fp16"],
    ["32-bit", "fp32"],
    ["16-bit", "bf16"],
    ["16bit", "bf16"],
    ["4bit", "nf4"],
    ["8bit", "int8"],
    ["32bit", "fp32"],
    ["half", "fp16"],
  ])("reads %s as %s", (text, expected) => {
    expect(precisionNamed(text)).toBe(expected);
  });

  it("does not read what is none", () => {
    expect(precisionNamed("fast")).toBeUndefined();
    expect(precisionNamed("f16x")).toBeUndefined();
    expect(precisionNamed("elf16")).toBeUndefined();
  });
});
