/** A sample as a histogram: values in rising order, each with how often it occurs. */
export interface WeightedSample {
  readonly values: Float64Array;
  readonly weights: Float64Array;
  /** Sum of the weights. */
  readonly count: number;
}

export interface SampleSummary {
  readonly n: number;
  readonly mean: number;
  /** Divisor n − 1; 0 for a single value. */
  readonly sd: number;
  readonly min: number;
  readonly max: number;
}

/** Sorts a histogram; values that never occur are left out. */
export function weightedSample(histogram: Iterable<readonly [number, number]>): WeightedSample {
  const sorted = [...histogram].filter(([, weight]) => weight > 0).sort(([a], [b]) => a - b);
  const weights = Float64Array.from(sorted, ([, weight]) => weight);
  return { values: Float64Array.from(sorted, ([value]) => value), weights, count: weights.reduce((a, b) => a + b, 0) };
}

/** Mean and standard deviation, in two passes. @param sample not empty */
export function summaryOf({ values, weights, count }: WeightedSample): SampleSummary {
  if (count === 0) throw new RangeError("the sample is empty; expected at least one value");
  const sumOf = (of: (value: number) => number): number =>
    values.reduce((sum, value, at) => sum + (weights[at] ?? 0) * of(value), 0);
  const mean = sumOf((value) => value) / count;
  const squares = sumOf((value) => (value - mean) ** 2);
  return {
    n: count,
    mean,
    sd: count > 1 ? Math.sqrt(squares / (count - 1)) : 0,
    min: values[0] ?? mean,
    max: values.at(-1) ?? mean,
  };
}

/** Quantile of type 7 (Hyndman & Fan 1996), as `sortedQuantile` gives it for the values one by one. */
export function weightedQuantile({ values, weights, count }: WeightedSample, p: number): number {
  if (!(p >= 0 && p <= 1)) throw new RangeError(`p is ${p}; expected a probability from 0 to 1`);
  if (count === 0) throw new RangeError("the sample is empty; expected at least one value");
  const position = (count - 1) * p;
  const below = Math.floor(position);
  let passed = 0;
  for (let at = 0; at < values.length; at++) {
    passed += weights[at] ?? 0;
    if (passed <= below) continue;
    const low = values[at] ?? 0;
    const high = passed > below + 1 ? low : (values[at + 1] ?? low);
    return low + (position - below) * (high - low);
  }
  return values.at(-1) ?? 0;
}
