import { datasetsTable } from "../tables/datasets-table.ts";
import { figureAt, figureTable } from "../tables/figure-table.ts";
import { figureText } from "../tables/figure-text.ts";
import { runTables, sftVsLoraTable } from "../tables/run-tables.ts";
import type { Section, View } from "./section.ts";

/** What the budget rents, and what published runs took. */
export function computeSection(view: View): Section {
  const { figures } = view;
  const text = (id: string): string => figureText(figureAt(figures, id));
  const factors = Object.keys(figures).filter((id) => id.startsWith("hardware."));
  return {
    title: "Compute",
    answer: `The budget rents ${text("compute.h100_days_budget")}: ${text("compute.h100_days_per_session")} for each training session.`,
    tables: [
      figureTable({
        name: "compute-budget",
        caption: "What the training budget rents, and how GPUs compare",
        figures,
        ids: [
          "budget.gpu_share_fraction",
          "budget.reserve_fraction",
          "compute.h100_days_budget",
          "compute.h100_days_per_session",
          ...factors,
        ],
      }),
      ...runTables(view),
      ...datasetsTable(view),
      ...sftVsLoraTable(view),
    ],
  };
}
