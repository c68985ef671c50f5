/** Large counts in words, only where a writer asks for it: `3.3 million`, `2,000 billion` never, `2 trillion` instead. */
import { decimalOf, shifted } from "./decimal.ts";
import { type Digits, formatDecimal, formatNumber, roundedTo } from "./number.ts";

const SCALES = [
  { power: 12, word: "trillion" },
  { power: 9, word: "billion" },
  { power: 6, word: "million" },
] as const;

/** @param digits digits of the number before the word; below a million the number is printed plainly */
export function formatLargeNumber(value: number, digits: Digits): string {
  if (value === Number.POSITIVE_INFINITY) return "unlimited";
  const exact = decimalOf(value);
  for (const { power, word } of SCALES) {
    const scaled = shifted(exact, -power);
    const rounded = roundedTo(scaled, digits);
    // The rounded number decides, so that 999,960 to three digits is 1 million and not 1,000,000.
    if (rounded.point > 0) return `${formatDecimal(scaled, digits)} ${word}`;
  }
  return formatNumber(value, digits);
}
