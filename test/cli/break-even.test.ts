import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { llmplan, scratch } from "./run.ts";

describe("llmplan break-even", () => {
  it("says in its first sentence which option beats which from how many conversations a month", () => {
    const { code, out } = llmplan(["break-even"]);
    expect(code).toBe(0);
    expect(out).toMatch(/^LoRA on rented H100 beats GPT-4 Turbo from about [\d,]+ conversations a month/);
    expect(out.replace(/\s+/g, " ")).toContain("never beats GPT-4.1 mini");
    expect(out).toContain("P(never)");
  });

  it("prints figures with intervals, probabilities and every crossing as JSON, the infinite as a word", () => {
    const { code, out } = llmplan(["break-even", "--json", "--draws", "200"]);
    expect(code).toBe(0);
    const { figures, crossings } = JSON.parse(out);
    const crossing = figures["break_even.lora_api.conversations_per_month"];
    expect(crossing.interval90[0]).toBeLessThan(crossing.value);
    expect(figures["break_even.lora_api_small.conversations_per_month"].value).toBe("unlimited");
    expect(figures["break_even.lora_api_small.never_probability"].value).toBe(1);
    expect(figures["option.lora.total_cost_eur"].interval90).toHaveLength(2);
    expect(crossings.lora_api.at(-1).cheaper).toBe("first");
    const shares = Object.entries<{ value: number }>(figures).filter(([id]) => id.endsWith("cheapest_probability"));
    expect(shares.reduce((sum, [, { value }]) => sum + value, 0)).toBeCloseTo(1, 9);
  });

  it("compares at another volume, where the API is dearer in proportion and its crossing stays", () => {
    const at = (volume: string) =>
      JSON.parse(llmplan(["break-even", "--json", "--draws", "20", "--volume", volume]).out).figures;
    const [low, high] = [at("1000"), at("10000")];
    expect(high["option.api.api_cost_eur"].value / low["option.api.api_cost_eur"].value).toBeCloseTo(10, 9);
    const id = "break_even.lora_api.conversations_per_month";
    expect(high[id].value).toBe(low[id].value);
    expect(high["break_even.mean_conversations_per_month"].value).toBe(10_000);
  });

  it("draws the chart where it is told to", () => {
    const folder = join(scratch(), "charts");
    const { code } = llmplan(["break-even", "--charts", folder, "--draws", "50"]);
    expect(code).toBe(0);
    expect(readFileSync(join(folder, "cost-by-volume.svg"), "utf8")).toContain("LoRA on rented H100");
  });

  it("tells what is wrong with options, all at once, and writes nothing", () => {
    const folder = scratch();
    const q = (value: unknown, unit: string) => ({ value, unit, source: "a test, 2026", provenance: "chosen" });
    const option = { label: "x", source: "a test" };
    const plan = {
      schema: 1,
      title: "Bad",
      break_even: { months: q(0, "months"), conversations_per_month: q(100, "conversations/month") },
      options: {
        no_api: { ...option, kind: "prompt" },
        two_costs: { ...option, kind: "prompt", api: { cost_eur_from: 1, cost_usd_from: 1 } },
        half_price: { ...option, kind: "prompt", api: { input_price: q(1, "USD/Mtok") } },
        unknown: { ...option, kind: "rent" },
      },
    };
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "plan.yaml"), JSON.stringify(plan));
    const out = join(folder, "out.json");
    const { code, err } = llmplan(["break-even", folder, "--out", out]);
    expect(code).toBe(2);
    for (const told of [
      "break_even.months.value: found 0, expected a whole number from 1 to 120",
      "options.no_api",
      "api, which an option of kind prompt has",
      "exactly one of cost_usd_from, cost_eur_from, input_price",
      "input_price and output_price, both or neither",
      'options.unknown.kind: found the text "rent", expected prompt or hosted or buy or self-host',
    ])
      expect(err).toContain(told);
    expect(existsSync(out)).toBe(false);
  });

  it.each([
    ["options.lora.start.meanwhile=lora_hosted", "expected an option that runs at once: api, api_small, buy"],
    ["options.lora.adaptation.cost_eur_from=training.cost_euro", "did you mean training.cost_eur?"],
  ])("points at a reference that leads nowhere: %s", (set, told) => {
    const { code, err } = llmplan(["break-even", "--set", set]);
    expect(code).toBe(2);
    expect(err).toContain(told);
  });

  it("refuses a volume of nothing, and a plan without options", () => {
    expect(llmplan(["break-even", "--volume", "0"]).code).toBe(2);
    const folder = scratch();
    writeFileSync(join(folder, "plan.yaml"), "schema: 1\ntitle: Bare\n");
    const { code, err } = llmplan(["break-even", folder]);
    expect([code, err]).toEqual([2, expect.stringContaining("no section options")]);
  });
});
