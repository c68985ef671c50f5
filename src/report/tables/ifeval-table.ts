import type { View } from "../sections/section.ts";
import { type Cell, emptyCell, numberColumn, type Table, table, textCell, textColumn } from "../table.ts";
import { figureCell } from "./figure-cell.ts";
import { type Figures, figureAt } from "./figure-table.ts";

/** The benchmark score of each model and whether it goes on: Table 12 of the deliverable. */
export function ifevalTable({ figures, outline }: View): Table {
  const scored = outline.models.filter(({ key }) => figures[`models.rows.${key}.ifeval`]);
  const count = figureAt(figures, "models.shortlist_count").value;
  return table({
    name: "ifeval",
    caption: `IFEval of each model, prompt level, loose; ${count} of ${scored.length} are above the threshold`,
    columns: [
      textColumn("model", "HuggingFace ID"),
      // A share of prompts, printed as the benchmark prints it and not as percent.
      numberColumn({ key: "ifeval", label: "Prompt IFEval", unit: "", digits: { decimals: 4 } }),
      numberColumn({ key: "error", label: "Standard error", unit: "", digits: { decimals: 3 } }),
      textColumn("shortlisted", "Shortlisted"),
    ],
    rows: scored.map(({ key, label }) => ({
      model: textCell(label),
      ifeval: plain(figures, `models.rows.${key}.ifeval`),
      error: plain(figures, `models.${key}.ifeval_standard_error`),
      shortlisted: figureCell(figures[`models.${key}.shortlisted`]),
    })),
    footnotes: ["Standard error: what the number of prompts leaves open, were they drawn at random."],
  });
}

/** A number with the digits of its column. */
function plain(figures: Figures, id: string): Cell {
  const value = figures[id]?.value;
  return typeof value === "number" ? { kind: "number", value } : emptyCell;
}
