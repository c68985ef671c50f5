import { requireWhole } from "./parameters.ts";

export interface Quadrature {
  readonly nodes: readonly number[];
  readonly weights: readonly number[];
}

/**
 * Gauss–Legendre nodes and weights on [−1, 1]: exact for polynomials of degree 2·count − 1.
 *
 * Newton's method on the Legendre polynomial from Tricomi's estimate cos(π(i − 1/4)/(n + 1/2)).
 *
 * @param count number of nodes, 1–1000
 */
export function gaussLegendre(count: number): Quadrature {
  requireWhole("count", count, 1, 1000);
  const nodes: number[] = [];
  const weights: number[] = [];
  for (let i = 1; i <= count; i++) {
    let x = -Math.cos((Math.PI * (i - 0.25)) / (count + 0.5));
    for (let pass = 0; pass < 4; pass++) {
      const { value, slope } = legendre(count, x);
      x -= value / slope;
    }
    const { slope } = legendre(count, x);
    nodes.push(x);
    weights.push(2 / ((1 - x * x) * slope * slope));
  }
  return { nodes, weights };
}

/** ∫ f from low to high with the given rule. */
export function integrate(f: (x: number) => number, low: number, high: number, rule: Quadrature): number {
  const half = 0.5 * (high - low);
  const middle = 0.5 * (high + low);
  let sum = 0;
  rule.nodes.forEach((node, i) => {
    sum += (rule.weights[i] ?? 0) * f(middle + half * node);
  });
  return half * sum;
}

function legendre(count: number, x: number): { readonly value: number; readonly slope: number } {
  let before = 1;
  let value = x;
  for (let k = 2; k <= count; k++) [before, value] = [value, ((2 * k - 1) * x * value - (k - 1) * before) / k];
  return { value, slope: (count * (x * value - before)) / (x * x - 1) };
}
