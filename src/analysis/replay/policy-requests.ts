import { type ContextPolicy, sendConversation } from "../../kernel/context-policy.ts";
import type { LoggedRequest } from "./replay.ts";

/** A conversation as messages to send, by request. */
export interface Messages {
  readonly initialTokens: number;
  readonly user: readonly number[];
  readonly reply: readonly number[];
  readonly times?: readonly (number | undefined)[];
}

/** What a policy makes of a conversation. */
export interface PolicyRequests {
  readonly requests: readonly LoggedRequest[];
  /** Requests that only write a summary. */
  readonly summaries: number;
  /** Tokens of messages that the model no longer saw as they were written. */
  readonly forgottenTokens: number;
}

/**
 * The requests of a conversation under a context policy.
 *
 * @param keepsReply whether a cache keeps replies as well as inputs
 */
export function policyRequests(policy: ContextPolicy, messages: Messages, keepsReply: boolean): PolicyRequests {
  const { initialTokens, user, reply, times } = messages;
  const requests: LoggedRequest[] = [];
  let summaries = 0;
  const forgottenTokens = sendConversation(
    policy,
    { initialTokens, lastReply: 0, keepsReply },
    user.length,
    user,
    reply,
    (turn, inputTokens, outputTokens, prefixTokens, isSummary) => {
      const timeMs = times?.[turn];
      requests.push({ inputTokens, outputTokens, prefixTokens, ...(timeMs !== undefined && { timeMs }) });
      if (isSummary) summaries++;
      return false;
    },
  );
  return { requests, summaries, forgottenTokens };
}

/** The messages behind requests that sent everything: new is what one has more than the one before with its reply. */
export function messagesBehind(requests: readonly LoggedRequest[], initialTokens: number): Messages {
  const user = requests.map(({ inputTokens }, index) => {
    const before = requests[index - 1];
    return Math.max(0, inputTokens - (before ? before.inputTokens + before.outputTokens : initialTokens));
  });
  return { initialTokens, user, reply: requests.map(({ outputTokens }) => outputTokens) };
}
