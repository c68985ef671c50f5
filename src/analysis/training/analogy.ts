import { leastSquares } from "../../math/least-squares.ts";
import type { TrainingMethod } from "../../model/training-method.ts";
import type { Observed } from "./run-efficiency.ts";
import type { TrainingCase } from "./training-case.ts";

/** GPU-hours by analogy with runs that were made. */
export interface Analogy {
  readonly gpuHours: number;
  /** Exponent of parameters × tokens. */
  readonly exponent: number;
  /** Whether the exponent was fitted; with few runs it is 1. */
  readonly fitted: boolean;
  readonly rows: number;
  /** Standard deviation of a prediction, on the log scale. */
  readonly logSd: number;
  readonly degreesOfFreedom: number;
}

/** What of a run an analogy compares. */
export type Comparable = Pick<TrainingCase, "method" | "gpu" | "parameters" | "tokens">;

/**
 * ln(hours) = a + β·ln(parameters × tokens), hours in those of an A100 through the equivalence of the GPUs; the
 * prediction's variance is s²(1 + x(XᵀX)⁻¹x). Source: Draper & Smith, Applied Regression Analysis (1998), section 1.4.
 *
 * @param equivalence hours of an A100 that one hour of a GPU replaces
 * @returns undefined where fewer than three runs of the method, or of a kindred one, are known
 */
export function analogyOf(
  run: Comparable,
  runs: readonly Observed[],
  equivalence: (gpu: Observed["gpu"]) => number,
): Analogy | undefined {
  const kin = runs.filter(({ method }) => kindOf(method) === kindOf(run.method));
  if (kin.length < LEAST_ROWS) return undefined;
  const work = kin.map(({ parameters, tokens }) => Math.log(parameters * tokens));
  const hours = kin.map(({ tokens, tokensPerSecond, gpu }) =>
    Math.log((tokens / tokensPerSecond / 3600) * equivalence(gpu)),
  );
  const fitted = kin.length >= ROWS_FOR_EXPONENT && Math.max(...work) - Math.min(...work) > RANGE_FOR_EXPONENT;
  const regressor = (x: number): readonly number[] => (fitted ? [1, x - REFERENCE_WORK] : [1]);
  const fit = leastSquares(
    work.map(regressor),
    fitted ? hours : hours.map((value, index) => value - (work[index] ?? 0) + REFERENCE_WORK),
  );
  const own = Math.log(run.parameters * run.tokens);
  const x = regressor(own);
  const centre = x.reduce((sum, value, index) => sum + value * (fit.coefficients[index] ?? 0), 0);
  const leverage = x.reduce(
    (sum, left, i) => sum + x.reduce((inner, right, j) => inner + left * right * (fit.inverse[i]?.[j] ?? 0), 0),
    0,
  );
  const degreesOfFreedom = kin.length - x.length;
  return {
    gpuHours: Math.exp(centre + (fitted ? 0 : own - REFERENCE_WORK)) / equivalence(run.gpu),
    exponent: fitted ? (fit.coefficients[1] ?? 1) : 1,
    fitted,
    rows: kin.length,
    logSd: Math.sqrt((fit.squares / degreesOfFreedom) * (1 + leverage)),
    degreesOfFreedom,
  };
}

const LEAST_ROWS = 3;
const ROWS_FOR_EXPONENT = 12;
/** A factor of 100 in parameters × tokens: over less, an exponent is only scatter. */
const RANGE_FOR_EXPONENT = Math.log(100);
/** ln(10²²): the middle of published runs, so that the two coefficients hardly depend on each other. */
const REFERENCE_WORK = 22 * Math.LN10;

/** Methods whose runs may stand for each other; the adapters of QLoRA are those of LoRA. */
function kindOf(method: TrainingMethod): TrainingMethod {
  return method === "qlora" ? "lora" : method;
}
