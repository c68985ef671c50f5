import { emptyCell, quantityColumn, table, textCell, textColumn } from "../table.ts";
import { figureCell } from "../tables/figure-cell.ts";
import { type Figures, figureAt } from "../tables/figure-table.ts";
import { figureText } from "../tables/figure-text.ts";
import type { Section } from "./section.ts";

/** One model and one way to send a conversation. */
export interface HostedRow {
  /** Where its figures stand: `hosted.gpt_4o`. */
  readonly id: string;
  readonly label: string;
  readonly way: string;
  readonly meanUsd: number;
}

/** What a conversation costs with each model and way. */
export function hostedSection(rows: readonly HostedRow[], figures: Figures): Section {
  const [cheapest] = [...rows].sort((a, b) => a.meanUsd - b.meanUsd);
  const cell = (id: string) => {
    const figure = figures[id];
    return figure ? figureCell(figure, figure) : emptyCell;
  };
  const months = rows.some(({ id }) => figures[`${id}.month_cost_usd`]);
  return {
    title: "Hosted models",
    answer: cheapest
      ? `The cheapest is ${cheapest.label}, ${cheapest.way}: ${figureText(figureAt(figures, `${cheapest.id}.cost_usd.mean`))} a conversation on average.`
      : "No model to compare.",
    tables: [
      table({
        name: "hosted-models",
        caption: "Cost of a conversation by model and way to send it, every assumption at its median",
        columns: [
          textColumn("model", "Model"),
          textColumn("way", "Sent"),
          quantityColumn("mean", "Mean"),
          quantityColumn("p95", "P95"),
          ...(months ? [quantityColumn("month", "First month")] : []),
        ],
        rows: rows.map(({ id, label, way }) => ({
          model: textCell(label),
          way: textCell(way),
          mean: cell(`${id}.cost_usd.mean`),
          p95: cell(`${id}.cost_usd.p95`),
          ...(months && { month: cell(`${id}.month_cost_usd`) }),
        })),
        rowKeys: rows.map(({ id }) => id),
        footnotes: [],
      }),
    ],
  };
}
