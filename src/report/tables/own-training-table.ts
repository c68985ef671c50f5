import type { Table } from "../table.ts";
import { type Figures, figureTable } from "./figure-table.ts";

/** The training run that the plan means to make, from first principles and measurements, beside its reference runs. */
export function ownTrainingTable(figures: Figures): Table {
  const names = [
    "h100_days",
    "gpu_hours",
    "wall_hours",
    "cost_eur",
    "analogy.gpu_hours",
    "first_principles.gpu_hours",
    "measured.gpu_hours",
  ];
  return figureTable({
    name: "own-training",
    caption: "The plan's own training run, estimated from FLOP and measured throughput",
    figures,
    ids: names.map((name) => `training.${name}`).filter((id) => typeof figures[id]?.value === "number"),
    footnotes: [
      "The interval is the scatter of runs between teams. H100-days here are on the measured basis; the plan's reference runs are on the basis that hardware.equivalence_basis says.",
    ],
  });
}
