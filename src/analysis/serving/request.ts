/** Requests as a simulation plays them. */
export interface PlayedRequest {
  /** Seconds after the start. */
  readonly arrival: number;
  /** Tokens of the prompt, and how many of them are in the cache already. */
  readonly inputTokens: number;
  readonly cachedTokens: number;
  readonly outputTokens: number;
  /** Where it belongs to a conversation: which one, and the turn, from 0. */
  readonly turn?: { readonly conversation: number; readonly index: number };
}

/** How much burstier than Poisson arrivals requests come. */
export interface Burstiness {
  /** Variance ÷ mean² of the time between requests: 1 for Poisson arrivals. */
  readonly intervalScv: number;
  /** Variance ÷ mean of the requests in windows of a minute: 1 for Poisson arrivals. */
  readonly dispersion: number;
}

const WINDOW_SECONDS = 60;

/**
 * Squared coefficient of variation of the time between requests, and index of dispersion of their number in a minute.
 * Requests must be in the order of their arrival, three at least.
 */
export function burstiness(requests: readonly PlayedRequest[]): Burstiness {
  const times = requests.map(({ arrival }) => arrival);
  const intervals = times.slice(1).map((time, i) => time - (times[i] ?? time));
  const first = times[0] ?? 0;
  const windows = Math.max(1, Math.floor(((times.at(-1) ?? first) - first) / WINDOW_SECONDS));
  const counts = new Float64Array(windows);
  for (const time of times) {
    const window = Math.floor((time - first) / WINDOW_SECONDS);
    if (window < windows) counts[window] = (counts[window] ?? 0) + 1;
  }
  const spread = moments(intervals);
  const number = moments(counts);
  return {
    intervalScv: spread.mean > 0 ? spread.variance / spread.mean ** 2 : 0,
    dispersion: number.mean > 0 ? number.variance / number.mean : 0,
  };
}

/** Mean, and variance with n. */
function moments(values: ArrayLike<number>): { readonly mean: number; readonly variance: number } {
  let mean = 0;
  let squares = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? 0;
    const off = value - mean;
    mean += off / (i + 1);
    squares += off * (value - mean);
  }
  return { mean, variance: values.length > 0 ? squares / values.length : 0 };
}

/** Mean of a number of requests, and its squared coefficient of variation. */
export function meanAndScv(values: readonly number[]): { readonly mean: number; readonly scv: number } {
  const { mean, variance } = moments(values);
  return { mean, scv: mean > 0 ? variance / mean ** 2 : 0 };
}
