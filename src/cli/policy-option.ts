import { InvalidArgumentError } from "commander";
import type { SendingWay } from "../analysis/hosted/hosted-costs.ts";
import type { ContextPolicy } from "../kernel/context-policy.ts";

/** What `--policy` takes, for its help. */
export const POLICY_FORMS =
  "resend, sliding:TOKENS, turns:TURNS, summarise:TOKENS,SUMMARY, summarise-every:TURNS,SUMMARY, retrieval:BLOCK,TURNS, cap:TOKENS or cap-end:TOKENS";

/** Reads `sliding:8000` and the like; `resend` is no policy. */
export function policyOption(text: string): ContextPolicy | undefined {
  const [, kind = "", numbers = ""] = /^([a-z-]+)(?::(\d{1,9}(?:,\d{1,9})?))?$/.exec(text) ?? [];
  const [first, second] = numbers === "" ? [] : numbers.split(",").map(Number);
  const policy = policyOf(kind, first, second);
  if (policy !== "unknown") return policy;
  throw new InvalidArgumentError(`expected one of ${POLICY_FORMS}`);
}

function policyOf(
  kind: string,
  first: number | undefined,
  second: number | undefined,
): ContextPolicy | undefined | "unknown" {
  if (kind === "resend") return first === undefined ? undefined : "unknown";
  if (first === undefined) return "unknown";
  if (second === undefined) {
    if (kind === "sliding") return { kind, windowTokens: first };
    if (kind === "turns") return { kind, turns: first };
    if (kind === "cap") return { kind, capTokens: first, atCap: "cut" };
    return kind === "cap-end" ? { kind: "cap", capTokens: first, atCap: "end" } : "unknown";
  }
  if (kind === "summarise") return { kind, windowTokens: first, summaryTokens: second };
  if (kind === "summarise-every" && first > 0) return { kind, turns: first, summaryTokens: second };
  return kind === "retrieval" ? { kind, blockTokens: first, turns: second } : "unknown";
}

/** Reads `resend,resend+cache,sliding:8000`: ways to send a conversation, each with the provider's cache or without. */
export function sendingWays(text: string): readonly SendingWay[] {
  const words = text.split(/,(?=[a-z])/);
  return words.map((word) => {
    const cached = word.endsWith("+cache");
    const context = policyOption(cached ? word.slice(0, -"+cache".length) : word);
    return { name: word, cached, ...(context && { context }) };
  });
}
