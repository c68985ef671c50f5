import type { Quantity } from "../../analysis/node.ts";

export interface SliderRange {
  readonly min: number;
  readonly max: number;
  readonly step: number;
}

/**
 * Where a slider for a quantity goes: over its spread, or from nothing to three times its value, within what it can be,
 * in steps that read well (a hundredth to a two-hundredth of the way). Absent for what no slider suits.
 */
export function sliderRange({ value, spread, range }: Quantity): SliderRange | undefined {
  const low = spread ? Math.min(value / 2, spread.quantile(0.01)) : value > 0 ? 0 : 3 * value;
  const high = spread ? Math.max(value * 2, spread.quantile(0.99)) : value > 0 ? 3 * value : 0;
  const least = range?.exclusiveMin ?? range?.min ?? -Infinity;
  const most = Math.min(range?.max ?? Infinity, value === 0 ? (range?.max ?? 1) : high);
  if (!(Number.isFinite(most) && Math.max(low, least) < most)) return undefined;
  const from = Math.max(low, least);
  const step = range?.integer ? Math.max(1, niceStep((most - from) / 100)) : niceStep((most - from) / 100);
  const min = onStep(from, step, range?.exclusiveMin !== undefined && from <= range.exclusiveMin ? 1 : 0);
  const max = range?.max === most ? most : onStep(most, step, most > onStep(most, step, 0) ? 1 : 0);
  return max > min ? { min: Math.max(min, range?.min ?? -Infinity), max, step } : undefined;
}

/** A value as a slider gives it, without the noise of its floating steps. */
export const cleanValue = (value: number): number => Number(value.toPrecision(12));

/** 1, 2 or 5 times a power of ten, at most the size. */
function niceStep(size: number): number {
  const unit = Number(`1e${Math.floor(Math.log10(size) + 1e-9)}`);
  const factor = [5, 2, 1].find((candidate) => candidate * unit <= size * 1.0001) ?? 1;
  return cleanValue(factor * unit);
}

const onStep = (value: number, step: number, beyond: number): number =>
  cleanValue((Math.floor(value / step + 1e-9) + beyond) * step);
