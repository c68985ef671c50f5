/** Says whether an id was there before, among the first million different ones; more are not remembered. */
export function idMemory(): (id: string) => boolean {
  const hashes = new Set<number>();
  return (id) => {
    const hash = hash53(id);
    if (hashes.has(hash)) return true;
    if (hashes.size < MOST) hashes.add(hash);
    return false;
  };
}

const MOST = 1 << 20;

/** 53 bits of two FNV-1a hashes of 32 bits: among a million ids, two share one with a probability of 6e-5. */
function hash53(text: string): number {
  let low = 0x811c9dc5;
  let high = 0x9dc5811c;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    low = Math.imul(low ^ unit, 0x01000193);
    high = Math.imul(high ^ (unit + 0x9e37), 0x01000193) ^ (low >>> 13);
  }
  return (high >>> 11) * 2 ** 32 + (low >>> 0);
}
