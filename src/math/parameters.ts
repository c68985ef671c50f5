/** What a bad parameter is told: its name, the value found and the range expected. Nothing is ever clamped. */

/** @throws RangeError unless `value` is a finite number. */
export function requireFinite(name: string, value: number): void {
  if (!Number.isFinite(value)) throw new RangeError(`${name} is ${value}; expected a finite number`);
}

/** @throws RangeError unless `value` is finite and above 0. */
export function requirePositive(name: string, value: number): void {
  if (!(value > 0 && value < Infinity)) throw new RangeError(`${name} is ${value}; expected a finite number above 0`);
}

/** @throws RangeError unless `value` is finite and 0 or more. */
export function requireNonNegative(name: string, value: number): void {
  if (!(value >= 0 && value < Infinity))
    throw new RangeError(`${name} is ${value}; expected a finite number, 0 or more`);
}

/** @throws RangeError unless `value` is a probability, 0 and 1 included. */
export function requireProbability(name: string, value: number): void {
  if (!(value >= 0 && value <= 1)) throw new RangeError(`${name} is ${value}; expected a probability from 0 to 1`);
}

/** @throws RangeError unless `value` is a whole number from `least` to `most`. */
export function requireWhole(name: string, value: number, least: number, most: number): void {
  if (!(Number.isInteger(value) && value >= least && value <= most)) {
    throw new RangeError(`${name} is ${value}; expected a whole number from ${least} to ${most}`);
  }
}

/** @throws RangeError unless `low` < `high`, both finite. */
export function requireOrdered(lowName: string, low: number, highName: string, high: number): void {
  requireFinite(lowName, low);
  requireFinite(highName, high);
  if (!(low < high))
    throw new RangeError(`${lowName} is ${low} and ${highName} is ${high}; expected ${lowName} < ${highName}`);
}
