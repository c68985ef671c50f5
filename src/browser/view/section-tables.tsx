import type { Picture } from "../../report/charts/picture.ts";
import type { Table } from "../../report/table.ts";
import { ChartFigure } from "./chart-figure.tsx";
import { DataTable } from "./data-table.tsx";

/** Charts, each with the tables behind it, by name. */
export function Charts(props: { readonly pictures: readonly Picture[]; readonly behind: BehindCharts }) {
  const { pictures, behind } = props;
  return (
    <div class="charts">
      {pictures.map((picture) => {
        const tables = behind[picture.name] ?? [];
        return (
          <ChartFigure key={picture.name} picture={picture}>
            {tables.length > 0 ? tables.map((table) => <DataTable key={table.name} table={table} />) : null}
          </ChartFigure>
        );
      })}
    </div>
  );
}

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
