/** A figure over one assumption: a line, with the 90 % band where other assumptions have a spread. */
import { formatQuantity, isShare } from "../quantity.ts";
import { singleLine } from "../single-line.ts";
import { frame } from "./frame.ts";
import { indexAxis } from "./index-axis.ts";
import { logAxis } from "./log-axis.ts";
import { COLOURS } from "./look.ts";
import { PICTURE_SIZE, type Picture } from "./picture.ts";
import { axisUnit, spanAxis } from "./span-axis.ts";
import { UndrawableError } from "./undrawable.ts";

export interface SweepLine {
  /** Name of the file. */
  readonly name: string;
  readonly figure: { readonly label: string; readonly unit: string };
  readonly axis: { readonly label: string; readonly unit: string };
  readonly scale: "linear" | "log";
  readonly points: readonly {
    readonly at: number | string;
    readonly value: number;
    readonly interval90?: readonly [number, number];
  }[];
}

export function sweepLineChart({ name, figure, axis, scale, points }: SweepLine): Picture {
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last || first === last) throw new UndrawableError(`points: ${points.length}, expected at least two`);
  const words = points.some(({ at }) => typeof at === "string");
  const percent = (unit: string): number => (isShare(unit) ? 100 : 1);
  const across = words ? 1 : percent(axis.unit);
  const x = (at: number | string, index: number): number => (words ? index : Number(at) * across);
  const said = (value: number): string => formatQuantity(value, figure.unit, { atMost: 4 });
  const where = (at: number | string): string =>
    typeof at === "number" ? formatQuantity(at, axis.unit, { atMost: 4 }) : singleLine(at);
  const banded = points.every(({ interval90 }) => interval90 !== undefined);
  const title = `${singleLine(figure.label)} over ${singleLine(axis.label)}`;
  const line = (pick: (point: SweepLine["points"][number]) => number) =>
    points.map((point, index) => ({ x: x(point.at, index), y: pick(point) * percent(figure.unit) }));
  const edge = { borderColor: COLOURS.middle, borderWidth: 1.5, borderDash: [2, 3], pointRadius: 0 };
  const marks = points.length <= MOST_MARKS ? 3.5 : 0;
  const axisTitle = axis.unit === "" ? singleLine(axis.label) : `${singleLine(axis.label)} (${axisUnit(axis.unit)})`;
  const horizontal = words
    ? indexAxis(
        axisTitle,
        points.map(({ at }) => where(at)),
        "x",
      )
    : scale === "log"
      ? logAxis(
          axisTitle,
          points.map(({ at }) => Number(at) * across),
          1,
        )
      : spanAxis({ title: axisTitle, values: points.map(({ at }) => Number(at)), unit: axis.unit });
  return {
    name,
    title,
    alt: `${title}: from ${said(first.value)} at ${where(first.at)} to ${said(last.value)} at ${where(last.at)}.`,
    ...PICTURE_SIZE,
    configuration: () => ({
      type: "line",
      data: {
        datasets: [
          {
            data: line(({ value }) => value),
            borderColor: COLOURS.dark,
            backgroundColor: COLOURS.dark,
            borderWidth: 3,
            pointRadius: marks,
            fill: false,
          },
          ...(banded
            ? [
                { data: line(({ interval90, value }) => interval90?.[0] ?? value), ...edge, fill: false },
                {
                  data: line(({ interval90, value }) => interval90?.[1] ?? value),
                  ...edge,
                  backgroundColor: COLOURS.pale,
                  fill: { target: 1 },
                },
              ]
            : []),
        ],
      },
      options: {
        ...frame(
          {
            title,
            subtitle: banded
              ? "The line is the median of the drawn plans; the band holds nine in ten."
              : "All other assumptions as planned.",
          },
          { top: 0, right: 10 },
        ),
        scales: {
          x: horizontal,
          y: spanAxis({
            title:
              figure.unit === "" ? singleLine(figure.label) : `${singleLine(figure.label)} (${axisUnit(figure.unit)})`,
            values: points.flatMap(({ value, interval90 }) => [value, ...(banded ? (interval90 ?? []) : [])]),
            unit: figure.unit,
          }),
        },
      },
    }),
  };
}

const MOST_MARKS = 25;
