import type { Role } from "./log-record.ts";

/** The role that a word of some log format means; undefined for a word that no format is known to use. */
export function roleOf(word: unknown): Role | undefined {
  return typeof word === "string" ? ROLES.get(word.trim().toLowerCase()) : undefined;
}

const ROLES: ReadonlyMap<string, Role> = new Map([
  ...["system", "developer"].map((word) => [word, "system"] as const),
  ...["user", "human", "prompter", "customer"].map((word) => [word, "user"] as const),
  ...["assistant", "gpt", "chatgpt", "bot", "ai", "model"].map((word) => [word, "assistant"] as const),
  ...["tool", "function", "observation", "ipython", "function_response"].map((word) => [word, "tool"] as const),
]);
