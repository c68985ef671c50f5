/** The shape of a decoder-only transformer, as far as its computation and memory depend on it. */
export interface ModelShape {
  readonly layers: number;
  /** Width of the residual stream. */
  readonly width: number;
}

/**
 * Layers and width of a usual decoder of so many parameters: N = 12 · layers · width² at a width of 128 a layer, which
 * holds within a tenth for LLaMA 7B (32 × 4096) and 13B (40 × 5120); larger models are deeper for their width, and
 * layers × width, which is what attention costs, stays within 7 % up to 70B (Touvron 2023, arXiv 2307.09288).
 *
 * @param parameters dense parameters, or active ones of a mixture of experts
 */
export function usualShape({ parameters }: { readonly parameters: number }): ModelShape {
  const layers = Math.cbrt(parameters / (12 * WIDTH_PER_LAYER ** 2));
  return { layers, width: WIDTH_PER_LAYER * layers };
}

const WIDTH_PER_LAYER = 128;
