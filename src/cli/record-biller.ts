import { type PolicyRequests, policyRequests } from "../analysis/replay/policy-requests.ts";
import { prefixBlocks } from "../analysis/replay/prefix-blocks.ts";
import {
  type LoggedRequest,
  type Replay,
  type ReplayResult,
  type ReplayTerms,
  replay,
} from "../analysis/replay/replay.ts";
import type { ContextPolicy } from "../kernel/context-policy.ts";
import type { ConversationRecord, LogRecord } from "../logs/log-record.ts";
import { requestsOf } from "../logs/requests.ts";
import { turnSizes } from "../logs/turn-sizes.ts";

/** What a policy did to a log. */
export interface PolicyEffect {
  /** The log without it, everything sent every time. */
  readonly resent: ReplayResult;
  readonly forgottenTokens: number;
  readonly summaries: number;
  /** Records whose conversation is not known, billed as they are. */
  readonly notApplied: number;
  /** Conversations whose recorded inputs are shorter than their messages: they were not sent whole. */
  readonly shortened: number;
}

export interface RecordBiller {
  readonly add: (record: LogRecord) => void;
  readonly result: () => ReplayResult;
  /** Where there is a policy. */
  readonly effect: () => PolicyEffect | undefined;
}

/**
 * Bills the records of a log as they come.
 *
 * @param blockTokens tokens of a block, for traces with block ids, whose cache knows its blocks
 */
export function recordBiller(
  terms: ReplayTerms,
  { policy, blockTokens }: { readonly policy?: ContextPolicy | undefined; readonly blockTokens: number },
): RecordBiller {
  const billed = plainBiller(terms, blockTokens);
  const resent = plainBiller(terms, blockTokens);
  const effect = { forgottenTokens: 0, summaries: 0, notApplied: 0, shortened: 0 };
  const underPolicy = (record: ConversationRecord, context: ContextPolicy): readonly LoggedRequest[] => {
    const sizes = turnSizes(record);
    const under: PolicyRequests = policyRequests(context, sizes, terms.cache.rule === "previous-exchange");
    effect.forgottenTokens += under.forgottenTokens;
    effect.summaries += under.summaries;
    if (sizes.wasShortened) effect.shortened++;
    return under.requests;
  };
  return {
    add(record) {
      if (policy && record.kind === "conversation") billed.billing.conversation(underPolicy(record, policy));
      else billed.add(record);
      if (policy && record.kind !== "conversation") effect.notApplied++;
      if (policy) resent.add(record);
    },
    result: billed.billing.result,
    effect: () => (policy ? { resent: resent.billing.result(), ...effect } : undefined),
  };
}

/** Bills records as they were sent. */
function plainBiller(
  terms: ReplayTerms,
  blockTokens: number,
): { readonly billing: Replay; readonly add: (record: LogRecord) => void } {
  const billing = replay(terms);
  const shared = prefixBlocks(blockTokens);
  const add = (record: LogRecord): void => {
    switch (record.kind) {
      case "conversation":
        billing.conversation(requestsOf(record));
        break;
      case "request": {
        const { usage, blocks, timeMs } = record;
        const read =
          blocks && terms.cache.rule !== "none" ? { cacheReadTokens: shared(blocks, usage.inputTokens) } : {};
        billing.request({ ...read, ...usage, ...(timeMs !== undefined && { timeMs }) });
        break;
      }
      case "usage":
        billing.sums(record.requests, record.usage);
        break;
    }
  };
  return { billing, add };
}
