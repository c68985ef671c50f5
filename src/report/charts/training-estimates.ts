/** Three estimates of a training run and the recommended one, with their intervals, on one logarithmic axis. */
import { formatNumber } from "../number.ts";
import { frame } from "./frame.ts";
import { logAxis } from "./log-axis.ts";
import { COLOURS } from "./look.ts";
import { type Amount, needInterval, needText } from "./need-text.ts";
import { PICTURE_SIZE, type Picture } from "./picture.ts";
import { rowAxis } from "./row-axis.ts";
import { sideColumns, sideWidth } from "./side-columns.ts";
import { UndrawableError } from "./undrawable.ts";
import { whiskers } from "./whiskers.ts";

export interface TrainingEstimates {
  readonly gpu: string;
  /** GPU-hours; an estimate that there is none of is absent. */
  readonly estimates: readonly (Amount & { readonly label: string })[];
  readonly recommended: Amount;
}

/** Room for the heads of the columns beside the plot. */
const HEAD_ROOM = 14;

export function trainingEstimatesChart({ gpu, estimates, recommended }: TrainingEstimates): Picture {
  const rows = [...estimates, { ...recommended, label: "Recommended" }];
  const placed = rows.flatMap(({ value, interval90 }) => [
    value,
    ...(interval90 ? [interval90.low, interval90.high] : []),
  ]);
  if (!placed.every((value) => value > 0 && Number.isFinite(value)))
    throw new UndrawableError("GPU-hours: a value that is not above 0 and finite");
  const title = `The run takes about ${needText(recommended)} hours of ${gpu}; ${agreement(estimates)}`;
  const described = rows.map(
    (row) => `${row.label} ${needText(row)}${row.interval90 ? ` (90% interval ${needInterval(row)})` : ""}`,
  );
  const columns = [
    { head: "GPU-hours", cells: rows.map(needText) },
    { head: "90% interval", cells: rows.map(needInterval) },
  ];
  return {
    name: "training-estimates",
    title,
    alt: `${title}. GPU-hours: ${described.join("; ")}.`,
    ...PICTURE_SIZE,
    configuration: () => ({
      type: "scatter",
      data: {
        datasets: [
          {
            data: rows.map(({ value }, row) => ({ x: value, y: row })),
            clip: false,
            pointRadius: rows.map((_, row) => (row === rows.length - 1 ? 9 : 6)),
            pointBorderWidth: 2.5,
            pointBorderColor: COLOURS.dark,
            pointBackgroundColor: rows.map((_, row) => (row === rows.length - 1 ? COLOURS.dark : COLOURS.paper)),
          },
        ],
      },
      options: {
        ...frame(
          { title, subtitle: "Lines are 90% intervals: how far runs by different teams lie apart." },
          { top: HEAD_ROOM, right: sideWidth(columns) },
        ),
        scales: {
          x: logAxis(`Hours of one ${gpu} (GPU-hours, logarithmic)`, placed, 1.12),
          y: rowAxis(
            "Estimate",
            rows.map(({ label }) => label),
          ),
        },
      },
      plugins: [whiskers(rows.map(({ interval90 }) => interval90)), sideColumns(columns)],
    }),
  };
}

/** How far the estimates lie apart, in words. */
function agreement(estimates: readonly Amount[]): string {
  const values = estimates.map(({ value }) => value);
  const factor = Math.max(...values) / Math.min(...values);
  if (values.length < 2) return "there is one estimate only";
  if (factor < 1.15) return "the estimates agree within 15%";
  return `the estimates differ by a factor of ${formatNumber(factor, { significant: 2 })}`;
}
