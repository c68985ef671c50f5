import { createHash } from "node:crypto";
import { availableParallelism } from "node:os";
import { join, resolve } from "node:path";
import { setImmediate } from "node:timers/promises";
import type { SweptValue } from "../analysis/sweep/sweep-points.ts";
import { readSweepAxis, type SweepAxis } from "../assumptions/sweep-axis.ts";
import { readStandardInput } from "../node/bounded-read.ts";
import type { Contents } from "../node/files.ts";
import { standingAt } from "../node/folders.ts";
import { orderedAnswers } from "../node/ordered-workers.ts";
import { rowFile } from "../node/row-file.ts";
import type { Picture } from "../report/charts/picture.ts";
import { csvHead, csvRows, jsonRows, rowObject, type SweepColumns, type SweepRow } from "../report/sweep-rows.ts";
import { sweepPictures, sweepTables } from "../report/sweep-view.ts";
import { terminalTable } from "../report/terminal.ts";
import { EXIT, UsageError } from "./exit.ts";
import { writeOutput } from "./input-files.ts";
import { jsonResult } from "./json-result.ts";
import type { PlanOptions } from "./options.ts";
import { STANDARD_INPUT } from "./plan-place.ts";
import { terminalFor } from "./print.ts";
import { progressLine } from "./progress.ts";
import { pointAt, pointsOf, type SweepRunner, type SweepTask, sweepRunner } from "./sweep-task.ts";
import type { PointAnswer, PointRange } from "./sweep-worker.ts";
import { VERSION } from "./version.ts";

export interface SweepOptions extends PlanOptions {
  readonly over: readonly string[];
  readonly scale: "linear" | "log";
  readonly csv?: boolean;
  readonly jsonl?: boolean;
  readonly threads?: number;
  readonly resume?: boolean;
}

/** `llmplan sweep [PLAN] FIGURE...`: figures over one assumption or several, in the order of the values. */
export async function sweepCommand(words: readonly string[], options: SweepOptions): Promise<void> {
  const task = taskOf(words, options);
  const points = pointsOf(task.axes);
  if (points > MOST_POINTS) throw new UsageError(`${points} points: at most ${MOST_POINTS} can be swept`);
  const runner = sweepRunner(task);
  const columns: SweepColumns = {
    axes: task.axes.map(({ path }) => path),
    figures: runner.figures.map(({ id }, index) => ({ id, spread: runner.spread[index] ?? false })),
  };
  const progress = progressLine();
  const show = (done: number): void => progress.show(`${done} of ${points} points`);
  const sweep: Sweep = { task, runner, columns, points, options, show };
  if (options.out !== undefined && options.out !== "-") await intoFolder(sweep, options.out);
  else if (options.csv || options.jsonl) await toOutput(sweep);
  else await shown(sweep);
  progress.clear();
  process.exitCode = EXIT.done;
}

interface Sweep {
  readonly task: SweepTask;
  readonly runner: SweepRunner;
  readonly columns: SweepColumns;
  readonly points: number;
  readonly options: SweepOptions;
  readonly show: (done: number) => void;
}

/** So many rows take days. */
const MOST_POINTS = 1e9;
/** More cannot be told apart in a picture or read in a table. */
const MOST_DRAWN = 10_000;
const MOST_SHOWN = 200;
/** Points between two looks at signals: fewer where each is many drawn plans. */
const CHUNK = { plain: 256, drawn: 16 } as const;

function taskOf(words: readonly string[], options: SweepOptions): SweepTask {
  if (options.csv && options.jsonl) throw new UsageError("--csv and --jsonl exclude each other");
  if (options.resume && options.out === undefined)
    throw new UsageError("--resume continues a file: say in which --out");
  if (options.over.length === 0) throw new UsageError("nothing to sweep: say --over path=from:to:steps or path=a,b,c");
  const [first = ""] = words;
  const isPlan = first === STANDARD_INPUT || /\.ya?ml$/i.test(first) || isFolder(first);
  const figures = [...new Set(isPlan ? words.slice(1) : words)];
  if (figures.length === 0) throw new UsageError("no figure to sweep: name one or several, such as data.instances");
  const axes = options.over.map((text): SweepAxis => readSweepAxis(text, options.scale));
  const twice = axes.find(({ path }, index) => axes.findIndex((other) => other.path === path) !== index);
  if (twice) throw new UsageError(`${twice.path} is swept twice`);
  const { json: _, out: __, ...kept } = options;
  const plain: PlanOptions = {
    ...{ scenario: kept.scenario, set: kept.set, seed: kept.seed, draws: kept.draws, planSampling: kept.planSampling },
  };
  return {
    ...{ plan: isPlan ? first : undefined, options: plain, figures, axes },
    ...(first === STANDARD_INPUT && { input: readStandardInput() }),
  };
}

const isFolder = (path: string): boolean => path !== "" && (standingAt(path)?.isDirectory() ?? false);

/** Rows in order, in pieces; here where few threads would not pay, else in workers. */
async function* pieces(
  { task, runner, points, options, show }: Sweep,
  from: number,
): AsyncGenerator<readonly SweepRow[]> {
  const ranges = rangesFrom(from, points, runner.spread.some(Boolean) ? CHUNK.drawn : CHUNK.plain);
  const asRows = (start: number, rows: readonly (readonly SweptValue[])[]): SweepRow[] =>
    rows.map((values, index) => ({ at: pointAt(task.axes, start + index), values }));
  const threads = options.threads ?? (await threadsFor(runner, from, points));
  const start: SweepTask = { ...task, checked: true };
  let done = from;
  if (threads <= 1) {
    for (const { from: first, to } of ranges) {
      yield asRows(first, runner.rows(first, to));
      show(to);
      // A pause in which Ctrl-C is heard.
      await setImmediate();
    }
    return;
  }
  for await (const answer of orderedAnswers({ script: SCRIPT, start, threads, orders: ranges })) {
    const given = answer as PointAnswer;
    if ("wrong" in given) throw new UsageError(given.wrong);
    yield asRows(done, given.rows);
    done += given.rows.length;
    show(done);
  }
}

/** Compiled, beside this file. */
const SCRIPT = new URL("./sweep-worker.js", import.meta.url);

/** A worker takes half a second to read the plan; the first points tell whether that pays. */
async function threadsFor(runner: SweepRunner, from: number, points: number): Promise<number> {
  const sample = Math.min(points, from + 32);
  const start = performance.now();
  runner.rows(from, sample);
  const perPoint = (performance.now() - start) / Math.max(1, sample - from);
  return perPoint * (points - from) > 4000 ? availableParallelism() : 1;
}

function* rangesFrom(from: number, points: number, size: number): Generator<PointRange> {
  for (let start = from; start < points; start += size) yield { from: start, to: Math.min(points, start + size) };
}

const format = (columns: SweepColumns, { jsonl }: SweepOptions) => ({
  head: jsonl ? "" : csvHead(columns),
  rows: (rows: readonly SweepRow[]) => (jsonl ? jsonRows(columns, rows) : csvRows(columns, rows)),
});

async function toOutput(sweep: Sweep): Promise<void> {
  const { head, rows } = format(sweep.columns, sweep.options);
  const write = async (text: string): Promise<void> => {
    if (!process.stdout.write(text)) await new Promise((drained) => process.stdout.once("drain", drained));
  };
  await write(head);
  for await (const piece of pieces(sweep, 0)) await write(rows(piece));
}

async function intoFolder(sweep: Sweep, folder: string): Promise<void> {
  const { columns, options, points } = sweep;
  const { head, rows } = format(columns, options);
  const target = resolve(folder, options.jsonl ? "sweep.jsonl" : "sweep.csv");
  const file = await rowFile({ target, head, digest: digestOf(sweep), resume: options.resume ?? false });
  const kept: SweepRow[] = [];
  // Few points are computed again, since their picture needs them all.
  const drawn = points <= MOST_DRAWN;
  let at = drawn ? 0 : file.done;
  for await (const piece of pieces(sweep, at)) {
    const missing = piece.slice(Math.max(0, file.done - at));
    at += piece.length;
    if (missing.length > 0) file.write(rows(missing));
    if (drawn) kept.push(...piece);
  }
  const pictures = drawn ? sweepPictures(viewOf(sweep, kept), options.scale) : [];
  const files = await drawnInto(resolve(folder), pictures);
  // A disk that is full says so before the pictures are there. The rows take their name last: until then --resume goes on.
  file.settle();
  writeOutput(files, { within: resolve(folder) });
  file.finish();
  for (const name of [target, ...files.keys()]) process.stderr.write(`${name}\n`);
}

async function drawnInto(folder: string, pictures: readonly Picture[]): Promise<Contents> {
  if (pictures.length === 0) return new Map();
  const { drawPictures } = await import("./draw-pictures.ts");
  return drawPictures(pictures, folder, () => {});
}

async function shown(sweep: Sweep): Promise<void> {
  const { columns, options, points, runner } = sweep;
  const most = options.json ? MOST_DRAWN : MOST_SHOWN;
  if (points > most)
    throw new UsageError(
      `${points} points are too many to show: write them with --csv, --jsonl or --out ${join("build", "sweep")}`,
    );
  const rows: SweepRow[] = [];
  for await (const piece of pieces(sweep, 0)) rows.push(...piece);
  if (options.json) {
    const read = { title: runner.title, digest: runner.digest, scenarioNames: sweep.task.options.scenario };
    const axes = sweep.task.axes.map(({ path }, index) => ({ path, ...runner.axes[index] }));
    const added = { sweep: { axes, points: rows.map((row) => rowObject(columns, row)) } };
    process.stdout.write(jsonResult("sweep", { read, figures: {}, warnings: [] }, options, added));
    return;
  }
  process.stdout.write(
    sweepTables(viewOf(sweep, rows))
      .map((table) => terminalTable(table, terminalFor(undefined)))
      .join("\n"),
  );
}

const viewOf = ({ runner, task }: Sweep, rows: readonly SweepRow[]) => ({
  figures: runner.figures,
  axes: task.axes.map(({ path, values }, index) => ({
    ...{ path, values, label: runner.axes[index]?.label ?? path, unit: runner.axes[index]?.unit ?? "" },
  })),
  rows,
});

/** Names the rows of a sweep: the same plan, values, figures and draws, by the same version. */
function digestOf({ runner, task, options }: Sweep): string {
  const { figures, axes, options: drawn } = task;
  const facts = [VERSION, runner.digest, figures, axes, drawn, options.jsonl ?? false];
  return createHash("sha256").update(JSON.stringify(facts)).digest("hex").slice(0, 16);
}
