import { isExact } from "../analysis/sheets/plan-engine.ts";
import { conversationSection } from "../report/sections/conversation-section.ts";
import { computePlan } from "./compute-plan.ts";
import type { ConversationOptions } from "./conversation-options.ts";
import { EXACT } from "./engine.ts";
import { UsageError } from "./exit.ts";
import { readPlan } from "./read-plan.ts";
import { showSection } from "./show-section.ts";

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
  const { conversation } = read.plan;
  if (options.engine === "exact" && conversation && !isExact(conversation))
    throw new UsageError(
      `a conversation ${conversation.policy ? "under a policy" : "with such a cache"} has no exact answer: leave --engine out, or --engine monte-carlo`,
    );
  const engine = simulated
    ? await (await import("./simulated-engine.ts")).simulatedEngine(read, options)
    : options.engine === "exact"
      ? EXACT
      : undefined;
  const request = { sections: ["conversation"], ...(engine && { engine }), read };
  showSection("conversation", computePlan(named, asked, request), options, conversationSection);
}
