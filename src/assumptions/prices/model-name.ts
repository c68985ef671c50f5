/** Names of hosted models as people write them: `gpt-4o`, `openai:gpt-4o`, `anthropic/claude-sonnet-4-20250514`. */

/** Whether the rest of a name is no more than a date or a version: `-2024-08-06`, `@20250514`, `-latest`, `-v1:0`. */
export const isVersion = (rest: string): boolean => rest.length <= 40 && VERSION.test(rest);

const VERSION =
  /^(?:(?:^|[-@:.])(?:20\d\d-?\d\d-?\d\d|\d\d-\d\d(?:-\d{2,4})?|\d{3,4}|latest|preview|exp|beta|v\d(?:[:.]\d)?))*$/;

/** The day in a name, which is when that version came out: `claude-sonnet-4-20250514` is of 2025-05-14. */
export function dayInName(name: string): string | undefined {
  const [, year, month, day] = /(?:^|[-@])(20\d\d)-?(0[1-9]|1[0-2])-?(0[1-9]|[12]\d|3[01])(?!\d)/.exec(name) ?? [];
  return year !== undefined && month !== undefined && day !== undefined ? `${year}-${month}-${day}` : undefined;
}

/** Whether a text is a day of the calendar, `YYYY-MM-DD`. */
export function isDay(text: string): boolean {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text) ?? [];
  const leap = Number(year) % 4 === 0 && (Number(year) % 100 !== 0 || Number(year) % 400 === 0);
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][Number(month) - 1] ?? 0;
  return Number(day) >= 1 && Number(day) <= days;
}
