import type { GpuFacts, ThroughputRow, TrainingRun } from "./catalog.ts";
import { type Observed, observedRun, observedThroughput } from "./run-efficiency.ts";

/** A row that no run could have, and why. */
export interface Refused {
  readonly label: string;
  readonly reason: string;
}

export interface Sifted {
  readonly rows: readonly Observed[];
  readonly refused: readonly Refused[];
}

/** Above it no whole training step has been measured; below 0 there is nothing. */
const HIGHEST_MFU = 0.75;

/** Runs that could have happened, and those that could not, with the reason. */
export function siftRuns(runs: readonly TrainingRun[], gpus: readonly GpuFacts[]): Sifted {
  return sift(runs, (run) => observedRun(run, gpus), hoursReason);
}

/** The same of throughput rows. */
export function siftThroughput(rows: readonly ThroughputRow[], gpus: readonly GpuFacts[]): Sifted {
  return sift(
    rows,
    (row) => observedThroughput(row, gpus),
    () => undefined,
  );
}

function sift<Row extends { readonly label: string; readonly gpu: string }>(
  rows: readonly Row[],
  observe: (row: Row) => Observed | undefined,
  further: (row: Row) => string | undefined,
): Sifted {
  const kept: Observed[] = [];
  const refused: Refused[] = [];
  for (const row of rows) {
    const seen = observe(row);
    const reason = seen ? (unitsReason(seen) ?? mfuReason(seen) ?? further(row)) : `unknown GPU ${row.gpu}`;
    if (reason === undefined && seen) kept.push(seen);
    else refused.push({ label: row.label, reason: reason ?? "" });
  }
  return { rows: kept, refused };
}

function mfuReason({ mfu }: Observed): string | undefined {
  if (mfu > 0 && mfu <= HIGHEST_MFU) return undefined;
  return `implied MFU ${mfu.toPrecision(3)}, outside 0 to ${HIGHEST_MFU}`;
}

/** Parameters in billions or tokens in millions, written as plain numbers, give models and data of a few units. */
function unitsReason({ parameters, tokens }: Observed): string | undefined {
  if (!(parameters >= 1e6 && parameters <= 1e14))
    return `${parameters} parameters; plain numbers from 1e6 to 1e14 are expected`;
  if (tokens !== 0 && !(tokens >= 1e3 && tokens <= 1e15))
    return `${tokens} tokens; plain numbers from 1e3 to 1e15 are expected`;
  return undefined;
}

/** GPU-hours may leave out restarts, so that a few percent of difference are no contradiction. */
function hoursReason({ gpu_count: count, hours, gpu_hours: stated }: TrainingRun): string | undefined {
  if (!count || !hours) return undefined;
  const ratio = stated / (count * hours);
  if (ratio > 1 / HOURS_TOLERANCE && ratio < HOURS_TOLERANCE) return undefined;
  return `${stated} GPU-hours, but ${count} GPUs × ${hours} hours`;
}

const HOURS_TOLERANCE = 1.1;
