import { type Atoms, normalScoreAtoms } from "../../math/normal-scores.ts";
import type { MessageLength } from "./message-length.ts";
import { type TokenTable, tokenTable } from "./token-table.ts";

/** A complex number to write to. */
export interface Complex {
  re: number;
  im: number;
}

/** What the exact engine needs of a message length other than its mean and variance. */
export interface LengthTransform {
  /** Third and fourth cumulants, tokens³ and tokens⁴. */
  readonly thirdCumulant: number;
  readonly fourthCumulant: number;
  /** Multiplies `product` by E exp(iθ(X − mean)); beyond the table's end by 0. θ ≥ 0 in radians per token. */
  multiply(theta: number, product: Complex): void;
}

/** For a normal length: exp(−σ²θ²/2). */
export function normalTransform(variance: number): LengthTransform {
  return {
    thirdCumulant: 0,
    fourthCumulant: 0,
    multiply(theta, product) {
      const factor = Math.exp(-0.5 * variance * theta * theta);
      product.re *= factor;
      product.im *= factor;
    },
  };
}

/**
 * For any other length: the law is reduced to points, its characteristic function is tabulated at
 * θ_i = θ_max (i/1024)², close together near 0 where a conversation's many factors meet, and interpolated by cubic
 * Hermite polynomials in √θ-spaced cells. The error of one factor was measured below 1e-8; where the tail of a table is
 * grouped, below 1e-5 at the θ of single tokens.
 */
export function tabulatedTransform(length: MessageLength): LengthTransform {
  const atoms = atomsOf(length);
  const sd = Math.sqrt(length.variance);
  const limit = Math.min(WIDEST / sd, length.table || length.whole ? Math.PI : Infinity);
  const table = tabulate(atoms, length.mean, limit);
  const { third, fourth } = centralMoments(atoms, length.mean);
  return {
    thirdCumulant: third,
    fourthCumulant: fourth - 3 * length.variance * length.variance,
    multiply(theta, product) {
      const place = Math.sqrt(theta / limit) * CELLS;
      if (place >= CELLS) {
        product.re = 0;
        product.im = 0;
        return;
      }
      const i = Math.floor(place);
      const left = (limit * i * i) / (CELLS * CELLS);
      const width = (limit * (2 * i + 1)) / (CELLS * CELLS);
      const s = (theta - left) / width;
      const r = 1 - s;
      const a = (1 + 2 * s) * r * r;
      const b = s * r * r * width;
      const c = s * s * (3 - 2 * s);
      const d = -s * s * r * width;
      const j = 4 * i;
      const re = a * at(table, j) + b * at(table, j + 2) + c * at(table, j + 4) + d * at(table, j + 6);
      const im = a * at(table, j + 1) + b * at(table, j + 3) + c * at(table, j + 5) + d * at(table, j + 7);
      const previous = product.re;
      product.re = previous * re - product.im * im;
      product.im = previous * im + product.im * re;
    },
  };
}

const CELLS = 1024;
/** The table ends at this many standard deviations⁻¹. */
const WIDEST = 24;

const at = (table: Float64Array, i: number): number => table[i] as number;

function atomsOf({ law, table, whole }: MessageLength): Atoms {
  const { values } = law.parameters;
  if (!table && law.family === "empirical" && typeof values === "object") {
    return { values: Float64Array.from(values), weights: new Float64Array(values.length).fill(1 / values.length) };
  }
  const tokens = table ?? (whole ? tokenTable(law) : undefined);
  return tokens ? thinned(tokens) : normalScoreAtoms((p) => law.quantile(p));
}

/**
 * A token table as points, its upper tail of mass 1e-5 in groups of eight tokens: that lowers the variance of the
 * lognormal law by 1e-8 relative.
 */
function thinned({ first, weights }: TokenTable): Atoms {
  let tail = 0;
  let split = weights.length;
  while (split > 0 && tail + at(weights, split - 1) < 1e-5) tail += at(weights, --split);
  const values: number[] = [];
  const masses: number[] = [];
  for (let i = 0; i < weights.length; ) {
    const end = i < split ? i + 1 : Math.min(weights.length, i + 8);
    let mass = 0;
    let moment = 0;
    for (; i < end; i++) {
      mass += at(weights, i);
      moment += at(weights, i) * i;
    }
    if (mass > 0) {
      values.push(first + moment / mass);
      masses.push(mass);
    }
  }
  return { values: Float64Array.from(values), weights: Float64Array.from(masses) };
}

/**
 * Real and imaginary part and their slopes, four numbers a node. exp(iθ_k x) goes from node to node by multiplication
 * with exp(i(θ_{k+1} − θ_k)x), which itself turns by a fixed angle, since the nodes have constant second differences.
 */
function tabulate({ values, weights }: Atoms, mean: number, limit: number): Float64Array {
  const table = new Float64Array(4 * (CELLS + 1));
  const unit = limit / (CELLS * CELLS);
  for (let k = 0; k < values.length; k++) {
    const x = at(values, k) - mean;
    let re = at(weights, k);
    let im = 0;
    let turnRe = Math.cos(unit * x);
    let turnIm = Math.sin(unit * x);
    const bendRe = Math.cos(2 * unit * x);
    const bendIm = Math.sin(2 * unit * x);
    for (let j = 0; j < table.length; j += 4) {
      table[j] = at(table, j) + re;
      table[j + 1] = at(table, j + 1) + im;
      table[j + 2] = at(table, j + 2) - x * im;
      table[j + 3] = at(table, j + 3) + x * re;
      const nextRe = re * turnRe - im * turnIm;
      im = re * turnIm + im * turnRe;
      re = nextRe;
      const nextTurn = turnRe * bendRe - turnIm * bendIm;
      turnIm = turnRe * bendIm + turnIm * bendRe;
      turnRe = nextTurn;
    }
  }
  return table;
}

function centralMoments({ values, weights }: Atoms, mean: number): { readonly third: number; readonly fourth: number } {
  let third = 0;
  let fourth = 0;
  values.forEach((value, i) => {
    const square = (value - mean) ** 2;
    third += (weights[i] ?? 0) * square * (value - mean);
    fourth += (weights[i] ?? 0) * square * square;
  });
  return { third, fourth };
}
