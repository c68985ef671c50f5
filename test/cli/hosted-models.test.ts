import { spawnSync } from "node:child_process";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";

const main = resolve(import.meta.dirname, "../../dist/cli/main.js");
const llmplan = (...args: readonly string[]) => {
  const { stdout, stderr, status } = spawnSync(process.execPath, [main, ...args], { encoding: "utf8" });
  return { out: stdout, err: stderr, code: status };
};

const leaf = (value: number | string, unit: string) =>
  `{ value: ${value}, unit: ${unit}, source: a test, provenance: chosen }`;
const caching = `conversation.caching={ keeps: { value: prompt, source: a test, provenance: chosen }, read_price: ${leaf(1, "USD/Mtok")}, minimum_tokens: ${leaf(1024, "tokens")}, block_tokens: ${leaf(128, "tokens")}, lifetime_minutes: ${leaf(5, "minutes")} }`;

describe("llmplan conversation --models", () => {
  it("bills the plan's own conversation where the prices are the plan's", () => {
    const scenario = ["--scenario", "hosted-models", "--json"];
    const compared = llmplan("conversation", ...scenario, "--models", "plan", "--policies", "resend,turns:4");
    const plain = llmplan("conversation", ...scenario);
    expect(compared.code, compared.err).toBe(0);
    const figures = JSON.parse(compared.out).figures;
    // GPT-4 Turbo of January 2024 is what the document prices: 10 and 30 USD per million tokens.
    const own = JSON.parse(plain.out).figures;
    expect(figures["hosted.gpt_4_turbo_2024.cost_usd.mean"].value).toBeCloseTo(
      own["conversation.cost_usd.mean"].value,
      12,
    );
    expect(figures["hosted.gpt_4_turbo_2024.cost_usd.p95"].value).toBeCloseTo(
      own["conversation.cost_usd.p95"].value,
      12,
    );
    const turns = figures["hosted.gpt_4o.turns_4.cost_usd.mean"].value;
    expect(turns).toBeLessThan(figures["hosted.gpt_4o.cost_usd.mean"].value);
  });
  it("names a model that nobody sells", () => {
    const { code, err } = llmplan("conversation", "--models", "nonsense");
    expect(code).toBe(2);
    expect(err).toContain("expected a model of the price list");
  });
});

describe("a conversation with a cache", () => {
  it("reads what it sent before, and its budget and volume know", () => {
    const { out, err } = llmplan("conversation", "--set", caching, "--json");
    expect(err).not.toContain("expected");
    const figures = JSON.parse(out).figures;
    const value = (id: string): number => figures[`conversation.${id}`].value;
    const kinds = ["uncached_input_tokens.mean", "cache_read_tokens.mean", "cache_write_tokens.mean"].map(value);
    // D2.2: 20 turns of 180 tokens over a prompt of 3,000; most of each request was sent before.
    expect(value("cache_read_fraction")).toBeGreaterThan(0.85);
    const input = value("input_tokens.mean");
    const error: number = figures["conversation.input_tokens.mean"].standardError;
    expect(Math.abs(kinds.reduce((sum, tokens) => sum + tokens, 0) - input)).toBeLessThan(6 * error);
    const parts = ["uncached_input", "cache_read", "cache_write", "output"].map((name) => value(`cost_usd.${name}`));
    expect(parts.reduce((sum, usd) => sum + usd, 0)).toBeCloseTo(value("cost_usd.mean"), 3);
    const budget = JSON.parse(llmplan("budget", "--usd", "400", "--set", caching, "--json").out).figures;
    const mean = value("total_cost_usd.mean");
    const enough = budget["risk.budget_at_confidence_usd"].value;
    expect(enough).toBeGreaterThan(mean);
    expect(enough).toBeLessThan(1.05 * mean);
  });
  it("says what is missing where neither the plan nor a model states it", () => {
    const { code, err } = llmplan(
      "conversation",
      "--set",
      "conversation.caching={ keeps: { value: prompt, source: a test, provenance: chosen } }",
    );
    expect(code).toBe(2);
    expect(err).toContain("conversation.caching");
  });
});
