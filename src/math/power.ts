/**
 * base^exponent, with the same bits everywhere.
 *
 * The language leaves the last bits of `**` and Math.pow to the engine, and V8 has changed them (Node 20 and 24 differ
 * in 2 % of x³); products, exp and log are the same in both. Whole exponents up to 32 by repeated squaring, relative
 * error below 2^-53 × |exponent|; all others by exp(exponent × ln base), relative error below
 * 2^-52 × (1 + |exponent × ln base|). `x ** 2` and `2 ** n` are exact to rounding in every engine and need no help.
 *
 * @throws RangeError where the base is below 0 and the exponent is not whole
 */
export function power(base: number, exponent: number): number {
  if (Number.isInteger(exponent)) {
    if (Math.abs(exponent) <= MOST_SQUARINGS_EXPONENT)
      return exponent < 0 ? 1 / bySquaring(base, -exponent) : bySquaring(base, exponent);
    if (base < 0) return exponent % 2 === 0 ? power(-base, exponent) : -power(-base, exponent);
  }
  if (base < 0) throw new RangeError(`base is ${base}; expected 0 or more where the exponent is ${exponent}`);
  if (base === 1) return 1;
  return Math.exp(exponent * Math.log(base));
}

const MOST_SQUARINGS_EXPONENT = 32;

function bySquaring(base: number, exponent: number): number {
  let product = 1;
  let square = base;
  for (let rest = exponent; rest > 0; rest >>= 1) {
    if (rest & 1) product *= square;
    if (rest > 1) square *= square;
  }
  return product;
}
