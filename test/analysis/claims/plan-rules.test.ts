import { describe, expect, it } from "vitest";
import { checkShipped, checkSmall } from "./shipped.ts";

const CLAIM = `c: { printed: "50", follows: data.reviewing_days }`;

/** Codes and subjects of what the rules find, warnings about moved inputs aside. */
const found = (setting: Parameters<typeof checkSmall>[1], claims = CLAIM) =>
  checkSmall(claims, setting)
    .findings.filter(({ code }) => code !== "input-moved")
    .map(({ code, subject, severity }) => [code, subject, severity]);

const shipped = (...sets: readonly string[]) =>
  checkShipped(sets)
    .findings.filter(({ code, accepted }) => code !== "input-moved" && accepted === null)
    .map(({ code, subject, severity }) => [code, subject, severity]);

describe("rules on the plan", () => {
  it("find nothing unanswered in the shipped plan", () => expect(shipped()).toEqual([]));

  it("shares of the same days add up to at most 1", () => {
    expect(found({ sets: ["data.writing_share_fraction=0.5"] })).toEqual([]);
    // The plan itself cannot be computed then, so no rule comes to see it.
    expect(() => found({ sets: ["data.writing_share_fraction=0.51"] })).toThrow(/shares that add up to at most 1/);
  });

  it("values lie where values of their kind do", () => {
    expect(shipped("conversation.input_price=0.00001")).toEqual([
      ["implausible-value", "conversation.input_price", "error"],
    ]);
    expect(shipped("data.hours_per_day=13")).toEqual([["implausible-value", "data.hours_per_day", "error"]]);
  });

  it("statements of the same quantity agree as far as their digits go", () => {
    // 1.3 reaches 1.35; 1.33 lies within it, 1.36 does not, and 1.33 reaches 1.335.
    expect(shipped("data.tokens_per_word=1.33")).toEqual([]);
    expect(shipped("data.tokens_per_word=1.36")).toEqual([
      ["same-quantity", "tokens_per_word", "error"],
      ["same-quantity", "tokens_per_word", "error"],
    ]);
  });

  it("a run that states size, tokens and hardware used between 0 and 0.75 of the peak", () => {
    // LLaMA: 6 × 65e9 × 1.4e12 / (2,048 × 21 × 86,400 × 312e12) = 0.471; with 13 days 0.761, with 14 0.707.
    expect(shipped("pretraining.rows.llama.duration_days=14")).toEqual([]);
    expect(shipped("pretraining.rows.llama.duration_days=13")).toEqual([
      ["implied-utilisation", "pretraining.llama", "error"],
    ]);
  });

  it("an answer to a finding is needed, and fails where there is nothing to answer", () => {
    const check = checkShipped(["pretraining.rows.flm.duration_days=60"]);
    expect(check.findings.filter(({ severity }) => severity === "error")).toMatchObject([
      { code: "unneeded-acceptance", subject: "pretraining.flm", accepted: null },
    ]);
    const unanswered = checkShipped([], [], (text) =>
      text.replace(/^ {2}implied-utilisation:\n(?: {4}.*\n)+/m, "  {}\n"),
    );
    expect(unanswered.findings).toMatchObject([
      { code: "implied-utilisation", subject: "pretraining.flm", accepted: null },
    ]);
  });

  it("prices are dated", () => {
    const plan = MONEY.replace("offer of March 2024", "our provider");
    expect(found({ plan: MONEY })).toEqual([]);
    expect(found({ plan })).toEqual([["undated-price", "budget.h100_price", "error"]]);
  });

  it("what is published says where", () => {
    expect(found({ plan: MONEY.replace("contract of 2024", "the grant agreement") })).toEqual([
      ["vague-source", "budget.training_eur", "warning"],
    ]);
  });

  it("money in two currencies does not meet without a rate", () => {
    const head = "";
    const claim = (follows: string) => `c: { printed: "1", relation: at-least, follows: ${follows} }`;
    const rated = "{ ratio: [{ product: [budget.training_eur, budget.usd_per_eur] }, conversation.input_price] }";
    expect(
      found({ plan: MONEY + PRICE, head }, claim("{ ratio: [budget.training_eur, conversation.input_price] }")),
    ).toEqual([["currencies", "claim.c", "error"]]);
    expect(found({ plan: MONEY + PRICE, head }, claim(rated))).toEqual([]);
  });

  it("a price printed in one currency does not follow a figure in another", () => {
    expect(found({ plan: MONEY }, `c: { printed: "$20,000", follows: budget.training_eur }`)).toEqual([
      ["currencies", "c", "error"],
    ]);
    expect(found({ plan: MONEY }, `c: { printed: "20,000€", follows: budget.training_eur }`)).toEqual([]);
  });
});

const MONEY = `budget:
  training_eur: { value: 20000, unit: EUR, source: contract of 2024, provenance: published }
  gpu_share_fraction: { value: 1, unit: fraction, source: ours, provenance: chosen }
  reserve_fraction: { value: 0, unit: fraction, source: ours, provenance: chosen }
  h100_price: { value: 60, unit: EUR/H100-day, source: offer of March 2024, provenance: chosen }
  training_sessions: { value: 3, unit: sessions, source: ours, provenance: chosen }
  usd_per_eur: { value: 1.1, unit: USD/EUR, source: ECB 2024, provenance: published }
`;

const PRICE = `conversation:
  turns: { value: 10, unit: turns, source: ours, provenance: chosen }
  user_tokens: { value: 50, unit: tokens, source: ours, provenance: chosen }
  assistant_tokens: { value: 50, unit: tokens, source: ours, provenance: chosen }
  initial_tokens: { value: 100, unit: tokens, source: ours, provenance: chosen }
  billing: { value: api, source: ours, provenance: chosen }
  messages: { value: truncated, source: ours, provenance: chosen }
  rounding: { value: none, source: ours, provenance: chosen }
  conversations: { value: 10, unit: conversations, source: ours, provenance: chosen }
  input_price: { value: 10, unit: USD/Mtok, source: price list of 2024, provenance: published }
  output_price: { value: 30, unit: USD/Mtok, source: price list of 2024, provenance: published }
`;
