/** A logarithmic axis with few, plain ticks: 1, 10, 100, 1,000, …, 1 million. */
import { formatLargeNumber } from "../large-number.ts";
import { axisTitle, gridStyle, tickStyle } from "./frame.ts";
import { UndrawableError } from "./undrawable.ts";

/** Steps within a decade: where an axis may end, and the ticks of a short one. */
const STEPS = [1, 2, 5] as const;

/** Up to so many decades an axis is short. */
const SHORT = 2.5;

/** Labels that fit side by side on an axis of 500 pixels. */
const MOST_LABELS = 8;

/**
 * Chart.js options of the axis.
 *
 * @param values every value it must hold; all above 0
 * @param air free room at both ends, as a factor above 1
 * @param mostLabels that fit side by side
 */
export function logAxis(title: string, values: readonly number[], air: number, mostLabels = MOST_LABELS) {
  const ticks = steps(values, air);
  const shown = ticks.filter(isShown(ticks, mostLabels));
  return {
    type: "logarithmic" as const,
    min: ticks[0] ?? 1,
    max: ticks.at(-1) ?? 10,
    title: axisTitle(title),
    grid: gridStyle(true),
    border: { display: false },
    ticks: { ...tickStyle(), callback: (value: number | string) => formatLargeNumber(Number(value), { atMost: 3 }) },
    afterBuildTicks: (axis: { ticks: { value: number }[] }) => {
      axis.ticks = shown.map((value) => ({ value }));
    },
  };
}

/** 1, 2, 5, 10, … from the last one below every value to the first one above, with a little air at both ends. */
function steps(values: readonly number[], air: number): readonly number[] {
  for (const value of values) {
    if (!(value > 0) || !Number.isFinite(value)) {
      throw new UndrawableError(`logarithmic axis: ${value}, expected finite numbers above 0`);
    }
  }
  if (values.length === 0) throw new UndrawableError("logarithmic axis: no values above 0");
  const least = Math.min(...values) / air;
  const most = Math.max(...values) * air;
  const first = Math.floor(Math.log10(least)) - 1;
  const last = Math.ceil(Math.log10(most)) + 1;
  const powers = Array.from({ length: last - first + 1 }, (_, index) => first + index);
  // Read from text, which is exact: 10 ** -5 need not be the number written 0.00001.
  const all = powers.flatMap((power) => STEPS.map((step) => Number(`${step}e${power}`)));
  const from = all.findLastIndex((step) => step <= least);
  return all.slice(from, all.findIndex((step) => step >= most) + 1);
}

/** All steps of a short axis, whole decades of a long one, and not every decade of a very long one. */
function isShown(ticks: readonly number[], mostLabels: number): (tick: number) => boolean {
  const decades = Math.log10((ticks.at(-1) ?? 1) / (ticks[0] ?? 1));
  const every = Math.ceil(decades / mostLabels);
  return (tick) => {
    const power = Math.log10(tick);
    const whole = Math.abs(power - Math.round(power)) < 1e-9;
    return decades <= SHORT || (whole && Math.round(power) % every === 0);
  };
}
