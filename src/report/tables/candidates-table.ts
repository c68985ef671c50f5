import type { View } from "../sections/section.ts";
import { numberColumn, type Table, table, textCell, textColumn } from "../table.ts";
import { figureCell } from "./figure-cell.ts";

/** The candidate models with base model and size: Table 11 of the deliverable. Models without a stated size are left out. */
export function candidatesTable({ figures, outline }: View): Table {
  const stated = outline.models.filter(({ key }) => figures[`models.rows.${key}.parameters`]);
  return table({
    name: "candidates",
    caption: "Model candidates",
    columns: [
      textColumn("model", "HuggingFace ID"),
      textColumn("base", "Base model"),
      numberColumn({ key: "parameters", label: "Parameters", unit: "billion", digits: { atMost: 4 } }),
    ],
    rows: stated.map(({ key, label, base }) => ({
      model: textCell(label),
      base: textCell(base ?? ""),
      parameters: figureCell(figures[`models.rows.${key}.parameters`], { scale: 1e9 }),
    })),
    footnotes: [],
  });
}
