/** An interval and how it is printed: `48–92`, `$0.24–2.05`, `12–34%`. */
import type { Digits } from "./number.ts";
import { formatQuantity, isShare } from "./quantity.ts";

export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** @param unit as in `formatQuantity`; it is written once, a currency sign in front and anything else behind */
export function formatInterval({ low, high }: Interval, unit: string, digits: Digits): string {
  if (low > high) throw new RangeError(`interval: low ${low} is above high ${high}`);
  const first = formatQuantity(low, unit, digits);
  const second = formatQuantity(high, unit, digits);
  if (first === second) return first;
  // A dash between a number and a minus sign or a word cannot be read.
  if (low < 0 || !Number.isFinite(high)) return `${first} to ${second}`;
  if (isShare(unit)) return `${first.slice(0, -1)}–${second}`;
  const bareFirst = first.slice(0, first.length - trailingUnit(first, second));
  return `${bareFirst}–${second.slice(leadingSign(first, second))}`;
}

function leadingSign(first: string, second: string): number {
  const sign = /^[^\d]*/.exec(second)?.[0] ?? "";
  return first.startsWith(sign) ? sign.length : 0;
}

function trailingUnit(first: string, second: string): number {
  const unit = /\s.*$/.exec(first)?.[0] ?? "";
  return second.endsWith(unit) ? unit.length : 0;
}
