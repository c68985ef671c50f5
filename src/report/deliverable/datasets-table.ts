import { numberColumn, type Table, table, textCell, textColumn } from "../table.ts";
import { type DeliverableView, shownCell, sourcesOf } from "./shown-cell.ts";

/** Table 4 of the deliverable: sizes of published fine-tuning datasets. */
export function datasetsTable(view: DeliverableView): Table | undefined {
  const { datasets } = view.outline;
  if (datasets.length === 0) return undefined;
  const number = (key: string, label: string, unit: string) =>
    numberColumn({ key, label, unit, digits: { atMost: 4 } });
  return table({
    name: "sft-datasets",
    caption: "Sizes of common fine-tuning datasets",
    columns: [
      textColumn("dataset", "Name"),
      textColumn("turns", "Type"),
      number("instances", "Instances", "thousand"),
      textColumn("construction", "Construction"),
      number("words", "Words", "million"),
      number("tokens", "Tokens", "million"),
      number("tokens_per_instance", "Density", "tokens/instance"),
      textColumn("source", "Source"),
    ],
    rows: datasets.map(({ key, label, turns, construction }) => ({
      dataset: textCell(label),
      turns: textCell(turns ?? ""),
      instances: shownCell(view, `sft_datasets.rows.${key}.instances`, { scale: 1e3 }),
      construction: textCell(construction ?? ""),
      words: shownCell(view, `sft_datasets.rows.${key}.words`, { scale: 1e6 }),
      tokens: shownCell(view, `sft_datasets.${key}.tokens`, { scale: 1e6 }),
      tokens_per_instance: shownCell(view, `sft_datasets.${key}.tokens_per_instance`),
      source: textCell(sourcesOf(view, [`sft_datasets.rows.${key}.`], label)),
    })),
    rowKeys: datasets.map(({ key }) => key),
    footnotes: [],
  });
}
