import { power } from "../../math/power.ts";
import { sortedQuantile } from "../../math/quantile.ts";
import { MOST_CONVERSATIONS_PER_MONTH } from "../../model/break-even.ts";
import { costAt } from "../../model/cost-line.ts";
import type { DrawPlan } from "../plan-draws.ts";
import type { ResultFigure } from "../result.ts";
import type { OptionsSheet } from "../sheets/options.ts";
import { drawFigures } from "../uncertainty.ts";

/** What an option costs over the plan's life, by the conversations of an average month. */
export interface VolumeCurve {
  readonly key: string;
  readonly label: string;
  /** In rising order of volume. EUR: median and 90 % interval over the drawn plans. */
  readonly points: readonly {
    readonly volume: number;
    readonly p5: number;
    readonly p50: number;
    readonly p95: number;
  }[];
}

/**
 * The volumes that a chart of the options should show, in whole decades: the plan's own and every crossing, with its
 * interval, and some room on both sides.
 */
export function curveRange(figures: Readonly<Record<string, ResultFigure>>): VolumeRange {
  const own = Number(figures["break_even.mean_conversations_per_month"]?.value);
  const crossings = Object.entries(figures).flatMap(([id, { value, interval90 }]) =>
    /^break_even\.\w+\.conversations_per_month$/.test(id) ? [Number(value), ...(interval90 ?? [])] : [],
  );
  const shown = [own, ...crossings].filter((volume) => volume >= 1 && volume <= MOST_CONVERSATIONS_PER_MONTH);
  const decade = (volume: number, round: (power: number) => number): number => power(10, round(Math.log10(volume)));
  return {
    from: decade(Math.min(...shown) / 2, Math.floor),
    to: decade(Math.max(...shown) * 2, Math.ceil),
  };
}

/** Conversations of an average month, above 0. */
export interface VolumeRange {
  readonly from: number;
  readonly to: number;
}

/** Volumes evenly on the logarithmic scale. */
const POINTS = 61;

/** Drawn plans behind a curve: enough for a picture. */
const MOST_DRAWS = 500;

/** Costs by volume over some drawn plans, without evaluating more of them than a picture needs. */
export function volumeCurves(
  { options }: OptionsSheet,
  drawn: DrawPlan,
  { from, to }: VolumeRange,
): readonly VolumeCurve[] {
  const lines = drawFigures(
    options.map(({ line }) => line),
    { ...drawn, draws: Math.min(drawn.draws, MOST_DRAWS) },
  );
  const volumes = Array.from({ length: POINTS }, (_, index) => from * power(to / from, index / (POINTS - 1)));
  return options.map(({ key, label, line }) => ({
    key,
    label,
    points: volumes.map((volume) => {
      const costs = Float64Array.from(lines.get(line) ?? [], (drawnLine) => costAt(drawnLine, volume)).sort();
      const [p5 = 0, p50 = 0, p95 = 0] = [0.05, 0.5, 0.95].map((p) => sortedQuantile(costs, p));
      return { volume, p5, p50, p95 };
    }),
  }));
}
