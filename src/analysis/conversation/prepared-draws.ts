import type { DrawTable } from "../../kernel/job.ts";
import { aliasTable, inverseTable } from "../../math/draw-table.ts";

/** `monotone` draws rise with their word, which common random numbers and Sobol points need; `fast` is by alias. */
export type Sampler = "monotone" | "fast";

/** What a kernel draws from, and what its numbers are. */
export interface PreparedDraws<Kind> {
  readonly draws: Kind;
  /** Tokens in a unit of the kernel's sums, a power of 2. */
  readonly unitTokens: number;
  readonly fits32: boolean;
}

export const tableOf = (sampler: Sampler, probability: Float64Array): DrawTable =>
  sampler === "fast" ? aliasTable(probability) : inverseTable(probability);
