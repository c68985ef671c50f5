import { erfc } from "./error-function.ts";
import { requireProbability } from "./parameters.ts";

/** Density of the standard normal law, φ(z) = exp(−z²/2)/√(2π). */
export const normalDensity = (z: number): number => ONE_OVER_ROOT_TWO_PI * Math.exp(-0.5 * z * z);

/** P(Z ≤ z) of the standard normal law; relative accuracy in the lower tail too. */
export const normalCdf = (z: number): number => 0.5 * erfc(-z * ROOT_HALF);

/**
 * z with P(Z ≤ z) = p, to about 1e-15 relative; −∞ at 0 and ∞ at 1.
 *
 * Wichura's algorithm AS 241 (PPND16), Applied Statistics 37 (1988), 477–484, and one Halley step on `normalCdf`.
 */
export function normalQuantile(p: number): number {
  requireProbability("p", p);
  if (p === 0) return -Infinity;
  if (p === 1) return Infinity;
  const q = p - 0.5;
  const z = Math.abs(q) <= 0.425 ? central(q) : Math.sign(q) * tail(Math.sqrt(-Math.log(Math.min(p, 1 - p))));
  const density = normalDensity(z);
  if (density < 1e-290) return z;
  const error = p < 0.5 ? (normalCdf(z) - p) / density : (1 - p - normalCdf(-z)) / density;
  return z - error / (1 + 0.5 * z * error);
}

const ONE_OVER_ROOT_TWO_PI = 0.3989422804014327;
const ROOT_HALF = Math.SQRT1_2;

const horner = (x: number, coefficients: readonly number[]): number => {
  let value = 0;
  for (const c of coefficients) value = value * x + c;
  return value;
};

function central(q: number): number {
  const r = 0.180625 - q * q;
  return (q * horner(r, A)) / horner(r, B);
}

function tail(r: number): number {
  return r <= 5 ? horner(r - 1.6, C) / horner(r - 1.6, D) : horner(r - 5, E) / horner(r - 5, F);
}

// Coefficients of PPND16, highest power first.
const A = [
  2509.0809287301227, 33430.57558358813, 67265.7709270087, 45921.95393154987, 13731.69376550946, 1971.5909503065513,
  133.14166789178438, 3.3871328727963665,
];
const B = [
  5226.495278852546, 28729.085735721943, 39307.89580009271, 21213.794301586597, 5394.196021424751, 687.1870074920579,
  42.31333070160091, 1,
];
const C = [
  0.0007745450142783414, 0.022723844989269184, 0.2417807251774506, 1.2704582524523684, 3.6478483247632045,
  5.769497221460691, 4.630337846156546, 1.4234371107496835,
];
const D = [
  1.0507500716444169e-9, 0.0005475938084995345, 0.015198666563616457, 0.14810397642748008, 0.6897673349851,
  1.6763848301838038, 2.053191626637759, 1,
];
const E = [
  2.0103343992922881e-7, 0.000027115555687434876, 0.0012426609473880784, 0.026532189526576124, 0.29656057182850487,
  1.7848265399172913, 5.463784911164114, 6.657904643501103,
];
const F = [
  2.0442631033899397e-15, 1.421511758316446e-7, 0.000018463183175100548, 0.0007868691311456133, 0.014875361290850615,
  0.1369298809227358, 0.599832206555888, 1,
];
