import type { View } from "../sections/section.ts";
import { type Cell, emptyCell, numberColumn, type Table, table, textCell, textColumn } from "../table.ts";
import { intervalCell } from "./figure-cell.ts";
import type { Figures } from "./figure-table.ts";

/** What people's ratings came to: Table 13 of the deliverable, and the doubt about each where it is known. */
export function ratingsTable({ figures, outline }: View): Table {
  const rated = outline.models.filter(({ key }) => COLUMNS.some(({ name }) => figures[`ratings.${key}.${name}`]));
  const doubted = COLUMNS.filter(({ name }) => rated.some(({ key }) => figures[`ratings.${key}.${name}`]?.interval90));
  return table({
    name: "ratings",
    caption: "Ratings by people of each shortlisted model",
    columns: [
      textColumn("model", "HuggingFace ID"),
      ...COLUMNS.flatMap((column) => [
        numberColumn({ ...column, key: column.name }),
        ...(doubted.includes(column)
          ? [numberColumn({ ...column, key: `${column.name}_interval`, label: "90% interval" })]
          : []),
      ]),
    ],
    rows: rated.map(({ key, label }) => ({
      model: textCell(label),
      ...Object.fromEntries(COLUMNS.map(({ name }) => [name, plain(figures, `ratings.${key}.${name}`)])),
      ...Object.fromEntries(
        doubted.map(({ name }) => [`${name}_interval`, intervalCell(figures[`ratings.${key}.${name}`])]),
      ),
    })),
    footnotes: [
      "RK/UQR: role knowledge and rejection of unknown questions, net points in percent of all; -100 to 100. CRI: survey questions answered before the role broke, mean of the profiles and the worst of them.",
    ],
  });
}

const COLUMNS = [
  { name: "rk_uqr_percent", label: "RK/UQR", unit: "%", digits: { decimals: 1 } },
  { name: "cri_mean", label: "CRI", unit: "questions", digits: { decimals: 1 } },
  { name: "cri_worst", label: "CRI, worst", unit: "questions", digits: { atMost: 3 } },
] as const;

/** A number with the digits of its column, as the deliverable prints it. */
function plain(figures: Figures, id: string): Cell {
  const value = figures[id]?.value;
  return typeof value === "number" ? { kind: "number", value } : emptyCell;
}
