/** A small made-up plan and the means to load it from memory. */
import { z } from "zod";
import { cell, optional, textCell } from "../../src/assumptions/cell.ts";
import { choice } from "../../src/assumptions/choice-slot.ts";
import { context } from "../../src/assumptions/context-slot.ts";
import { law } from "../../src/assumptions/law-slot.ts";
import { loadPlan } from "../../src/assumptions/load-plan.ts";
import { InputError } from "../../src/assumptions/problem.ts";
import { quantity } from "../../src/assumptions/quantity-slot.ts";
import { table } from "../../src/assumptions/table-slot.ts";

export const sampleSchema = z.strictObject({
  title: z.string(),
  data: z.strictObject({
    person_days: quantity({ label: "Person-days", unit: ["days", "hours"], min: 0 }),
    share_fraction: quantity({ label: "Share", unit: "fraction", min: 0, max: 1 }),
    speed: quantity({ label: "Speed", unit: "words/min", exclusiveMin: 0 }).optional(),
    sessions: quantity({ label: "Sessions", unit: "sessions", min: 1, integer: true }).optional(),
  }),
  conversation: z
    .strictObject({
      turns: law({ label: "Turns", unit: "turns", min: 0 }),
      billing: choice(["as-printed", "api"], "Billing"),
    })
    .optional(),
  runs: table({
    label: "Runs",
    columns: {
      days: cell({ label: "Training time", unit: "days", exclusiveMin: 0 }),
      gpus: optional(cell({ label: "GPUs", unit: "GPUs", min: 1, integer: true })),
      gpu: optional(textCell("GPU")),
    },
  }).optional(),
  context: context(),
});

export const SAMPLE = `title: Sample
data:
  person_days:
    value: 170
    unit: days
    source: D2.2 section 4.1.1
    provenance: published
    note: Two partners.
  share_fraction: { value: 0.3, unit: fraction, source: D2.2, provenance: chosen }
conversation:
  turns:
    value: { normal: { mean: 12 to 30, sd: 8 } }
    unit: turns
    source: D2.2 section 4.2.5
    provenance: chosen
  billing: { value: as-printed, source: D2.2, provenance: published }
runs:
  source: D2.2 Table 3
  provenance: published
  units: { days: days, gpus: GPUs }
  rows:
    bloom: { label: Bloom, days: 105, gpus: 384, gpu: a100 }
    flm:
      days: { pert: { min: 20, mode: 22, max: 30 } }
      source: FLM paper
context:
  lora_rank: 16
`;

export type Files = Readonly<Record<string, string>>;

export interface Changes {
  readonly scenarios?: readonly string[];
  readonly sets?: readonly string[];
}

/** Loads `plan.yaml` of files that stand in memory. */
export function load(files: Files, changes: Changes = {}) {
  return loadPlan({ read: readFrom(files), list: listOf(files), path: "plan.yaml", schema: sampleSchema, ...changes });
}

/** The lines a user sees; none when the plan loads. */
export function problemLines(files: Files | string, changes: Changes = {}): readonly string[] {
  try {
    load(typeof files === "string" ? { "plan.yaml": files } : files, changes);
    return [];
  } catch (error) {
    if (error instanceof InputError) return error.message.split("\n");
    throw error;
  }
}

function readFrom(files: Files) {
  return (path: string): string => {
    const text = Object.hasOwn(files, path) ? files[path] : undefined;
    if (text === undefined) throw new Error(`ENOENT: no such file, open '${path}'`);
    return text;
  };
}

function listOf(files: Files) {
  return (folder: string): readonly string[] =>
    Object.keys(files).flatMap((path) => (path.startsWith(`${folder}/`) ? [path.slice(folder.length + 1)] : []));
}
