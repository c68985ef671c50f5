import { describe, expect, it } from "vitest";
import { llmplan } from "./run.ts";

const prices = (...args: readonly string[]) => llmplan(["prices", ...args]);
const figuresOf = (...args: readonly string[]) => JSON.parse(prices(...args, "--json").out).figures;

describe("llmplan prices", () => {
  it("without words says who sells models, and of which day the list is", () => {
    const { code, out } = prices();
    expect(code).toBe(0);
    expect(out).toMatch(/^[\d,]+ models of \d+ providers have a price on 2026-09-23\./);
  });

  it("finds words, shows some, and says how many there are", () => {
    const { out } = prices("claude", "sonnet", "--limit", "3");
    expect(out).toMatch(/^\d+ models whose name holds "claude" and "sonnet" have a price on .*; the first 3 are shown/);
    expect(out.split("\n").filter((line) => /^claude-/.test(line))).toHaveLength(3);
    expect(prices("gtp-4o").out).toContain("Did you mean gpt-4o?");
  });

  it("gives a model at a day, under stable ids, with null where there is no price", () => {
    // D2.2 section 4.2.5: GPT-4 Turbo of January 2024, 10 and 30 USD per million tokens.
    const figures = figuresOf("--model", "gpt-4-turbo", "--at", "2024-01-31");
    expect(figures["price.gpt-4-turbo.input_usd_per_mtok"]).toMatchObject({ value: 10, unit: "USD/Mtok" });
    expect(figures["price.gpt-4-turbo.output_usd_per_mtok"].value).toBe(30);
    expect(figures["price.gpt-4-turbo.cache_read_usd_per_mtok"].value).toBeNull();
    const sonnet = figuresOf("--model", "claude-sonnet-4-5", "--at", "2025-12-01");
    expect(sonnet["price.claude-sonnet-4-5.above_200000.output_usd_per_mtok"].value).toBe(22.5);
  });

  it("compares models and prices a request with them", () => {
    const request = ["--request", "input=3000,cache_read=2048,output=200"];
    const figures = figuresOf("--compare", "gpt-4o,claude-sonnet-4-5", "--at", "2025-12-01", ...request);
    // gpt-4o: 952 × 2.5 + 2,048 × 1.25 + 200 × 10 millionths; Claude: 952 × 3 + 2,048 × 0.3 + 200 × 15.
    expect(figures["price.gpt-4o.request_cost_usd"].value).toBeCloseTo(0.00694, 12);
    expect(figures["price.claude-sonnet-4-5.request_cost_usd"].value).toBeCloseTo(0.0064704, 12);
    const batch = figuresOf("--model", "gpt-4o", "--at", "2025-12-01", ...request, "--batch");
    expect(batch["price.gpt-4o.request_cost_usd"].value).toBeCloseTo(0.00347, 12);
  });

  it.each([
    [["--model", "gtp-4o"], /^--model gtp-4o: found gtp-4o, expected a model .* \(did you mean gpt-4o\?\)/],
    [["--model", "gpt-4o", "--at", "2024-05-12"], /^--at 2024-05-12: found .*, expected a day from 2024-05-13 on/],
    [["--model", "gpt-4o", "--at", "2024-13-45"], /expected a day such as/],
    [["--at", ""], /found no date/],
    [["--provider", "opnai"], /did you mean openai\?/],
    [["--model", "gpt-4", "--request", "input=10,cache_read=5"], /gpt-4 has no price for tokens read from cache/],
    [["--model", "grok-4", "--request", "input=10", "--batch"], /no batch price/],
    [["--model", "gpt-4o", "--request", "input=1,cache_read=5"], /less than what is read/],
    [["--model", "gpt-4o", "--request", "output=1,reasoning=2"], /reasoning is part of output/],
    [["--model", "gpt-4o", "--request", "audio=1"], /kinds are input, cache_read/],
    [["--model", "gpt-4o", "--request", "input=-1"], /expected kind=tokens/],
    [["--request", "input=1"], /name them with --model/],
    [["x", "--model", "gpt-4o"], /use one of them/],
    [["--compare", "gpt-4o,,x"], /expected names of models/],
    [["--limit", "0"], /whole number from 1/],
  ])("refuses %j with exit 2", (args, expected) => {
    const { code, out, err } = prices(...args);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toMatch(expected);
  });

  it("warns of a day that the list does not reach", () => {
    const { warnings } = JSON.parse(prices("--model", "gpt-4o", "--at", "2099-12-31", "--json").out);
    expect(warnings.map(({ code }: { readonly code: string }) => code)).toEqual(["beyond-price-list"]);
  });

  it("tells everything that is wrong with a comparison at once", () => {
    const { code, err } = prices("--compare", "gtp-4o,clade-sonnet-4-5,gpt-4o", "--at", "2025-12-01");
    expect(code).toBe(2);
    expect(err.trim().split("\n")).toHaveLength(2);
  });
});
