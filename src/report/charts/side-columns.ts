/** Columns of text to the right of a chart of rows: the exact values beside their marks, as in a table. */
import type { Plugin } from "chart.js";
import { textWidth } from "../svg/text-width.ts";
import { drawText } from "./drawing.ts";
import { COLOURS, measured, TEXT } from "./look.ts";

export interface SideColumn {
  readonly head: string;
  /** One text a row, from the top. */
  readonly cells: readonly string[];
}

const GAP = 18;

/** Width in pixels that the columns need beside the plot. */
export function sideWidth(columns: readonly SideColumn[]): number {
  return columns.reduce((total, column) => total + GAP + widthOf(column), 0);
}

/** Right-aligned; row `i` stands at the value `i` of the y axis. */
export function sideColumns(columns: readonly SideColumn[]): Plugin {
  return {
    id: "sideColumns",
    afterDatasetsDraw(chart) {
      let right = chart.chartArea.right;
      for (const column of columns) {
        right += GAP + widthOf(column);
        const place = { x: right, align: "right", size: TEXT.label } as const;
        drawText(chart.ctx, column.head, {
          ...place,
          y: chart.chartArea.top - 10,
          size: TEXT.tick,
          colour: COLOURS.quiet,
        });
        for (const [row, cell] of column.cells.entries()) {
          drawText(chart.ctx, cell, { ...place, y: chart.scales.y?.getPixelForValue(row) ?? 0 });
        }
      }
    },
  };
}

function widthOf({ head, cells }: SideColumn): number {
  const texts = cells.map((cell) => textWidth(cell, measured(TEXT.label)));
  return Math.max(textWidth(head, measured(TEXT.tick)), ...texts);
}
