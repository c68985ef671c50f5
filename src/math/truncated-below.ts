import type { Distribution } from "./distribution.ts";
import { requireFinite, requireProbability } from "./parameters.ts";
import { momentsByQuadrature } from "./quadrature-moments.ts";

/**
 * A continuous law conditioned on x ≥ floor: F'(x) = (F(x) − F(floor))/(1 − F(floor)). Mean and variance by
 * quadrature, relative error about 1e-9. A law that has nothing below the floor is returned as it is.
 *
 * @throws RangeError when nothing of the law is above the floor
 */
export function truncatedBelow(law: Distribution, floor: number): Distribution {
  requireFinite("floor", floor);
  if (law.lower >= floor) return law;
  const cut = law.cdf(floor);
  if (!(cut < 1 - 1e-12))
    throw new RangeError(`floor is ${floor}; expected a number that ${law.family} exceeds at times`);
  const quantile = (p: number): number => {
    requireProbability("p", p);
    if (p === 0) return floor;
    // A p just below 1 must not round to 1, whose quantile may be infinite.
    const parent = p < 1 ? Math.min(cut + p * (1 - cut), 1 - Number.EPSILON / 2) : 1;
    return Math.max(floor, law.quantile(parent));
  };
  return {
    family: `truncated-${law.family}`,
    parameters: { ...law.parameters, floor },
    ...momentsByQuadrature(quantile),
    lower: floor,
    upper: law.upper,
    cdf: (x) => (x < floor ? 0 : (law.cdf(x) - cut) / (1 - cut)),
    quantile,
  };
}
