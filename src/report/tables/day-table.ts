import { quantityColumn, type Table, table, textCell, textColumn } from "../table.ts";
import { figureCell } from "./figure-cell.ts";
import { type Figures, figureAt } from "./figure-table.ts";

/** A service by the hours of a day, where a daily profile is known: load, GPUs and utilisation. */
export function dayTables(figures: Figures): readonly Table[] {
  if (figures["serving.hour_00.gpus"] === undefined) return [];
  const hours = Array.from({ length: 24 }, (_, hour) => String(hour).padStart(2, "0"));
  const cell = (hour: string, name: string) => {
    // Intervals stand in the table of the figures; here every hour has the same digits.
    const { interval90: _interval, ...found } = figureAt(figures, `serving.hour_${hour}.${name}`);
    return figureCell(found, found);
  };
  return [
    table({
      name: "serving-day",
      caption: "The service by the hours of the day that is planned for",
      columns: [
        textColumn("hour", "From"),
        quantityColumn("load", "Load"),
        quantityColumn("gpus", "GPUs that keep the promise"),
        quantityColumn("used", "Used of what the GPUs could answer"),
      ],
      rows: hours.map((hour) => ({
        hour: textCell(`${hour}:00`),
        load: cell(hour, "requests_per_second"),
        gpus: cell(hour, "gpus"),
        used: cell(hour, "utilisation"),
      })),
      footnotes: ["The last column is for GPUs that run all day, sized for the busiest hour, spare included."],
    }),
  ];
}

/** Figures of the whole day. */
export const DAY_IDS = ["day_peak_over_mean", "day_utilisation", "day_mean_gpus"];
