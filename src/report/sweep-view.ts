/** A sweep of few points for people: a table, and a line or a heat map for each figure that is a number. */
import { heatMap } from "./charts/heat-map.ts";
import type { Picture } from "./charts/picture.ts";
import { sweepLineChart } from "./charts/sweep-line.ts";
import { formatInterval } from "./interval.ts";
import { formatPercent, formatQuantity } from "./quantity.ts";
import type { SweepRow } from "./sweep-rows.ts";
import { type Row, type Table, table, textCell, textColumn } from "./table.ts";

export interface SweepView {
  readonly figures: readonly { readonly id: string; readonly label: string; readonly unit: string }[];
  readonly axes: readonly {
    readonly path: string;
    readonly label: string;
    readonly unit: string;
    readonly values: readonly (number | string)[];
  }[];
  readonly rows: readonly SweepRow[];
}

/** One figure over two assumptions stands in a grid, as long as it is not too wide; all else in a list. */
export function sweepTables(view: SweepView): readonly Table[] {
  const [up, across] = view.axes;
  if (view.axes.length !== 2 || view.figures.length !== 1 || !up || !across || across.values.length > WIDEST)
    return [listTable(view)];
  return [gridTable(view, up, across)];
}

const WIDEST = 12;

type Axis = SweepView["axes"][number];

const right = (key: string, label: string) => ({ ...textColumn(key, label), alignment: "right" as const });
const atText = (at: number | string, unit: string): string =>
  typeof at === "number" ? formatQuantity(at, unit, { atMost: 6 }) : at;

function listTable({ figures, axes, rows }: SweepView): Table {
  const columns = [
    ...axes.map(({ path }) => right(`over.${path}`, path)),
    ...figures.map(({ id }) => right(`figure.${id}`, id)),
  ];
  const lines = rows.map(
    ({ at, values }): Row =>
      Object.fromEntries([
        ...axes.map(({ path, unit }, index) => [`over.${path}`, textCell(atText(at[index] ?? "", unit))] as const),
        ...figures.map(({ id, unit }, index) => [`figure.${id}`, textCell(valueText(values[index], unit))] as const),
      ]),
  );
  return table({ name: "sweep", caption: "", columns, rows: lines, footnotes: [] });
}

function gridTable({ figures: [figure], rows }: SweepView, up: Axis, across: Axis): Table {
  const columns = [
    right("up", `${up.path} ↓  ${across.path} →`),
    ...across.values.map((value, index) => right(`at${index}`, atText(value, across.unit))),
  ];
  const width = across.values.length;
  const lines = up.values.map((value, line): Row => {
    const cells = across.values.map((_, index) => {
      const swept = rows[line * width + index]?.values[0];
      return [`at${index}`, textCell(valueText(swept, figure?.unit ?? ""))] as const;
    });
    return Object.fromEntries([["up", textCell(atText(value, up.unit))] as const, ...cells]);
  });
  const caption = figure ? `${figure.label} (${figure.id})` : "";
  return table({ name: "sweep", caption, columns, rows: lines, footnotes: [] });
}

function valueText(swept: SweepRow["values"][number] | undefined, unit: string): string {
  if (!swept || swept.value === null) return "–";
  const { value, interval90, probability } = swept;
  if (typeof value === "string") {
    const share = probability === undefined ? "" : ` (${formatPercent(probability, { decimals: 0 })})`;
    return `${value.replaceAll("-", " ")}${share}`;
  }
  const text = formatQuantity(value, unit, { atMost: 4 });
  if (!interval90) return text;
  const [low, high] = interval90;
  return `${text} (${formatInterval({ low, high }, unit, { atMost: 3 })})`;
}

/** Nothing for three assumptions and more, and for figures that are words or do not apply everywhere. */
export function sweepPictures(view: SweepView, scale: "linear" | "log"): readonly Picture[] {
  const [first, second, third] = view.axes;
  if (!first || third) return [];
  return view.figures.flatMap((figure, index) => {
    const name = `sweep-${figure.id.replaceAll(".", "-").replaceAll("_", "-")}`;
    const values = view.rows.map(({ at, values: swept }) => ({ at, swept: swept[index] }));
    const numbers = values.flatMap(({ at, swept }) =>
      typeof swept?.value === "number" && Number.isFinite(swept.value)
        ? [{ at: at[0] ?? "", value: swept.value, ...(swept.interval90 && { interval90: swept.interval90 }) }]
        : [],
    );
    if (!second) {
      const drawable = numbers.length === values.length && numbers.length > 1;
      return drawable ? [sweepLineChart({ name, figure, axis: first, scale, points: numbers })] : [];
    }
    if (numbers.length === 0 || values.some(({ swept }) => typeof swept?.value === "string")) return [];
    const width = second.values.length;
    const cells = first.values.map((_, line) =>
      second.values.map((__, column) => {
        const value = values[line * width + column]?.swept?.value;
        return typeof value === "number" ? value : null;
      }),
    );
    return [heatMap({ name, figure, across: second, up: first, cells })];
  });
}
