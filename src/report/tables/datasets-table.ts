import type { View } from "../sections/section.ts";
import { numberColumn, type Table, table, textCell, textColumn } from "../table.ts";
import { figureCell } from "./figure-cell.ts";

/** Sizes of published fine-tuning datasets. */
export function datasetsTable({ figures, outline }: View): readonly Table[] {
  if (outline.datasets.length === 0) return [];
  const number = (key: string, label: string, unit: string) =>
    numberColumn({ key, label, unit, digits: { atMost: 4 } });
  return [
    table({
      name: "sft-datasets",
      caption: "Sizes of common fine-tuning datasets",
      columns: [
        textColumn("dataset", "Dataset"),
        textColumn("turns", "Turns"),
        textColumn("construction", "Construction"),
        number("instances", "Instances", "thousand"),
        number("words", "Words", "million"),
        number("tokens", "Tokens", "million"),
        number("density", "Density", "tokens/instance"),
      ],
      rows: outline.datasets.map(({ key, label, turns, construction }) => ({
        dataset: textCell(label),
        turns: textCell(turns ?? ""),
        construction: textCell(construction ?? ""),
        instances: figureCell(figures[`sft_datasets.rows.${key}.instances`], { scale: 1e3 }),
        words: figureCell(figures[`sft_datasets.rows.${key}.words`], { scale: 1e6 }),
        tokens: figureCell(figures[`sft_datasets.${key}.tokens`], { scale: 1e6 }),
        density: figureCell(figures[`sft_datasets.${key}.tokens_per_instance`]),
      })),
      footnotes: [],
    }),
  ];
}
