import { requirePositive } from "../../math/parameters.ts";
import type { MessageLengths } from "./given-turns.ts";
import type { LatticeLaw } from "./lattice-law.ts";
import { messageLattices } from "./message-draws.ts";
import type { ConversationModel } from "./model.ts";

/** What a cache keeps of prefixes: none below the minimum, else the minimum and whole blocks. Tokens. */
export interface CacheBlocks {
  readonly minimumTokens: number;
  readonly blockTokens: number;
}

/**
 * E[g(s + X_m)], m = 0 … messages, where X_m is the sum of the first m messages (user, reply, user …) and g what a cache
 * keeps: 0 below the minimum M, else x − ((x − M) mod block).
 *
 * Exact on the lattice that lengths are drawn from: the mean remainder by the discrete Fourier transform of the sum,
 * whose factors multiply, E[Y mod B] = (B − 1)/2 + Σ_{k=1}^{B−1} E[exp(−2πikY/B)]/(exp(2πik/B) − 1), in steps; what lies
 * below the minimum by convolution of what is left there. Blocks of one token have no remainder.
 */
export function cacheableMeans(
  model: ConversationModel,
  lengths: MessageLengths,
  { minimumTokens, blockTokens }: CacheBlocks,
  messages: number,
): Float64Array {
  requirePositive("blockTokens", blockTokens);
  const means = prefixMeans(model.initialTokens, lengths, messages);
  if (model.sharedLength) return means.map((mean) => roughly(mean, { minimumTokens, blockTokens }));
  const reachesMinimum =
    model.initialTokens >= minimumTokens && lengths.user.law.lower >= 0 && lengths.assistant.law.lower >= 0;
  if (blockTokens === 1 && reachesMinimum) return means;
  const [laws, unit] = latticesFor(model, lengths, reachesMinimum ? blockTokens : Math.max(blockTokens, minimumTokens));
  const offset = model.initialTokens - minimumTokens;
  const remainder = blockTokens === 1 ? () => 0 : remainders(laws, unit, offset, blockTokens);
  const below = reachesMinimum ? () => 0 : belowMinimum(laws, unit, { minimumTokens, blockTokens }, model, lengths);
  return means.map((mean, m) => mean - remainder(m) - below(m));
}

/** With a shared factor of lengths: the mean decides on the minimum, and the remainder is half a block. */
const roughly = (mean: number, { minimumTokens, blockTokens }: CacheBlocks): number =>
  mean < minimumTokens ? 0 : mean - (blockTokens === 1 ? 0 : blockTokens / 2);

function prefixMeans(initialTokens: number, { user, assistant }: MessageLengths, messages: number): Float64Array {
  const means = new Float64Array(messages + 1);
  means[0] = initialTokens;
  for (let m = 1; m <= messages; m++) means[m] = (means[m - 1] as number) + (m % 2 === 1 ? user : assistant).mean;
  return means;
}

type Pair = readonly [LatticeLaw, LatticeLaw];

/** The finest steps that a block, or the minimum, holds no more than some 1,000 of. */
function latticesFor(
  model: ConversationModel,
  lengths: MessageLengths,
  longestTokens: number,
): readonly [Pair, number] {
  const finest = Math.max(0, Math.floor(Math.log2(MOST_STEPS / longestTokens)));
  const bits = model.rounding === "whole-tokens" ? 0 : finest;
  const { user, reply, unitTokens } = messageLattices(model, lengths, bits);
  return [[user, reply], unitTokens];
}

const MOST_STEPS = 1024;

/** E[(offset + X_m) mod block], called for m = 0, 1, 2 … in turn. */
function remainders(
  [user, reply]: Pair,
  unit: number,
  offsetTokens: number,
  blockTokens: number,
): (messages: number) => number {
  const steps = Math.round(blockTokens / unit);
  const offset = Math.floor(offsetTokens / unit);
  const fraction = offsetTokens - offset * unit;
  const half = steps >> 1;
  const factors = [transformOf(user, steps, half), transformOf(reply, steps, half)] as const;
  const re = new Float64Array(half + 1);
  const im = new Float64Array(half + 1);
  for (let k = 0; k <= half; k++) {
    re[k] = Math.cos((2 * Math.PI * ((k * offset) % steps)) / steps);
    im[k] = -Math.sin((2 * Math.PI * ((k * offset) % steps)) / steps);
  }
  let at = 0;
  let settled = false;
  return (messages) => {
    for (; at < messages && !settled; at++) {
      const factor = factors[at % 2 === 0 ? 0 : 1];
      let largest = 0;
      for (let k = 1; k <= half; k++) {
        const a = re[k] as number;
        const b = im[k] as number;
        const c = factor.re[k] as number;
        const d = factor.im[k] as number;
        re[k] = a * c - b * d;
        im[k] = a * d + b * c;
        largest = Math.max(largest, (re[k] as number) ** 2 + (im[k] as number) ** 2);
      }
      settled = largest < 1e-30;
    }
    let sum = (steps - 1) / 2;
    if (!settled) {
      for (let k = 1; k <= half; k++) {
        // 1/(exp(iθ) − 1) = −½ − ½ i cot(θ/2); terms k and steps − k are conjugates.
        const cot = 1 / Math.tan((Math.PI * k) / steps);
        const real = -0.5 * (re[k] as number) + 0.5 * cot * (im[k] as number);
        sum += 2 * k === steps ? real : 2 * real;
      }
    }
    return unit * sum + fraction;
  };
}

/** E[exp(−2πik·length/steps)] for k = 0 … half. */
function transformOf({ first, probability }: LatticeLaw, steps: number, half: number) {
  const folded = new Float64Array(steps);
  probability.forEach((p, i) => {
    const residue = (((first + i) % steps) + steps) % steps;
    folded[residue] = (folded[residue] as number) + p;
  });
  const re = new Float64Array(half + 1);
  const im = new Float64Array(half + 1);
  for (let k = 0; k <= half; k++) {
    for (let r = 0; r < steps; r++) {
      const angle = (2 * Math.PI * ((k * r) % steps)) / steps;
      re[k] = (re[k] as number) + (folded[r] as number) * Math.cos(angle);
      im[k] = (im[k] as number) - (folded[r] as number) * Math.sin(angle);
    }
  }
  return { re, im };
}

/**
 * E[x − ((x − M) mod block); x < M] for x = s + X_m, called for m = 0, 1, 2 … in turn: what must be taken off. A sum
 * nine standard deviations above the minimum is never below it.
 */
function belowMinimum(
  laws: Pair,
  unit: number,
  { minimumTokens, blockTokens }: CacheBlocks,
  { initialTokens }: ConversationModel,
  { user, assistant }: MessageLengths,
): (messages: number) => number {
  let at = 0;
  let low = 0;
  let mass: Float64Array = Float64Array.of(1);
  return (messages) => {
    if (mass.length === 0) return 0;
    for (; at < messages; at++) {
      const law = laws[at % 2 === 0 ? 0 : 1];
      const most = Math.ceil((minimumTokens - initialTokens) / unit - low - law.first);
      mass = convolvedBelow(mass, law.probability, most);
      low += law.first;
      const replies = (at + 1) >> 1;
      const mean = initialTokens + (at + 1 - replies) * user.mean + replies * assistant.mean;
      const sd = Math.sqrt((at + 1 - replies) * user.variance + replies * assistant.variance);
      if (mass.every((p) => p < 1e-18) || mean - minimumTokens > 9 * sd) mass = new Float64Array(0);
    }
    let sum = 0;
    mass.forEach((p, i) => {
      const x = initialTokens + (low + i) * unit;
      if (x >= minimumTokens) return;
      const past = x - minimumTokens;
      sum += p * (x - (blockTokens === 1 ? 0 : past - blockTokens * Math.floor(past / blockTokens)));
    });
    return sum;
  };
}

/** The first `most` entries of a convolution. */
function convolvedBelow(mass: Float64Array, law: Float64Array, most: number): Float64Array {
  const size = Math.max(0, Math.min(most, mass.length + law.length - 1));
  const found = new Float64Array(size);
  for (let i = 0; i < Math.min(size, mass.length); i++) {
    const p = mass[i] as number;
    if (p < 1e-20) continue;
    const last = Math.min(law.length, size - i);
    for (let k = 0; k < last; k++) found[i + k] = (found[i + k] as number) + p * (law[k] as number);
  }
  return found;
}
