/** `none of 5 approaches`, `2 of 5 approaches`, `all 5 approaches`. */
export function countOf(fitting: number, all: number): string {
  if (fitting === 0) return `none of ${all} approaches`;
  return fitting === all ? `all ${all} approaches` : `${fitting} of ${all} approaches`;
}
