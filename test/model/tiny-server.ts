import type { ModelServer } from "../../src/model/serving-step.ts";
import type { Transformer } from "../../src/model/transformer.ts";

/** So small that it can be counted by hand, with numbers that no two parts share. */
export const TINY: Transformer = {
  layers: 3,
  width: 8,
  heads: 4,
  kvHeads: 2,
  headWidth: 5,
  feedForwardWidth: 7,
  vocabulary: 11,
  gated: true,
  parallel: false,
  tiedEmbeddings: false,
  attentionBias: false,
  experts: 1,
  expertsPerToken: 1,
};

/** A server that takes no time at all, so that each part of it can be given some by itself. */
export const IDLE: ModelServer = {
  transformer: TINY,
  precision: "bf16",
  kvBytes: 2,
  gpu: {
    peakTflops: Infinity,
    bf16Tflops: Infinity,
    memoryGib: 1,
    bandwidthGbS: Infinity,
    linkGbS: Infinity,
  },
  tensorParallel: 1,
  efficiency: {
    weightBandwidthFraction: 0.5,
    cacheBandwidthFraction: 0.25,
    decodeMfu: 0.4,
    prefillMfu: 0.8,
    attentionMfu: 0.2,
    sixteenBitFactor: 1.25,
    mixtureFactor: 0.5,
    linkFraction: 0.75,
    exchangeMicroseconds: 0,
    stepMilliseconds: 0,
    sequenceMicroseconds: 0,
  },
  speedFactor: 1,
};
