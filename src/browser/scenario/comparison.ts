import type { ResultFigure } from "../../analysis/result.ts";
import { type Table, table, textCell, textColumn } from "../../report/table.ts";
import { figureText, intervalText } from "../../report/tables/figure-text.ts";
import type { Answer } from "../plan/answer.ts";

export interface Compared {
  readonly name: string;
  readonly answer: Answer;
}

/** Figures that a comparison begins with, where the plan has them; judgements follow. */
const FIRST = [
  "conversation.cost_usd.mean",
  "conversation.cost_usd.p95",
  "conversation.total_cost_usd.mean",
  "conversation.total_cost_usd.p95",
  "volume.cost_usd.mean",
  "data.instances",
  "compute.h100_days_per_session",
  "training.h100_days",
  "training.cost_eur",
] as const;

/** Figures of several scenarios side by side: the main ones, then every other that is not the same in all. */
export function comparisonTable(compared: readonly Compared[], everything: boolean): Table {
  const [first] = compared;
  const all = Object.keys(first?.answer.figures ?? {});
  const main = [
    ...FIRST.filter((id) => all.includes(id)),
    ...all.filter((id) => /^approach\.[^.]+\.suitability$/.test(id)),
  ];
  const differing = all.filter((id) => !main.includes(id) && new Set(compared.map((one) => textAt(one, id))).size > 1);
  const ids = everything ? [...main, ...differing] : main;
  return table({
    name: "comparison",
    caption: `${compared.length} scenarios side by side, computed with the same draws`,
    columns: [
      textColumn("figure", "Figure"),
      ...compared.map(({ name }, place) => ({ ...textColumn(`s${place}`, name), alignment: "right" as const })),
    ],
    rows: ids.map((id) => ({
      figure: textCell(first?.answer.figures[id]?.label ?? id),
      ...Object.fromEntries(compared.map((one, place) => [`s${place}`, textCell(textAt(one, id))])),
    })),
    rowKeys: ids,
    footnotes: everything ? [] : [`${differing.length} more figures differ.`],
  });
}

function textAt({ answer }: Compared, id: string): string {
  const figure: ResultFigure | undefined = answer.figures[id];
  if (!figure) return "–";
  const interval = intervalText(figure);
  return interval === "" ? figureText(figure) : `${figureText(figure)} (${interval})`;
}
