/** How estimates do on teams that they have not seen: each team's runs are left out of what predicts them. */
import { mean, median } from "simple-statistics";
import { studentT } from "../../math/student-t-distribution.ts";
import { gpuHoursOfTokens } from "../../model/training-time.ts";
import { analogyOf } from "./analogy.ts";
import type { AccuracyTable, EfficiencyFit, EstimateAccuracy, EstimateName, GpuFacts } from "./catalog.ts";
import { combinedLog } from "./combine.ts";
import { gpuEquivalence } from "./equivalence.ts";
import { expectedMfu, methodScatter, throughputAt } from "./first-principles.ts";
import { type FitRows, fitEfficiency } from "./fit.ts";
import { nearestMeasured } from "./nearest-measured.ts";
import type { Observed } from "./run-efficiency.ts";
import { caseOf, type TrainingCase } from "./training-case.ts";

/** One left-out run: ln(estimate ÷ truth) of each estimate, and where it states one, how far its interval reaches. */
interface LeftOut {
  readonly team: string;
  readonly errors: Readonly<Partial<Record<EstimateName, LogError>>>;
}

interface LogError {
  readonly log: number;
  /** Half the width of the 90 % interval, on the log scale. */
  readonly halfWidth: number;
}

export interface AccuracyInputs {
  readonly rows: FitRows;
  /** Rows that `measured` looks for neighbours in. */
  readonly throughput: readonly Observed[];
  readonly gpus: readonly GpuFacts[];
}

/** Whole pre-training runs: GPU-hours from size, tokens, GPU and precision. */
export function wholeRunAccuracy(inputs: AccuracyInputs): AccuracyTable {
  return accuracyOf(
    byTeam(inputs.rows.wholeRuns, (others, row) => {
      const efficiency = fitEfficiency({ ...inputs.rows, wholeRuns: others });
      return errorsOf(caseOf(row), row, { ...inputs, efficiency, others });
    }),
  );
}

/** SFT and LoRA: steady tokens a second. */
export function fineTuningAccuracy(inputs: AccuracyInputs): AccuracyTable {
  return accuracyOf(
    byTeam(inputs.rows.fineTuning, (others, row) => {
      const efficiency = fitEfficiency({ ...inputs.rows, fineTuning: others });
      return errorsOf(caseOf(row, 1), row, { ...inputs, efficiency, others: [] });
    }),
  );
}

function byTeam(
  rows: readonly Observed[],
  estimate: (others: readonly Observed[], row: Observed) => LeftOut["errors"],
): readonly LeftOut[] {
  return rows.map((row) => ({
    team: row.team,
    errors: estimate(
      rows.filter(({ team }) => team !== row.team),
      row,
    ),
  }));
}

function errorsOf(
  run: TrainingCase,
  row: Observed,
  context: AccuracyInputs & { readonly efficiency: EfficiencyFit; readonly others: readonly Observed[] },
): LeftOut["errors"] {
  const { efficiency, gpus, others, throughput } = context;
  const truth = run.tokens / row.tokensPerSecond / 3600;
  const hoursAt = (speed: number): number =>
    gpuHoursOfTokens({ tokens: run.tokens, tokensPerSecond: speed, overheadFraction: 0 });
  const { log_sd: logSd, degrees_of_freedom: freedom, factor } = methodScatter(run.method, efficiency);
  const half = halfWidth(logSd, freedom);

  const principles = hoursAt(throughputAt(run, expectedMfu(run, efficiency), { efficiency, gpus }));
  const steady = nearestMeasured(
    run,
    throughput.filter(({ team }) => team !== row.team),
    efficiency,
  );
  const measured = steady && hoursAt(steady.tokensPerSecond) / (run.method === "pretraining" ? factor : 1);
  const reference = gpus.find(({ key }) => key === "a100") ?? run.gpu;
  const analogy = analogyOf(run, others, (gpu) => gpuEquivalence(gpu, reference, "measured", efficiency));
  const combined = combinedLog(run.method, {
    analogy: analogy?.gpuHours,
    first_principles: principles,
    measured,
  });
  return {
    first_principles: { log: Math.log(principles / truth), halfWidth: half },
    ...(measured !== undefined && { measured: { log: Math.log(measured / truth), halfWidth: half } }),
    ...(analogy && {
      analogy: {
        log: Math.log(analogy.gpuHours / truth),
        halfWidth: halfWidth(analogy.logSd, analogy.degreesOfFreedom),
      },
    }),
    combined: { log: combined - Math.log(truth), halfWidth: half },
  };
}

const halfWidth = (logSd: number, degreesOfFreedom: number): number =>
  logSd * studentT({ degreesOfFreedom }).quantile(0.95);

function accuracyOf(left: readonly LeftOut[]): AccuracyTable {
  const of = (name: EstimateName): EstimateAccuracy => {
    const told = left.flatMap(({ team, errors }) => (errors[name] ? [{ team, ...errors[name] }] : []));
    if (told.length === 0) return { rows: 0, teams: 0, median_error: 0, log_error: 0 };
    return {
      rows: told.length,
      teams: new Set(told.map(({ team }) => team)).size,
      median_error: median(told.map(({ log }) => Math.abs(Math.expm1(log)))),
      log_error: Math.sqrt(mean(told.map(({ log }) => log ** 2))),
      coverage: mean(told.map(({ log, halfWidth: half }) => (Math.abs(log) <= half ? 1 : 0))),
      interval_factor: Math.exp(2 * median(told.map(({ halfWidth: half }) => half))),
    };
  };
  return {
    analogy: of("analogy"),
    first_principles: of("first_principles"),
    measured: of("measured"),
    combined: of("combined"),
  };
}
