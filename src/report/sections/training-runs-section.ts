import { formatLargeNumber } from "../large-number.ts";
import { counted, formatPercent } from "../quantity.ts";
import { emptyCell, numberCell, numberColumn, table, textCell, textColumn } from "../table.ts";
import { figureCell, intervalCell } from "../tables/figure-cell.ts";
import { type Figures, figureAt } from "../tables/figure-table.ts";
import type { Section } from "./section.ts";
import type { TrainingFacts } from "./training-section.ts";

/** One line of a sheet of runs, estimated. */
export interface EstimatedRun {
  readonly model: string;
  readonly facts: TrainingFacts;
  readonly figures: Figures;
  /** What the run took, where the sheet says so and it could be. */
  readonly statedGpuHours?: number | undefined;
}

/** Many runs: one line each. */
export function trainingRunsSection(runs: readonly EstimatedRun[]): Section {
  const held = runs.some(({ statedGpuHours }) => statedGpuHours !== undefined);
  const hours = (key: string, label: string) => numberColumn({ key, label, unit: "GPU-hours", digits: { atMost: 3 } });
  return {
    title: "Training runs",
    answer: answerOf(runs),
    tables: [
      table({
        name: "training-runs",
        caption: "GPU-hours of each run, recommended estimate and the three behind it",
        columns: [
          textColumn("model", "Model"),
          textColumn("method", "Method"),
          textColumn("gpu", "GPU"),
          numberColumn({ key: "count", label: "GPUs", unit: "", digits: { atMost: 6 } }),
          textColumn("tokens", "Tokens"),
          hours("recommended", "Recommended"),
          numberColumn({ key: "interval", label: "90% interval", unit: "", digits: { significant: 2 } }),
          hours("analogy", "Analogy"),
          hours("principles", "First principles"),
          hours("measured", "Measured"),
          ...(held ? [hours("stated", "Stated"), textColumn("error", "Error")] : []),
        ],
        rows: runs.map(({ model, facts, figures, statedGpuHours: stated }) => {
          const at = (name: string) => figureAt(figures, `training.${name}`);
          const own = at("gpu_hours").value;
          const error = stated !== undefined && typeof own === "number" ? own / stated - 1 : undefined;
          return {
            model: textCell(model),
            method: textCell(facts.method),
            gpu: textCell(facts.gpu),
            count: numberCell(facts.gpuCount),
            tokens: textCell(formatLargeNumber(facts.tokens, { atMost: 3 })),
            recommended: figureCell(at("gpu_hours")),
            interval: intervalCell(at("gpu_hours")),
            analogy: figureCell(at("analogy.gpu_hours")),
            principles: figureCell(at("first_principles.gpu_hours")),
            measured: figureCell(at("measured.gpu_hours")),
            ...(held && {
              stated: stated === undefined ? emptyCell : numberCell(stated, { atMost: 4 }),
              error: error === undefined ? emptyCell : textCell(formatPercent(error, { decimals: 0 })),
            }),
          };
        }),
        footnotes: [],
      }),
    ],
  };
}

function answerOf(runs: readonly EstimatedRun[]): string {
  const total = runs.reduce((sum, { figures }) => sum + Number(figureAt(figures, "training.gpu_hours").value), 0);
  const all = `${counted(runs.length, "runs")} ${runs.length === 1 ? "takes" : "take"} about ${formatLargeNumber(total, { atMost: 3 })} GPU-hours by the recommended estimates.`;
  const errors = runs
    .flatMap(({ figures, statedGpuHours }) =>
      statedGpuHours === undefined
        ? []
        : [Math.abs(Number(figureAt(figures, "training.gpu_hours").value) / statedGpuHours - 1)],
    )
    .sort((a, b) => a - b);
  const middle = errors[Math.floor((errors.length - 1) / 2)];
  if (middle === undefined) return all;
  return `${all} Against the hours stated, the median error is ${formatPercent(middle, { decimals: 0 })}.`;
}
