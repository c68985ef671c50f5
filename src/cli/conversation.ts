import type { Sampler } from "../analysis/conversation/prepared-draws.ts";
import type { Sampling } from "../kernel/job.ts";
import { conversationSection } from "../report/sections/conversation-section.ts";
import { computePlan } from "./compute-plan.ts";
import { EXACT } from "./engine.ts";
import type { PlanOptions } from "./options.ts";
import { readPlan } from "./read-plan.ts";
import type { Shard } from "./shard-option.ts";
import { showSection } from "./show-section.ts";

/** Options of `llmplan conversation`. */
export interface ConversationOptions extends PlanOptions {
  readonly engine: "exact" | "monte-carlo";
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
  const engine = simulated ? await (await import("./simulated-engine.ts")).simulatedEngine(read, options) : EXACT;
  const request = { sections: ["conversation"], engine, read };
  showSection("conversation", computePlan(named, asked, request), options, conversationSection);
}
