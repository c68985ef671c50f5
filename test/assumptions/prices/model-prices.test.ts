import { describe, expect, it } from "vitest";
import { scheduleOf } from "../../../src/analysis/hosted-model.ts";
import { warningsOf } from "../../../src/analysis/warnings.ts";
import { loadPlan } from "../../../src/assumptions/load-plan.ts";
import { planFile } from "../../../src/assumptions/plan-file.ts";
import { shippedPrices } from "../../../src/cli/price-book.ts";

const leaf = (value: string, unit: string) => `{ value: ${value}, unit: ${unit}, source: test, provenance: chosen }`;
const word = (value: string) => `{ value: ${value}, source: test, provenance: chosen }`;
const conversation = (prices: string) => `schema: 1
title: a test
conversation:
  turns: ${leaf("5", "turns")}
  user_tokens: ${leaf("90", "tokens")}
  assistant_tokens: ${leaf("90", "tokens")}
  initial_tokens: ${leaf("3000", "tokens")}
  billing: ${word("api")}
  messages: ${word("truncated")}
  rounding: ${word("none")}
  conversations: ${leaf("1000", "conversations")}
${prices}`;

const WRITTEN = `  input_price: ${leaf("10", "USD/Mtok")}\n  output_price: ${leaf("30", "USD/Mtok")}\n`;
const NAMED = "  model: { name: gpt-4o, at: 2024-06-01 }\n";

const load = (plan: string, sets: readonly string[] = [], priceBook: typeof shippedPrices | null = shippedPrices) =>
  loadPlan({
    read: (path) => {
      if (path === "plan.yaml") return plan;
      throw new Error("no such file");
    },
    path: "plan.yaml",
    schema: planFile,
    sets,
    ...(priceBook && { priceBook }),
  }).leaves;

/** What is wrong with a plan. */
function faults(...request: Parameters<typeof load>): string {
  try {
    load(...request);
  } catch (error) {
    return String(error);
  }
  return "nothing";
}

const pricesOf = (...request: Parameters<typeof load>) => {
  const { input_price, output_price } = load(...request).conversation ?? {};
  return [input_price?.value, output_price?.value];
};

describe("a model named in a plan", () => {
  it("becomes prices with their source, of the place where it is named", () => {
    const { conversation: found } = load(conversation(NAMED));
    expect(found?.input_price).toMatchObject({
      id: "conversation.input_price",
      value: 5, // OpenAI, Hello GPT-4o, 13 May 2024
      unit: "USD/Mtok",
      provenance: "published",
      place: { file: "plan.yaml", line: 12, column: 18 },
    });
    expect(found?.input_price.source).toMatch(/^openai gpt-4o, as of 2024-06-01 \(since 2024-05-13\): OpenAI/);
    expect(found?.output_price.value).toBe(15);
    expect(found?.model).toMatchObject({ name: "gpt-4o", at: "2024-06-01", batch_price_fraction: { value: 0.5 } });
  });

  it("brings its tiers, cache prices and cache rules", () => {
    const { hosted_models: models } = load(
      `schema: 1\ntitle: t\nhosted_models:\n  sonnet: { model: { name: claude-sonnet-4-5-20250929, at: 2025-12-01 } }\n`,
    );
    expect(models?.sonnet?.label).toBe("claude-sonnet-4-5");
    expect(models?.sonnet && scheduleOf(models.sonnet)).toEqual({
      prices: { input: 3, output: 15, cacheRead: 0.3, cacheWrite: 3.75, cacheWriteHour: 6 },
      tiers: [
        {
          aboveInputTokens: 200_000,
          prices: { input: 6, output: 22.5, cacheRead: 0.6, cacheWrite: 7.5, cacheWriteHour: 12 },
        },
      ],
      requestUsd: 0,
      batchFactor: 0.5,
    });
    expect(models?.sonnet?.cache).toMatchObject({ kind: "explicit", lifetime_minutes: { value: 5 } });
  });

  it("stands over prices of earlier layers, and under those of later ones", () => {
    expect(pricesOf(conversation(WRITTEN))).toEqual([10, 30]);
    expect(pricesOf(conversation(WRITTEN), ["conversation.model={name: gpt-4o, at: 2024-06-01}"])).toEqual([5, 15]);
    expect(pricesOf(conversation(NAMED), ["conversation.input_price=4"])).toEqual([4, 15]);
    expect(pricesOf(conversation(NAMED), ["conversation.model.at=2025-01-01"])).toEqual([2.5, 10]);
    expect(pricesOf(conversation(NAMED), ["conversation.model.name=gpt-4-turbo"])).toEqual([10, 30]);
    const both = ["conversation.input_price=4", "conversation.model.at=2024-07-01"];
    expect(pricesOf(conversation(NAMED), both)).toEqual([5, 15]);
  });

  it("leaves nothing of the model that it replaces", () => {
    const named = conversation("  model: { name: claude-sonnet-4-5, at: 2025-12-01 }\n");
    expect(load(named).conversation?.model?.long_context).toBeDefined();
    const { model } = load(named, ["conversation.model={name: gpt-4-turbo, at: 2024-01-31}"]).conversation ?? {};
    expect(Object.keys(model ?? {}).sort()).toEqual(["at", "name"]);
  });

  it("that a setting replaces need not be known", () => {
    const misspelt = conversation("  model: { name: gtp-4o, at: 2024-06-01 }\n");
    expect(pricesOf(misspelt, ["conversation.model.name=gpt-4o"])).toEqual([5, 15]);
  });
});

describe("a model that cannot be priced is refused at its place", () => {
  const cases: readonly (readonly [string, string, string])[] = [
    [
      "an unknown name",
      "{ name: gtp-4o, at: 2024-06-01 }",
      "plan.yaml:12:18: conversation.model.name: found gtp-4o, expected a model of the price list (llmplan prices lists them) (did you mean gpt-4o?)",
    ],
    [
      "a day before there was one",
      "{ name: gpt-4o, at: 2024-05-12 }",
      "plan.yaml:12:30: conversation.model.at: found 2024-05-12, when gpt-4o had no price, expected a day from 2024-05-13 on",
    ],
    [
      "no day of the calendar",
      "{ name: gpt-4o, at: 2024-13-45 }",
      "plan.yaml:12:30: conversation.model.at: found 2024-13-45, expected a day such as 2024-05-13",
    ],
    [
      "a model that writes nothing",
      "{ name: text-embedding-3-small, at: 2026-01-01 }",
      "conversation.model.name: found text-embedding-3-small, which has no price for output tokens, expected a model",
    ],
    ["a missing day", "{ name: gpt-4o }", "conversation.model.at: found nothing, expected text"],
    ["a number for a name", "{ name: 4, at: 2024-06-01 }", "conversation.model.name: found 4, expected text"],
    ["a name alone", "gpt-4o", 'found the text "gpt-4o", expected a map'],
    ["an unknown key", "{ name: gpt-4o, at: 2024-06-01, on: x }", "conversation.model.on: found an unknown key"],
    ["a provider of no list", "{ name: gpt-4o, at: 2024-06-01, provider: opnai }", "(did you mean openai?)"],
  ];
  it.each(cases)("%s", (_, model, expected) => {
    expect(faults(conversation(`  model: ${model}\n`))).toContain(expected);
  });

  it("with one problem told once", () => {
    expect(faults(conversation("  model: { name: gtp-4o, at: 2024-06-01 }\n")).split("\n")).toHaveLength(1);
  });

  it("when a price stands beside it", () => {
    expect(faults(conversation(WRITTEN + NAMED))).toContain(
      "plan.yaml:12:3: conversation.input_price: found a price beside a model, expected one of them",
    );
  });

  it("where there is no price list", () => {
    expect(faults(conversation(NAMED), [], null)).toContain("no price list at hand");
  });

  it.each([
    ["words of JavaScript", "__proto__"],
    ["a path", "../../etc/passwd"],
    ["a NUL", "\\u0000"],
    ["a regular expression", "(((((((((((((((((((a+)+)+)+"],
    ["what steers a terminal", "gpt-4o\\n\\u001b[31m"],
    ["a long name", "x".repeat(100_000)],
    ["a long number", `gpt-4o-${"1".repeat(5000)}`],
    ["one name many times", "gpt-4o-".repeat(2000)],
    ["many dates", `gpt-5-nano-${"20250101-".repeat(2000)}`],
    ["no name", ""],
    ["a colon", ":"],
    ["a provider alone", "openai:"],
    ["no letters", "🦙"],
  ])("whatever the name holds, in bounded time: %s", (_, name) => {
    const start = performance.now();
    const told = faults(conversation(`  model: { name: "${name}", at: 2024-06-01 }\n`));
    expect(told).toMatch(/conversation\.model\.name: found /);
    expect(told.length).toBeLessThan(1000);
    expect(performance.now() - start).toBeLessThan(5000);
  });
});

describe("what a model charges beyond input and output", () => {
  const told = (name: string) => {
    const cost = { value: 1, unit: "USD", label: "Cost", formula: "", of: [] };
    const plan = load(conversation(`  model: { name: ${name}, at: 2026-01-01 }\n`));
    const warnings = warningsOf(plan, { "conversation.cost_usd.mean": cost });
    return warnings.filter(({ code }) => code === "unbilled-terms").map(({ message }) => message);
  };

  it("is told, where a plan's conversations do not pay it", () => {
    expect(told("gpt-4o")).toEqual([]);
    expect(told("gemini-2.5-pro")).toEqual([expect.stringContaining("other prices above 200000 input tokens")]);
    expect(told("sonar")).toEqual([expect.stringContaining("0.012 USD a request")]);
  });
});
