import type { ConversationRecord } from "./log-record.ts";

/** A conversation as counts without text, one line of JSON. It gets a new id: the old one may name a person. */
export function conversationLine({ messages }: ConversationRecord, id: string): string {
  const counts = messages.map(({ role, tokens, timeMs }) => ({
    role,
    tokens,
    ...(timeMs !== undefined && { timestamp: timeMs }),
  }));
  return `${JSON.stringify({ id, messages: counts })}\n`;
}
