/** An axis of named places 0, 1, 2, …; of many names only as many are written as there is room for. */
import { axisTitle, gridStyle, tickStyle } from "./frame.ts";

export function indexAxis(title: string, names: readonly string[], direction: "x" | "y") {
  const most =
    direction === "x" ? Math.max(3, Math.floor(110 / Math.max(6, ...names.map(({ length }) => length)))) : 16;
  const every = Math.ceil(names.length / most);
  const shown = names.flatMap((_, index) => (index % every === 0 ? [index] : []));
  return {
    type: "linear" as const,
    min: -0.5,
    max: names.length - 0.5,
    title: axisTitle(title),
    grid: gridStyle(false),
    border: { display: true },
    ticks: { ...tickStyle(), callback: (value: number | string) => names[Number(value)] ?? "" },
    afterBuildTicks: (axis: { ticks: { value: number }[] }) => {
      axis.ticks = shown.map((value) => ({ value }));
    },
  };
}
