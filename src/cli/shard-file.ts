import { z } from "zod";
import { HISTOGRAM_CELLS } from "../analysis/conversation/simulation-job.ts";
import { InputError } from "../assumptions/problem.ts";
import type { KernelJob } from "../kernel/job.ts";
import { REPLICATES, type Tally } from "../kernel/tally.ts";
import { fnv1a64 } from "../math/random-stream.ts";
import { fileProblem, machineJson } from "./machine-json.ts";
import { MOST_SHARDS, type Shard } from "./shard-option.ts";

/** A part of a simulation, with what names the whole that it is a part of. */
export interface ShardFile {
  readonly llmplan: string;
  /** Digest of the plan. */
  readonly plan: string;
  readonly seed: number;
  readonly sampler: "monotone" | "fast";
  readonly sampling: "stratified" | "iid" | "sobol";
  /** Digest of the tables that were drawn from. */
  readonly tables: string;
  readonly conversations: number;
  readonly shard: Shard;
  /** How the plan was asked for. */
  readonly request: {
    readonly plan?: string | undefined;
    readonly scenario: readonly string[];
    readonly set: readonly string[];
    readonly draws: number;
  };
  readonly tally: Tally;
}

/** One line a replicate, whole numbers as they are. */
export function shardText({ tally, ...head }: ShardFile): string {
  const replicates = tally.map(({ conversations, sums, cells, counts }) =>
    JSON.stringify({ conversations, sums: sums.map(String), cells: [...cells], counts: [...counts] }),
  );
  return `${JSON.stringify(head).slice(0, -1)},"tally":[\n${replicates.join(",\n")}\n]}\n`;
}

/** @throws InputError when the text is no shard */
export function readShard(file: string, text: string): ShardFile {
  const checked = shardSchema.safeParse(machineJson(text, file, SHARD));
  if (!checked.success) {
    throw new InputError(
      checked.error.issues.map(({ path, message }) => fileProblem(file, path.map(String), "something else", message)),
    );
  }
  return checked.data;
}

/** Cells and counts of 32 replicates. */
const SHARD = { expected: "a file that llmplan conversation --shard wrote", mostValues: 2_200_000 };

/** Names the tables of a job, so that two machines whose tables differ in a bit are not mixed. */
export function jobDigest(job: KernelJob): string {
  const text = JSON.stringify(job, (_, value: unknown) =>
    ArrayBuffer.isView(value) ? Array.from(value as Float64Array) : value,
  );
  return fnv1a64(text).toString(16).padStart(16, "0");
}

const whole = z.number().int().min(0);

/** A list that is right as a whole or wrong as a whole: a million wrong items are one problem. */
function listOf<Item>(isItem: (item: unknown, before: unknown) => item is Item, expected: string) {
  const holds = (list: unknown): boolean =>
    Array.isArray(list) && list.every((item: unknown, index) => isItem(item, list[index - 1]));
  return z.custom<readonly Item[]>(holds, { error: () => expected });
}

const isWhole = (item: unknown): item is number => Number.isSafeInteger(item) && (item as number) >= 0;
const isCell = (item: unknown, before: unknown): item is number =>
  isWhole(item) && item < HISTOGRAM_CELLS && (before === undefined || item > (before as number));
const isSum = (item: unknown): item is string => typeof item === "string" && /^-?\d{1,200}$/.test(item);
const isText = (item: unknown): item is string => typeof item === "string";

const replicate = z
  .strictObject({
    conversations: whole,
    sums: listOf(isSum, "whole numbers of at most 200 digits, as text")
      .refine((sums) => sums.length <= 20, { error: () => "at most 20 sums" })
      .transform((sums) => sums.map(BigInt)),
    cells: listOf(isCell, `cells in ascending order, from 0 to ${HISTOGRAM_CELLS - 1}`).transform((cells) =>
      Uint32Array.from(cells),
    ),
    counts: listOf(isWhole, "whole numbers, 0 or more").transform((counts) => Float64Array.from(counts)),
  })
  .refine(
    ({ conversations, cells, counts }) =>
      cells.length === counts.length && conversations === counts.reduce((a, b) => a + b, 0),
    {
      error: () => "counts that add up to the conversations",
    },
  );

const shardSchema = z.strictObject({
  llmplan: z.string(),
  plan: z.string(),
  seed: z.number().int(),
  sampler: z.enum(["monotone", "fast"]),
  sampling: z.enum(["stratified", "iid", "sobol"]),
  tables: z.string(),
  conversations: whole,
  shard: z
    .strictObject({ number: whole, of: whole })
    .refine(({ number, of }) => number >= 1 && number <= of && of <= MOST_SHARDS, {
      error: () => `a number from 1 to the parts, and at most ${MOST_SHARDS} parts`,
    }),
  request: z.strictObject({
    plan: z.string().optional(),
    scenario: listOf(isText, "names of scenarios"),
    set: listOf(isText, "settings"),
    draws: whole,
  }),
  tally: z
    .custom<readonly unknown[]>((list) => Array.isArray(list) && list.length === REPLICATES, {
      error: () => `${REPLICATES} replicates`,
    })
    .pipe(z.array(replicate)),
});
