/** A number with its unit, as a person writes it: `$1.06`, `€20,000`, `57%`, `107.5 H100-days`. */
import { decimalOf, shifted } from "./decimal.ts";
import { type Digits, formatDecimal, formatNumber } from "./number.ts";

const SIGNS: Readonly<Record<string, string>> = { USD: "$", EUR: "€", GBP: "£" };

/** Units that say what a bare number is and are not printed behind it. */
const BARE: ReadonlySet<string> = new Set(["", "ratio", "rank"]);

/** Units whose values are shares from 0 to 1 and are read as percent. */
const SHARES: ReadonlySet<string> = new Set(["fraction", "probability"]);

/**
 * @param value in `unit`; a share is given as 0 to 1; what has no bound (infinity) is `unlimited`
 * @param unit `USD`, `EUR`, `USD per million tokens`, `fraction`, `probability`, or any words; empty for a bare number
 */
export function formatQuantity(value: number, unit: string, digits: Digits): string {
  if (isShare(unit) && value !== Number.POSITIVE_INFINITY) return formatPercent(value, digits);
  const { currency, per } = splitUnit(unit);
  if (value === Number.POSITIVE_INFINITY) return unlimited(currency === undefined && !BARE.has(unit) ? unit : "");
  if (currency !== undefined) return `${formatMoney(value, currency, digits)}${per}`;
  const text = formatNumber(value, digits);
  return BARE.has(unit) ? text : `${text} ${text === "1" ? singular(unit) : unit}`;
}

/** A count of things, named in the plural: `3 regions`, `1 region`. */
export const counted = (count: number, things: string): string => formatQuantity(count, things, { decimals: 0 });

/** `GPUs` → `GPU`, `requests/s` → `request/s`, `replies a day` → `reply a day`; `thousand tokens` stays, as does `ms`. */
function singular(unit: string): string {
  if (/^(thousand|million|billion) /.test(unit)) return unit;
  return unit.replace(/^(.*?)(ies|[^s]s)(?=$|\/| a )/, (word, stem: string, end: string) => {
    if (end === "ies") return `${stem}y`;
    return stem === "" ? word : `${stem}${end.slice(0, 1)}`;
  });
}

/** @param currency ISO 4217 code; a code without a sign of its own follows the number */
export function formatMoney(value: number, currency: string, digits: Digits = moneyDigits(value)): string {
  const text = formatNumber(value, digits);
  const sign = SIGNS[currency];
  if (sign === undefined) return `${text} ${currency}`;
  return text.startsWith("-") ? `-${sign}${text.slice(1)}` : `${sign}${text}`;
}

/** @param fraction a share, 0.285 for 28.5%; digits count in percent */
export function formatPercent(fraction: number, digits: Digits): string {
  return `${formatDecimal(shifted(decimalOf(fraction), 2), digits)}%`;
}

const unlimited = (unit: string): string => `unlimited${unit === "" || isShare(unit) ? "" : ` ${unit}`}`;

/** Whether a unit is a currency that is printed as a sign. */
export function isMoney(unit: string): boolean {
  return Object.hasOwn(SIGNS, unit);
}

export function isShare(unit: string): boolean {
  return SHARES.has(unit);
}

/**
 * Four digits from a million up, whole units from 1,000, cents below, and below ten cents two digits: $0.034 would
 * otherwise be $0.03.
 */
function moneyDigits(value: number): Digits {
  const size = Math.abs(value);
  if (size >= 1e6) return { atMost: 4 };
  if (size >= 1000) return { decimals: 0 };
  return size >= 0.1 || size === 0 ? { decimals: 2 } : { significant: 2 };
}

function splitUnit(unit: string): { readonly currency: string | undefined; readonly per: string } {
  const [first = "", ...rest] = unit.split(" ");
  return { currency: isMoney(first) ? first : undefined, per: rest.length === 0 ? "" : ` ${rest.join(" ")}` };
}
