import type { ModelServer } from "../../../src/model/serving-step.ts";
import { usualTransformer } from "../../../src/model/transformer.ts";

/** A model of 8 billion parameters in fp8 on one H100, at plausible shares of its peaks. */
export const server: ModelServer = {
  transformer: usualTransformer(8e9),
  precision: "fp8",
  kvBytes: 1,
  gpu: { peakTflops: 1979, bf16Tflops: 989.4, memoryGib: 79.65, bandwidthGbS: 3350, linkGbS: 450 },
  tensorParallel: 1,
  speedFactor: 1,
  efficiency: {
    weightBandwidthFraction: 0.85,
    cacheBandwidthFraction: 0.9,
    decodeMfu: 0.5,
    prefillMfu: 0.65,
    attentionMfu: 0.4,
    sixteenBitFactor: 1.2,
    mixtureFactor: 0.8,
    linkFraction: 0.6,
    exchangeMicroseconds: 40,
    stepMilliseconds: 2.5,
    sequenceMicroseconds: 2.5,
  },
};
