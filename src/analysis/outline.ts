/** What a plan is about, in names: which approaches, runs and datasets its figures belong to. */
import type { OptionKind } from "../model/option-kind.ts";
import { type OptionPair, optionPairs } from "./option-pairs.ts";
import type { Plan } from "./plan/plan.ts";
import { RUN_TABLES, type RunTable } from "./plan/reference-tables.ts";

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
  /** Ways to get the model whose costs are compared, and their pairs. */
  readonly options: readonly (Named & { readonly kind: OptionKind; readonly source: string })[];
  readonly optionPairs: readonly OptionPair[];
  readonly routes: readonly Named[];
  readonly ratios: readonly Named[];
  readonly runs: Readonly<Partial<Record<RunTable, readonly NamedRun[]>>>;
  readonly models: readonly (Named & { readonly base?: string })[];
  readonly datasets: readonly (Named & { readonly turns?: string; readonly construction?: string })[];
}

/** Reads the names out of a plan, in its order. */
export function outlineOf(plan: Plan): Outline {
  const approaches = Object.entries(plan.approaches ?? {}).map(([key, { label, source }]) => ({ key, label, source }));
  const options = Object.entries(plan.options ?? {}).map(([key, { kind, label, source }]) => ({
    key,
    label,
    kind,
    source,
  }));
  const labels = new Map(approaches.map(({ key, label }) => [key, label]));
  return {
    title: plan.title,
    approaches,
    ...(plan.api && { api: plan.api.label }),
    options,
    optionPairs: optionPairs(options),
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
