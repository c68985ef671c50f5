import type { ResultFigure } from "../../analysis/result.ts";
import { type Cell, emptyCell, quantityColumn, type Table, table, textCell, textColumn } from "../table.ts";
import { figureCell, intervalCell } from "./figure-cell.ts";
import { intervalOf } from "./figure-digits.ts";

export type Figures = Readonly<Record<string, ResultFigure>>;

/** A figure by its id; asking for one that was not computed is a defect. */
export function figureAt(figures: Figures, id: string): ResultFigure {
  const figure = figures[id];
  if (!figure) throw new RangeError(`no figure ${id} was computed`);
  return figure;
}

/**
 * Figures of different kinds under each other: what, how much, and how sure.
 *
 * @param spec.exactOtherwise figures without a standard error are exact, beside others that are simulated, and the table
 *   says so
 */
export function figureTable(spec: {
  readonly name: string;
  readonly caption: string;
  readonly ids: readonly string[];
  readonly figures: Figures;
  readonly footnotes?: readonly string[];
  readonly exactOtherwise?: boolean;
}): Table {
  const { exactOtherwise = false } = spec;
  const shown = spec.ids.map((id) => figureAt(spec.figures, id));
  const spread = shown.some(intervalOf);
  const simulated = exactOtherwise || shown.some((figure) => figure.standardError !== undefined);
  return table({
    name: spec.name,
    caption: spec.caption,
    columns: [
      textColumn("figure", "Figure"),
      quantityColumn("value", "Value"),
      ...(spread ? [quantityColumn("interval", "90% interval")] : []),
      ...(simulated ? [quantityColumn("error", "Standard error")] : []),
    ],
    rows: shown.map((figure) => ({
      figure: textCell(figure.label),
      value: figureCell(figure, figure),
      ...(spread && { interval: intervalCell(figure, figure) }),
      ...(simulated && { error: errorCell(figure, exactOtherwise) }),
    })),
    rowKeys: spec.ids,
    footnotes: spec.footnotes ?? [],
  });
}

function errorCell({ standardError, unit }: ResultFigure, exactOtherwise: boolean): Cell {
  if (standardError === undefined) return exactOtherwise ? textCell("exact") : emptyCell;
  return { kind: "number", value: standardError, unit, digits: { significant: 2 } };
}
