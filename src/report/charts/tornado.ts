/** What each input by itself does to a figure: bars from the input's low end to its high end, the largest on top. */
import { formatInterval } from "../interval.ts";
import { formatQuantity, isShare } from "../quantity.ts";
import { singleLine } from "../single-line.ts";
import { frame } from "./frame.ts";
import { COLOURS } from "./look.ts";
import { PICTURE_SIZE, type Picture } from "./picture.ts";
import { REFERENCE_ROOM, referenceLines } from "./reference-lines.ts";
import { rowAxis } from "./row-axis.ts";
import { type SideColumn, sideColumns, sideWidth } from "./side-columns.ts";
import { axisUnit, spanAxis } from "./span-axis.ts";

export interface TornadoChart {
  /** What the figure is, and its unit as in `formatQuantity`. */
  readonly label: string;
  readonly unit: string;
  readonly basis: "p10-p90" | "ten-percent";
  /** The figure with every input at its median. */
  readonly central: number;
  /** Largest swing first. */
  readonly bars: readonly {
    readonly label: string;
    readonly unit: string;
    readonly low: { readonly input: number; readonly figure: number };
    readonly high: { readonly input: number; readonly figure: number };
  }[];
}

/** As many bars as there is room for. */
const MOST_BARS = 9;
const DIGITS = { atMost: 4 } as const;

const ENDS = {
  "p10-p90": {
    head: "P10–P90",
    subtitle: "Each input goes from its P10 (pale) to its P90 (dark), the others stay at their medians.",
  },
  "ten-percent": {
    head: "±10%",
    subtitle: "No input has a stated spread: each goes 10% down (pale) and 10% up (dark), the others stay as they are.",
  },
} as const;

export function tornadoChart({ label, unit, basis, central, bars }: TornadoChart): Picture {
  const shown = bars.slice(0, MOST_BARS);
  const [first] = shown;
  if (first === undefined) throw new RangeError("bars: none, expected at least one");
  const text = (value: number): string => formatQuantity(value, unit, DIGITS);
  const { head, subtitle } = ENDS[basis];
  const title = `${singleLine(label)}: what moves it most`;
  const left = bars.length - shown.length;
  const said = shown.map(
    (bar) => `${bar.label} ${inputs(bar)} gives ${text(bar.low.figure)} to ${text(bar.high.figure)}`,
  );
  const columns: readonly SideColumn[] = [{ head, cells: shown.map((bar) => singleLine(inputs(bar))) }];
  const percent = isShare(unit) ? 100 : 1;
  const side = (end: "low" | "high", colour: string) => ({
    data: shown.map((bar, row) => ({ x: [central * percent, bar[end].figure * percent] as [number, number], y: row })),
    barThickness: Math.min(26, 230 / shown.length),
    grouped: false,
    backgroundColor: colour,
    borderColor: COLOURS.dark,
    borderWidth: 1,
    borderSkipped: false as const,
  });
  const line = {
    value: central * percent,
    label: `${basis === "p10-p90" ? "All at their medians" : "As planned"}: ${text(central)}`,
    stroke: { colour: COLOURS.ink, width: 2 },
  };
  return {
    name: "tornado",
    title,
    alt: `${title}. ${label} is ${text(central)} with every input at its median. ${said.join("; ")}.`,
    ...PICTURE_SIZE,
    configuration: () => ({
      type: "bar",
      data: {
        // Chart.js types a bar's ends as one number; a pair makes it float.
        datasets: [side("low", COLOURS.pale), side("high", COLOURS.dark)] as never[],
      },
      options: {
        ...frame(
          { title, subtitle: `${subtitle}${left > 0 ? ` The ${left} smallest are left out.` : ""}` },
          { top: REFERENCE_ROOM, right: sideWidth(columns) },
        ),
        indexAxis: "y",
        scales: {
          x: spanAxis({
            title: `${label} (${axisUnit(unit)})`,
            values: [central, ...shown.flatMap(({ low, high }) => [low.figure, high.figure])],
            unit,
          }),
          y: {
            ...rowAxis(
              "Input",
              shown.map((bar) => bar.label),
            ),
            grid: { display: false },
          },
        },
      },
      plugins: [referenceLines([line], false), sideColumns(columns)],
    }),
  };
}

function inputs({ low, high, unit }: TornadoChart["bars"][number]): string {
  const [from, to] = [Math.min(low.input, high.input), Math.max(low.input, high.input)];
  return formatInterval({ low: from, high: to }, unit, DIGITS);
}
