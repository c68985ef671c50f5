import type { NamedRun } from "../../analysis/outline.ts";
import type { View } from "../sections/section.ts";
import { type Column, emptyCell, numberColumn, type Row, type Table, table, textCell, textColumn } from "../table.ts";
import { figureCell, intervalCell } from "./figure-cell.ts";
import type { Figures } from "./figure-table.ts";

const CAPTIONS = {
  pretraining: "Data and computation of published pre-training runs",
  sft_runs: "Published fine-tuned models and what they took",
  sft_llama: "Full fine-tuning of LLaMA on Alpaca-52k",
  alignment: "Data and computation of published alignment",
  lora_llama: "LoRA of LLaMA on Alpaca-52k",
} as const;

type RunTable = keyof typeof CAPTIONS;

/** A column shows an assumption or a figure of the row; `scale` divides it for reading. */
interface Shown {
  readonly key: string;
  readonly label: string;
  readonly unit: string;
  readonly scale?: number;
  readonly of: "assumption" | "figure";
}

const SHOWN: readonly Shown[] = [
  { key: "parameters", label: "Parameters", unit: "billion", scale: 1e9, of: "assumption" },
  { key: "training_tokens", label: "Training tokens", unit: "billion", scale: 1e9, of: "assumption" },
  { key: "instances", label: "Instances", unit: "thousand", scale: 1e3, of: "assumption" },
  { key: "batch_size", label: "Batch size", unit: "examples", of: "assumption" },
  { key: "gpu_count", label: "GPUs", unit: "", of: "assumption" },
  { key: "duration_days", label: "Time", unit: "days", of: "assumption" },
  { key: "duration_hours", label: "Time", unit: "hours", of: "assumption" },
  { key: "h100_hours", label: "Computation", unit: "H100-hours", of: "figure" },
  { key: "h100_days", label: "Computation", unit: "H100-days", of: "figure" },
  { key: "h100_hours_per_batch_example", label: "Computation ÷ batch size", unit: "H100-hours", of: "figure" },
];

/** One table for each kind of published run. Columns that no row fills are left out. */
export function runTables(view: View): readonly Table[] {
  return Object.entries(view.outline.runs).map(([name, rows]) => runTable(name as RunTable, rows, view.figures));
}

function runTable(name: RunTable, runs: readonly NamedRun[], figures: Figures): Table {
  const figureOf = (run: NamedRun, { of, key }: Shown) =>
    figures[of === "figure" ? `${name}.${run.key}.${key}` : `${name}.rows.${run.key}.${key}`];
  const filled = SHOWN.filter((shown) => runs.some((run) => figureOf(run, shown)));
  const words = (["released", "method", "gpu"] as const).filter((key) => runs.some((run) => run[key] !== undefined));
  const doubted = runs.some((run) => figures[`${name}.${run.key}.h100_days`]?.interval90);
  const columns: readonly Column[] = [
    textColumn("run", "Run"),
    ...words.map((key) => textColumn(key, WORDS[key])),
    ...filled.map(({ key, label, unit }) => numberColumn({ key, label, unit, digits: { atMost: 4 } })),
    ...(doubted
      ? [numberColumn({ key: "interval", label: "90% interval", unit: "H100-days", digits: { atMost: 2 } })]
      : []),
  ];
  const rows = runs.map((run): Row => {
    const cells = filled.map((shown) => [shown.key, figureCell(figureOf(run, shown), { scale: shown.scale ?? 1 })]);
    return {
      run: textCell(run.label),
      ...Object.fromEntries(words.map((key) => [key, run[key] === undefined ? emptyCell : textCell(run[key])])),
      ...Object.fromEntries(cells),
      ...(doubted && { interval: intervalCell(figures[`${name}.${run.key}.h100_days`]) }),
    };
  });
  return table({ name: name.replaceAll("_", "-"), caption: CAPTIONS[name], columns, rows, footnotes: [] });
}

const WORDS = { released: "Released", method: "Method", gpu: "GPU" } as const;

/** LoRA as a share of full fine-tuning, for the models that stand in both tables. */
export function sftVsLoraTable({ figures, outline }: View): readonly Table[] {
  const runs = (outline.runs.lora_llama ?? []).filter(({ key }) => figures[`sft_vs_lora.${key}.ratio`]);
  if (runs.length === 0) return [];
  const hours = (key: string, label: string) => numberColumn({ key, label, unit: "H100-hours", digits: { atMost: 4 } });
  return [
    table({
      name: "sft-vs-lora",
      caption: "Full fine-tuning against LoRA on the same data",
      columns: [
        textColumn("model", "Model"),
        hours("sft", "SFT"),
        hours("lora", "LoRA"),
        numberColumn({ key: "ratio", label: "LoRA ÷ SFT", unit: "fraction", digits: { decimals: 0 } }),
      ],
      rows: runs.map(({ key, label }) => ({
        model: textCell(label),
        sft: figureCell(figures[`sft_llama.${key}.h100_hours`]),
        lora: figureCell(figures[`lora_llama.${key}.h100_hours`]),
        ratio: figureCell(figures[`sft_vs_lora.${key}.ratio`]),
      })),
      footnotes: [],
    }),
  ];
}
