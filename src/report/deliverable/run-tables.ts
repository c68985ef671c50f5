import type { NamedRun } from "../../analysis/outline.ts";
import { type Cell, emptyCell, numberColumn, type Row, type Table, table, textCell, textColumn } from "../table.ts";
import { type DeliverableView, shownCell, shownInterval, sourcesOf } from "./shown-cell.ts";

type RunTable = keyof DeliverableView["outline"]["runs"];

/** A column of a table of runs: words of the row, a number that it states, or a figure computed from it. */
interface RunColumn {
  readonly key: string;
  readonly label: string;
  readonly shows: "name" | "word" | "stated" | "computed";
  readonly unit?: string;
  readonly scale?: number;
}

const NAME: RunColumn = { key: "model", label: "Model", shows: "name" };
const word = (key: "released" | "method" | "gpu", label: string): RunColumn => ({ key, label, shows: "word" });
const stated = (key: string, label: string, unit: string, scale = 1): RunColumn => ({
  key,
  label,
  shows: "stated",
  unit,
  scale,
});
const computed = (key: string, label: string, unit: string): RunColumn => ({ key, label, shows: "computed", unit });

const SIZE = stated("parameters", "Size", "billion", 1e9);
const GPUS = [stated("gpu_count", "GPUs", ""), word("gpu", "GPU")];
const HOURS = stated("duration_hours", "Time", "hours");
const BATCH = stated("batch_size", "Batch size", "");
const H100_HOURS = computed("h100_hours", "Computation", "H100-hours");
const H100_DAYS = computed("h100_days", "Computation", "H100-days");

/** Tables 3, 5, 6, 7 and 8 of the deliverable: what published runs took. */
const RUN_TABLES: Readonly<Record<RunTable, { readonly caption: string; readonly columns: readonly RunColumn[] }>> = {
  pretraining: {
    caption: "Data and computation of published pre-training runs",
    columns: [
      NAME,
      word("released", "Release"),
      SIZE,
      stated("training_tokens", "Training tokens", "billion", 1e9),
      ...GPUS,
      stated("duration_days", "Time", "days"),
      H100_DAYS,
    ],
  },
  sft_runs: {
    caption: "Published fine-tuned models and what they took",
    columns: [
      NAME,
      SIZE,
      stated("instances", "Training set", "thousand instances", 1e3),
      stated("training_tokens", "Training set", "billion tokens", 1e9),
      ...GPUS,
      HOURS,
      H100_DAYS,
    ],
  },
  sft_llama: {
    caption: "Full fine-tuning of LLaMA on Alpaca-52k",
    columns: [NAME, BATCH, ...GPUS, HOURS, H100_HOURS],
  },
  alignment: {
    caption: "Data and computation of published alignment",
    columns: [
      NAME,
      word("method", "Algorithm"),
      stated("instances", "Data set", "thousand instances", 1e3),
      ...GPUS,
      HOURS,
      stated("petaflop_days", "Stated computation", "petaflop/s-days"),
      H100_HOURS,
    ],
  },
  lora_llama: {
    caption: "LoRA of LLaMA on Alpaca-52k, rank 16",
    columns: [
      NAME,
      BATCH,
      ...GPUS,
      HOURS,
      H100_HOURS,
      computed("h100_hours_per_batch_example", "Computation ÷ batch size", "H100-hours"),
    ],
  },
};

/** One of the tables of runs; nothing where the plan has no such runs. */
export function runTable(view: DeliverableView, name: RunTable): Table | undefined {
  const runs = view.outline.runs[name];
  if (!runs) return undefined;
  const { caption, columns } = RUN_TABLES[name];
  const amount = columns.findLast(({ shows }) => shows === "computed");
  const interval = (run: NamedRun): Cell =>
    amount ? shownInterval(view, `${name}.${run.key}.${amount.key}`) : emptyCell;
  const doubted = runs.some((run) => interval(run).kind !== "empty");
  return table({
    name: name.replaceAll("_", "-"),
    caption,
    columns: [
      ...columns.map(({ key, label, unit }) =>
        unit === undefined ? textColumn(key, label) : numberColumn({ key, label, unit, digits: { atMost: 4 } }),
      ),
      ...(doubted
        ? [numberColumn({ key: "interval", label: "90% interval", unit: amount?.unit ?? "", digits: { atMost: 2 } })]
        : []),
      textColumn("source", "Source"),
    ],
    rows: runs.map(
      (run): Row => ({
        ...Object.fromEntries(columns.map((column) => [column.key, runCell(view, name, run, column)])),
        ...(doubted && { interval: interval(run) }),
        source: textCell(sourcesOf(view, [`${name}.rows.${run.key}.`], run.label)),
      }),
    ),
    rowKeys: runs.map(({ key }) => key),
    footnotes: [],
  });
}

function runCell(view: DeliverableView, table: RunTable, run: NamedRun, { key, shows, scale = 1 }: RunColumn): Cell {
  switch (shows) {
    case "name":
      return textCell(run.label);
    case "word": {
      const text = key === "released" || key === "method" || key === "gpu" ? run[key] : undefined;
      return text === undefined ? emptyCell : textCell(text);
    }
    case "stated":
      return shownCell(view, `${table}.rows.${run.key}.${key}`, { scale });
    case "computed":
      return shownCell(view, `${table}.${run.key}.${key}`, { scale });
  }
}
