import { sortedQuantile } from "./quantile.ts";
import { weightedQuantile, weightedSample } from "./weighted-sample.ts";

/** A sample of numbers, 0 or more, whose memory has an end. */
export interface BoundedSample {
  readonly add: (value: number) => void;
  readonly count: () => number;
  /** Type 7. Exact up to `exactUpTo` values, then off by less than 1 in 2,000. */
  readonly quantile: (p: number) => number;
}

/** @param exactUpTo values that are kept as they are; beyond, all are kept by their first 11 binary digits */
export function boundedSample(exactUpTo = 1 << 20): BoundedSample {
  let exact: number[] | undefined = [];
  const bins = new Map<number, number>();
  let count = 0;
  const put = (value: number): void => {
    const step = 2 ** (Math.floor(Math.log2(value)) - 11);
    const middle = value > 0 ? (Math.floor(value / step) + 0.5) * step : 0;
    bins.set(middle, (bins.get(middle) ?? 0) + 1);
  };
  return {
    add(value) {
      if (!(value >= 0 && value < Infinity))
        throw new RangeError(`value is ${value}; expected a finite number, 0 or more`);
      count++;
      if (!exact) put(value);
      else if (exact.push(value) > exactUpTo) {
        exact.forEach(put);
        exact = undefined;
      }
    },
    count: () => count,
    quantile: (p) =>
      exact ? sortedQuantile(Float64Array.from(exact).sort(), p) : weightedQuantile(weightedSample(bins), p),
  };
}
