/** A figure as it stands in a sentence: `3.7M`, `$1.056`, `30%`, `322.6`. */
import type { ResultFigure } from "../../analysis/result.ts";
import { decimalOf, shifted } from "../decimal.ts";
import { formatInterval } from "../interval.ts";
import { type Digits, formatDecimal, formatNumber, roundedTo } from "../number.ts";
import { formatMoney, formatPercent, isMoney, isShare } from "../quantity.ts";

export const SCALE_WORDS = ["auto", "none", "k", "M", "B", "T", "words"] as const;

export interface FigureOptions {
  readonly digits: Digits;
  /** Whether the unit stands behind the number; the signs of money and percent always do. */
  readonly unit: boolean;
  /** `auto` writes millions and more as M, B and T; `words` as million, billion and trillion. */
  readonly scale: (typeof SCALE_WORDS)[number];
  readonly show: "value" | "interval";
}

/** @returns nothing where the figure has no interval and one is asked for */
export function inlineFigure(figure: ResultFigure, options: FigureOptions): string | undefined {
  const { value, unit, interval90 } = figure;
  if (options.show === "interval") {
    if (!interval90) return undefined;
    const [low, high] = interval90;
    return formatInterval({ low, high }, options.unit || isShare(unit) || isMoney(unit) ? unit : "", options.digits);
  }
  if (value === null) return "–";
  if (typeof value === "string") return value.replaceAll("-", " ");
  if (!Number.isFinite(value)) return "unlimited";
  if (isShare(unit)) return formatPercent(value, options.digits);
  const scale = scaleOf(value, options);
  const number = scale
    ? formatDecimal(shifted(decimalOf(value), -scale.power), moved(options.digits, scale.power)) + scale.suffix
    : undefined;
  if (isMoney(unit)) return scale ? signed(value, unit, number ?? "") : formatMoney(value, unit, options.digits);
  return `${number ?? formatNumber(value, options.digits)}${options.unit && unit !== "" ? ` ${unit}` : ""}`;
}

interface Scale {
  readonly name: string;
  readonly power: number;
  readonly suffix: string;
  readonly word: string;
}

const SCALES: readonly Scale[] = [
  { name: "T", power: 12, suffix: "T", word: " trillion" },
  { name: "B", power: 9, suffix: "B", word: " billion" },
  { name: "M", power: 6, suffix: "M", word: " million" },
  { name: "k", power: 3, suffix: "k", word: " thousand" },
];

/** The rounded number decides, so that 999,960 to three digits is 1M and not 1,000,000. */
function scaleOf(value: number, { scale, digits }: FigureOptions): Pick<Scale, "power" | "suffix"> | undefined {
  if (scale === "none") return undefined;
  const named = SCALES.find(({ name }) => name === scale);
  if (named) return named;
  const fits = ({ power }: Scale): boolean =>
    power > 3 && roundedTo(shifted(decimalOf(value), -power), moved(digits, power)).point > 0;
  const found = SCALES.find(fits);
  return found && { power: found.power, suffix: scale === "words" ? found.word : found.suffix };
}

/** Decimals count from the point, which a scale moves. */
const moved = (digits: Digits, power: number): Digits =>
  "decimals" in digits ? { decimals: digits.decimals + power } : digits;

/** The sign of the currency before a number that is text already. */
function signed(value: number, currency: string, number: string): string {
  const sign = formatMoney(0, currency, { decimals: 0 }).replace("0", "");
  const bare = number.replace(/^-/, "");
  return `${value < 0 && number.startsWith("-") ? "-" : ""}${sign}${bare}`;
}
