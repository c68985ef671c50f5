/**
 * A finite number as decimal digits: ±0.d₁d₂d₃… × 10^point. Zero has no digits and is never negative.
 *
 * Rounding works on these digits, the shortest that read back as the number, because they are what people see: 1.005
 * rounded to two decimals is 1.01, although the binary number behind it lies a little below.
 */
export interface Decimal {
  readonly negative: boolean;
  readonly digits: string;
  readonly point: number;
}

const ZERO: Decimal = { negative: false, digits: "", point: 0 };

/** @param value any finite number */
export function decimalOf(value: number): Decimal {
  if (!Number.isFinite(value)) throw new RangeError(`value: ${value} cannot be printed, expected a finite number`);
  const [mantissa = "", exponent = "0"] = Math.abs(value).toExponential().split("e");
  return decimal(value < 0, mantissa.replace(".", ""), Number(exponent) + 1);
}

/** Multiplies by a power of ten without touching a digit, so that the fraction 0.285 is 28.5 %, not 28.499999999999996. */
export function shifted(value: Decimal, places: number): Decimal {
  return decimal(value.negative, value.digits, value.point + places);
}

/** Keeps the first `count` digits and rounds half away from zero, as people do on paper. */
export function keepDigits(value: Decimal, count: number): Decimal {
  if (count >= value.digits.length) return value;
  if (count < 0) return ZERO;
  const kept = value.digits.slice(0, count);
  if (value.digits.charAt(count) < "5") return decimal(value.negative, kept, value.point);
  const raised = (BigInt(`0${kept}`) + 1n).toString();
  return decimal(value.negative, raised, value.point + raised.length - kept.length);
}

/**
 * Plain text with a fixed number of decimals and a comma between thousands.
 *
 * @param decimals 0 or more; digits beyond them must have been rounded away before
 */
export function plainText(value: Decimal, decimals: number): string {
  const { digits, point } = value;
  const whole = point > 0 ? digits.slice(0, point).padEnd(point, "0") : "0";
  const fraction = (point > 0 ? digits.slice(point) : "0".repeat(-point) + digits).padEnd(decimals, "0");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return `${value.negative ? "-" : ""}${grouped}${fraction === "" ? "" : `.${fraction}`}`;
}

function decimal(negative: boolean, digits: string, point: number): Decimal {
  const trimmed = digits.replace(/0+$/, "");
  return trimmed === "" ? ZERO : { negative, digits: trimmed, point };
}
