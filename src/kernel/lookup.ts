import type { DrawTable } from "./job.ts";

/** The value of a table for a word, as `DrawTable` says. */
export type Lookup = (word: number) => number;

export function lookupOf({ kind, bits, entries, ends, last }: DrawTable): Lookup {
  const down = 32 - bits;
  if (kind === "alias") {
    return (word) => {
      const own = word >>> down;
      const entry = entries[own] as number;
      const other = entry & 0xffff;
      return word << bits < entry - other ? own : other;
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
    const value = entry & 0xffff;
    if (entry < 0) return search(word, value);
    return (word << bits) >>> 1 < entry - value ? value - 1 : value;
  };
}
