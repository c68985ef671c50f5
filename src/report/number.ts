/** Numbers as people read them: `33,600`, `0.0336`. No locale, no exponent, no negative zero. */
import { type Decimal, decimalOf, keepDigits, plainText } from "./decimal.ts";

/**
 * How many digits to print.
 * - `decimals`: so many after the point; a negative number rounds whole numbers (-2 to hundreds)
 * - `significant`: so many in all, zeros after the point included: 2.00; zero itself has none and is 0
 * - `atMost`: the same, but without zeros that end a fraction: 2
 */
export type Digits = { readonly decimals: number } | { readonly significant: number } | { readonly atMost: number };

/**
 * @param value any finite number; others throw, because a person must never read NaN
 * @param digits how many digits; ties round half away from zero on the decimal text (see decimal.ts)
 */
export function formatNumber(value: number, digits: Digits): string {
  return formatDecimal(decimalOf(value), digits);
}

/** The same for a number that is already decimal, such as a shifted percentage. */
export function formatDecimal(value: Decimal, digits: Digits): string {
  const rounded = roundedTo(value, digits);
  return plainText(rounded, decimalsOf(rounded, digits));
}

export function roundedTo(value: Decimal, digits: Digits): Decimal {
  if ("decimals" in digits) return keepDigits(value, value.point + whole("decimals", digits.decimals, -400));
  return keepDigits(value, significantOf(digits));
}

function decimalsOf(rounded: Decimal, digits: Digits): number {
  if ("decimals" in digits) return Math.max(0, digits.decimals);
  if ("atMost" in digits) return 0;
  return rounded.digits === "" ? 0 : Math.max(0, digits.significant - rounded.point);
}

function significantOf(digits: { readonly significant: number } | { readonly atMost: number }): number {
  return "significant" in digits ? whole("significant", digits.significant, 1) : whole("atMost", digits.atMost, 1);
}

function whole(name: string, value: number, least: number): number {
  if (Number.isInteger(value) && value >= least && value <= 400) return value;
  throw new RangeError(`digits.${name}: ${value}, expected a whole number from ${least} to 400`);
}
