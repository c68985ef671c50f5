/** Dollars beside an axis: no cents or two digits of them, and words from a million up. */
import { formatLargeNumber } from "../large-number.ts";
import { formatMoney } from "../quantity.ts";

/** @param decimals those that tell one tick from the next */
export function moneyTick(usd: number, decimals: number): string {
  if (Math.abs(usd) >= 1e6) return `${usd < 0 ? "-" : ""}$${formatLargeNumber(Math.abs(usd), { atMost: 4 })}`;
  return formatMoney(usd, "USD", { decimals: decimals === 1 ? 2 : decimals });
}
