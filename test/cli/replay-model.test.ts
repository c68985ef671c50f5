import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { llmplan, scratch } from "./run.ts";

const message = (role: string, tokens: number) => ({ role, tokens });
/** Requests of 2,000 and 2,600 input tokens, replies of 400 and 300. */
const chat = {
  messages: [
    message("system", 1500),
    message("user", 500),
    message("assistant", 400),
    message("user", 200),
    message("assistant", 300),
  ],
};

function logOf(...records: readonly object[]): string {
  const path = join(scratch(), "log.jsonl");
  writeFileSync(path, records.map((record) => `${JSON.stringify(record)}\n`).join(""));
  return path;
}

const run = (path: string, ...args: readonly string[]) => llmplan(["replay", path, "--simulated", "10", ...args]);

function result(path: string, ...args: readonly string[]) {
  const { code, out, err } = run(path, ...args, "--json");
  expect({ code, err }).toEqual({ code: 0, err: "" });
  const { figures, warnings, terms } = JSON.parse(out);
  const value = (id: string): number => figures[`replay.${id}`]?.value;
  return { value, terms, codes: warnings.map(({ code: told }: { readonly code: string }) => told) };
}

describe("llmplan replay --model", () => {
  const path = logOf(chat);

  it("says one of a thing in the singular", () => {
    const one = logOf({ messages: [message("user", 500), message("assistant", 400)] });
    expect(run(one, "--price-in", "3", "--price-out", "15").out).toMatch(/^The 1 request of 1 conversation costs /);
    expect(run(path, "--price-in", "3", "--price-out", "15").out).toMatch(/^The 2 requests of 1 conversation cost /);
  });

  it("bills at the prices of a day, with the provider's cache", () => {
    const { value, terms } = result(path, "--model", "gpt-4o", "--at", "2025-01-31");
    // Of 2,000 tokens before, OpenAI caches 1,024 + 7 × 128 = 1,920.
    expect([value("input_tokens"), value("cache_read_tokens")]).toEqual([4600, 1920]);
    expect(value("cost_usd")).toBeCloseTo((2680 * 2.5 + 1920 * 1.25 + 700 * 10) / 1e6, 12);
    expect(terms).toMatchObject({ model: "gpt-4o", provider: "openai", at: "2025-01-31", batch: false, policy: null });
    const before = result(path, "--model", "gpt-4o", "--at", "2024-06-01");
    expect(before.value("cost_usd")).toBeCloseTo((4600 * 5 + 700 * 15) / 1e6, 12);
  });

  it("pays for what is written to a cache that is marked", () => {
    const { value } = result(path, "--model", "claude-3-5-sonnet", "--at", "2025-01-31");
    expect([value("cache_read_tokens"), value("cache_write_tokens")]).toEqual([2000, 2600]);
    expect(value("cost_usd")).toBeCloseTo((2600 * 3.75 + 2000 * 0.3 + 700 * 15) / 1e6, 12);
  });

  it("takes options over the model's prices and rules", () => {
    const at = ["--model", "gpt-4o", "--at", "2025-01-31"];
    const none = result(path, ...at, "--cache-rule", "none", "--price-in", "1");
    expect(none.value("cost_usd")).toBeCloseTo((4600 * 1 + 700 * 10) / 1e6, 12);
    const whole = result(path, ...at, "--cache-minimum", "0", "--cache-block", "1", "--price-cache-read", "0.5");
    expect(whole.value("cost_usd")).toBeCloseTo((2600 * 2.5 + 2000 * 0.5 + 700 * 10) / 1e6, 12);
  });

  it("bills a batch at its share, and reads no cache in it", () => {
    const { value } = result(path, "--model", "gpt-4o", "--at", "2025-01-31", "--batch");
    expect(value("cache_read_tokens")).toBe(0);
    expect(value("cost_usd")).toBeCloseTo((4600 * 2.5 + 700 * 10) / 2e6, 12);
  });

  it("says of which day the prices are, also where none was asked for", () => {
    expect(run(path, "--model", "gpt-4o").out).toContain("at the prices of openai gpt-4o on 2026-09-23");
  });

  it("warns of a price whose day is not known, and of bounds of sums under tiers", () => {
    expect(result(path, "--model", "claude-sonnet-4-5", "--at", "2025-12-01").codes).toContain("undated-price");
    const sums = logOf({ num_model_requests: 10, input_tokens: 1_000_000, output_tokens: 1000, start_time: 1 });
    const { value, codes } = result(sums, "--model", "claude-sonnet-4-5", "--cache-rule", "none");
    expect(codes).toContain("sums-under-tiers");
    expect([value("cost_usd"), value("cost_usd_at_least"), value("cost_usd_at_most")]).toEqual([
      expect.closeTo(3.015, 9),
      expect.closeTo(3.015, 9),
      expect.closeTo(6.0225, 9),
    ]);
  });

  it("sends what a policy sends, and says what that saves and forgets", () => {
    const prices = ["--price-in", "1", "--price-out", "0"];
    const { value, terms } = result(path, ...prices, "--policy", "turns:0");
    // The second request has the system prompt and its own message: 1,700; 900 tokens of the first turn are not seen.
    expect([value("input_tokens"), value("forgotten_tokens")]).toEqual([3700, 900]);
    expect(value("resent.cost_usd")).toBeCloseTo(4600 / 1e6, 12);
    expect(value("policy_saving_usd")).toBeCloseTo(900 / 1e6, 12);
    expect(terms.policy).toEqual({ kind: "turns", turns: 0 });
    const summary = result(path, ...prices, "--policy", "summarise-every:1,100");
    // A request of 2,400 tokens writes 100, which stand in for the 900: 1,500 + 100 + 200.
    expect([value("summary_requests"), summary.value("summary_requests")]).toEqual([0, 1]);
    expect(summary.value("input_tokens")).toBe(2000 + 2400 + 1800);
    expect(result(path, ...prices, "--policy", "resend").value("input_tokens")).toBe(4600);
    const trace = logOf({ usage: { prompt_tokens: 10, completion_tokens: 5 } });
    expect(result(trace, ...prices, "--policy", "turns:0").codes).toContain("policy-not-applied");
  });

  it.each([
    [["--model", "gtp-4o"], /--model gtp-4o: found gtp-4o, .*did you mean gpt-4o/],
    [["--model", "gpt-4o", "--at", "2024-01-01"], /--at 2024-01-01: .*a day from 2024-05-13 on/],
    [["--model", "gpt-4o", "--at", "2024-13-45"], /expected a day such as/],
    [["--model", "gpt-oss-120b"], /which \d+ providers sell, expected one of/],
    [["--model", "gpt-4", "--cache-rule", "previous-input"], /gpt-4 has no price for tokens read from cache/],
    [["--model", "text-embedding-3-small"], /no price for output tokens/],
    [["--model", "gpt-4-turbo", "--at", "2024-01-31", "--batch"], /no batch price/],
    [["--at", "2024-01-31", "--price-in", "1", "--price-out", "1"], /--at is about a model/],
    [["--price-in", "1"], /--model NAME, or --price-in and --price-out/],
    [["--model", "gpt-4o", "--policy", "sliding"], /expected one of resend, sliding:TOKENS/],
    [["--model", "gpt-4o", "--policy", "summarise-every:0,5"], /expected one of/],
    [["--model", "gpt-4o", "--cache-block", "0"], /whole number from 1/],
  ])("refuses %j with exit 2", (args, expected) => {
    const { code, err } = run(path, ...args);
    expect(code).toBe(2);
    expect(err).toMatch(expected);
  });
});
