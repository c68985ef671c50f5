import type { Distribution } from "./distribution.ts";
import { requireFinite, requireNonNegative } from "./parameters.ts";
import { point } from "./point-distribution.ts";
import { normalCdf, normalQuantile } from "./standard-normal.ts";

/** Normal law by mean and standard deviation; sd 0 is the value itself. */
export function normal({ mean, sd }: { readonly mean: number; readonly sd: number }): Distribution {
  requireFinite("mean", mean);
  requireNonNegative("sd", sd);
  if (sd === 0) return point("normal", { mean, sd }, mean);
  return {
    family: "normal",
    parameters: { mean, sd },
    mean,
    variance: sd * sd,
    lower: -Infinity,
    upper: Infinity,
    cdf: (x) => normalCdf((x - mean) / sd),
    quantile: (p) => mean + sd * normalQuantile(p),
  };
}
