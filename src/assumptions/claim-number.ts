import type { PrintedNumber } from "../analysis/claims/claim.ts";

/** What a printed text says: a number, or the two ends of a range. */
export type PrintedText =
  | { readonly kind: "number"; readonly number: PrintedNumber }
  | { readonly kind: "range"; readonly low: PrintedNumber; readonly high: PrintedNumber };

/**
 * Reads a number as documents print it: "33 600", "680,000", "56,1", "1.000", "1.5e2", "~40k", "3.3 million",
 * "20,000€", "$1020-1050", "-100%", "~5h". Words such as "nearly" and units add nothing.
 *
 * Spaces, commas, points and apostrophes between groups of three digits separate thousands; so "1.000" is a thousand,
 * while "0.037" and "56,1" have decimals. A second, different separator is the decimal one: "1.234,5".
 *
 * @returns undefined where the text holds no number, or more than one reading of it would be a guess
 */
export function readPrinted(text: string): PrintedText | undefined {
  if (text.length > LONGEST) return undefined;
  const opened = LEAD.exec(text.trim())?.[0] ?? "";
  const first = readOne(text.trim().slice(opened.length));
  if (!first) return undefined;
  const separator = /^\s*(?:[-–—]|to\s)\s*(?=[$€£]?\s*\d)/u.exec(first.rest)?.[0];
  if (separator === undefined) {
    return isUnit(first.rest) ? { kind: "number", number: numberOf(first, first) } : undefined;
  }
  const second = readOne(first.rest.slice(separator.length).replace(/^[$€£]\s*/u, ""));
  if (!second || !isUnit(second.rest)) return undefined;
  const scale = first.tens === 0 && !first.percent ? second : first;
  const [low, high] = [numberOf(first, scale), numberOf(second, second)];
  return low.value < high.value ? { kind: "range", low, high } : undefined;
}

/** No document prints a longer number; digits by the thousand would be searched again and again. */
const LONGEST = 200;

/** Words and signs before a number that do not change it. */
const LEAD =
  /^(?:(?:~|≈|<|>|≤|≥|ca\.?|about|around|approximately|nearly|almost|roughly|more than|less than|at least|at most|up to|over|under)\s*)*(?:[$€£]|USD|EUR|GBP)?\s*/iu;

const SPACES = " \u00A0\u2007\u2009\u202F'’";

/** Thousands first, the bare number last; each form ends before anything that could belong to the number. */
const FORMS: readonly RegExp[] = [
  new RegExp(`^(?<whole>[1-9]\\d{0,2}(?:([${SPACES}])\\d{3})(?:\\2\\d{3})*)(?:[.,](?<decimals>\\d+))?(?!\\d)`, "u"),
  /^(?<whole>[1-9]\d{0,2}(?:,\d{3})+)(?:\.(?<decimals>\d+))?(?![\d,])/u,
  /^(?<whole>[1-9]\d{0,2}(?:\.\d{3})+)(?:,(?<decimals>\d+))?(?![\d.])/u,
  /^(?<whole>\d+)(?:[.,](?<decimals>\d+))?/u,
];

/** Powers of ten that a word or letter after the number stands for. */
const SCALES: Readonly<Record<string, number>> = {
  ...{ k: 3, K: 3, M: 6, B: 9, T: 12 },
  ...{ thousand: 3, million: 6, billion: 9, trillion: 12 },
};
const SCALE = new RegExp(`^\\s?(?<scale>${Object.keys(SCALES).join("|")})(?![\\p{L}\\d])`, "u");
const PERCENT = /^\s?(?:%|per ?cent\b)/u;

interface OneNumber {
  readonly negative: boolean;
  readonly whole: string;
  readonly decimals: string;
  readonly exponent: number;
  /** Power of ten of the scale after it. */
  readonly tens: number;
  readonly percent: boolean;
  readonly rest: string;
}

function readOne(text: string): OneNumber | undefined {
  const sign = /^[-−+]\s?/u.exec(text)?.[0] ?? "";
  const unsigned = text.slice(sign.length);
  const found = FORMS.map((form) => form.exec(unsigned)).find((match) => match !== null);
  if (!found?.groups) return undefined;
  let rest = unsigned.slice(found[0].length);
  const take = (pattern: RegExp): RegExpExecArray | null => {
    const match = pattern.exec(rest);
    if (match) rest = rest.slice(match[0].length);
    return match;
  };
  const exponent = Number(take(/^[eE](?<power>[-+]?\d{1,2})(?!\d)/u)?.groups?.power ?? 0);
  const tens = SCALES[take(SCALE)?.groups?.scale ?? ""] ?? 0;
  const percent = take(PERCENT) !== null;
  const { whole = "", decimals = "" } = found.groups;
  return { negative: /^[-−]/u.test(sign), whole: whole.replace(/\D/g, ""), decimals, exponent, tens, percent, rest };
}

/** What may follow a number: a unit, in letters and signs. Further digits would be another number. */
const isUnit = (rest: string): boolean => /^[\s\p{L}$€£%/·×.()-]*$/u.test(rest) && rest.length <= 60;

function numberOf(one: OneNumber, scale: Pick<OneNumber, "tens" | "percent">): PrintedNumber {
  const { whole, decimals, negative } = one;
  const tens = one.exponent + scale.tens - (scale.percent ? 2 : 0);
  const power = (exponent: number): number => Number(`1e${exponent}`);
  const endingZeros = decimals === "" && /[1-9]/.test(whole) ? (/0*$/.exec(whole)?.[0].length ?? 0) : 0;
  const size = Number(`${whole}.${decimals || "0"}e${tens}`);
  return {
    value: negative && size !== 0 ? -size : size,
    significantUnit: power(tens - decimals.length + endingZeros),
    digitUnit: power(tens - decimals.length),
    percent: scale.percent,
  };
}
