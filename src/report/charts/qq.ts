/** Quantiles of the data against those of the fitted law: on the line where the law is right. */
import { formatNumber } from "../number.ts";
import { drawLine } from "./drawing.ts";
import { frame } from "./frame.ts";
import { logAxis } from "./log-axis.ts";
import { COLOURS } from "./look.ts";
import { PICTURE_SIZE, type Picture } from "./picture.ts";

export interface QuantilePair {
  /** Probability, 0–1. */
  readonly p: number;
  readonly measured: number;
  readonly expected: number;
}

export interface QuantilePlot {
  readonly key: string;
  readonly label: string;
  readonly unit: string;
  readonly law: string;
  /** In rising order; values above 0. */
  readonly pairs: readonly QuantilePair[];
}

export function quantilePlot({ key, label, unit, law, pairs }: QuantilePlot): Picture {
  const values = pairs.flatMap(({ measured, expected }) => [measured, expected]);
  if (values.length === 0) throw new RangeError("pairs: none, expected at least one");
  const at = (p: number): QuantilePair | undefined => pairs.find((pair) => Math.abs(pair.p - p) < 1e-9);
  const told = [0.5, 0.95, 0.99].flatMap((p) => at(p) ?? []);
  const title = `${label}: quantiles of the log against those of the ${law} law`;
  const words = told.map(
    ({ p, measured, expected }) =>
      `P${formatNumber(p * 100, { atMost: 3 })} ${number(measured)} measured, ${number(expected)} by the law`,
  );
  return {
    name: `qq-${key}`,
    title,
    alt: `${title}. ${words.join("; ")}.`,
    ...PICTURE_SIZE,
    configuration: () => ({
      type: "scatter",
      data: {
        datasets: [
          {
            data: pairs.map(({ measured, expected }) => ({ x: expected, y: measured })),
            backgroundColor: COLOURS.middle,
            borderColor: COLOURS.dark,
            pointRadius: 3.5,
          },
        ],
      },
      options: {
        ...frame(
          {
            title,
            subtitle: `From P1 to P99.9. Above the line the log has longer ones than the law. ${words.join("; ")}.`,
          },
          { top: 0, right: 0 },
        ),
        scales: {
          x: logAxis(`By the law (${unit}, logarithmic)`, values, 1.05),
          y: logAxis(`Measured (${unit}, logarithmic)`, values, 1.05),
        },
      },
      plugins: [
        {
          id: "equality",
          beforeDatasetsDraw(chart) {
            const { x, y } = chart.scales;
            if (!x || !y) return;
            const ends = [Math.max(x.min, y.min), Math.min(x.max, y.max)];
            const points = ends.map((end) => ({ x: x.getPixelForValue(end), y: y.getPixelForValue(end) }));
            drawLine(chart.ctx, points, { colour: COLOURS.warm, width: 1.5, dash: [6, 4] });
          },
        },
      ],
    }),
  };
}

const number = (value: number): string => formatNumber(value, { atMost: 3 });
