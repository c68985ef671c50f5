import type { ResultFigure } from "../../analysis/result.ts";
import { numberColumn, type Table, table, textCell, textColumn } from "../table.ts";
import { figureCell } from "./figure-cell.ts";
import { type Figures, figureAt } from "./figure-table.ts";

/** Best size and tokens for the same computation, by both published laws; pre-training only. */
export function scalingTable(figures: Figures): readonly Table[] {
  if (figures["training.tokens_per_parameter"] === undefined) return [];
  const laws = [
    { key: "hoffmann_2022", label: "Hoffmann 2022, approach 3" },
    { key: "besiroglu_2024", label: "Besiroglu 2024, replication" },
  ];
  const at = (key: string, name: string): ResultFigure => figureAt(figures, `training.${key}.${name}`);
  return [
    table({
      name: "training-scaling",
      caption: "The best use of the same computation, by the Chinchilla laws",
      columns: [
        textColumn("law", "Law"),
        numberColumn({ key: "parameters", label: "Parameters", unit: "billion", digits: { atMost: 3 } }),
        numberColumn({ key: "tokens", label: "Tokens", unit: "billion", digits: { atMost: 3 } }),
        numberColumn({ key: "loss", label: "Expected loss of this plan", unit: "nats/token", digits: { decimals: 3 } }),
      ],
      rows: laws.map(({ key, label }) => ({
        law: textCell(label),
        parameters: figureCell(at(key, "optimal_parameters"), { scale: 1e9 }),
        tokens: figureCell(at(key, "optimal_tokens"), { scale: 1e9 }),
        loss: figureCell(at(key, "loss")),
      })),
      footnotes: [
        "The laws give the lowest loss for a training computation; a model that is used much is worth training longer.",
      ],
    }),
  ];
}
