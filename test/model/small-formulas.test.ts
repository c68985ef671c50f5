import { describe, expect, it } from "vitest";
import { daysOfShare, tokensOfWords } from "../../src/model/data-yield.ts";
import { plainGpuName } from "../../src/model/gpu-name.ts";
import { daysOfHours, hoursOfDays } from "../../src/model/hardware.ts";
import { impliedUtilisation } from "../../src/model/implied-utilisation.ts";
import { benchmarkMfu, scatteredFactor } from "../../src/model/mfu.ts";
import { plainModelName } from "../../src/model/model-name.ts";
import { multiplyPrecision, PRECISIONS } from "../../src/model/precision.ts";
import { cacheableTokens } from "../../src/model/provider-cache.ts";
import {
  classRequestsPerSecond,
  meanRequestsPerSecond,
  monthlyRent,
  peakRequestsPerSecond,
} from "../../src/model/serving-load.ts";
import { TRAINING_METHODS, tokenPasses, trainsAdapters } from "../../src/model/training-method.ts";
import {
  impliedMfu,
  meanTokensPerSecond,
  tokensPerSecond,
  unpackSeconds,
  wallHours,
} from "../../src/model/training-time.ts";
import { conversationsByMonth, totalCostSd } from "../../src/model/volume.ts";

describe("volume", () => {
  it("grows from the first month on: 100, 110, 121", () => {
    const months = conversationsByMonth({ conversationsPerMonth: 100, growthPerMonthFraction: 0.1, months: 3 });
    expect(months).toEqual([100, expect.closeTo(110, 9), expect.closeTo(121, 9)]);
  });

  it("shrinks by half to a quarter in the third month", () => {
    expect(conversationsByMonth({ conversationsPerMonth: 8, growthPerMonthFraction: -0.5, months: 3 })[2]).toBeCloseTo(
      2,
      12,
    );
  });

  it("scatters as the square root of the number of conversations", () => {
    expect(totalCostSd({ conversations: 10_000, sd: 0.02 })).toBeCloseTo(2, 12);
  });
});

describe("requests a second", () => {
  it("are 1 when a month of 30.4375 days has 2,629,800 requests", () => {
    expect(meanRequestsPerSecond({ conversationsPerMonth: 262_980, requestsPerConversation: 10 })).toBeCloseTo(1, 12);
  });

  it("of a class are set by how fast it starts, or by how fast one of it asks again", () => {
    expect(classRequestsPerSecond({ learners: 30, startSeconds: 60, secondsBetweenRequests: 20 })).toBe(1.5);
    expect(classRequestsPerSecond({ learners: 30, startSeconds: 10, secondsBetweenRequests: 20 })).toBe(3);
  });

  it("are planned for the busier of hour and class, with growth", () => {
    const load = { meanPerSecond: 0.5, peakFactor: 4, classPerSecond: 1.5, growthFactor: 3 };
    expect(peakRequestsPerSecond(load)).toBe(6);
    expect(peakRequestsPerSecond({ ...load, classPerSecond: 5 })).toBe(15);
  });

  it("cost 730.5 hours of rent a month", () => {
    expect(monthlyRent({ gpus: 4, pricePerHour: 2.5 })).toBe(7305);
  });
});

describe("utilisation", () => {
  it("of GPT-3's 175 billion parameters, 300 billion tokens and 3.64e3 petaflop/s-days is what these days take", () => {
    // Brown 2020, arXiv 2005.14165, appendix D: 3.14e23 FLOP; a V100 has 125 TFLOP/s.
    const used = impliedUtilisation({ parameters: 175e9, tokens: 300e9, gpuHours: 3640 * 8 * 24, peakTflops: 125 });
    expect(used).toBeCloseTo(1, 2);
    expect(impliedUtilisation({ parameters: 1e9, tokens: 3.6e12, gpuHours: 6000, peakTflops: 1000 })).toBeCloseTo(
      1,
      12,
    );
  });

  it("and tokens a second are two words for one thing", () => {
    const run = { peakTflops: 1000, flopPerToken: 4e10 };
    expect(tokensPerSecond({ ...run, mfu: 0.4 })).toBeCloseTo(10_000, 9);
    expect(impliedMfu({ ...run, tokensPerSecond: 10_000 })).toBeCloseTo(0.4, 12);
  });

  it("falls below a billion parameters, with more GPUs, and by its factors", () => {
    const known = {
      benchmarkMfu: 0.5,
      parameters: 7e9,
      gpuCount: 8,
      smallModelExponent: 0.5,
      gpuCountExponent: -0.1,
      mixtureFactor: 1,
      chipFactor: 1,
    };
    expect(benchmarkMfu(known)).toBeCloseTo(0.5, 12);
    expect(benchmarkMfu({ ...known, parameters: 0.25e9 })).toBeCloseTo(0.25, 12);
    expect(benchmarkMfu({ ...known, gpuCount: 8 * 1024 })).toBeCloseTo(0.25, 12);
    expect(benchmarkMfu({ ...known, mixtureFactor: 0.6, chipFactor: 0.8 })).toBeCloseTo(0.24, 12);
  });

  it("scatters around its centre on the log scale", () => {
    expect(scatteredFactor({ centre: 0.75, logSd: 0.35, deviate: 0 })).toBe(0.75);
    expect(scatteredFactor({ centre: 0.75, logSd: Math.LN2, deviate: 2 })).toBeCloseTo(3, 12);
    expect(scatteredFactor({ centre: 0.75, logSd: Math.LN2, deviate: -1 })).toBeCloseTo(0.375, 12);
  });
});

describe("time of a run", () => {
  it("is shared among GPUs", () => {
    expect(wallHours({ gpuHours: 96, gpuCount: 8 })).toBe(12);
    expect(meanTokensPerSecond({ tokens: 7.2e6, gpuHours: 2 })).toBe(1000);
  });

  it("of unpacking weights grows with their number and shrinks with bandwidth", () => {
    const run = { parameters: 7e9, secondsPerBillion: 0.02, bandwidthGbS: 3350, referenceBandwidthGbS: 1675 };
    expect(unpackSeconds(run)).toBeCloseTo(0.07, 12);
  });

  it("is counted in days of 24 hours", () => {
    expect(hoursOfDays({ days: 3 })).toBe(72);
    expect(daysOfHours({ hours: 36 })).toBe(1.5);
  });
});

describe("data", () => {
  it("is written in a share of the days and counted in tokens", () => {
    expect(daysOfShare({ personDays: 187, shareFraction: 0.25 })).toBe(46.75);
    expect(tokensOfWords({ words: 1500, tokensPerWord: 1.4 })).toBeCloseTo(2100, 9);
  });
});

describe("what a provider reads from cache", () => {
  // OpenAI, Prompt caching: "1024 tokens or more, with cache hits occurring in increments of 128 tokens".
  const openai = { minimumTokens: 1024, blockTokens: 128 };
  it.each([
    [1023, 0],
    [1024, 1024],
    [1151, 1024],
    [1152, 1152],
    [2000, 1920],
  ])("of a prefix of %d tokens is %d", (prefix, cached) => {
    expect(cacheableTokens(openai, prefix)).toBe(cached);
  });

  it("is every token of a long prefix where blocks hold one", () => {
    expect(cacheableTokens({ minimumTokens: 1024, blockTokens: 1 }, 1777)).toBe(1777);
  });
});

describe("training methods", () => {
  it("need the passes that their papers count, and attention as often as the model", () => {
    const passes = Object.fromEntries(TRAINING_METHODS.map((method) => [method, tokenPasses(method)]));
    expect(passes).toEqual({
      pretraining: { model: 3, critic: 0, attention: 3 },
      sft: { model: 3, critic: 0, attention: 3 },
      lora: { model: 2, critic: 0, attention: 3 },
      qlora: { model: 2, critic: 0, attention: 3 },
      reward_model: { model: 3, critic: 0, attention: 3 },
      dpo: { model: 4, critic: 0, attention: 4 },
      ppo: { model: 6, critic: 5, attention: 6 },
    });
  });

  it("train adapters in two of them", () => {
    expect(TRAINING_METHODS.filter(trainsAdapters)).toEqual(["lora", "qlora"]);
  });

  it("multiply packed weights in 16 bits", () => {
    expect(PRECISIONS.map((precision) => [precision, multiplyPrecision(precision)])).toEqual([
      ["fp32", "fp32"],
      ["bf16", "bf16"],
      ["fp16", "bf16"],
      ["fp8", "fp8"],
      ["int8", "bf16"],
      ["nf4", "bf16"],
    ]);
  });
});

describe("names", () => {
  it.each([
    ["NVIDIA H100-SXM5-80GB", "h10080gb"],
    ["h100 80gb", "h10080gb"],
    ["H100 80 GiB", "h10080gb"],
    ["NVIDIA A100-SXM4-40GB (TM)", "a10040gb"],
    ["Intel® Gaudi™ 2", "gaudi2"],
    ["Habana Gaudi(R)2 AI Accelerators", "gaudi2"],
    ["AMD Radeon Instinct MI250X GPU", "mi250x"],
    ["Google Cloud TPU v4 chips", "tpuv4"],
    ["NVIDIA GeForce RTX 4090", "4090"],
    ["Tesla V100 SXM2 32gb HBM2", "v10032gb"],
    ["Quadro Tensor Core GPU A6000", "a6000"],
    ["DGX H100 HGX", "h100"],
    ["Huawei Ascend 910", "ascend910"],
    ["B200 HBM3e", "b200"],
  ])("of a GPU: %s is %s", (name, plain) => {
    expect(plainGpuName(name)).toBe(plain);
  });

  it.each([
    ["meta-llama/Llama-2-7b-hf", "llama27b"],
    ["Llama 2 7B chat", "llama27b"],
    ["Qwen/Qwen2.5-7B-Instruct", "qwen257b"],
    ["google/gemma-2-9b_it", "gemma29b"],
    ["org/team/base-model", "teambasemodel"],
    ["instruct-model", "instructmodel"],
    ["solo/chat-llama-7b", "chatllama7b"],
    ["mini-chat-2", "minichat2"],
    ["a b/c/d", "cd"],
    ["orbit", "orbit"],
  ])("of a model: %s is %s", (name, plain) => {
    expect(plainModelName(name)).toBe(plain);
  });
});
