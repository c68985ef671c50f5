import { daysOfHours, gpuHours, h100Hours, h100HoursOfFlop, hoursOfDays } from "../../model/hardware.ts";
import { type Figure, figure, type Quantity } from "../node.ts";
import type { RunRow, RunTable, Table } from "../plan/reference-tables.ts";
import type { Equivalence } from "./hardware.ts";

export interface RunFigures {
  /** The rows' own numbers that tables show, and what they come to. */
  readonly figures: readonly (Figure<number> | Quantity)[];
  /** H100-hours by row, for the rows that state enough to tell. */
  readonly h100Hours: ReadonlyMap<string, Figure<number>>;
}

/** Published runs as H100-hours and H100-days, through the equivalence factors. */
export function runsSheet(name: RunTable, table: Table<RunRow>, equivalence: Equivalence): RunFigures {
  const rows = Object.entries(table.rows).map(([key, row]) => ({
    key,
    figures: runFigures(name, key, row, equivalence),
  }));
  return {
    figures: [...Object.values(table.rows).flatMap(statedSizes), ...rows.flatMap(({ figures }) => figures)],
    h100Hours: new Map(rows.flatMap(({ key, figures }) => figures.filter(isH100Hours).map((hours) => [key, hours]))),
  };
}

/** What a row states about the size of its run, apart from its hardware. */
const statedSizes = (row: RunRow): readonly Quantity[] =>
  [
    row.parameters,
    row.training_tokens,
    row.instances,
    row.batch_size,
    row.gpu_count,
    row.duration_days,
    row.duration_hours,
  ].filter((leaf) => leaf !== undefined);

const isH100Hours = ({ id }: Figure<number>): boolean => id.endsWith(".h100_hours");

function runFigures(name: RunTable, key: string, row: RunRow, equivalence: Equivalence): readonly Figure<number>[] {
  const id = `${name}.${key}`;
  const path = `${name}.rows.${key}`;
  const total = gpuHoursOf(id, row);
  const hours =
    total && row.gpu !== undefined
      ? figure({
          id: `${id}.h100_hours`,
          unit: "H100-hours",
          label: `H100-hours of ${row.label}`,
          formula: "GPU-hours ÷ GPU-hours that one H100-hour replaces",
          of: { gpuHours: total, gpuHoursPerH100Hour: equivalence.factorOf(row.gpu, `${path}.gpu`) },
          by: h100Hours,
        })
      : hoursOfComputation(id, path, row, equivalence);
  if (!hours) return [];
  const days = figure({
    id: `${id}.h100_days`,
    unit: "H100-days",
    label: `H100-days of ${row.label}`,
    formula: "H100-hours ÷ 24",
    of: { hours },
    by: daysOfHours,
  });
  const perExample = row.batch_size ? [hoursPerExample(id, row.label, hours, row.batch_size)] : [];
  return [...(total?.kind === "figure" ? [total] : []), hours, days, ...perExample];
}

/** GPU-hours as stated, or from the number of GPUs and the time. */
function gpuHoursOf(id: string, row: RunRow): Quantity | Figure<number> | undefined {
  if (row.gpu_hours) return row.gpu_hours;
  const duration = row.duration_hours ?? row.duration_days;
  if (!row.gpu_count || !duration) return undefined;
  const inDays = duration === row.duration_days;
  return figure({
    id: `${id}.gpu_hours`,
    unit: "GPU-hours",
    label: `GPU-hours of ${row.label}`,
    formula: inDays ? "GPUs × days × 24" : "GPUs × hours",
    of: { gpuCount: row.gpu_count, duration },
    by: (run) =>
      gpuHours({ gpuCount: run.gpuCount, hours: inDays ? hoursOfDays({ days: run.duration }) : run.duration }),
  });
}

function hoursOfComputation(
  id: string,
  path: string,
  row: RunRow,
  equivalence: Equivalence,
): Figure<number> | undefined {
  if (!row.petaflop_days || !row.utilisation_fraction) return undefined;
  return figure({
    id: `${id}.h100_hours`,
    unit: "H100-hours",
    label: `H100-hours of ${row.label}`,
    formula: "petaflop/s-days × 24 ÷ (H100 peak petaflop/s × utilisation)",
    of: {
      petaflopDays: row.petaflop_days,
      utilisationFraction: row.utilisation_fraction,
      h100PeakTflops: equivalence.h100Peak(`${path}.petaflop_days`),
    },
    by: h100HoursOfFlop,
  });
}

const hoursPerExample = (id: string, label: string, hours: Figure<number>, batchSize: Quantity): Figure<number> =>
  figure({
    id: `${id}.h100_hours_per_batch_example`,
    unit: "H100-hours/example",
    label: `H100-hours of ${label}, divided by the batch size`,
    formula: "H100-hours ÷ batch size",
    of: { hours, batchSize },
    by: (run) => run.hours / run.batchSize,
  });
