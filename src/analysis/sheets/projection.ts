import { studentT } from "../../math/student-t-distribution.ts";
import { h100DaysAtRate, h100HoursRate, predictedRate } from "../../model/projection.ts";
import { combined, ReferenceFault } from "../combination.ts";
import { type Figure, figure, type Node, type Quantity } from "../node.ts";
import type { BudgetAssumptions, ProjectionAssumptions, ProjectionRoute } from "../plan/plan.ts";
import type { RunRow, RunTable, Table } from "../plan/reference-tables.ts";
import type { DatasetFigures } from "./datasets.ts";
import type { RunFigures } from "./runs.ts";

/** What projections rest on: the tables of runs, what they came to, and the sizes of their training sets. */
export interface ReferenceRuns {
  readonly tables: Readonly<Partial<Record<RunTable, Table<RunRow>>>>;
  readonly figures: ReadonlyMap<RunTable, RunFigures>;
  readonly datasets: DatasetFigures | undefined;
}

/** The compute of the plan's own case, through the throughput of published runs and its scatter. */
export function projectionSheet(
  a: ProjectionAssumptions,
  budget: BudgetAssumptions,
  runs: ReferenceRuns,
  nodes: ReadonlyMap<string, Node>,
): readonly Figure<number>[] {
  const figures: Figure<number>[] = [];
  const named = new Map(nodes);
  for (const [key, route] of Object.entries(a.routes)) {
    const made = route.rates_of
      ? ratedRoute(key, route, route.rates_of, a, budget, runs, named)
      : multipleRoute(key, route, named);
    figures.push(...made);
    for (const node of made) named.set(node.id, node);
  }
  return figures;
}

function ratedRoute(
  key: string,
  route: ProjectionRoute,
  table: RunTable,
  a: ProjectionAssumptions,
  budget: BudgetAssumptions,
  runs: ReferenceRuns,
  nodes: ReadonlyMap<string, Node>,
): readonly Figure<number>[] {
  const id = `projection.${key}`;
  const path = `projection.routes.${key}`;
  const rates = ratesOf(table, runs);
  if (rates.length < LEAST_ROWS)
    throw new ReferenceFault(
      `${path}.rates_of`,
      `${table}, ${rates.length} of whose runs state parameters, tokens or dataset, epochs and time`,
      `at least ${LEAST_ROWS} such runs, to know their scatter`,
    );
  const rate = figure({
    id: `${id}.h100_hours_rate`,
    unit: "H100-hours/(B parameters·M tokens)",
    label: `H100-hours a billion parameters and million tokens: ${key}`,
    formula: "geometric mean of the rows' rates, times their scatter",
    of: { rates, deviate: rowScatter(id, table, rates.length) },
    by: predictedRate,
  });
  const tokens = combined(
    { id: `${id}.tokens`, unit: "tokens", label: `Tokens trained on: ${key}`, path: `${path}.tokens` },
    route.tokens ?? "data.tokens_total",
    nodes,
  );
  const once = route.passes === "once";
  const days = figure({
    id: `${id}.h100_days`,
    unit: "H100-days",
    label: `H100-days for the plan's own model and data: ${key}`,
    formula: `rate × parameters × tokens${once ? "" : " × epochs × sessions"} ÷ 24`,
    of: { rate, tokens, parameters: a.parameters, epochs: a.epochs, sessions: budget.training_sessions },
    by: (run) => h100DaysAtRate(once ? { ...run, epochs: 1, sessions: 1 } : run),
  });
  return [...rates, rate, tokens, days];
}

function multipleRoute(
  key: string,
  route: ProjectionRoute,
  nodes: ReadonlyMap<string, Node>,
): readonly Figure<number>[] {
  const path = `projection.routes.${key}`;
  const about = { unit: "H100-days", label: `H100-days for the plan's own model and data: ${key}` };
  const of = `projection.${route.of ?? ""}.h100_days`;
  return [combined({ id: `projection.${key}.h100_days`, ...about, path }, { product: [route.ratio ?? 1, of] }, nodes)];
}

/** Rates of the rows that state model size, training tokens (or a data set whose size is known) and time. */
function ratesOf(table: RunTable, runs: ReferenceRuns): readonly Figure<number>[] {
  const rows = Object.entries(runs.tables[table]?.rows ?? {});
  return rows.flatMap(([key, row]) => {
    const h100Hours = runs.figures.get(table)?.h100Hours.get(key);
    const tokens = row.training_tokens ?? runs.datasets?.tokens.get(row.dataset ?? "");
    if (!h100Hours || !tokens || !row.parameters || !row.epochs) return [];
    return figure({
      id: `${table}.${key}.h100_hours_rate`,
      unit: "H100-hours/(B parameters·M tokens)",
      label: `H100-hours a billion parameters and million tokens of ${row.label}`,
      formula: "H100-hours ÷ (parameters × tokens × epochs)",
      of: { h100Hours, tokens, parameters: row.parameters, epochs: row.epochs },
      by: h100HoursRate,
    });
  });
}

/** Fewer have no scatter to speak of. */
const LEAST_ROWS = 3;

/** How far a new run may lie from the rows, in standard deviations of a prediction; ignorance, like any spread. */
function rowScatter(id: string, table: RunTable, rows: number): Quantity {
  return {
    kind: "leaf",
    leaf: "quantity",
    id: `${id}.row_scatter`,
    unit: "standard deviations",
    label: `Place of the plan's own run among the rows of ${table}`,
    value: 0,
    source: `scatter of the ${rows} rows of ${table}`,
    provenance: "derived",
    place: { file: "", line: 0, column: 0 },
    spread: studentT({ degreesOfFreedom: rows - 1 }),
  };
}
