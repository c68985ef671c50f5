import type { Distribution } from "./distribution.ts";
import { requireOrdered, requireProbability } from "./parameters.ts";

/** Uniform law between min and max, min < max. */
export function uniform({ min, max }: { readonly min: number; readonly max: number }): Distribution {
  requireOrdered("min", min, "max", max);
  const width = max - min;
  return {
    family: "uniform",
    parameters: { min, max },
    mean: min + 0.5 * width,
    variance: (width * width) / 12,
    lower: min,
    upper: max,
    cdf: (x) => Math.min(1, Math.max(0, (x - min) / width)),
    quantile(p) {
      requireProbability("p", p);
      return p === 1 ? max : min + p * width;
    },
  };
}
