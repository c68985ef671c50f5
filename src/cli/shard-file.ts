import { z } from "zod";
import { InputError, type Problem } from "../assumptions/problem.ts";
import type { KernelJob } from "../kernel/job.ts";
import type { Tally } from "../kernel/tally.ts";
import { fnv1a64 } from "../math/random-stream.ts";
import type { Shard } from "./shard-option.ts";

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
  const checked = shardSchema.safeParse(parsed(file, text));
  if (!checked.success) {
    throw new InputError(
      checked.error.issues.map(({ path, message }) => problem(file, path.map(String), "something else", message)),
    );
  }
  return checked.data;
}

/** What is wrong with a shard file as a whole. */
export const problem = (file: string, path: readonly string[], found: string, expected: string): Problem => ({
  place: { file, line: 1, column: 1 },
  path,
  found,
  expected,
});

function parsed(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new InputError([
      problem(file, [], "no JSON, or a part of it", "a file that llmplan conversation --shard wrote"),
    ]);
  }
}

/** Names the tables of a job, so that two machines whose tables differ in a bit are not mixed. */
export function jobDigest(job: KernelJob): string {
  const text = JSON.stringify(job, (_, value: unknown) =>
    ArrayBuffer.isView(value) ? Array.from(value as Float64Array) : value,
  );
  return fnv1a64(text).toString(16).padStart(16, "0");
}

const whole = z.number().int().min(0);
const bigint = z
  .string()
  .regex(/^-?\d+$/)
  .transform(BigInt);

const replicate = z
  .strictObject({
    conversations: whole,
    sums: z.array(bigint).max(20),
    cells: z.array(whole).transform((cells) => Uint32Array.from(cells)),
    counts: z.array(whole).transform((counts) => Float64Array.from(counts)),
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
  shard: z.strictObject({ number: whole, of: whole }),
  request: z.strictObject({
    plan: z.string().optional(),
    scenario: z.array(z.string()),
    set: z.array(z.string()),
    draws: whole,
  }),
  tally: z.array(replicate).length(32),
});
