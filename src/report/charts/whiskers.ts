/** Horizontal intervals with end caps, behind the marks of their rows. */
import type { Plugin } from "chart.js";
import type { Interval } from "../interval.ts";
import { drawLine } from "./drawing.ts";
import { COLOURS } from "./look.ts";

const CAP = 5;

/** @param intervals one a row, from the top; undefined where a row has none */
export function whiskers(intervals: readonly (Interval | undefined)[]): Plugin {
  return {
    id: "whiskers",
    beforeDatasetsDraw(chart) {
      const { x: horizontal, y: vertical } = chart.scales;
      if (horizontal === undefined || vertical === undefined) return;
      const stroke = { colour: COLOURS.dark, width: 2 };
      for (const [row, interval] of intervals.entries()) {
        if (interval === undefined) continue;
        const y = vertical.getPixelForValue(row);
        const [low, high] = [interval.low, interval.high].map((value) => horizontal.getPixelForValue(value));
        if (low === undefined || high === undefined) continue;
        drawLine(
          chart.ctx,
          [
            { x: low, y },
            { x: high, y },
          ],
          stroke,
        );
        for (const x of [low, high])
          drawLine(
            chart.ctx,
            [
              { x, y: y - CAP },
              { x, y: y + CAP },
            ],
            stroke,
          );
      }
    },
  };
}
