/** A linear axis from zero whose tick labels all have the same number of decimals. */
import { formatNumber } from "../number.ts";
import { axisTitle, gridStyle, tickStyle } from "./frame.ts";
import { moneyTick } from "./money-tick.ts";
import { UndrawableError } from "./undrawable.ts";

/** @param holds money has a dollar sign and either no cents or two digits of them */
export function linearAxis(spec: {
  readonly title: string;
  readonly max: number;
  readonly holds: "money" | "numbers";
  readonly grid: boolean;
}) {
  const step = niceStep(spec.max);
  const end = Math.ceil(spec.max / step - 1e-9);
  const ticks = Array.from({ length: end + 1 }, (_, index) => index * step);
  const decimals = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
  const label = (value: number) =>
    spec.holds === "numbers" ? formatNumber(value, { decimals }) : moneyTick(value, decimals);
  return {
    type: "linear" as const,
    min: 0,
    max: end * step,
    title: axisTitle(spec.title),
    grid: gridStyle(spec.grid),
    border: { display: !spec.grid },
    ticks: {
      ...tickStyle(),
      callback: (value: number | string) => label(Number(value)),
    },
    afterBuildTicks: (axis: { ticks: { value: number }[] }) => {
      axis.ticks = ticks.map((value) => ({ value }));
    },
  };
}

/** The largest of 1, 2, 2.5 and 5 times a power of ten that divides `max` into five to ten steps. */
export function niceStep(max: number): number {
  if (!(max > 0) || !Number.isFinite(max)) throw new UndrawableError(`axis: ${max}, expected a finite number above 0`);
  const exponent = Math.floor(Math.log10(max / 5));
  const unit = Number(`1e${exponent}`);
  const factor = [5, 2, 1].find((candidate) => candidate * unit <= max / 5) ?? 1;
  return factor * unit;
}
