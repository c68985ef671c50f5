/** What is kept of a log: who spoke, how many tokens, when. No text. */

export type Role = "system" | "user" | "assistant" | "tool";

/** Where a token count comes from: the log records it, a tokenizer counted it, or it is guessed from the length. */
export type TokenBasis = "recorded" | "counted" | "estimated";

/** Tokens that a provider billed for one request; the input includes what was read from cache. */
export interface RecordedUsage {
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly cacheReadTokens?: number;
  readonly cacheWriteTokens?: number;
  /** Part of the output. */
  readonly reasoningTokens?: number;
}

export interface MessageCount {
  readonly role: Role;
  readonly tokens: number;
  readonly basis: TokenBasis;
  /** Milliseconds since 1970. */
  readonly timeMs?: number;
  /** On an assistant message: what its request was billed. */
  readonly usage?: RecordedUsage;
}

/** A session, in the order of its messages. */
export interface ConversationRecord {
  readonly kind: "conversation";
  readonly id?: string;
  readonly messages: readonly MessageCount[];
}

/** One request whose conversation is not known. */
export interface RequestRecord {
  readonly kind: "request";
  readonly usage: RecordedUsage;
  readonly timeMs?: number;
  /** Ids of the prompt's blocks of tokens; equal ids at the start of two prompts are a shared prefix. */
  readonly blocks?: readonly number[];
}

/** Several requests of which only the sum is known, as in a provider's usage export. */
export interface UsageRecord {
  readonly kind: "usage";
  readonly requests: number;
  readonly usage: RecordedUsage;
  readonly timeMs?: number;
}

export type LogRecord = ConversationRecord | RequestRecord | UsageRecord;

/** One message of a conversation whose other messages stand in other rows. */
export interface MessageRow {
  readonly kind: "message";
  readonly conversation: string;
  readonly message: MessageCount;
  /** In a tree of replies: this message, and the one it answers. */
  readonly node?: { readonly id: string; readonly parent: string | undefined };
}

/** One request of a conversation whose other requests stand in other rows. */
export interface RequestRow {
  readonly kind: "request-row";
  readonly conversation: string;
  readonly usage: RecordedUsage;
  readonly timeMs?: number;
}
