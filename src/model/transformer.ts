/** A decoder-only transformer as its configuration states it, and what follows from it. */
export interface Transformer {
  readonly layers: number;
  /** Width of the residual stream. */
  readonly width: number;
  readonly heads: number;
  /** Heads of keys and values; fewer than heads with grouped-query attention. */
  readonly kvHeads: number;
  readonly headWidth: number;
  /** Width of the feed-forward layer; of one expert in a mixture. */
  readonly feedForwardWidth: number;
  readonly vocabulary: number;
  /** Whether the feed-forward layer has a gate: three matrices instead of two (SwiGLU, GeGLU). */
  readonly gated: boolean;
  /** Whether attention and feed-forward read the same normalised input (GPT-NeoX, Falcon). */
  readonly parallel: boolean;
  /** Whether input and output share one embedding. */
  readonly tiedEmbeddings: boolean;
  /** Whether queries, keys and values have biases. */
  readonly attentionBias: boolean;
  /** Experts of a mixture, and how many of them a token passes through; 1 and 1 for a dense model. */
  readonly experts: number;
  readonly expertsPerToken: number;
  /** Latent attention (DeepSeek): numbers cached for a token and layer, in place of keys and values. */
  readonly latentCacheWidth?: number | undefined;
}

export interface ParameterCount {
  readonly total: number;
  /** In matrices that adapters and quantization apply to: all but embeddings and norms. */
  readonly linear: number;
  readonly embeddings: number;
  /** That a token passes through. */
  readonly active: number;
}

/**
 * Parameters of the whole. total = embeddings + layers × (attention + experts × feed-forward + router + norms) + norm.
 * Llama-2-7B comes to 6,738,415,616, as its weights have.
 */
export function parameterCount(t: Transformer): ParameterCount {
  const embeddings = t.vocabulary * t.width * (t.tiedEmbeddings ? 1 : 2);
  const attention = sum(linearShapes(t).filter(({ kind }) => kind === "attention"));
  const expert = sum(linearShapes(t).filter(({ kind }) => kind === "feed-forward"));
  const router = t.experts > 1 ? t.width * t.experts : 0;
  const bias = t.attentionBias ? (t.heads + 2 * t.kvHeads) * t.headWidth : 0;
  const norms = t.layers * (t.parallel ? 1 : 2) * t.width + t.width;
  const linear = t.layers * (attention + t.experts * expert + router);
  const total = embeddings + linear + t.layers * bias + norms;
  return { total, linear, embeddings, active: total - t.layers * (t.experts - t.expertsPerToken) * expert };
}

/** A matrix of a layer. */
export interface LinearShape {
  readonly name: "q" | "k" | "v" | "o" | "gate" | "up" | "down";
  readonly kind: "attention" | "feed-forward";
  readonly input: number;
  readonly output: number;
}

/** The matrices of one layer, those of one expert only. */
export function linearShapes(t: Transformer): readonly LinearShape[] {
  const queries = t.heads * t.headWidth;
  const keys = t.kvHeads * t.headWidth;
  const { width, feedForwardWidth: inner } = t;
  const gate: readonly LinearShape[] = t.gated
    ? [{ name: "gate", kind: "feed-forward", input: width, output: inner }]
    : [];
  return [
    { name: "q", kind: "attention", input: width, output: queries },
    { name: "k", kind: "attention", input: width, output: keys },
    { name: "v", kind: "attention", input: width, output: keys },
    { name: "o", kind: "attention", input: queries, output: width },
    ...gate,
    { name: "up", kind: "feed-forward", input: width, output: inner },
    { name: "down", kind: "feed-forward", input: inner, output: width },
  ];
}

const sum = (shapes: readonly LinearShape[]): number =>
  shapes.reduce((total, { input, output }) => total + input * output, 0);

/**
 * A usual decoder of so many parameters: 128 of width a layer, a gated feed-forward layer 8/3 or more times as wide,
 * grouped-query attention with 8 heads of keys from 8 billion parameters up (as LLaMA 2 and 3, arXiv 2407.21783,
 * Table 3), and 32,000 words or, from 8 billion up, 128,256. Rows of the catalog are better where there is one.
 */
export function usualTransformer(parameters: number): Transformer {
  const large = parameters >= 7.9e9;
  const vocabulary = large ? 128_256 : 32_000;
  const layers = Math.max(2, Math.round(Math.cbrt(parameters / (12 * 128 ** 2))));
  const guess: Transformer = {
    layers,
    width: 128,
    heads: 1,
    kvHeads: 1,
    headWidth: 128,
    feedForwardWidth: 1,
    vocabulary,
    gated: true,
    parallel: false,
    tiedEmbeddings: parameters < 2e9,
    attentionBias: false,
    experts: 1,
    expertsPerToken: 1,
  };
  const withHeads = (heads: number): Transformer => ({
    ...guess,
    width: 128 * heads,
    heads,
    kvHeads: large ? Math.min(8, heads) : heads,
    feedForwardWidth: Math.round((128 * heads * (large ? 3.5 : 2.6875)) / 256) * 256,
  });
  let heads = 1;
  while (parameterCount(withHeads(heads + 1)).total <= parameters * 1.02) heads++;
  // The feed-forward layer takes up what whole heads leave over.
  const base = withHeads(heads);
  const left = (parameters - parameterCount(base).total) / (3 * base.width * base.layers);
  return { ...base, feedForwardWidth: Math.max(256, Math.round(base.feedForwardWidth + left)) };
}
