import { tokensOfWords, tokensPerInstance } from "../../model/data-yield.ts";
import { type Figure, figure, type Quantity } from "../node.ts";
import type { DatasetRow, Table } from "../plan/reference-tables.ts";

export interface DatasetFigures {
  readonly figures: readonly (Figure<number> | Quantity)[];
  readonly tokens: ReadonlyMap<string, Figure<number>>;
}

/** Sizes of published fine-tuning datasets: tokens, and tokens an instance. */
export function datasetsSheet(table: Table<DatasetRow>, tokensPerWord: Quantity): DatasetFigures {
  const sizes = Object.entries(table.rows).map(([key, row]) => ({ key, ...sizeOf(key, row, tokensPerWord) }));
  return {
    figures: sizes.flatMap(({ stated, tokens, density }) => [...stated, tokens, density]),
    tokens: new Map(sizes.map(({ key, tokens }) => [key, tokens])),
  };
}

function sizeOf(key: string, row: DatasetRow, tokensPerWord: Quantity) {
  const tokens = figure({
    id: `sft_datasets.${key}.tokens`,
    unit: "tokens",
    label: `Tokens of ${row.label}`,
    formula: "words × tokens/word",
    of: { words: row.words, tokensPerWord },
    by: tokensOfWords,
  });
  const density = figure({
    id: `sft_datasets.${key}.tokens_per_instance`,
    unit: "tokens/instance",
    label: `Tokens an instance of ${row.label}`,
    formula: "tokens ÷ instances",
    of: { tokens, instances: row.instances },
    by: tokensPerInstance,
  });
  return { stated: [row.instances, row.words], tokens, density };
}
