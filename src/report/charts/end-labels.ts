/** The name of each line at its right end, in place of a legend. */
import type { Plugin } from "chart.js";
import { textWidth } from "../svg/text-width.ts";
import { drawText } from "./drawing.ts";
import { measured, TEXT } from "./look.ts";

const GAP = 8;
const LINE_HEIGHT = 16;

/** Width in pixels that the names need beside the plot. */
export function endLabelWidth(labels: readonly string[]): number {
  return GAP + Math.max(...labels.map((label) => textWidth(label, measured(TEXT.label, 600))));
}

/** @param labels one a data set; names that would touch are moved apart */
export function endLabels(labels: readonly string[]): Plugin {
  return {
    id: "endLabels",
    afterDatasetsDraw(chart) {
      const ends = labels
        .map((label, index) => ({ label, y: chart.getDatasetMeta(index).data.at(-1)?.y ?? 0 }))
        .sort((one, other) => one.y - other.y);
      let lowest = Number.NEGATIVE_INFINITY;
      for (const { label, y } of ends) {
        lowest = Math.max(y, lowest + LINE_HEIGHT);
        const place = {
          x: chart.chartArea.right + GAP,
          y: lowest,
          align: "left",
          size: TEXT.label,
          weight: 600,
        } as const;
        drawText(chart.ctx, label, place);
      }
    },
  };
}
