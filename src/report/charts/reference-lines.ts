/** Vertical lines at values that a reader compares with, each with its label above the plot. */
import type { Chart, Plugin } from "chart.js";
import { textWidth } from "../svg/text-width.ts";
import { type Drawing, drawLine, drawText, type Stroke } from "./drawing.ts";
import { COLOURS, measured, TEXT } from "./look.ts";

export interface ReferenceLine {
  readonly value: number;
  readonly label: string;
  readonly stroke: Stroke;
}

/** Height in pixels that the labels need above the plot. */
export const REFERENCE_ROOM = 22;

const GAP = 14;

/**
 * @param lines in rising order of their values
 * @param shadeBeyond greys the plot to the right of the last line: what lies there does not fit
 */
export function referenceLines(lines: readonly ReferenceLine[], shadeBeyond: boolean): Plugin {
  return {
    id: "referenceLines",
    // Before everything else, so that the grid lies on top.
    beforeDraw(chart) {
      const { left, right, top, bottom } = chart.chartArea;
      const from = Math.max(left, ...lines.map(({ value }) => pixel(chart, value)));
      if (!shadeBeyond || from >= right) return;
      const drawing: Drawing = chart.ctx;
      drawing.save();
      drawing.fillStyle = COLOURS.beyond;
      drawing.fillRect(from, top, right - from, bottom - top);
      drawing.restore();
    },
    afterDatasetsDraw(chart) {
      const { top, bottom } = chart.chartArea;
      const starts = labelStarts(chart, lines);
      for (const [index, { value, label, stroke }] of lines.entries()) {
        const x = pixel(chart, value);
        drawLine(
          chart.ctx,
          [
            { x, y: top - 3 },
            { x, y: bottom },
          ],
          stroke,
        );
        const place = { x: starts[index] ?? x, y: top - 13, align: "left", size: TEXT.label, weight: 600 } as const;
        drawText(chart.ctx, label, place);
      }
    },
  };
}

/** Centred over its line where there is room; moved aside, in the order of the lines, where it would touch another. */
function labelStarts(chart: Chart, lines: readonly ReferenceLine[]): readonly number[] {
  const { left, right } = chart.chartArea;
  const widths = lines.map(({ label }) => textWidth(label, measured(TEXT.label, 600)));
  const starts: number[] = [];
  let free = left;
  for (const [index, { value }] of lines.entries()) {
    const width = widths[index] ?? 0;
    const start = Math.max(free, pixel(chart, value) - width / 2);
    starts.push(start);
    free = start + width + GAP;
  }
  let end = right;
  for (let index = lines.length - 1; index >= 0; index--) {
    const start = Math.min(starts[index] ?? left, end - (widths[index] ?? 0));
    starts[index] = start;
    end = start - GAP;
  }
  return starts;
}

function pixel(chart: Chart, value: number): number {
  return chart.scales.x?.getPixelForValue(value) ?? 0;
}
