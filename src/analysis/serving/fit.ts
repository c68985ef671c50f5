/** Fits what servers reach to measured rows, and says how far off the result is on rows of other sources. */
import { median as medianOf } from "simple-statistics";
import { minimise } from "../../math/nelder-mead.ts";
import { fullRate } from "../../model/serving-capacity.ts";
import type { ServingEfficiency } from "../../model/serving-step.ts";
import type { ServingAccuracy, ServingRow } from "./catalog.ts";
import { serverOf } from "./server.ts";

/** Benchmarks give the cache nearly all memory that is free; a server in service keeps more in reserve. */
const BENCHMARK_MEMORY_FRACTION = 0.93;

/** Output tokens a second of a group that the formulas expect; undefined where the model does not fit. */
function expectedRate(row: ServingRow, efficiency: ServingEfficiency): number | undefined {
  const server = serverOf({ ...row, transformer: row.model.transformer }, efficiency);
  const request = { inputTokens: row.inputTokens, outputTokens: row.outputTokens, cachedFraction: 0 };
  const limits = { memoryFraction: BENCHMARK_MEMORY_FRACTION, maxSequences: row.maxSequences };
  return server && fullRate(server, request, limits)?.outputTokensPerSecond;
}

/** ln(estimate ÷ truth) of a row. */
const logError = (row: ServingRow, efficiency: ServingEfficiency): number | undefined => {
  const rate = expectedRate(row, efficiency);
  return rate === undefined ? undefined : Math.log(rate / row.tokensPerSecond);
};

/** What is believed before rows are seen: usual shares of peaks, and where each constant may go. */
const PRIOR: ServingEfficiency = {
  weightBandwidthFraction: 0.85,
  cacheBandwidthFraction: 0.6,
  decodeMfu: 0.5,
  prefillMfu: 0.5,
  attentionMfu: 0.3,
  sixteenBitFactor: 1.2,
  mixtureFactor: 0.7,
  linkFraction: 0.5,
  exchangeMicroseconds: 5,
  stepMilliseconds: 3,
  sequenceMicroseconds: 3,
};

/** The share of the bandwidth that long reads reach is known from memory benchmarks; full batches do not tell it. */
const FITTED = [
  "cacheBandwidthFraction",
  "decodeMfu",
  "prefillMfu",
  "attentionMfu",
  "sixteenBitFactor",
  "mixtureFactor",
  "linkFraction",
  "exchangeMicroseconds",
  "stepMilliseconds",
  "sequenceMicroseconds",
] as const satisfies readonly (keyof ServingEfficiency)[];

/** A factor of e away from the prior weighs as much as this error of one row. */
const PRIOR_WEIGHT = 0.3;
/** Errors beyond this count linearly, so a row that was measured oddly does not bend the rest. */
const SOFT = 0.2;

/** The constants with the least soft squared error of the logarithms; the search starts again until nothing moves. */
export function fitServing(rows: readonly ServingRow[]): ServingEfficiency {
  const at = (logs: readonly number[]): ServingEfficiency => ({
    ...PRIOR,
    ...Object.fromEntries(FITTED.map((name, i) => [name, PRIOR[name] * Math.exp(logs[i] ?? 0)])),
  });
  const loss = (logs: readonly number[]): number => {
    const efficiency = at(logs);
    const errors = rows.map((row) => logError(row, efficiency) ?? 0);
    return (
      errors.reduce((sum, error) => sum + soft(error), 0) + logs.reduce((sum, x) => sum + soft(PRIOR_WEIGHT * x), 0)
    );
  };
  let best = minimise(
    loss,
    FITTED.map(() => 0),
    { step: 0.3, tolerance: 1e-9, evaluations: 4000 },
  );
  for (let round = 0; round < 12; round++) {
    const next = minimise(loss, best.at, { step: round % 2 === 0 ? 0.2 : -0.1, tolerance: 1e-10, evaluations: 3000 });
    if (best.value - next.value < 1e-7) break;
    best = next;
  }
  return at(best.at);
}

const soft = (error: number): number => 2 * SOFT ** 2 * (Math.sqrt(1 + (error / SOFT) ** 2) - 1);

/** How far off constants are on rows of each source. */
export function servingAccuracy(
  rows: readonly ServingRow[],
  efficiency: ServingEfficiency,
  labels: ReadonlyMap<string, string>,
): readonly ServingAccuracy[] {
  const sources = [...new Set(rows.map(({ team }) => team))];
  return sources.map((source) => ({
    source,
    label: labels.get(source) ?? source,
    ...summary(
      errorsOf(
        rows.filter(({ team }) => team === source),
        efficiency,
      ),
    ),
  }));
}

/** ln(estimate ÷ truth) of all rows that fit. */
export const errorsOf = (rows: readonly ServingRow[], efficiency: ServingEfficiency): readonly number[] =>
  rows.flatMap((row) => logError(row, efficiency) ?? []);

/** Median error, bias and share within a quarter. */
export const summary = (errors: readonly number[]) => ({
  rows: errors.length,
  median_error: medianOf(errors.map((error) => Math.abs(Math.exp(error) - 1))),
  log_bias: medianOf([...errors]),
  within_quarter: errors.filter((error) => Math.abs(Math.exp(error) - 1) <= 0.25).length / errors.length,
});

/**
 * Scatter of a new source: how far sources lie from the estimates on average, root mean square, and how rows of one
 * source scatter around that, each source counting alike.
 */
export function sourceScatter(rows: readonly ServingRow[], efficiency: ServingEfficiency) {
  const sources = [...new Set(rows.map(({ team }) => team))];
  const each = sources.map((source) =>
    errorsOf(
      rows.filter(({ team }) => team === source),
      efficiency,
    ),
  );
  const squares = each.map((errors) => errors.reduce((sum, error) => sum + error ** 2, 0) / errors.length);
  return {
    log_sd: Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / squares.length),
    degrees_of_freedom: sources.length,
  };
}
