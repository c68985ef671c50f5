/** What a plan is about, in names: which approaches, runs and datasets its figures belong to. */
import { type Plan, RUN_TABLES, type RunTable } from "./plan.ts";

export interface Named {
  readonly key: string;
  readonly label: string;
}

/** A run as a reader knows it; its numbers are figures and assumptions under `<table>.<key>`. */
export interface NamedRun extends Named {
  readonly released?: string;
  readonly method?: string;
  readonly gpu?: string;
}

export interface Outline {
  readonly title: string;
  /** With the source of what each needs. */
  readonly approaches: readonly (Named & { readonly source: string })[];
  /** Label of the API approach, where the plan has one. */
  readonly api?: string;
  readonly routes: readonly Named[];
  readonly ratios: readonly Named[];
  readonly runs: Readonly<Partial<Record<RunTable, readonly NamedRun[]>>>;
  readonly models: readonly (Named & { readonly base?: string })[];
  readonly datasets: readonly (Named & { readonly turns?: string; readonly construction?: string })[];
}

/** Reads the names out of a plan, in its order. */
export function outlineOf(plan: Plan): Outline {
  const approaches = Object.entries(plan.approaches ?? {}).map(([key, { label, source }]) => ({ key, label, source }));
  const labels = new Map(approaches.map(({ key, label }) => [key, label]));
  return {
    title: plan.title,
    approaches,
    ...(plan.api && { api: plan.api.label }),
    routes: Object.keys(plan.projection?.routes ?? {}).map((key) => ({ key, label: labels.get(key) ?? key })),
    ratios: named(plan.ratios),
    runs: Object.fromEntries(RUN_TABLES.flatMap((table) => (plan[table] ? [[table, runsOf(plan, table)]] : []))),
    models: Object.entries(plan.models?.rows ?? {}).map(([key, { label, base }]) => ({
      key,
      label,
      ...(base !== undefined && { base }),
    })),
    datasets: Object.entries(plan.sft_datasets?.rows ?? {}).map(([key, { label, turns, construction }]) => ({
      key,
      label,
      ...(turns !== undefined && { turns }),
      ...(construction !== undefined && { construction }),
    })),
  };
}

const named = (rows: Readonly<Record<string, { readonly label: string }>> | undefined): readonly Named[] =>
  Object.entries(rows ?? {}).map(([key, { label }]) => ({ key, label }));

const runsOf = (plan: Plan, table: RunTable): readonly NamedRun[] =>
  Object.entries(plan[table]?.rows ?? {}).map(([key, { label, released, method, gpu }]) => ({
    key,
    label,
    ...(released !== undefined && { released }),
    ...(method !== undefined && { method }),
    ...(gpu !== undefined && { gpu: plan.gpus?.rows[gpu]?.label ?? gpu }),
  }));
