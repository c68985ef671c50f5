import { sftVsLoraTable } from "../deliverable/approach-tables.ts";
import { datasetsTable } from "../deliverable/datasets-table.ts";
import { evenDecimals } from "../deliverable/even-decimals.ts";
import { runTable } from "../deliverable/run-tables.ts";
import type { DeliverableView } from "../deliverable/shown-cell.ts";
import type { Table } from "../table.ts";
import { figureAt, figureTable } from "../tables/figure-table.ts";
import { figureText } from "../tables/figure-text.ts";
import type { Section } from "./section.ts";

/** What the budget rents, and what published runs took. */
export function computeSection(view: DeliverableView): Section {
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
      ...publishedTables(view),
    ],
  };
}

const RUNS = ["pretraining", "sft_runs", "sft_llama", "alignment", "lora_llama"] as const;

/** What others took, as the deliverable tells it; the sources stand in the table of assumptions. */
function publishedTables(view: DeliverableView): readonly Table[] {
  const runs = RUNS.map((name) => runTable(view, name));
  return [...runs, datasetsTable(view), sftVsLoraTable(view)].flatMap((made) =>
    made ? [withoutSources(evenDecimals(made))] : [],
  );
}

function withoutSources(made: Table): Table {
  const columns = made.columns.filter(({ key }) => key !== "source");
  const rows = made.rows.map(({ source: _, ...row }) => row);
  return { ...made, columns, rows };
}
