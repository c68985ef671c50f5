import type { ConversationOptions } from "./conversation-options.ts";
import { UsageError } from "./exit.ts";
import { printResult } from "./print.ts";
import type { ReadPlan } from "./read-plan.ts";
import { jobDigest, shardText } from "./shard-file.ts";
import type { Shard } from "./shard-option.ts";
import { simulatedPlan, tallyOf } from "./simulated-engine.ts";
import { VERSION } from "./version.ts";

/** `llmplan conversation --shard 3/16`: simulates a part of the blocks and writes their tally for `llmplan merge`. */
export async function writeShard(
  read: ReadPlan,
  named: string | undefined,
  options: ConversationOptions,
  shard: Shard,
): Promise<void> {
  if (options.precision !== undefined) throw new UsageError("--shard and --precision exclude each other");
  const base = simulatedPlan(read, options);
  if (base === undefined) throw new UsageError("the plan has no section conversation");
  if (base === "uncertain")
    throw new UsageError("a plan whose conversation has assumptions with a spread cannot be sharded");
  const blocks = Math.ceil(base.conversations / 1024);
  const firstBlock = Math.floor((blocks * (shard.number - 1)) / shard.of);
  const end = Math.floor((blocks * shard.of === 0 ? 0 : blocks * shard.number) / shard.of);
  const tally = await tallyOf(base, options, { firstBlock, blocks: end - firstBlock });
  const text = shardText({
    llmplan: VERSION,
    plan: read.digest,
    seed: options.seed,
    sampler: options.sampler,
    sampling: options.sampling,
    tables: jobDigest(base.job.job),
    conversations: base.conversations,
    shard,
    request: {
      ...(named !== undefined && { plan: named }),
      scenario: options.scenario,
      set: options.set,
      draws: options.draws,
    },
    tally,
  });
  printResult(text, options.out);
}
