/** `none of 5 approaches`, `2 of 5 approaches`, `all 5 approaches`; `the one approach` where there is but one. */
export function countOf(fitting: number, all: number): string {
  if (all === 1) return fitting === 1 ? "the one approach" : "not even the one approach";
  if (fitting === 0) return `none of ${all} approaches`;
  if (fitting < all) return `${fitting} of ${all} approaches`;
  return all === 2 ? "both approaches" : `all ${all} approaches`;
}
