/** Changes of an input, as AFL makes them, and some that text suggests: doubled lines, words of the reader, odd numbers. */
import { STRANGE_NUMBERS, STRANGE_TEXTS } from "./strange-pieces.ts";

/** Whole numbers from 0 to below `limit`. */
export type Chance = (limit: number) => number;

/** Mulberry32: quick, and the same for the same seed. */
export function chanceFrom(seed: number): Chance {
  let state = seed >>> 0;
  return (limit) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * limit);
  };
}

export const LARGEST_INPUT = 1 << 14;

/** One to sixteen changes of an input, on top of each other. */
export function mutated(
  input: Uint8Array,
  other: Uint8Array,
  words: readonly Uint8Array[],
  chance: Chance,
): Uint8Array {
  let bytes = input;
  for (let left = 1 << chance(5); left > 0; left--) bytes = changed(bytes, other, words, chance);
  return bytes.subarray(0, LARGEST_INPUT);
}

function changed(bytes: Uint8Array, other: Uint8Array, words: readonly Uint8Array[], chance: Chance): Uint8Array {
  const at = chance(bytes.length + 1);
  const size = Math.min(bytes.length - at, 1 + chance(1 << chance(8)));
  const part = bytes.subarray(at, at + size);
  const without = (put: Uint8Array): Uint8Array => spliced(bytes, at, at + size, put);
  const insert = (put: Uint8Array): Uint8Array => spliced(bytes, at, at, put);
  switch (chance(12)) {
    case 0:
      return without(Uint8Array.of());
    case 1:
      return insert(Uint8Array.of(chance(256)));
    case 2:
      return spliced(bytes, at, at + 1, Uint8Array.of((bytes[at] ?? 0) ^ (1 << chance(8))));
    case 3:
      return insert(part);
    case 4:
      return insert(repeated(part, 1 + chance(64)));
    case 5:
    case 6:
      return insert(words[chance(words.length)] ?? part);
    case 7:
      return without(words[chance(words.length)] ?? part);
    case 8:
      return insert(ODD[chance(ODD.length)] ?? part);
    case 9:
      return withNumber(bytes, at, chance);
    case 10: {
      const from = chance(other.length + 1);
      return insert(other.subarray(from, from + 1 + chance(128)));
    }
    default: {
      const cut = chance(other.length + 1);
      return spliced(bytes, at, bytes.length, other.subarray(cut));
    }
  }
}

function spliced(bytes: Uint8Array, from: number, to: number, put: Uint8Array): Uint8Array {
  const after = bytes.subarray(Math.min(bytes.length, to));
  const result = new Uint8Array(from + put.length + after.length);
  result.set(bytes.subarray(0, from));
  result.set(put, from);
  result.set(after, from + put.length);
  return result;
}

function repeated(part: Uint8Array, times: number): Uint8Array {
  const result = new Uint8Array(part.length * times);
  for (let copy = 0; copy < times; copy++) result.set(part, copy * part.length);
  return result;
}

/** The next number becomes another. */
function withNumber(bytes: Uint8Array, at: number, chance: Chance): Uint8Array {
  const isDigit = (byte: number | undefined): boolean => byte !== undefined && byte >= 0x30 && byte <= 0x39;
  let from = at;
  while (from < bytes.length && !isDigit(bytes[from])) from++;
  let to = from;
  while (isDigit(bytes[to])) to++;
  return spliced(bytes, from, to, NUMBERS[chance(NUMBERS.length)] ?? Uint8Array.of());
}

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

const NUMBERS = STRANGE_NUMBERS.map(bytesOf);

const ODD = [
  ...STRANGE_TEXTS.map(bytesOf),
  ...[Uint8Array.of(0xff), Uint8Array.of(0xed, 0xa0, 0x80), Uint8Array.of(0xff, 0xfe)],
];
