import type { Picture } from "../../report/charts/picture.ts";
import type { Table } from "../../report/table.ts";
import type { Workbench } from "../bench/workbench.ts";
import type { Follower } from "../plan/follower.ts";
import { ChartFigure } from "./chart-figure.tsx";
import { DataTable } from "./data-table.tsx";

/** Charts, each with the tables behind it, by name. */
export function Charts(props: {
  readonly bench: Workbench;
  readonly pictures: readonly Picture[];
  readonly behind: BehindCharts;
}) {
  const { bench, pictures, behind } = props;
  const { waiting } = bench.shown.value;
  return (
    <div class="charts">
      {pictures.map((picture) => {
        const tables = behind[picture.name] ?? [];
        return (
          <ChartFigure key={picture.name} picture={picture} waiting={isWaiting(waiting, picture.name)}>
            {tables.length > 0 ? tables.map((table) => <DataTable key={table.name} table={table} />) : null}
          </ChartFigure>
        );
      })}
    </div>
  );
}

/** What charts wait for, by the beginnings of their names. */
const DRAWN_FROM: readonly (readonly [string, Follower])[] = [
  ["fan-", "fan"],
  ["tornado", "sensitivity"],
  ["variance-shares", "variance"],
  ["serving-load", "serving"],
  ["cost-by-volume", "volumeCurves"],
  ["cost-", "curves"],
];

const isWaiting = (waiting: ReadonlySet<Follower>, name: string): boolean => {
  const from = DRAWN_FROM.find(([start]) => name.startsWith(start));
  return from !== undefined && waiting.has(from[1]);
};

/** The tables that hold a chart's numbers, by the chart's name. */
export type BehindCharts = Readonly<Record<string, readonly Table[]>>;

/** Tables one under another. */
export function Tables({ tables }: { readonly tables: readonly Table[] }) {
  return (
    <div class="tables">
      {tables.map((table) => (
        <DataTable key={table.name} table={table} />
      ))}
    </div>
  );
}

export const named = (tables: readonly Table[], ...names: readonly string[]): readonly Table[] =>
  tables.filter(({ name }) => names.includes(name));
