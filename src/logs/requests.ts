import type { ConversationRecord, RecordedUsage } from "./log-record.ts";

/** One request as a provider sees it. */
export interface SentRequest extends RecordedUsage {
  /** Tokens of user and tool messages since the request before. */
  readonly freshTokens: number;
  readonly timeMs?: number;
}

/**
 * The requests of a conversation: one for each assistant message. Its input is every earlier message, system prompt and
 * tool results included, its output the message itself; where the log records what was billed, that stands instead.
 */
export function requestsOf({ messages }: ConversationRecord): readonly SentRequest[] {
  const requests: SentRequest[] = [];
  let context = 0;
  let fresh = 0;
  for (const { role, tokens, usage, timeMs } of messages) {
    if (role === "assistant") {
      const sent = usage ?? { inputTokens: context, outputTokens: tokens };
      requests.push({ ...sent, freshTokens: fresh, ...(timeMs !== undefined && { timeMs }) });
      fresh = 0;
    } else if (role !== "system") fresh += tokens;
    context += tokens;
  }
  return requests;
}
