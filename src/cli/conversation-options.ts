import type { Sampler } from "../analysis/conversation/prepared-draws.ts";
import type { Sampling } from "../kernel/job.ts";
import type { PlanOptions } from "./options.ts";
import type { Shard } from "./shard-option.ts";

/** Options of `llmplan conversation`. */
export interface ConversationOptions extends PlanOptions {
  /** Absent: exact where there is an exact answer. */
  readonly engine?: "exact" | "monte-carlo";
  readonly conversations?: number;
  readonly sampler: Sampler;
  readonly sampling: Sampling;
  readonly threads?: number;
  readonly precision?: number;
  readonly shard?: Shard;
}
