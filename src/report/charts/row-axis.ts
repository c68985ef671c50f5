/** A vertical axis of named rows, from the top: row 0, row 1, … Names that are long are broken into lines. */
import { singleLine } from "../single-line.ts";
import { textWidth } from "../svg/text-width.ts";
import { wrap } from "../wrap.ts";
import { axisTitle, gridStyle, tickStyle } from "./frame.ts";
import { COLOURS, chartFont, measured, TEXT } from "./look.ts";

/** Room for a name, in pixels. */
const NAME_WIDTH = 190;

export function rowAxis(title: string, names: readonly string[]) {
  const lines = names.map((name) => [
    ...wrap(singleLine(name), NAME_WIDTH, (text) => textWidth(text, measured(TEXT.label))),
  ]);
  return {
    type: "linear" as const,
    min: -0.5,
    max: names.length - 0.5,
    reverse: true,
    title: axisTitle(title),
    grid: gridStyle(true),
    border: { display: true, color: COLOURS.grid },
    ticks: {
      ...tickStyle(),
      color: COLOURS.ink,
      font: chartFont(TEXT.label),
      callback: (value: number | string) => lines[Number(value)] ?? "",
    },
    afterBuildTicks: (axis: { ticks: { value: number }[] }) => {
      axis.ticks = names.map((_, value) => ({ value }));
    },
  };
}
