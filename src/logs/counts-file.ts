import { AS_RECORDED, binned, type Counts, PAIR_SERIES, SIZE_SERIES, TOTALS, TURN_SERIES } from "./counts.ts";

/** Counts as JSON: the same counts give the same bytes, however they were put together. */
export function writeCounts({ encoding, series, firstMs, lastMs }: Counts): string {
  const sorted = [...series].toSorted(([a], [b]) => (a < b ? -1 : 1));
  const lines = sorted.map(([name, histogram]) => {
    const pairs = [...histogram].toSorted(([a], [b]) => a - b);
    return `    ${JSON.stringify(name)}: ${JSON.stringify(pairs)}`;
  });
  const span =
    firstMs !== undefined && lastMs !== undefined ? `  "first_ms": ${firstMs},\n  "last_ms": ${lastMs},\n` : "";
  return `{\n  "llmplan_counts": 1,\n  "encoding": ${JSON.stringify(encoding)},\n${span}  "series": {\n${lines.join(",\n")}\n  }\n}\n`;
}

/** What is wrong with a file of counts. */
export class CountsFault extends Error {
  override readonly name = "CountsFault";
}

/**
 * Reads counts that llmplan wrote, or the rows of an aggregate query: `series,value,amount` as CSV with a head, or as
 * JSON, one object a line or a list of them.
 *
 * @throws CountsFault, or SyntaxError where JSON is meant and is none
 */
export function readCounts(text: string): Counts {
  const start = text.trimStart();
  if (!start.startsWith("{") && !start.startsWith("[")) return fromRows(csvRows(start));
  const whole = start.startsWith("[") || /^\{\s*"llmplan_counts"/.test(start);
  const value: unknown = whole
    ? JSON.parse(start)
    : start
        .split("\n")
        .filter(Boolean)
        .map((line): unknown => JSON.parse(line));
  return Array.isArray(value) ? fromRows(value) : fromFile(value as Readonly<Record<string, unknown>>);
}

function fromFile(file: Readonly<Record<string, unknown>>): Counts {
  if (file.llmplan_counts !== 1) throw new CountsFault(`llmplan_counts is ${brief(file.llmplan_counts)}; expected 1`);
  const { encoding, series, first_ms: firstMs, last_ms: lastMs } = file;
  if (typeof encoding !== "string") throw new CountsFault("encoding is missing; expected a name");
  if (typeof series !== "object" || series === null) throw new CountsFault("series is missing; expected an object");
  const read = Object.entries(series as Readonly<Record<string, unknown>>).map(([name, pairs]) => {
    if (!Array.isArray(pairs)) throw new CountsFault(`series ${brief(name)}; expected a list of [value, amount]`);
    return [name, new Map(pairs.map((pair: unknown) => checkedPair(name, pair)))] as const;
  });
  return {
    encoding,
    series: new Map(read),
    ...(isMoment(firstMs) && isMoment(lastMs) && { firstMs, lastMs }),
  };
}

function fromRows(rows: readonly unknown[]): Counts {
  const series = new Map<string, Map<number, number>>();
  for (const row of rows) {
    const { series: name, value, amount } = (row ?? {}) as Readonly<Record<string, unknown>>;
    if (typeof name !== "string")
      throw new CountsFault(`a row without a series, ${brief(row)}; expected series, value and amount`);
    const [key, more] = checkedPair(name, [numberIn(value), numberIn(amount)]);
    const histogram = series.get(name) ?? new Map<number, number>();
    series.set(name, histogram);
    const bin = SIZES.has(name) ? binned(key) : key;
    histogram.set(bin, (histogram.get(bin) ?? 0) + more);
  }
  if (series.size === 0) throw new CountsFault("no rows; expected series, value and amount");
  return { encoding: AS_RECORDED, series };
}

function checkedPair(name: string, pair: unknown): readonly [number, number] {
  if (!KNOWN.has(name))
    throw new CountsFault(`series ${brief(name)} is unknown; expected one of ${[...KNOWN].join(", ")}`);
  const [value, amount]: readonly unknown[] = Array.isArray(pair) ? pair : [];
  if (!isCount(value) || !isCount(amount))
    throw new CountsFault(`series ${name} holds ${brief(pair)}; expected two whole numbers, 0 or more`);
  return [value, amount];
}

/** A value as a message shows it: whatever a hostile file holds, in a few words. */
function brief(value: unknown): string {
  if (Array.isArray(value))
    return value.length === 2 ? `[${value.map(briefScalar).join(",")}]` : `a list of ${value.length}`;
  return briefScalar(value);
}

function briefScalar(value: unknown): string {
  if (typeof value === "object" && value !== null) return "an object";
  const text = typeof value === "string" ? JSON.stringify(value) : String(value);
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST)}…`;
}

const LONGEST = 60;

/** Queries give numbers as such, or as their digits. */
const numberIn = (value: unknown): number => (typeof value === "object" && value !== null ? Number.NaN : Number(value));

/** JSON has no infinity, but 1e999 reads as one. */
const isMoment = (value: unknown): value is number => Number.isFinite(value);

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;

const SIZES: ReadonlySet<string> = new Set(SIZE_SERIES);
const KNOWN: ReadonlySet<string> = new Set([
  ...SIZE_SERIES,
  ...TOTALS.map((total) => `total.${total}`),
  ...TURN_SERIES,
  ...PAIR_SERIES,
]);

function csvRows(text: string): readonly unknown[] {
  const [head = "", ...lines] = text.split(/\r?\n/).filter((line) => line.trim() !== "");
  const names = head.split(",").map((name) => name.trim().replaceAll('"', "").toLowerCase());
  return lines.map((line) => {
    const cells = line.split(",").map((cell) => cell.trim().replaceAll('"', ""));
    return Object.fromEntries(names.map((name, at) => [name, cells[at]]));
  });
}
