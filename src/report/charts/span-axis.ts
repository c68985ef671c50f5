/** A linear axis over the values it must hold, zero or not, in any unit. */
import { formatLargeNumber } from "../large-number.ts";
import { formatNumber } from "../number.ts";
import { isShare } from "../quantity.ts";
import { axisTitle, gridStyle, tickStyle } from "./frame.ts";
import { niceStep } from "./linear-axis.ts";
import { moneyTick } from "./money-tick.ts";

/** @param unit as in `formatQuantity`: USD has its sign in the ticks, a share is in percent */
export function spanAxis(spec: { readonly title: string; readonly values: readonly number[]; readonly unit: string }) {
  const scale = isShare(spec.unit) ? 100 : 1;
  const least = Math.min(...spec.values) * scale;
  const most = Math.max(...spec.values) * scale;
  const step = niceStep(most > least ? most - least : Math.abs(most) || 1);
  const first = Math.floor(least / step + 1e-9);
  const last = Math.max(first + 1, Math.ceil(most / step - 1e-9));
  const every = last - first > MOST_STEPS ? 2 : 1;
  const places = Array.from({ length: last - first + 1 }, (_, index) => first + index);
  const ticks = places.filter((place) => place % every === 0).map((place) => place * step);
  const decimals = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
  const label = (value: number): string => {
    if (spec.unit === "USD") return moneyTick(value, decimals);
    return Math.abs(value) >= 1e6 ? formatLargeNumber(value, { atMost: 4 }) : formatNumber(value, { decimals });
  };
  return {
    type: "linear" as const,
    min: first * step,
    max: last * step,
    title: axisTitle(spec.title),
    grid: gridStyle(true),
    border: { display: false },
    ticks: { ...tickStyle(), callback: (value: number | string) => label(Number(value)) },
    afterBuildTicks: (axis: { ticks: { value: number }[] }) => {
      axis.ticks = ticks.map((value) => ({ value }));
    },
  };
}

/** Beyond it, the labels of amounts of money touch one another. */
const MOST_STEPS = 10;

/** The unit as it stands in an axis title. */
export const axisUnit = (unit: string): string => (isShare(unit) ? "%" : unit);
