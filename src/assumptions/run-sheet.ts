/** Runs to estimate, as a CSV: one run a line. */
import type { Place } from "../analysis/node.ts";
import { PRECISIONS, type Precision, precisionNamed } from "../model/precision.ts";
import type { TrainingMethod } from "../model/training-method.ts";
import { describe } from "./describe.ts";
import { nearest } from "./nearest.ts";
import { InputError, type Problem } from "./problem.ts";
import { type CsvCell, readCsv } from "./rating-csv.ts";
import { readSource } from "./source-text.ts";
import { METHOD_WORDS, trainingMethodNamed } from "./training-words.ts";

/** One line of the sheet. */
export interface SheetRun {
  readonly model: string;
  readonly parameters: number;
  readonly activeParameters?: number;
  /** Tokens seen, over all epochs. */
  readonly tokens: number;
  readonly method: TrainingMethod;
  /** As written; the catalog says whether there is such a GPU. */
  readonly gpu: string;
  /** Absent where the cell is empty. */
  readonly count?: number;
  readonly precision?: Precision;
  readonly sequenceLength?: number;
  /** What the run took, where it was made: the estimate is held against it. */
  readonly gpuHours?: number;
  readonly place: Place;
  readonly gpuPlace: Place;
}

const REQUIRED = ["model", "params_b", "tokens_b", "method", "gpu", "count"] as const;
const OPTIONAL = ["active_params_b", "precision", "seq_len", "gpu_hours"] as const;
type ColumnName = (typeof REQUIRED)[number] | (typeof OPTIONAL)[number];

/**
 * Reads the sheet.
 *
 * @throws InputError with every line and column that is wrong
 */
export function readRuns(read: (path: string) => string, file: string): readonly SheetRun[] {
  const text = readSource(read, file);
  if (typeof text !== "string") throw new InputError([text]);
  const table = readCsv(text, file);
  if ("found" in table) throw new InputError([table]);
  const [head, ...lines] = table;
  const problems: Problem[] = [];
  const place = { file, line: 1, column: 1 };
  if (!head || lines.length === 0)
    throw new InputError([{ place, path: [], found: "no runs", expected: `a head line and runs under it` }]);
  const columns = columnsOf(head, place, problems);
  if (problems.length > 0) throw new InputError(problems);
  const runs = lines.flatMap((cells) => runOf(cells, columns, problems) ?? []);
  if (problems.length > 0) throw new InputError(problems);
  return runs;
}

function columnsOf(head: readonly CsvCell[], place: Place, problems: Problem[]): ReadonlyMap<ColumnName, number> {
  const known: readonly string[] = [...REQUIRED, ...OPTIONAL];
  const columns = new Map<ColumnName, number>();
  for (const [index, { text, place: at }] of head.entries()) {
    const name = text.toLowerCase();
    if (name === "") continue;
    if (isColumn(name)) {
      columns.set(name, index);
      continue;
    }
    const hint = nearest(name, known);
    problems.push({
      place: at,
      path: [],
      found: `the column ${describe(text)}`,
      expected: `one of ${known.join(", ")}`,
      ...(hint !== undefined && { nearest: hint }),
    });
  }
  const missing = REQUIRED.filter((name) => !columns.has(name));
  if (missing.length > 0)
    problems.push({ place, path: [], found: `no column ${missing.join(", ")}`, expected: `${REQUIRED.join(",")}` });
  return columns;
}

const isColumn = (name: string): name is ColumnName =>
  (REQUIRED as readonly string[]).includes(name) || (OPTIONAL as readonly string[]).includes(name);

function runOf(
  cells: readonly CsvCell[],
  columns: ReadonlyMap<ColumnName, number>,
  problems: Problem[],
): SheetRun | undefined {
  const first = cells[0]?.place ?? { file: "", line: 0, column: 0 };
  const cellOf = (column: ColumnName): CsvCell => cells[columns.get(column) ?? -1] ?? { text: "", place: first };
  const before = problems.length;
  const told = (column: ColumnName, expected: string, hint?: string): undefined => {
    const { text, place } = cellOf(column);
    problems.push({
      place,
      path: [column],
      found: text === "" ? "nothing" : describe(text),
      expected,
      ...(hint !== undefined && { nearest: hint }),
    });
    return undefined;
  };
  const number = (column: ColumnName, whole = false): number | undefined => {
    const value = Number(cellOf(column).text);
    if (cellOf(column).text !== "" && value > 0 && Number.isFinite(value) && (!whole || Number.isInteger(value)))
      return value;
    return told(column, whole ? "a whole number above 0" : "a number above 0");
  };
  const optional = (column: ColumnName): number | undefined =>
    cellOf(column).text === "" ? undefined : number(column);

  const parameters = number("params_b");
  const active = optional("active_params_b");
  const tokens = number("tokens_b");
  const count = cellOf("count").text === "" ? undefined : number("count", true);
  const sequenceLength = optional("seq_len");
  const gpuHours = optional("gpu_hours");
  const methodText = cellOf("method").text;
  const method =
    trainingMethodNamed(methodText) ??
    told("method", `one of ${METHOD_WORDS.join(", ")}`, nearest(methodText, METHOD_WORDS));
  const precisionText = cellOf("precision").text;
  const precision =
    precisionText === ""
      ? undefined
      : (precisionNamed(precisionText) ?? told("precision", `one of ${PRECISIONS.join(", ")}`));
  if (active !== undefined && parameters !== undefined && active > parameters)
    told("active_params_b", `at most params_b, ${parameters}`);
  if (cellOf("gpu").text === "") told("gpu", "a GPU");
  if (problems.length > before || !parameters || !tokens || !method) return undefined;
  return {
    model: cellOf("model").text,
    parameters: parameters * 1e9,
    ...(active !== undefined && { activeParameters: active * 1e9 }),
    tokens: tokens * 1e9,
    method,
    gpu: cellOf("gpu").text,
    ...(count !== undefined && { count }),
    ...(precision !== undefined && { precision }),
    ...(sequenceLength !== undefined && { sequenceLength }),
    ...(gpuHours !== undefined && { gpuHours }),
    place: first,
    gpuPlace: cellOf("gpu").place,
  };
}
