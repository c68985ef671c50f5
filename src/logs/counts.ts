/**
 * Counts of a log that hold all that a calibration needs: for each series, how often each whole number occurs. Counts of
 * two parts of a log add up to the counts of the whole, whatever the parts, as long as no conversation is cut in two.
 */
export interface Counts {
  /** How text became tokens; parts counted in different ways cannot be added. */
  readonly encoding: string;
  readonly series: ReadonlyMap<string, ReadonlyMap<number, number>>;
  /** Milliseconds since 1970. */
  readonly firstMs?: number;
  readonly lastMs?: number;
}

/** Series of sizes, each a histogram. */
export const SIZE_SERIES = [
  "messages",
  "user_turns",
  "requests",
  "user_tokens",
  "first_user_tokens",
  "later_user_tokens",
  "assistant_tokens",
  "tool_tokens",
  "system_tokens",
  "fresh_tokens",
  "context_tokens",
  "output_tokens",
  "pause_ms",
] as const;

export type SizeSeries = (typeof SIZE_SERIES)[number];

/** Sums, each under the key 0 of a series `total.…`. */
export const TOTALS = [
  "conversations",
  "answered_conversations",
  "requests",
  "traced_requests",
  "summed_requests",
  "input_tokens",
  "output_tokens",
  "previous_input_tokens",
  "previous_exchange_tokens",
  "recorded_messages",
  "counted_messages",
  "estimated_messages",
] as const;

export type Total = (typeof TOTALS)[number];

/** By number of the turn (1 … 64, later ones under 64) or of the conversation's requests: messages and their tokens. */
export const TURN_SERIES = [
  "turn.user_messages",
  "turn.user_tokens",
  "turn.assistant_messages",
  "turn.assistant_tokens",
  "length.conversations",
  "length.fresh_tokens",
  "length.assistant_tokens",
] as const;

/** Neighbouring messages by size class, 64 × class of the first + class of the second. */
export const PAIR_SERIES = ["pair.user_reply", "pair.reply_reply", "pair.user_user"] as const;

/** Where no text had to be counted. */
export const AS_RECORDED = "as recorded";

export const totalOf = ({ series }: Counts, total: Total): number => series.get(`total.${total}`)?.get(0) ?? 0;

/** Adds counts. Throws RangeError where they were counted in different ways. */
export function addCounts(parts: readonly Counts[]): Counts {
  const encodings = new Set(parts.map(({ encoding }) => encoding).filter((encoding) => encoding !== AS_RECORDED));
  if (encodings.size > 1)
    throw new RangeError(`parts counted as ${[...encodings].join(" and ")}; expected one way of counting tokens`);
  const series = new Map<string, Map<number, number>>();
  for (const part of parts) {
    for (const [name, histogram] of part.series) {
      const sum = series.get(name) ?? new Map<number, number>();
      series.set(name, sum);
      for (const [value, count] of histogram) sum.set(value, (sum.get(value) ?? 0) + count);
    }
  }
  const firsts = parts.flatMap(({ firstMs }) => firstMs ?? []);
  const lasts = parts.flatMap(({ lastMs }) => lastMs ?? []);
  return {
    encoding: [...encodings][0] ?? AS_RECORDED,
    series,
    ...(firsts.length > 0 && { firstMs: Math.min(...firsts) }),
    ...(lasts.length > 0 && { lastMs: Math.max(...lasts) }),
  };
}

/**
 * The number that stands for a value in a histogram: itself up to 2^17, above that its first 17 binary digits, so that
 * histograms have an end; off by less than 1 in 65,536.
 */
export function binned(value: number): number {
  let step = 1;
  while (value / step >= 2 ** 17) step *= 2;
  return Math.floor(value / step) * step;
}

/** Pauses are known to a thousandth: their first 10 binary digits. */
export function binnedPause(ms: number): number {
  let step = 1;
  while (ms / step >= 2 ** 10) step *= 2;
  return Math.floor(ms / step) * step;
}

/** Two classes an octave of tokens + 1: 0, 1, 2, 3, 4–5 … ; below 64 for any message. */
export function sizeClass(tokens: number): number {
  return Math.min(63, Math.floor(2 * Math.log2(tokens + 1)));
}

export const LAST_TURN = 64;
