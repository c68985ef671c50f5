import type { View } from "../sections/section.ts";
import { numberColumn, type Table, table, textCell, textColumn } from "../table.ts";
import { figureCell, intervalCell } from "./figure-cell.ts";
import { figureAt } from "./figure-table.ts";
import { figureText } from "./figure-text.ts";

/** What the plan's own model and data would take, beside what the reference runs say. */
export function projectionTable({ figures, outline }: View): Table {
  const inAll = figureText(figureAt(figures, "compute.h100_days_budget"));
  const days = (key: string, label: string) => numberColumn({ key, label, unit: "H100-days", digits: { atMost: 2 } });
  return table({
    name: "projection",
    caption: `Computation for the plan's own model, data, epochs and sessions; the budget rents ${inAll}`,
    columns: [textColumn("approach", "Approach"), days("days", "Computation"), days("interval", "90% interval")],
    rows: outline.routes.map(({ key, label }) => {
      const figure = figureAt(figures, `projection.${key}.h100_days`);
      return { approach: textCell(label), days: figureCell(figure), interval: intervalCell(figure) };
    }),
    footnotes: [
      "The interval comes from the scatter of the reference rows around their common rate, and from every assumption that has a spread.",
    ],
  });
}
