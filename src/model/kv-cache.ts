/** Memory of the keys and values that attention keeps for every token of a conversation. */
import type { Transformer } from "./transformer.ts";

/** Tokens that serving software gives memory to at a time (vLLM's block size; Kwon 2023, arXiv 2309.06180). */
const KV_BLOCK_TOKENS = 16;

/**
 * Bytes of a token on one GPU. bytes = 2 · layers · heads of keys · head width · bytes a number, the heads shared among
 * the GPUs of a tensor-parallel group, at least one on each; latent attention caches one vector a layer instead.
 *
 * @param serving.bytesPerNumber 2 in 16 bits, 1 in fp8
 */
export function kvBytesPerToken(
  t: Transformer,
  serving: { readonly bytesPerNumber: number; readonly tensorParallel: number },
): number {
  if (t.latentCacheWidth !== undefined) return t.layers * t.latentCacheWidth * serving.bytesPerNumber;
  const heads = Math.max(1, t.kvHeads / serving.tensorParallel);
  return 2 * t.layers * heads * t.headWidth * serving.bytesPerNumber;
}

/** Tokens that fit into so many bytes, in whole blocks of 16. tokens = ⌊bytes ÷ (16 × bytes a token)⌋ × 16. */
export const kvTokensIn = (room: { readonly bytes: number; readonly bytesPerToken: number }): number =>
  Math.max(0, Math.floor(room.bytes / (KV_BLOCK_TOKENS * room.bytesPerToken))) * KV_BLOCK_TOKENS;
