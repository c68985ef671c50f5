/**
 * The value of `51 × 7.5 × 60 × (1 − 0.3)`, or undefined where a text is not such arithmetic. Used only to check that a
 * formula printed in numbers gives the number beside it; nothing is computed with it.
 */
export function evaluateArithmetic(text: string): number | undefined {
  const tokens = text.match(/-?\d+(?:\.\d+)?(?:e[+-]?\d+)?|[×÷−+()√]|\S/g) ?? [];
  let at = 0;
  const take = (...wanted: readonly string[]): string | undefined => {
    const token = tokens[at];
    return token !== undefined && wanted.includes(token) ? tokens[at++] : undefined;
  };
  const sum = (): number => {
    let value = product();
    for (let sign = take("+", "−"); sign; sign = take("+", "−")) value += (sign === "+" ? 1 : -1) * product();
    return value;
  };
  const product = (): number => {
    let value = factor();
    for (let sign = take("×", "÷"); sign; sign = take("×", "÷"))
      value = sign === "×" ? value * factor() : value / factor();
    return value;
  };
  const factor = (): number => {
    if (take("√")) return Math.sqrt(factor());
    if (take("(")) {
      const value = sum();
      return take(")") ? value : Number.NaN;
    }
    const token = tokens[at++];
    return token !== undefined && /^-?\d/.test(token) ? Number(token) : Number.NaN;
  };
  const value = sum();
  return at === tokens.length && Number.isFinite(value) ? value : undefined;
}
