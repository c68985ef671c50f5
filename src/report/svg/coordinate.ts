/**
 * A coordinate with at most two decimals.
 *
 * It is rounded twice on purpose. Two machines may differ in the last digit of a cosine; rounding to six decimals first
 * makes those two numbers one, so that a value near a tie does not become 12.34 on one machine and 12.35 on the other.
 */
export function coordinate(value: number): string {
  if (!Number.isFinite(value)) throw new RangeError(`coordinate: ${value}, expected a finite number`);
  const settled = Math.round(value * 1e6) / 1e6;
  const rounded = Math.round(settled * 100) / 100;
  return String(rounded === 0 ? 0 : rounded);
}
