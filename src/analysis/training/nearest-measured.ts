import { multiplyPrecision } from "../../model/precision.ts";
import type { TrainingMethod } from "../../model/training-method.ts";
import type { EfficiencyFit } from "./catalog.ts";
import { expectedBenchmarkMfu, type Observed, usedPeak } from "./run-efficiency.ts";
import { caseFlopPerToken, type TrainingCase } from "./training-case.ts";

/** Throughput as measured on the nearest work, carried over to a case. */
export interface Nearest {
  /** Steady tokens a second on one GPU. */
  readonly tokensPerSecond: number;
  /** The rows it rests on, the nearest first. */
  readonly neighbours: readonly Neighbour[];
}

export interface Neighbour {
  readonly row: Observed;
  /** 0 is the same work on the same hardware. */
  readonly distance: number;
}

/**
 * The three nearest rows, each scaled by FLOP a token, peak and what benchmarks reach of it; their geometric mean,
 * weighted by 1/(0.2 + distance). Distance: |ln| of the ratio of parameters, half that of sequence lengths, a quarter
 * that of GPU counts, plus 2 for another method (1 between SFT, LoRA and the like), 1 for another class of GPU and 1 for
 * another precision.
 */
export function nearestMeasured(run: TrainingCase, rows: readonly Observed[], fit: EfficiencyFit): Nearest | undefined {
  const neighbours = rows
    .flatMap((row) => {
      const distance = distanceOf(run, row);
      return distance === undefined ? [] : [{ row, distance }];
    })
    .sort((a, b) => a.distance - b.distance)
    .slice(0, NEIGHBOURS);
  if (neighbours.length === 0) return undefined;
  const own = reach(run, fit) / caseFlopPerToken(run);
  let sum = 0;
  let weights = 0;
  for (const { row, distance } of neighbours) {
    const weight = 1 / (0.2 + distance);
    sum += weight * Math.log((row.tokensPerSecond * row.flopPerToken) / reach(row, fit));
    weights += weight;
  }
  return { tokensPerSecond: own * Math.exp(sum / weights), neighbours };
}

const NEIGHBOURS = 3;

/** TFLOP/s that a benchmark would reach. */
const reach = (
  run: Pick<Observed, "gpu" | "precision" | "parameters" | "mixture" | "gpuCount">,
  fit: EfficiencyFit,
): number => usedPeak(run.gpu, run.precision) * expectedBenchmarkMfu(run, fit);

function distanceOf(run: TrainingCase, row: Observed): number | undefined {
  const method = methodDistance(run.method, row.method);
  if (method === undefined) return undefined;
  const logRatio = (a: number, b: number): number => Math.abs(Math.log(a / b));
  return (
    method +
    logRatio(run.parameters, row.parameters) +
    0.5 * logRatio(run.sequenceLength, row.sequenceLength) +
    0.25 * logRatio(run.gpuCount, row.gpuCount) +
    (run.gpu.class === row.gpu.class ? 0 : 1) +
    (multiplyPrecision(run.precision) === multiplyPrecision(row.precision) ? 0 : 1)
  );
}

/** PPO generates while it trains, so that no other work stands for it, nor it for others. */
function methodDistance(a: TrainingMethod, b: TrainingMethod): number | undefined {
  if (a === b) return 0;
  if (a === "ppo" || b === "ppo") return undefined;
  return a === "pretraining" || b === "pretraining" ? 2 : 1;
}
