import type { Distribution } from "./distribution.ts";
import { betaTails } from "./incomplete-beta.ts";
import { invertCdf } from "./invert-cdf.ts";
import { logGamma } from "./log-gamma.ts";
import { requireProbability } from "./parameters.ts";
import { normalQuantile } from "./standard-normal.ts";

/**
 * Student's t law, degrees of freedom ν > 1 (below, it has no mean); the variance ν/(ν − 2) is infinite for ν ≤ 2.
 */
export function studentT({ degreesOfFreedom }: { readonly degreesOfFreedom: number }): Distribution {
  const nu = degreesOfFreedom;
  if (!(nu > 1 && nu < Infinity)) throw new RangeError(`degreesOfFreedom is ${nu}; expected a finite number above 1`);
  const logFront = logGamma((nu + 1) / 2) - logGamma(nu / 2) - 0.5 * Math.log(nu * Math.PI);
  const law = {
    cdf(x: number): number {
      const tail = 0.5 * beyond(nu, x);
      return x < 0 ? tail : 1 - tail;
    },
    density: (x: number) => Math.exp(logFront - 0.5 * (nu + 1) * Math.log1p((x * x) / nu)),
  };
  return {
    family: "student-t",
    parameters: { degreesOfFreedom },
    mean: 0,
    variance: nu > 2 ? nu / (nu - 2) : Infinity,
    lower: -Infinity,
    upper: Infinity,
    cdf: law.cdf,
    quantile(p) {
      requireProbability("p", p);
      if (p === 0) return -Infinity;
      if (p === 1) return Infinity;
      if (p === 0.5) return 0;
      if (p > 0.5) return -invertCdf(law, 1 - p, { start: normalQuantile(1 - p), low: -Infinity, high: 0 });
      return invertCdf(law, p, { start: normalQuantile(p), low: -Infinity, high: 0 });
    },
  };
}

/** P(|T| > |x|), the smaller tail of a beta law whose two sides are both given without cancellation. */
function beyond(nu: number, x: number): number {
  const square = x * x;
  if (!Number.isFinite(square)) return 0;
  return betaTails({ a: nu / 2, b: 0.5 }, { x: nu / (nu + square), y: square / (nu + square) }).lower;
}
