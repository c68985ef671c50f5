import type { ConversationRecord } from "./log-record.ts";

/** A conversation as messages to send: what stands before it, and by request what is new and what is replied. */
export interface TurnSizes {
  /** System messages before anything else, sent with every request. */
  readonly initialTokens: number;
  readonly user: readonly number[];
  readonly reply: readonly number[];
  /** Milliseconds since 1970, by request. */
  readonly times: readonly (number | undefined)[];
  /** Whether the log records shorter inputs than all earlier messages: it was not sent whole in the first place. */
  readonly wasShortened: boolean;
}

/**
 * The sizes of a conversation's messages by request. Where the log records what was billed, they follow from that: new
 * is what a request has more than the one before with its reply; a policy of the log itself shows as less.
 */
export function turnSizes({ messages }: ConversationRecord): TurnSizes {
  const first = messages.findIndex(({ role }) => role !== "system");
  const initial = messages.slice(0, Math.max(0, first)).reduce((sum, { tokens }) => sum + tokens, 0);
  const user: number[] = [];
  const reply: number[] = [];
  const times: (number | undefined)[] = [];
  let fresh = 0;
  let recorded = 0;
  let wasShortened = false;
  messages.forEach(({ role, tokens, usage, timeMs }, index) => {
    if (index < first) return;
    if (role !== "assistant") {
      fresh += tokens;
      return;
    }
    const known = usage && usage.inputTokens - Math.max(initial, recorded);
    wasShortened ||= known !== undefined && known < 0;
    user.push(known === undefined ? fresh : Math.max(0, known));
    reply.push(usage?.outputTokens ?? tokens);
    times.push(timeMs);
    recorded = usage ? usage.inputTokens + usage.outputTokens : Math.max(initial, recorded) + fresh + tokens;
    fresh = 0;
  });
  return { initialTokens: initial, user, reply, times, wasShortened };
}
