/** Whether text is a number in plain decimal digits: no `017` or `0o17`, which readers take for different numbers. */
export function isPlainNumber(text: string): boolean {
  return /^[-+]?(?:(?:0|[1-9]\d*)(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?$/.test(text);
}

/**
 * Reads a number as a person types it. Thousands may be set off by underscores, or by commas where nothing else can be
 * meant: `20,000` is twenty thousand to one reader and twenty to another, so it is refused with both readings.
 */
export function readNumber(text: string): number | { readonly expected: string } {
  if (THOUSANDS.some((form) => form.test(text))) return readNumber(text.replace(/[_,]/g, ""));
  if (/^[-+]?\d{1,3},\d{3}$/.test(text)) {
    return { expected: `${text.replace(",", "")} or ${text.replace(",", ".")}, without a comma` };
  }
  const value = Number(text);
  return isPlainNumber(text) && Number.isFinite(value)
    ? value
    : { expected: "a finite number in plain decimal digits" };
}

const THOUSANDS = [
  /^[-+]?\d{1,3}(?:_\d{3})+(?:\.\d+)?$/,
  /^[-+]?\d{1,3}(?:,\d{3}){2,}(?:\.\d+)?$/,
  /^[-+]?\d{1,3}(?:,\d{3})+\.\d+$/,
];
