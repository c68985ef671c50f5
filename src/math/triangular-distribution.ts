import type { Distribution } from "./distribution.ts";
import { requireFinite, requireOrdered, requireProbability } from "./parameters.ts";

export interface ThreePoints {
  readonly min: number;
  readonly mode: number;
  readonly max: number;
}

/** Triangular law: density rises from min to mode and falls to max; min ≤ mode ≤ max, min < max. */
export function triangular({ min, mode, max }: ThreePoints): Distribution {
  requireThreePoints({ min, mode, max });
  const width = max - min;
  const atMode = (mode - min) / width;
  return {
    family: "triangular",
    parameters: { min, mode, max },
    mean: (min + mode + max) / 3,
    variance: (width * width - (mode - min) * (max - mode)) / 18,
    lower: min,
    upper: max,
    cdf(x) {
      if (x <= min) return 0;
      if (x >= max) return 1;
      return x < mode ? (x - min) ** 2 / (width * (mode - min)) : 1 - (max - x) ** 2 / (width * (max - mode));
    },
    quantile(p) {
      requireProbability("p", p);
      if (p < atMode) return min + Math.sqrt(p * width * (mode - min));
      return max - Math.sqrt((1 - p) * width * (max - mode));
    },
  };
}

/** @throws RangeError unless min ≤ mode ≤ max and min < max. */
export function requireThreePoints({ min, mode, max }: ThreePoints): void {
  requireOrdered("min", min, "max", max);
  requireFinite("mode", mode);
  if (mode < min || mode > max)
    throw new RangeError(`mode is ${mode}; expected a number from min ${min} to max ${max}`);
}
