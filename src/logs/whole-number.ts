/** A count as a log states it, as a number or as its digits; undefined unless it is whole, 0 or more, and exact. */
export function wholeNumber(value: unknown): number | undefined {
  const number = typeof value === "string" && /^\s*\d{1,15}(\.0+)?\s*$/.test(value) ? Number(value) : value;
  if (typeof number === "bigint") return number >= 0n && number < 2n ** 53n ? Number(number) : undefined;
  return typeof number === "number" && Number.isSafeInteger(number) && number >= 0 ? number : undefined;
}
