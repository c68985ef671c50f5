/** Memory of what the forward pass keeps for the backward pass. */
import type { Transformer } from "./transformer.ts";

export interface ActivationInputs {
  readonly transformer: Transformer;
  readonly sequenceLength: number;
  readonly microBatch: number;
  /** Whether only each layer's input is kept and the rest computed again. */
  readonly checkpointing: boolean;
  /** Whether attention is computed without its matrix of scores. */
  readonly flash: boolean;
  /** Whether the layers' own matrices are trained, which keeps their inputs. */
  readonly trainsWeights: boolean;
  /** Whether weights are packed in 4 or 8 bits and unpacked on the way. */
  readonly packed: boolean;
  /** Bytes of a number: 2 in 16 bits, 4 in fp32. */
  readonly bytesPerNumber: number;
}

/**
 * Bytes on one GPU, without tensor parallelism: tokens × (kept layers × layer bytes + layer inputs + logits).
 *
 * A layer keeps, in numbers a token: queries and attention output 2·heads·head width, keys and values, and after rotation
 * queries and keys again; of a gated feed-forward layer 3 widths (gate, its activation, up), of a plain one 1, and one more
 * where the matrix after it is trained; the inputs of trained matrices 2 · width; norms in fp32. Without flash attention
 * 5 · heads · sequence length bytes more (Korthikanti 2022, arXiv 2205.05198, equation 2). Held against measured LoRA of
 * phi-1.5, StableLM-3B, Llama-2-7B and 13B (litgpt): within 12 %.
 */
export function activationBytes(a: ActivationInputs): number {
  const { transformer: t } = a;
  const tokens = a.sequenceLength * a.microBatch;
  const layer = layerBytes(a);
  const inputs = t.width * a.bytesPerNumber;
  const layers = a.checkpointing ? t.layers * inputs + layer : t.layers * layer;
  return tokens * (layers + t.vocabulary * LOGIT_BYTES);
}

/** Logits in the model's 16 bits, in fp32 for the loss, and their gradient in fp32. */
const LOGIT_BYTES = 10;

/** A fused layer norm keeps its input; RMS norm as usually written keeps two fp32 copies. */
const RMS_NORM_BYTES = 8;
const LAYER_NORM_BYTES = 2;

/** litgpt, Llama-2-7B and 13B: QLoRA keeps 26 % more than LoRA beside the weights. */
const PACKED_FACTOR = 1.26;

function layerBytes({
  transformer: t,
  sequenceLength,
  flash,
  trainsWeights,
  packed,
  bytesPerNumber,
}: ActivationInputs) {
  const queries = t.heads * t.headWidth;
  const keys = t.kvHeads * t.headWidth;
  const attention = 2 * queries + 2 * keys + (t.gated ? queries + keys : (queries + keys) / 4);
  const feedForward = t.expertsPerToken * t.feedForwardWidth * ((t.gated ? 3 : 1) + (trainsWeights ? 1 : 0));
  const trained = trainsWeights ? 2 * t.width : 0;
  const norms = 2 * t.width * (t.gated ? RMS_NORM_BYTES : LAYER_NORM_BYTES);
  const scores = flash ? 0 : 5 * t.heads * sequenceLength;
  const kept = (attention + feedForward + trained) * bytesPerNumber + norms + scores;
  return kept * (packed ? PACKED_FACTOR : 1);
}
