/** The name of every point of a scatter beside it, with a thin line where it had to stand further off. */
import type { Plugin } from "chart.js";
import { textWidth } from "../svg/text-width.ts";
import { drawLine, drawText } from "./drawing.ts";
import { type Box, isAmbiguous, type Labelled, placeLabels } from "./label-placement.ts";
import { COLOURS, measured, TEXT } from "./look.ts";

const HEIGHT = 15;
const LEADER_FROM = 11;
const LEADER_GAP = 2;

/** @param labels the names, by data set and point */
export function pointLabels(labels: readonly (readonly string[])[], radius: number): Plugin {
  return {
    id: "pointLabels",
    afterDatasetsDraw(chart) {
      const points = labels.flatMap((names, dataset) =>
        chart.getDatasetMeta(dataset).data.map(({ x, y }, index) => ({ x, y, name: names[index] ?? "" })),
      );
      const sized = points.map(({ x, y, name }) => ({
        x,
        y,
        width: textWidth(name, measured(TEXT.small)),
        height: HEIGHT,
      }));
      const boxes = placeLabels(sized, chart.chartArea, radius);
      for (const [index, box] of boxes.entries()) {
        const point = sized[index];
        if (point === undefined) continue;
        const y = (box.top + box.bottom) / 2;
        const others = sized.filter((_, other) => other !== index);
        const leader = leaderOf(point, box, radius, isAmbiguous(box, point, others));
        if (leader !== undefined) drawLine(chart.ctx, leader, { colour: COLOURS.axis, width: 1 });
        drawText(chart.ctx, points[index]?.name ?? "", { x: box.left, y, align: "left", size: TEXT.small });
      }
    },
  };
}

/** From the edge of the mark to just before the label, when they are far enough apart or near enough to others to need it. */
function leaderOf({ x, y }: Labelled, box: Box, radius: number, ambiguous: boolean) {
  const end = { x: Math.min(Math.max(x, box.left), box.right), y: Math.min(Math.max(y, box.top), box.bottom) };
  const length = Math.hypot(end.x - x, end.y - y);
  if (length < radius + (ambiguous ? 2 * LEADER_GAP : LEADER_FROM)) return undefined;
  const at = (distance: number) => ({
    x: x + ((end.x - x) * distance) / length,
    y: y + ((end.y - y) * distance) / length,
  });
  return [at(radius), at(length - LEADER_GAP)];
}
