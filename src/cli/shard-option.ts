import { InvalidArgumentError } from "commander";

/** One of equal parts of a run, counted from 1. */
export interface Shard {
  readonly number: number;
  readonly of: number;
}

export const MOST_SHARDS = 999_999;

/** Reads `3/16`. */
export function shardFrom(text: string): Shard {
  const [number, of, ...more] = text.split("/").map((part) => (/^\d{1,6}$/.test(part) ? Number(part) : Number.NaN));
  if (number !== undefined && of !== undefined && more.length === 0 && number >= 1 && number <= of && of <= MOST_SHARDS)
    return { number, of };
  throw new InvalidArgumentError("expected NUMBER/PARTS, such as 3/16, from 1/16 to 16/16");
}

/** Reads `0.1%` or `0.001`. */
export function precisionFrom(text: string): number {
  const value = /^\d*\.?\d+(e-?\d+)?%?$/i.test(text)
    ? Number.parseFloat(text) / (text.endsWith("%") ? 100 : 1)
    : Number.NaN;
  if (value > 0 && value < 1) return value;
  throw new InvalidArgumentError("expected a share above 0 and below 1, such as 0.1% or 0.001");
}
