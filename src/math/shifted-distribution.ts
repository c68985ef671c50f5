import type { Distribution } from "./distribution.ts";
import { requireFinite } from "./parameters.ts";

/** The law of shift + X: P(shift + X ≤ x) = F(x − shift). */
export function shifted(law: Distribution, shift: number): Distribution {
  requireFinite("shift", shift);
  return {
    family: `shifted-${law.family}`,
    parameters: { ...law.parameters, shift },
    mean: shift + law.mean,
    variance: law.variance,
    lower: shift + law.lower,
    upper: shift + law.upper,
    cdf: (x) => law.cdf(x - shift),
    quantile: (p) => shift + law.quantile(p),
  };
}
