/** A figure over two assumptions: a cell for each pair of values, darker where the figure is larger. */
import type { Plugin } from "chart.js";
import { formatInterval } from "../interval.ts";
import { formatQuantity } from "../quantity.ts";
import { singleLine } from "../single-line.ts";
import { textWidth } from "../svg/text-width.ts";
import { drawText } from "./drawing.ts";
import { frame } from "./frame.ts";
import { indexAxis } from "./index-axis.ts";
import { COLOURS, measured, TEXT } from "./look.ts";
import { PICTURE_SIZE, type Picture } from "./picture.ts";
import { axisUnit } from "./span-axis.ts";
import { UndrawableError } from "./undrawable.ts";

interface HeatAxis {
  readonly label: string;
  readonly unit: string;
  readonly values: readonly (number | string)[];
}

export interface HeatMap {
  /** Name of the file. */
  readonly name: string;
  readonly figure: { readonly label: string; readonly unit: string };
  readonly across: HeatAxis;
  readonly up: HeatAxis;
  /** A row for each value of `up`, in it a cell for each value of `across`; null where the figure does not apply. */
  readonly cells: readonly (readonly (number | null)[])[];
}

export function heatMap({ name, figure, across, up, cells }: HeatMap): Picture {
  const finite = cells
    .flat()
    .filter((value) => value !== null && Number.isFinite(value))
    .map(Number);
  if (finite.length === 0) throw new UndrawableError("cells: none with a number");
  const [least, most] = finite.reduce(
    ([low, high], value) => [Math.min(low, value), Math.max(high, value)],
    [Infinity, -Infinity],
  );
  const byPowers = least > 0 && most / least > 50;
  const place = (value: number): number => {
    if (most === least) return 0.5;
    return byPowers ? Math.log(value / least) / Math.log(most / least) : (value - least) / (most - least);
  };
  const said = (value: number): string => formatQuantity(value, figure.unit, { atMost: 3 });
  const where = ({ values, unit }: HeatAxis): string[] =>
    values.map((value) =>
      typeof value === "number" ? formatQuantity(value, axisValue(unit), { atMost: 4 }) : singleLine(value),
    );
  const titled = ({ label, unit }: HeatAxis): string =>
    unit === "" ? singleLine(label) : `${singleLine(label)} (${axisUnit(unit)})`;
  const title = `${singleLine(figure.label)}: ${formatInterval({ low: least, high: most }, figure.unit, { atMost: 3 })}`;
  const legend = [said(most), said(least)];
  const room = LEGEND + Math.max(...legend.map((text) => textWidth(text, measured(TEXT.small))));
  return {
    name,
    title,
    alt: `${title}, over ${singleLine(across.label)} and ${singleLine(up.label)}.`,
    ...PICTURE_SIZE,
    configuration: () => ({
      type: "scatter",
      data: { datasets: [] },
      options: {
        ...frame(
          {
            title,
            subtitle: `Darker is more${byPowers ? ", in powers" : ""}. Medians where other assumptions have a spread.`,
          },
          { top: 0, right: room },
        ),
        scales: { x: indexAxis(titled(across), where(across), "x"), y: indexAxis(titled(up), where(up), "y") },
      },
      plugins: [
        cellsPlugin({ cells, place, said: (value) => formatQuantity(value, bare(figure.unit), { atMost: 3 }) }),
        legendPlugin(legend),
      ],
    }),
  };
}

/** Ticks have no unit, which stands in the axis title; money and shares keep their signs. */
const axisValue = (unit: string): string =>
  unit === "fraction" || unit === "probability" || unit === "USD" || unit === "EUR" ? unit : "";
const bare = axisValue;

const LEGEND = 40;
const BAR_WIDTH = 14;

function cellsPlugin({
  cells,
  place,
  said,
}: {
  readonly cells: HeatMap["cells"];
  readonly place: (value: number) => number;
  readonly said: (value: number) => string;
}): Plugin {
  return {
    id: "heatCells",
    beforeDatasetsDraw({ ctx, chartArea: { left, top, width, height } }) {
      const rows = cells.length;
      for (const [up, row] of cells.entries()) {
        const [cellWidth, cellHeight] = [width / row.length, height / rows];
        for (const [across, value] of row.entries()) {
          const known = value !== null && Number.isFinite(value);
          const share = known ? place(value) : 0;
          const [x, y] = [left + across * cellWidth, top + (rows - 1 - up) * cellHeight];
          ctx.fillStyle = known ? shade(share) : COLOURS.beyond;
          // A hair wider, so that no white line shows between cells.
          ctx.fillRect(x, y, cellWidth + 0.3, cellHeight + 0.3);
          const text = known ? said(value) : "–";
          if (cellHeight < 16 || textWidth(text, measured(TEXT.small)) > cellWidth - 6) continue;
          const colour = known && share > LIGHT_TEXT ? COLOURS.paper : COLOURS.ink;
          drawText(ctx, text, {
            x: x + cellWidth / 2,
            y: y + cellHeight / 2,
            align: "center",
            size: TEXT.small,
            colour,
          });
        }
      }
    },
  };
}

/** The ramp beside the plot, from most to least. */
function legendPlugin([most = "", least = ""]: readonly string[]): Plugin {
  return {
    id: "heatLegend",
    afterDraw({ ctx, chartArea: { right, top, height } }) {
      const left = right + 14;
      for (let step = 0; step < STEPS; step++) {
        ctx.fillStyle = shade(1 - step / (STEPS - 1));
        ctx.fillRect(left, top + (step * height) / STEPS, BAR_WIDTH, height / STEPS + 0.3);
      }
      const text = { x: left + BAR_WIDTH + 6, align: "left", size: TEXT.small } as const;
      drawText(ctx, most, { ...text, y: top + 7 });
      drawText(ctx, least, { ...text, y: top + height - 7 });
    },
  };
}

/** From this share of the ramp on, white text has the better contrast. */
const LIGHT_TEXT = 0.62;

const STEPS = 32;

/** From nearly white to the darkest blue, evenly lighter to darker, so that a grey print reads the same. */
function shade(share: number): string {
  const mixed = LIGHT.map((light, index) => Math.round(light + (Number(DARK[index]) - light) * share));
  return `#${mixed.map((part) => part.toString(16).padStart(2, "0")).join("")}`;
}

const LIGHT = [0xe6, 0xf0, 0xf8];
const DARK = [0x12, 0x35, 0x5b];
