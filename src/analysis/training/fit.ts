/** MFU by GPU class, precision, size and number of GPUs, and how whole runs and fine-tuning compare with benchmarks. */
import { mean, median } from "simple-statistics";
import { leastSquares } from "../../math/least-squares.ts";
import type { EfficiencyFit, LogScatter } from "./catalog.ts";
import { cellOf, expectedBenchmarkMfu, isOtherChip, type MfuFit, type Observed } from "./run-efficiency.ts";
import { fitWholeRuns } from "./whole-run-fit.ts";

/** What a fit is made of; all rows have passed the gate. */
export interface FitRows {
  /** Benchmarks of pre-training. */
  readonly benchmarks: readonly Observed[];
  /** Whole pre-training runs. */
  readonly wholeRuns: readonly Observed[];
  /** Steady throughput of SFT and LoRA. */
  readonly fineTuning: readonly Observed[];
  readonly ppo: readonly Observed[];
  /** Seconds a billion parameters that 4-bit weights add to a micro-batch, as measured. */
  readonly unpackSeconds: readonly number[];
  /** Share of time that evaluation and start-up add to fine-tuning, as measured. */
  readonly overheads: readonly number[];
}

/** The GPU on which unpacking was measured. */
const UNPACK_GPU = "a100_40gb";

/** Fits the benchmarks, then what other work reaches of them. */
export function fitEfficiency(rows: FitRows): EfficiencyFit {
  const benchmarks = fitBenchmarks(rows.benchmarks);
  const { scatter, mixtureFactor, otherChipFactor } = fitWholeRuns(
    rows.wholeRuns.map(({ gpu, mixture, ...row }) => ({
      team: row.team,
      log: Math.log(row.mfu / expectedBenchmarkMfu({ ...row, gpu, mixture }, benchmarks)),
      mixture,
      otherChip: isOtherChip(gpu),
    })),
  );
  const fit = { ...benchmarks, mixture_factor: mixtureFactor, other_chip_factor: otherChipFactor };
  const ratios = (observed: readonly Observed[]): readonly Ratio[] => ratiosTo(observed, fit);
  return {
    ...fit,
    whole_run: scatter,
    fine_tuning: pooled(scatterOfTeams(ratios(rows.fineTuning), median), scatter),
    ppo: pooled(scatterOfTeams(ratios(rows.ppo), mean), scatter),
    unpack: { seconds_per_billion: median([...rows.unpackSeconds]), gpu: UNPACK_GPU },
    fine_tuning_overhead_fraction: median([...rows.overheads]),
  };
}

/** ln MFU = cell + a · min(0, ln(N/10⁹)) + b · ln(GPUs/8), by least squares; benchmarks are of dense models. */
function fitBenchmarks(rows: readonly Observed[]): MfuFit {
  const cells = [...new Set(rows.map(({ gpu, precision }) => cellOf(gpu, precision)))].sort();
  const regressors = rows.map(({ gpu, precision, parameters, gpuCount }) => [
    ...cells.map((cell) => (cell === cellOf(gpu, precision) ? 1 : 0)),
    Math.min(0, Math.log(parameters / 1e9)),
    Math.log(gpuCount / 8),
  ]);
  const { coefficients } = leastSquares(
    regressors,
    rows.map(({ mfu }) => Math.log(mfu)),
  );
  return {
    benchmark_mfu: Object.fromEntries(cells.map((cell, index) => [cell, Math.exp(coefficients[index] ?? 0)])),
    small_model_exponent: coefficients[cells.length] ?? 0,
    gpu_count_exponent: coefficients[cells.length + 1] ?? 0,
    mixture_factor: 1,
    other_chip_factor: 1,
  };
}

interface Ratio {
  readonly team: string;
  /** ln of MFU over the benchmark's. */
  readonly log: number;
}

const ratiosTo = (rows: readonly Observed[], fit: MfuFit): readonly Ratio[] =>
  rows.map((row) => ({ team: row.team, log: Math.log(row.mfu / expectedBenchmarkMfu(row, fit)) }));

/**
 * The centre of all rows, and the scatter of a new team around the centre of the others: the root mean square over rows
 * of what leaving out their team shows. With one team it is that team's own scatter.
 */
function scatterOfTeams(ratios: readonly Ratio[], centre: (logs: number[]) => number): LogScatter {
  const teams = [...new Set(ratios.map(({ team }) => team))];
  const logs = ratios.map(({ log }) => log);
  const left = ratios.map(({ team, log }) => {
    const others = ratios.filter((other) => other.team !== team).map((other) => other.log);
    return log - centre(others.length > 0 ? others : [...logs]);
  });
  return {
    factor: Math.exp(centre([...logs])),
    log_sd: Math.sqrt(mean(left.map((difference) => difference ** 2))),
    degrees_of_freedom: Math.max(1, teams.length - 1),
    rows: ratios.length,
    teams: teams.length,
  };
}

/**
 * Few teams say little about how teams differ, so their scatter is pooled with that of whole runs, each variance counting
 * by its degrees of freedom. One team says nothing about it: the scatter of whole runs comes on top of its own.
 */
function pooled(own: LogScatter, wholeRun: LogScatter): LogScatter {
  if (own.teams < 2)
    return {
      ...own,
      log_sd: Math.hypot(own.log_sd, wholeRun.log_sd),
      degrees_of_freedom: wholeRun.degrees_of_freedom,
    };
  const freedom = own.degrees_of_freedom + wholeRun.degrees_of_freedom;
  const variance =
    (own.degrees_of_freedom * own.log_sd ** 2 + wholeRun.degrees_of_freedom * wholeRun.log_sd ** 2) / freedom;
  return { ...own, log_sd: Math.sqrt(variance), degrees_of_freedom: freedom };
}
