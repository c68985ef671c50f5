import type { Sampler } from "../analysis/conversation/prepared-draws.ts";
import type { Sampling } from "../kernel/job.ts";
import { conversationSection } from "../report/sections/conversation-section.ts";
import { computePlan } from "./compute-plan.ts";
import { defaultEngine, EXACT } from "./engine.ts";
import { UsageError } from "./exit.ts";
import type { PlanOptions } from "./options.ts";
import { readPlan } from "./read-plan.ts";
import type { Shard } from "./shard-option.ts";
import { showSection } from "./show-section.ts";

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

/** `llmplan conversation`: exactly by default, or simulated; with `--shard`, a part of a simulation. */
export async function conversationCommand(named: string | undefined, options: ConversationOptions): Promise<void> {
  const { conversations, shard, precision } = options;
  const set =
    conversations === undefined ? options.set : [...options.set, `conversation.conversations=${conversations}`];
  const asked = { ...options, set };
  const read = readPlan(named, asked);
  if (shard !== undefined) {
    const { writeShard } = await import("./shard.ts");
    return writeShard(read, named, asked, shard);
  }
  const simulated = options.engine === "monte-carlo" || precision !== undefined;
  if (options.engine === "exact" && read.plan.conversation?.policy)
    throw new UsageError(
      "a conversation under a policy has no exact answer: leave --engine out, or --engine monte-carlo",
    );
  const engine = simulated
    ? await (await import("./simulated-engine.ts")).simulatedEngine(read, options)
    : options.engine === "exact"
      ? EXACT
      : defaultEngine(read.plan, options.seed);
  const request = { sections: ["conversation"], engine, read };
  showSection("conversation", computePlan(named, asked, request), options, conversationSection);
}
