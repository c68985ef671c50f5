/** A need in words: digits as in the tables, so that a chart and a table of one plan say the same. */
import type { Interval } from "../interval.ts";
import { formatLargeNumber } from "../large-number.ts";
import { type Digits, formatNumber } from "../number.ts";
import { supportedDigits } from "../supported-digits.ts";

export interface Amount {
  readonly value: number;
  /** Where the inputs have spread. */
  readonly interval90?: Interval | undefined;
}

export function needText({ value, interval90 }: Amount): string {
  return numberText(value, digitsOf({ value, interval90 }));
}

/** The 90 % interval: `1,100–68,000`, `710 million–25 billion`; a dash where there is none. */
export function needInterval({ value, interval90 }: Amount): string {
  if (!interval90) return "–";
  const [low, high] = [interval90.low, interval90.high].map((end) => numberText(end, digitsOf({ value, interval90 })));
  return low === high ? `${low}` : `${low}–${high}`;
}

/** Plain to a million, in words above. */
function numberText(value: number, digits: Digits): string {
  return value < 1e6 ? formatNumber(value, digits) : formatLargeNumber(value, digits);
}

const digitsOf = ({ value, interval90 }: Amount): Digits =>
  interval90 ? supportedDigits({ interval90, value }) : { atMost: 4 };
