import { describe, expect, it } from "vitest";
import type { ConversationModel } from "../../../src/analysis/conversation/model.ts";
import { conversationMoments } from "../../../src/analysis/conversation/moments.ts";
import { simulate } from "../../../src/analysis/conversation/monte-carlo.ts";
import type { ConversationPolicy } from "../../../src/analysis/conversation/policy.ts";
import { simulationJob } from "../../../src/analysis/conversation/simulation-job.ts";
import type { PolicyDraws } from "../../../src/kernel/job.ts";
import { lookupOf } from "../../../src/kernel/lookup.ts";
import { simulatorFor } from "../../../src/kernel/simulator.ts";
import { twinKernel } from "../../../src/kernel/twin.ts";
import { threefry4x32 } from "../../../src/math/threefry.ts";
import { published } from "./published.ts";

const api: ConversationModel = { ...published, messages: "lognormal", rounding: "whole-tokens", billing: "api" };
const printed: ConversationModel = { ...api, billing: "as-printed" };
const long = { thresholdTokens: 5000, inputUsd: 2e-5, outputUsd: 4.5e-5 };

const policies: Readonly<Record<string, ConversationPolicy>> = {
  none: {},
  "sliding window": { context: { kind: "sliding", windowTokens: 4200 } },
  "window below the initial prompt": { context: { kind: "sliding", windowTokens: 2500 } },
  summary: { context: { kind: "summarise", windowTokens: 4500, summaryTokens: 300 } },
  "the last turns": { context: { kind: "turns", turns: 3 } },
  "a summary every four turns": { context: { kind: "summarise-every", turns: 4, summaryTokens: 200 } },
  retrieval: { context: { kind: "retrieval", blockTokens: 800, turns: 2 } },
  "a cap that cuts": { context: { kind: "cap", capTokens: 4500, atCap: "cut" } },
  "a cap that ends": { context: { kind: "cap", capTokens: 4500, atCap: "end" } },
  "prices that are a cliff": { longContext: long },
  retries: { retries: { probability: 0.2, most: 3 } },
  "cost cap": { costCapUsd: 0.8 },
  all: {
    context: { kind: "summarise", windowTokens: 6000, summaryTokens: 500 },
    longContext: long,
    retries: { probability: 0.1, most: 2 },
    costCapUsd: 1.2,
  },
};

/** sfc32 in big integers, from the cipher block of a purpose. */
function* words(key: PolicyKey, id: number, purpose: number): Generator<number> {
  const state = new Uint32Array(4);
  threefry4x32(...key)(id, 0, purpose, 0, state, 1);
  const u32 = (x: bigint): bigint => BigInt.asUintN(32, x);
  let [a, b, c, d] = Array.from(state, (word) => BigInt(word)) as [bigint, bigint, bigint, bigint];
  for (;;) {
    const word = u32(a + b + d);
    d = u32(d + 1n);
    a = b ^ (b >> 9n);
    b = u32(c + (c << 3n));
    c = u32((u32(c << 21n) | (c >> 11n)) + word);
    yield Number(word);
  }
}
type PolicyKey = readonly [number, number, number, number];

interface Request {
  readonly input: number;
  readonly output: number;
}

/** Every request of a conversation, from a list of what is remembered; written for reading, not for speed. */
function* requests(
  messages: readonly (readonly [number, number])[],
  { context, retries }: ConversationPolicy,
  initial: number,
  billing: ConversationModel["billing"],
  fails: () => boolean,
): Generator<readonly Request[]> {
  let remembered: readonly number[] = [];
  const total = (list: readonly number[]): number => list.reduce((sum, x) => sum + x, 0);
  for (const [turn, [user, reply]] of messages.entries()) {
    const block = context?.kind === "retrieval" ? context.blockTokens : 0;
    const own = block + user + (billing === "as-printed" ? reply : 0);
    const all: Request[] = [];
    const window =
      context?.kind === "cap"
        ? context.capTokens
        : context && "windowTokens" in context
          ? context.windowTokens
          : Infinity;
    const fits = (list: readonly number[]): boolean => initial + total(list) + own <= window;
    if (context?.kind === "sliding")
      while (remembered.length > 0 && !fits(remembered)) remembered = remembered.slice(1);
    if (context?.kind === "turns" || context?.kind === "retrieval") remembered = remembered.slice(-2 * context.turns);
    if (context?.kind === "cap" && context.atCap === "end" && !fits(remembered)) return;
    const due =
      (context?.kind === "summarise" && !fits(remembered)) ||
      (context?.kind === "summarise-every" && turn > 0 && turn % context.turns === 0);
    if (due && context && "summaryTokens" in context && total(remembered) > context.summaryTokens) {
      all.push({ input: Math.min(window, initial + total(remembered)), output: context.summaryTokens });
      remembered = [context.summaryTokens];
    }
    const request = { input: Math.min(window, initial + total(remembered) + own), output: reply };
    all.push(request);
    for (let again = 0; retries && again < retries.most && fails(); again++) all.push(request);
    yield all;
    remembered = [...remembered, user, reply];
  }
}

function naive(
  draws: PolicyDraws,
  key: PolicyKey,
  id: number,
  turnsFrom: (word: number) => number,
  model: ConversationModel,
) {
  const policy = model.policy ?? {};
  const own = words(key, id, 0);
  const failing = words(key, id, 4);
  const next = (stream: Generator<number>): number => stream.next().value as number;
  const turns = turnsFrom(next(own));
  const [user, reply] = [lookupOf(draws.user), lookupOf(draws.reply)];
  const messages = Array.from(
    { length: turns },
    () => [draws.userStart + user(next(own)), draws.replyStart + reply(next(own))] as const,
  );
  const price = ({ input, output }: Request): number => {
    const { longContext } = policy;
    if (longContext && input > longContext.thresholdTokens)
      return longContext.inputUsd * input + longContext.outputUsd * output;
    return (model.inputPriceUsdPerMtok * input + model.outputPriceUsdPerMtok * output) / 1e6;
  };
  const fails = (): boolean => next(failing) < (policy.retries?.probability ?? 0) * 2 ** 32;
  const bill = { input: 0, output: 0, costUsd: 0 };
  for (const turn of requests(messages, policy, model.initialTokens, model.billing, fails)) {
    for (const request of turn) {
      bill.input += request.input;
      bill.output += request.output;
      bill.costUsd += price(request);
    }
    if (bill.costUsd >= (policy.costCapUsd ?? Infinity)) break;
  }
  return bill;
}

describe.each(Object.entries(policies))("a conversation under a policy: %s", (_, policy) => {
  it.each([
    ["api", api],
    ["as printed", printed],
  ])("bills what a naive simulation bills on the same draws, to the token, %s", (_, base) => {
    const model = { ...base, policy };
    const { job } = simulationJob(model, { seed: 77, sampling: "iid", sampler: "monotone" });
    const { draws, key } = job;
    if (draws.kind !== "policy") throw new Error(draws.kind);
    const { input: cost, tokens } = twinKernel(job).draw(2);
    for (let slot = 0; slot < 1024; slot += 5) {
      const expected = naive(draws, key, 2048 + slot, lookupOf(job.turns), model);
      expect([tokens?.input[slot], tokens?.output[slot]]).toEqual([expected.input, expected.output]);
      expect(Math.abs((cost[slot] as number) * draws.costUnitUsd - expected.costUsd)).toBeLessThan(1e-9);
    }
  });
});

const run = (model: ConversationModel, conversations = 200_000) =>
  simulate(model, { conversations, seed: 4, sampler: "monotone", sampling: "stratified" }, simulatorFor);

/** With 32 replicates, 6 standard errors are left once in a million (Student's t). */
const FAR = 6;

describe("a policy that never binds", () => {
  it.each(["none", "trunc-sums", "whole-tokens"] as const)(
    "changes nothing, and the exact mean comes out without error: %s",
    (rounding) => {
      for (const messages of ["as-published", "lognormal"] as const) {
        const model = {
          ...published,
          rounding,
          messages,
          policy: { context: { kind: "sliding", windowTokens: 1e7 } as const },
        };
        const known = conversationMoments(model);
        const { costUsd, inputTokens, outputTokens } = run(model, 100_000);
        // The control variate is the cost itself, so nothing but the rounding of cost units is left.
        expect(costUsd.mean.value / known.costUsd.mean).toBeCloseTo(1, 8);
        expect(Math.abs(costUsd.sd.value - known.costUsd.sd)).toBeLessThan(FAR * costUsd.sd.standardError);
        expect(Math.abs(inputTokens.mean.value - known.inputTokens.mean)).toBeLessThan(
          FAR * inputTokens.mean.standardError,
        );
        expect(Math.abs(outputTokens.mean.value - known.outputTokens.mean)).toBeLessThan(
          FAR * outputTokens.mean.standardError,
        );
      }
    },
  );
});

describe("a policy with a closed form", () => {
  it("is met by the simulation: retries multiply the mean by (1 − p^(m+1))/(1 − p)", () => {
    const retries = { probability: 0.2, most: 3 };
    const { costUsd } = run({ ...api, policy: { retries } });
    const tries = (1 - retries.probability ** (retries.most + 1)) / (1 - retries.probability);
    expect(Math.abs(costUsd.mean.value - tries * conversationMoments(api).costUsd.mean)).toBeLessThan(
      FAR * costUsd.mean.standardError,
    );
  });
  it("is met by the simulation: a cliff at 0 tokens is a change of prices", () => {
    const { costUsd } = run({ ...api, policy: { longContext: { ...long, thresholdTokens: 0 } } });
    const dear = { ...api, inputPriceUsdPerMtok: 20, outputPriceUsdPerMtok: 45 };
    expect(Math.abs(costUsd.mean.value - conversationMoments(dear).costUsd.mean)).toBeLessThan(
      FAR * costUsd.mean.standardError,
    );
  });
  it("is met by the simulation: a window of the initial prompt alone makes every request cost the same", () => {
    const { inputTokens } = run({ ...api, policy: { context: { kind: "sliding", windowTokens: 3000 } } });
    const turns = conversationMoments(api).turns.mean;
    expect(Math.abs(inputTokens.mean.value - 3000 * turns)).toBeLessThan(FAR * inputTokens.mean.standardError);
  });
  it("bounds what it says it bounds", () => {
    const mean = (policy: ConversationPolicy) => run({ ...api, policy }, 20_000).costUsd.mean.value;
    const plain = conversationMoments(api).costUsd.mean;
    expect(mean({ context: { kind: "sliding", windowTokens: 4500 } })).toBeLessThan(plain);
    expect(mean({ costCapUsd: 0.5 })).toBeLessThan(0.6);
    expect(mean({ longContext: long })).toBeGreaterThan(plain);
  });
});

describe("the control variate", () => {
  it("takes most of the error of a mean that a policy moves little", () => {
    const model = { ...api, policy: { context: { kind: "sliding", windowTokens: 9000 } as const } };
    const { costUsd } = simulate(
      model,
      { conversations: 100_000, seed: 4, sampler: "monotone", sampling: "iid" },
      simulatorFor,
    );
    expect(costUsd.mean.standardError).toBeLessThan((0.3 * costUsd.sd.value) / Math.sqrt(100_000));
  });
});
