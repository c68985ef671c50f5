/** How long those who ask wait, by load and number of GPUs. */

import type { Plugin } from "chart.js";
import type { ServingCurves } from "../../analysis/serving/curves.ts";
import { formatNumber } from "../number.ts";
import { counted } from "../quantity.ts";
import { drawText } from "./drawing.ts";
import { frame } from "./frame.ts";
import { linearAxis } from "./linear-axis.ts";
import { COLOURS, TEXT } from "./look.ts";
import { PICTURE_SIZE, type Picture } from "./picture.ts";
import { UndrawableError } from "./undrawable.ts";

export function servingLoadChart({ lines, promisedSeconds, plannedRequestsPerSecond }: ServingCurves): Picture {
  const most = Math.max(...lines.flatMap(({ points }) => points.map(({ requestsPerSecond }) => requestsPerSecond)));
  if (!Number.isFinite(most)) throw new UndrawableError("no number of GPUs carries any load");
  const top = 2 * promisedSeconds;
  const short = (value: number): string => formatNumber(value, { atMost: 2 });
  const carried = lines.map(({ gpus, points }) => ({
    gpus,
    load: points.findLast(({ p95Seconds }) => p95Seconds <= promisedSeconds)?.requestsPerSecond ?? 0,
  }));
  const [least] = carried;
  const title = `${counted(least?.gpus ?? 0, "GPUs")} ${least?.gpus === 1 ? "answers" : "answer"} ${short(least?.load ?? 0)} requests a second within the promise`;
  const labels = ["Promise", ...lines.map(({ gpus }) => counted(gpus, "GPUs"))];
  const shades = [COLOURS.dark, COLOURS.middle];
  return {
    name: "serving-load",
    title,
    alt: `P95 of the time to first token by load. Load at which it reaches the promised ${short(promisedSeconds)} s: ${carried.map(({ gpus, load }) => `${counted(gpus, "GPUs")} ${short(load)} requests a second`).join("; ")}. Planned: ${short(plannedRequestsPerSecond)}.`,
    ...PICTURE_SIZE,
    configuration: () => ({
      type: "line",
      data: {
        datasets: [
          {
            data: [
              { x: 0, y: promisedSeconds },
              { x: most, y: promisedSeconds },
            ],
            borderColor: COLOURS.warm,
            borderWidth: 2,
            borderDash: [6, 4],
            pointRadius: 0,
            fill: false,
          },
          ...lines.map(({ points }, index) => ({
            data: points
              .filter(({ p95Seconds }) => p95Seconds <= top)
              .map(({ requestsPerSecond, p95Seconds }) => ({ x: requestsPerSecond, y: p95Seconds })),
            borderColor: shades[index % shades.length] ?? COLOURS.dark,
            borderWidth: 3,
            pointRadius: 0,
            fill: false,
          })),
        ],
      },
      options: {
        ...frame(
          {
            title,
            subtitle: `P95 of the time to first token at the expected speed. The plan asks for ${short(plannedRequestsPerSecond)} requests a second.`,
          },
          { top: 18, right: 24 },
        ),
        scales: {
          x: {
            ...linearAxis({ title: "Load (requests/s)", max: most, holds: "numbers", grid: false }),
            min: 0,
          },
          y: {
            ...linearAxis({ title: "P95 of the time to first token (s)", max: top, holds: "numbers", grid: true }),
            min: 0,
          },
        },
      },
      plugins: [lineNames(labels)],
    }),
  };
}

/** The name of each line beside it. */
function lineNames(labels: readonly string[]): Plugin {
  return {
    id: "lineNames",
    afterDatasetsDraw(chart) {
      for (const [index, label] of labels.entries()) {
        const { data } = chart.getDatasetMeta(index);
        // The promise is named where no line is yet, every number of GPUs where its line ends.
        const at = index === 0 ? data[0] : data.at(-1);
        if (!at) continue;
        const align = index === 0 ? "left" : "right";
        drawText(chart.ctx, label, {
          x: at.x + (index === 0 ? 6 : 0),
          y: at.y - 10,
          align,
          size: TEXT.label,
          weight: 600,
        });
      }
    },
  };
}
