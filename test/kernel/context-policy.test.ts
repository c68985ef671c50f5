import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ContextPolicy, type SendingRules, sendConversation } from "../../src/kernel/context-policy.ts";

interface Sent {
  readonly turn: number;
  readonly input: number;
  readonly output: number;
  readonly prefix: number;
  readonly summary: boolean;
}

interface Conversation {
  readonly user: readonly number[];
  readonly reply: readonly number[];
}

/** A token is a thing of its own here, so what requests share can be looked at instead of reckoned. */
type Tokens = readonly number[];

/** Written for reading: every request as a list of tokens. */
function reference(
  policy: ContextPolicy | undefined,
  { initialTokens, lastReply, keepsReply }: SendingRules,
  { user, reply }: Conversation,
): { readonly sent: readonly Sent[]; readonly dropped: number } {
  let next = 0;
  const tokens = (count: number): Tokens => Array.from({ length: count }, () => next++);
  const initial = tokens(initialTokens);
  const sent: Sent[] = [];
  const written = new Set<number>();
  let kept: Tokens = [];
  let history: readonly Tokens[] = [];
  let mostCut = 0;
  const limit =
    policy?.kind === "cap" ? policy.capTokens : policy && "windowTokens" in policy ? policy.windowTokens : Infinity;
  const send = (turn: number, request: Tokens, answer: Tokens, summary: boolean): void => {
    let prefix = 0;
    while (prefix < request.length && prefix < kept.length && request[prefix] === kept[prefix]) prefix++;
    sent.push({ turn, input: request.length, output: answer.length, prefix, summary });
    kept = keepsReply && !summary && lastReply === 0 ? [...request, ...answer] : request;
  };
  for (const [turn, length] of user.entries()) {
    const mine = tokens(length);
    const answer = tokens(reply[turn] ?? 0);
    const block = tokens(policy?.kind === "retrieval" ? policy.blockTokens : 0);
    const own = [...mine, ...(lastReply === 1 ? answer : [])];
    const wanted = (messages: readonly Tokens[]) => initial.length + block.length + messages.flat().length + own.length;
    if (policy?.kind === "cap" && policy.atCap === "end" && wanted(history) > limit) {
      const lost = [...user.slice(turn), ...reply.slice(turn)].reduce((sum, x) => sum + x, 0);
      return { sent, dropped: lost };
    }
    if (policy?.kind === "sliding") while (history.length > 0 && wanted(history) > limit) history = history.slice(1);
    if (policy?.kind === "turns" || policy?.kind === "retrieval")
      history = policy.turns === 0 ? [] : history.slice(-2 * policy.turns);
    const due =
      (policy?.kind === "summarise" && wanted(history) > limit) ||
      (policy?.kind === "summarise-every" && turn > 0 && turn % policy.turns === 0);
    if (due && policy && "summaryTokens" in policy && history.flat().length > policy.summaryTokens) {
      const summary = tokens(policy.summaryTokens);
      send(turn, [...initial, ...history.flat()].slice(0, limit), summary, true);
      history = [summary];
    }
    const excess = Math.max(0, wanted(history) - limit);
    mostCut = Math.max(mostCut, excess);
    // The history goes first, from its old end; then the end of what is left.
    // Of a request that is cut, a cache has no more than the initial prompt.
    if (excess > 0) kept = kept.slice(0, initialTokens);
    const request = [...initial, ...block, ...history.flat().slice(excess), ...own].slice(0, limit);
    send(turn, request, answer, false);
    if (excess > 0) kept = kept.slice(0, initialTokens);
    for (const token of [...mine, ...answer]) written.add(token);
    history = [...history, mine, answer];
  }
  // What is in the last request's history was not forgotten; the last turn is always there.
  const remembered = new Set(history.flat());
  const early = policy && policy.kind !== "cap" ? [...written].filter((token) => !remembered.has(token)).length : 0;
  return { sent, dropped: early + mostCut };
}

const size = fc.integer({ min: 0, max: 12 });
const message = fc.integer({ min: 1, max: 12 });
const conversation = fc
  .array(fc.tuple(message, message), { maxLength: 7 })
  .map((turns): Conversation => ({ user: turns.map(([mine]) => mine), reply: turns.map(([, answer]) => answer) }));
const rules = fc.record({
  initialTokens: size,
  lastReply: fc.constantFrom(0 as const, 1 as const),
  keepsReply: fc.boolean(),
});
const window = fc.integer({ min: 0, max: 60 });
const few = fc.integer({ min: 0, max: 3 });
const kinds: Readonly<Record<string, fc.Arbitrary<ContextPolicy | undefined>>> = {
  "everything sent": fc.constant(undefined),
  "a sliding window": fc.record({ kind: fc.constant("sliding" as const), windowTokens: window }),
  "the last turns": fc.record({ kind: fc.constant("turns" as const), turns: few }),
  "a summary when too long": fc.record({
    kind: fc.constant("summarise" as const),
    windowTokens: window,
    summaryTokens: size,
  }),
  "a summary every k turns": fc.record({
    kind: fc.constant("summarise-every" as const),
    turns: fc.integer({ min: 1, max: 3 }),
    summaryTokens: size,
  }),
  retrieval: fc.record({ kind: fc.constant("retrieval" as const), blockTokens: size, turns: few }),
  "a cap": fc.record({
    kind: fc.constant("cap" as const),
    capTokens: window,
    atCap: fc.constantFrom("cut" as const, "end" as const),
  }),
};

describe.each(Object.entries(kinds))("%s", (_, policies) => {
  it("sends, shares and forgets what a list of the tokens themselves says", () => {
    fc.assert(
      fc.property(policies, rules, conversation, (policy, given, { user, reply }) => {
        const sent: Sent[] = [];
        const dropped = sendConversation(
          policy,
          given,
          user.length,
          user,
          reply,
          (turn, input, output, prefix, summary) => {
            sent.push({ turn, input, output, prefix, summary });
            return false;
          },
        );
        expect({ sent, dropped }).toEqual(reference(policy, given, { user, reply }));
      }),
      { numRuns: 2000, seed: 5 },
    );
  });
});

describe("a conversation that is ended by whoever bills it", () => {
  it("forgets the turns that do not take place", () => {
    const rules = { initialTokens: 10, lastReply: 0, keepsReply: false } as const;
    const dropped = sendConversation(undefined, rules, 3, [1, 2, 4], [8, 16, 32], (turn) => turn === 0);
    expect(dropped).toBe(2 + 4 + 16 + 32);
  });
});
