/**
 * A cache of prompt blocks that forgets nothing: what a trace with block ids could at best have read from it. Blocks
 * count from the start of the prompt up to the first one that was not there before.
 *
 * @param blockTokens tokens of a block, 512 in Mooncake's traces (FAST '25 release)
 * @param mostBlocks blocks remembered; later ones are never found
 * @returns tokens of the prompt that earlier prompts share; remembers its blocks
 */
export function prefixBlocks(
  blockTokens: number,
  mostBlocks: number = MOST_BLOCKS,
): (blocks: readonly number[], inputTokens: number) => number {
  const seen = new Set<number>();
  return (blocks, inputTokens) => {
    const firstNew = blocks.findIndex((block) => !seen.has(block));
    for (const block of blocks) if (seen.size < mostBlocks) seen.add(block);
    return Math.min(inputTokens, (firstNew < 0 ? blocks.length : firstNew) * blockTokens);
  };
}

/** About 300 MB. */
const MOST_BLOCKS = 1 << 23;
