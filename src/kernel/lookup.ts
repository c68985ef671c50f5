import type { DrawTable } from "./job.ts";

/** The value of a table for a word, as `DrawTable` says. */
export type Lookup = (word: number) => number;

export function lookupOf({ kind, bits, entries, ends, last }: DrawTable): Lookup {
  const down = 32 - bits;
  if (kind === "alias") {
    return (word) => {
      const own = word >>> down;
      const entry = entries[own] as number;
      return (word << bits) >>> 16 < (entry & 0xffff) ? own : entry >>> 16;
    };
  }
  const search = (word: number, from: number): number => {
    let low = from;
    let high = last;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (word >>> 0 < (ends[middle] as number)) high = middle;
      else low = middle + 1;
    }
    return low;
  };
  return (word) => {
    const entry = entries[word >>> down] as number;
    const value = entry >>> 16;
    if (value === CROWDED) return search(word, entry & 0xffff);
    return (word << bits) >>> 16 > (entry & 0xffff) ? value + 1 : value;
  };
}

/** Upper half of an entry that holds more than one boundary. */
const CROWDED = 0xffff;
