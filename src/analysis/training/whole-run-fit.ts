/** What whole pre-training runs reach of benchmarks, and how mixtures of experts and other chips differ. */
import { mean } from "simple-statistics";
import { leastSquares } from "../../math/least-squares.ts";
import type { LogScatter } from "./catalog.ts";

/** A whole run compared with the benchmark that a dense model would reach on a benchmarked chip. */
export interface RunRatio {
  readonly team: string;
  /** ln of its MFU over the benchmark's. */
  readonly log: number;
  readonly mixture: boolean;
  readonly otherChip: boolean;
}

export interface WholeRunFit {
  readonly mixtureFactor: number;
  readonly otherChipFactor: number;
  readonly scatter: LogScatter;
}

/**
 * ln ratio = ln factor + mixture · ln mixture factor + other chip · ln other-chip factor, by least squares over runs; the
 * scatter is that of a new team around what the other teams predict: the root mean square over runs.
 */
export function fitWholeRuns(ratios: readonly RunRatio[]): WholeRunFit {
  const fit = coefficientsOf(ratios);
  const teams = new Set(ratios.map(({ team }) => team));
  const left = [...teams].flatMap((team) => {
    const others = ratios.filter((ratio) => ratio.team !== team);
    const without = coefficientsOf(others.length > 0 ? others : ratios);
    return ratios.filter((ratio) => ratio.team === team).map((ratio) => ratio.log - expected(ratio, without));
  });
  return {
    mixtureFactor: Math.exp(fit.mixture),
    otherChipFactor: Math.exp(fit.otherChip),
    scatter: {
      factor: Math.exp(fit.level),
      log_sd: Math.sqrt(mean(left.map((difference) => difference ** 2))),
      degrees_of_freedom: Math.max(1, teams.size - 1),
      rows: ratios.length,
      teams: teams.size,
    },
  };
}

interface Coefficients {
  readonly level: number;
  readonly mixture: number;
  readonly otherChip: number;
}

const expected = ({ mixture, otherChip }: RunRatio, fit: Coefficients): number =>
  fit.level + (mixture ? fit.mixture : 0) + (otherChip ? fit.otherChip : 0);

/** A kind of run that is not there, or that all are, has no coefficient of its own. */
function coefficientsOf(ratios: readonly RunRatio[]): Coefficients {
  const varies = (key: "mixture" | "otherChip"): boolean => new Set(ratios.map((ratio) => ratio[key])).size === 2;
  const mixed = varies("mixture");
  const other = varies("otherChip");
  const { coefficients } = leastSquares(
    ratios.map(({ mixture, otherChip }) => [
      1,
      ...(mixed ? [Number(mixture)] : []),
      ...(other ? [Number(otherChip)] : []),
    ]),
    ratios.map(({ log }) => log),
  );
  const [level = 0, ...rest] = coefficients;
  return { level, mixture: mixed ? (rest[0] ?? 0) : 0, otherChip: other ? (rest[mixed ? 1 : 0] ?? 0) : 0 };
}
