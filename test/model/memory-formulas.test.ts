import { describe, expect, it } from "vitest";
import { type ActivationInputs, activationBytes } from "../../src/model/activation-memory.ts";
import { adapterParameters } from "../../src/model/adapter.ts";
import { kvBytesPerToken } from "../../src/model/kv-cache.ts";
import { type MemoryCase, memoryParts, totalBytes, weightBytes } from "../../src/model/training-memory.ts";
import { linearShapes, parameterCount, type Transformer, usualTransformer } from "../../src/model/transformer.ts";
import { TINY as tiny } from "./tiny-server.ts";

const whole: ActivationInputs = {
  transformer: tiny,
  sequenceLength: 13,
  microBatch: 2,
  checkpointing: false,
  flash: true,
  trainsWeights: false,
  packed: false,
  bytesPerNumber: 2,
};
const TOKENS = 13 * 2;

describe("activations", () => {
  const bytes = (change: Partial<ActivationInputs> = {}): number => activationBytes({ ...whole, ...change });
  const plain: Transformer = { ...tiny, gated: false };

  it("are, for each token, those of every layer and ten bytes a logit", () => {
    // Queries and output 40, keys and values 20, both again after rotation 30; 3 feed-forward widths 21: 111 numbers
    // of 2 bytes; two norms of 8 bytes for each of 8: 128. 350 bytes a layer.
    expect(bytes()).toBe(TOKENS * (3 * 350 + 11 * 10));
  });

  it("of a plain layer hold a quarter of the rotated, one feed-forward width and small norms", () => {
    // 60 + 7.5 + 7 numbers of 2 bytes and two norms of 2 bytes for each of 8.
    expect(bytes({ transformer: plain })).toBe(TOKENS * (3 * (2 * 74.5 + 32) + 110));
  });

  it("grow by the scores of 5 bytes a head and pair of tokens without flash attention", () => {
    expect(bytes({ flash: false }) - bytes()).toBe(TOKENS * 3 * 5 * 4 * 13);
  });

  it("grow by the inputs of trained matrices: two widths and a feed-forward width", () => {
    expect(bytes({ trainsWeights: true }) - bytes()).toBe(TOKENS * 3 * (7 + 2 * 8) * 2);
  });

  it("double in fp32 but for norms and logits, and grow by 26 % a layer where weights are packed", () => {
    expect(bytes({ bytesPerNumber: 4 }) - bytes()).toBe(TOKENS * 3 * 222);
    expect(bytes({ packed: true })).toBeCloseTo(TOKENS * (3 * 350 * 1.26 + 110), 9);
  });

  it("with checkpoints are each layer's input and one layer", () => {
    expect(bytes({ checkpointing: true })).toBe(TOKENS * (3 * 8 * 2 + 350 + 110));
  });

  it("count the experts that a token passes through", () => {
    expect(bytes({ transformer: { ...tiny, experts: 6, expertsPerToken: 2 } }) - bytes()).toBe(TOKENS * 3 * 21 * 2);
  });
});

describe("adapters", () => {
  // Inputs and outputs: q 8 + 20, k and v 8 + 10, o 20 + 8; gate, up and down 8 + 7 each.
  const attention = 28 + 18 + 18 + 28;
  const feedForward = 3 * 15;

  it("stand beside the matrices that are named", () => {
    expect(adapterParameters(tiny, 2, "attention")).toBe(3 * 2 * attention);
    expect(adapterParameters(tiny, 2, "all")).toBe(3 * 2 * (attention + feedForward));
    expect(adapterParameters(tiny, 4, ["k", "down"])).toBe(3 * 4 * (18 + 15));
  });

  it("are one for each expert, and one for the attention that all share", () => {
    expect(adapterParameters({ ...tiny, experts: 6 }, 2, "all")).toBe(3 * 2 * (attention + 6 * feedForward));
  });
});

describe("parameters", () => {
  // Attention 8 × 20 + 2 × 8 × 10 + 20 × 8 = 480, feed-forward 3 × 56 = 168, two norms of 8 a layer and one at the end.
  const linear = 3 * (480 + 168);
  it("are counted matrix by matrix", () => {
    const total = linear + 2 * 11 * 8 + 3 * 16 + 8;
    expect(parameterCount(tiny)).toEqual({ total, linear, embeddings: 176, active: total });
  });

  it("stand in the matrices that adapters name", () => {
    expect(linearShapes(tiny).map(({ name }) => name)).toEqual(["q", "k", "v", "o", "gate", "up", "down"]);
    expect(linearShapes({ ...tiny, gated: false }).map(({ name }) => name)).toEqual(["q", "k", "v", "o", "up", "down"]);
  });

  it("are fewer with one embedding, one norm a layer and two matrices, and more with biases", () => {
    const { total } = parameterCount(tiny);
    expect(parameterCount({ ...tiny, tiedEmbeddings: true }).total).toBe(total - 88);
    expect(parameterCount({ ...tiny, parallel: true }).total).toBe(total - 24);
    expect(parameterCount({ ...tiny, gated: false }).total).toBe(total - 3 * 56);
    expect(parameterCount({ ...tiny, attentionBias: true }).total).toBe(total + 3 * (4 + 2 * 2) * 5);
  });

  it("of a mixture are all experts and a router, and active only some", () => {
    const { total } = parameterCount(tiny);
    const mixture = parameterCount({ ...tiny, experts: 6, expertsPerToken: 2 });
    expect(mixture.total).toBe(total + 3 * (5 * 168 + 6 * 8));
    expect(mixture.total - mixture.active).toBe(3 * 4 * 168);
  });
});

describe("memory of one GPU", () => {
  const sft: MemoryCase = {
    transformer: tiny,
    method: "sft",
    precision: "bf16",
    optimizer: "adamw",
    gpuCount: 1,
    tensorParallel: 1,
    sharding: "none",
    sequenceLength: 13,
    microBatch: 2,
    checkpointing: false,
    flash: true,
    rank: 2,
    targets: "all",
    kvBytes: 2,
  };
  const parts = (change: Partial<MemoryCase> = {}) => memoryParts({ ...sft, ...change });
  const { total, linear } = parameterCount(tiny);
  const weights = (change: Partial<MemoryCase>): number => parts(change).weights / (2 * total);

  it("holds reference and reward models frozen, and of PPO two trained models", () => {
    expect(weights({})).toBe(1);
    expect(weights({ method: "reward_model" })).toBe(1);
    expect(weights({ method: "dpo" })).toBe(2);
    expect(weights({ method: "ppo" })).toBe(4);
    expect(parts({ method: "ppo" }).gradients).toBe(2 * parts().gradients);
    expect(parts({ method: "ppo" }).optimizer).toBe(2 * parts().optimizer);
    expect(parts({ method: "dpo" }).gradients).toBe(parts().gradients);
  });

  it("keeps two answers of a comparison", () => {
    expect(parts({ method: "dpo" }).activations).toBe(2 * parts().activations);
    expect(parts({ method: "reward_model" }).activations).toBe(2 * parts().activations);
    expect(parts({ method: "ppo" }).activations).toBe(parts().activations);
  });

  it("has the bytes of its optimizer: moments as wide as weights, two bytes in 8 bits, none of plain descent", () => {
    expect(parts()).toMatchObject({ gradients: 2 * total, optimizer: 4 * total });
    expect(parts({ precision: "fp32" })).toMatchObject({ gradients: 4 * total, optimizer: 8 * total });
    expect(parts({ optimizer: "adamw-8bit" })).toMatchObject({ gradients: 2 * total, optimizer: 2 * total });
    expect(parts({ optimizer: "sgd" })).toMatchObject({ gradients: 2 * total, optimizer: 0 });
  });

  it("of adapters is 16 bytes a parameter of theirs, and no gradient of the frozen weights", () => {
    const lora = parts({ method: "lora" });
    expect(lora.adapters).toBe(16 * adapterParameters(tiny, 2, "all"));
    expect(lora).toMatchObject({ gradients: 0, optimizer: 0, weights: 2 * total, kvCache: 0 });
    expect(lora.activations).toBe(activationBytes(whole));
    expect(parts().adapters).toBe(0);
    expect(parts({ method: "lora", gpuCount: 4, sharding: "zero1" }).adapters).toBe(lora.adapters / 4);
    expect(parts({ method: "lora", gpuCount: 4 }).adapters).toBe(lora.adapters);
  });

  it("packs matrices only: embeddings and norms stay in 16 bits", () => {
    const rest = 2 * (total - linear);
    expect(weightBytes(tiny, "int8")).toBe(linear + rest);
    expect(weightBytes(tiny, "fp8")).toBe(linear + rest);
    expect(weightBytes(tiny, "nf4")).toBe((linear * 4.5) / 8 + rest);
    // 4.127 bits a parameter (Dettmers 2023, section 3)
    expect((8 * (weightBytes(tiny, "nf4-dq") - rest)) / linear).toBeCloseTo(4.127, 3);
    expect(weightBytes(tiny, "int2")).toBe((linear * 2.5) / 8 + rest);
    expect(weightBytes(tiny, "amp")).toBe(4 * total);
    expect(weightBytes(tiny, "fp16")).toBe(2 * total);
  });

  it("keeps more of a forward pass where weights are packed", () => {
    const activations = (precision: MemoryCase["precision"]): number =>
      parts({ method: "qlora", precision }).activations;
    for (const packed of ["nf4", "nf4-dq", "int8", "fp8", "int2"] as const)
      expect(activations(packed)).toBe(activationBytes({ ...whole, packed: true }));
    expect(activations("bf16")).toBe(activationBytes(whole));
    expect(parts({ precision: "fp32" }).activations).toBe(
      activationBytes({ ...whole, bytesPerNumber: 4, trainsWeights: true }),
    );
  });

  it("gathers two layers of shared weights, once there is somebody to share with", () => {
    const shared = parts({ gpuCount: 4, sharding: "zero3" });
    expect(shared.weights).toBeCloseTo(2 * total * (1 / 4 + 2 / 3), 9);
    expect(shared.gradients).toBe(parts().gradients / 4);
    expect(shared.optimizer).toBe(parts().optimizer / 4);
    expect(parts({ gpuCount: 4, sharding: "zero2" })).toMatchObject({
      weights: parts().weights,
      gradients: parts().gradients / 4,
      optimizer: parts().optimizer / 4,
    });
    expect(parts({ gpuCount: 4, sharding: "zero1" })).toMatchObject({
      weights: parts().weights,
      gradients: parts().gradients,
    });
    expect(parts({ sharding: "zero3" }).weights).toBe(parts().weights);
  });

  it("is split among tensor-parallel GPUs, and only what is left of them shares states", () => {
    const one = parts();
    const split = parts({ gpuCount: 2, tensorParallel: 2 });
    for (const part of ["weights", "gradients", "optimizer", "activations"] as const)
      expect(split[part]).toBe(one[part] / 2);
    expect(parts({ method: "lora", gpuCount: 2, tensorParallel: 2 }).adapters).toBe(
      parts({ method: "lora" }).adapters / 2,
    );
    expect(parts({ gpuCount: 8, tensorParallel: 2, sharding: "zero1" }).optimizer).toBe(one.optimizer / 8);
  });

  it("of serving is weights, a layer at work, logits of the last token and the cache", () => {
    const serving = parts({ method: "inference" });
    expect(serving).toEqual({
      weights: 2 * total,
      gradients: 0,
      optimizer: 0,
      activations: 13 * 2 * (2 * 8 + 2 * 7) + 2 * 11 * 4,
      adapters: 0,
      kvCache: TOKENS * 2 * 3 * 2 * 5 * 2,
    });
    const split = parts({ method: "inference", tensorParallel: 2 });
    expect(split.weights).toBe(serving.weights / 2);
    expect(split.activations).toBe(serving.activations / 2);
    expect(split.kvCache).toBe(serving.kvCache / 2);
  });

  it("is the sum of its parts", () => {
    expect(totalBytes({ weights: 1, gradients: 2, optimizer: 4, activations: 8, adapters: 16, kvCache: 32 })).toBe(63);
  });
});

describe("latent attention", () => {
  it("caches one vector a layer, of 70,272 bytes a token in DeepSeek-V3's 61 layers", () => {
    // DeepSeek-AI 2024, arXiv 2412.19437, section 4.2: compression to 512 and 64 rotated, 16 bits.
    const deepseek = { ...tiny, layers: 61, latentCacheWidth: 576 };
    expect(kvBytesPerToken(deepseek, { bytesPerNumber: 2, tensorParallel: 1 })).toBe(70_272);
    expect(kvBytesPerToken(deepseek, { bytesPerNumber: 2, tensorParallel: 8 })).toBe(70_272);
  });
});

describe("the usual shape", () => {
  it("shares its embedding where it is small, and grouped heads where it is large", () => {
    expect(usualTransformer(1.9e9)).toMatchObject({ tiedEmbeddings: true, vocabulary: 32_000, gated: true });
    expect(usualTransformer(2e9)).toMatchObject({ tiedEmbeddings: false, parallel: false, attentionBias: false });
    expect(usualTransformer(7.89e9)).toMatchObject({ vocabulary: 32_000 });
    const large = usualTransformer(7.9e9);
    expect(large).toMatchObject({ vocabulary: 128_256, kvHeads: 8, headWidth: 128, experts: 1, expertsPerToken: 1 });
    expect(usualTransformer(7e9).kvHeads).toBe(usualTransformer(7e9).heads);
  });
});
