import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { calcPrice, waitForUpdate } from "@pydantic/genai-prices";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { libraryModels } from "../../../src/assumptions/prices/library-prices.ts";
import { priceFile } from "../../../src/assumptions/prices/price-file.ts";
import type { HostedPrices } from "../../../src/assumptions/prices/priced-model.ts";
import { readFacts } from "../../../src/assumptions/read-facts.ts";
import { shippedPrices } from "../../../src/cli/price-book.ts";
import { requestCostUsd } from "../../../src/model/price-schedule.ts";
import { libraryProviders, PRICE_LIBRARY } from "../../../src/node/price-library.ts";

const root = join(import.meta.dirname, "../../..");
const book = shippedPrices();

function pricesOf(name: string, at: string, provider?: string): HostedPrices {
  const answer = book.find({ name, at, ...(provider !== undefined && { provider }) });
  if ("part" in answer) throw new Error(`${name} on ${at}: ${answer.found}; ${answer.expected}`);
  return answer;
}

const faultOf = (name: string, at: string): unknown => {
  const answer = book.find({ name, at });
  return "part" in answer ? answer : undefined;
};

describe("the price list", () => {
  it("has the prices that the library gets wrong, by day", () => {
    const inOut = (name: string, at: string) => {
      const { input, cacheRead, output } = pricesOf(name, at).prices.prices;
      return [input, cacheRead, output];
    };
    // Sources stand in prices.yaml; GPT-4 Turbo of January 2024 is what D2.2 section 4.2.5 states.
    expect(inOut("gpt-4-turbo", "2024-01-31")).toEqual([10, undefined, 30]);
    expect(inOut("gpt-4o", "2024-10-01")).toEqual([5, undefined, 15]);
    expect(inOut("gpt-4o", "2024-10-02")).toEqual([2.5, 1.25, 10]);
    expect(inOut("gpt-4o-2024-08-06", "2024-09-01")).toEqual([2.5, undefined, 10]);
    expect(inOut("o3", "2025-06-09")).toEqual([10, 2.5, 40]);
    expect(inOut("o3", "2025-06-10")).toEqual([2, 0.5, 8]);
    expect(inOut("claude-3-5-haiku", "2024-11-30")).toEqual([1, 0.1, 5]);
    expect(inOut("deepseek-chat", "2025-01-31")).toEqual([0.14, 0.014, 0.28]);
  });

  it("takes dated rows and tiers from the library", () => {
    expect(pricesOf("claude-sonnet-4-6", "2026-03-12").prices.tiers).toHaveLength(1);
    expect(pricesOf("claude-sonnet-4-6", "2026-03-13").prices.tiers).toHaveLength(0);
    const gpt = pricesOf("gpt-5.4", "2026-06-01").prices;
    expect(gpt.tiers.map(({ aboveInputTokens }) => aboveInputTokens)).toEqual([271_999]);
  });

  it("says so where a price depends on the hour, and takes the dearest", () => {
    const { prices, notes } = pricesOf("deepseek-v4-flash", "2026-09-01");
    expect(prices.prices.input).toBe(0.44);
    expect(notes.join()).toContain("hour of the day");
    // Before the hours came, the price was one.
    expect(pricesOf("deepseek-v4-flash", "2026-08-16").prices.prices.input).toBe(0.14);
  });

  it("has batch prices and cache rules from their day on", () => {
    expect(pricesOf("gpt-4-turbo", "2024-04-14").prices.batchFactor).toBeUndefined();
    expect(pricesOf("gpt-4-turbo", "2024-04-15").prices.batchFactor).toBe(0.5);
    expect(pricesOf("claude-3-5-haiku", "2024-12-31").cache?.minimumTokens).toBe(2048);
    expect(pricesOf("claude-3-5-sonnet", "2024-08-14").cache).toMatchObject({ kind: "explicit", minimumTokens: 1024 });
    expect(pricesOf("claude-3-5-sonnet", "2024-08-14").cache?.longLifetimeSeconds).toBeUndefined();
    expect(pricesOf("claude-3-5-sonnet", "2025-06-01").cache?.longLifetimeSeconds).toBe(3600);
    expect(pricesOf("gemini-2.5-flash", "2026-06-01").cache?.minimumTokens).toBe(1024);
    expect(pricesOf("gpt-4", "2024-12-01").cache).toBeUndefined();
  });

  it("refuses names that only begin like a model, and days before a model", () => {
    expect(faultOf("claude-3-opus-garbage", "2025-01-01")).toMatchObject({ part: "name" });
    expect(faultOf("gpt-5-nano-tiny", "2026-01-01")).toMatchObject({ part: "name" });
    expect(faultOf("claude-sonnet-4-5-20250929", "2025-09-28")).toMatchObject({
      part: "at",
      expected: "a day from 2025-09-29 on",
    });
    expect(faultOf("gpt-4.1", "2025-04-13")).toMatchObject({ part: "at" });
  });

  it("asks which provider is meant where several sell a model and none made it", () => {
    expect(faultOf("gpt-oss-120b", "2026-01-01")).toMatchObject({ part: "name", expected: /cerebras:gpt-oss-120b/ });
    expect(pricesOf("cerebras:gpt-oss-120b", "2026-06-01").provider).toBe("cerebras");
    expect(pricesOf("gpt-oss-120b", "2026-06-01", "Cerebras").provider).toBe("cerebras");
    expect(pricesOf("openrouter:openai/gpt-4o", "2026-01-01").provider).toBe("openrouter");
    expect(pricesOf(" GPT-4o ", "2026-01-01").model).toBe("gpt-4o");
  });
});

describe("the library behind it", () => {
  it("is of the version that sources name, with every provider that it has", async () => {
    const { dependencies } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
    expect(PRICE_LIBRARY).toBe(`@pydantic/genai-prices ${dependencies["@pydantic/genai-prices"]}`);
    expect(book.library).toContain(PRICE_LIBRARY);
    const all = (await waitForUpdate())?.map(({ id }) => id) ?? [];
    expect(libraryProviders().map(({ id }) => id)).toEqual(all);
  });

  it("finds every model of its own under its own name", () => {
    const lost = book.models.flatMap((model) => {
      const answer = book.find({ name: model.model, at: book.asOf, provider: model.provider });
      return "part" in answer && answer.part !== "at" ? [`${model.provider}:${model.model}`] : [];
    });
    expect(lost).toEqual([]);
  });

  it("would bill a request as we do, at the same prices", () => {
    // What the library does with tokens that have a price, is arithmetic written by others.
    const models = libraryProviders().flatMap((provider) =>
      libraryModels(provider, "library").map((model) => ({ provider, model })),
    );
    const count = fc.integer({ min: 0, max: 400_000 });
    fc.assert(
      fc.property(
        fc.constantFrom(...models),
        count,
        count,
        count,
        fc.nat(20_000),
        (chosen, input, read, write, out) => {
          const { provider, model } = chosen;
          const row = model.rows.find(({ from }) => from === undefined) ?? model.rows[0];
          const info = provider.models.find(({ id }) => id === model.model);
          if (!row || !info || row.notes.some((note) => note.includes("hour of the day"))) return;
          const { prices } = row.prices;
          const stated = JSON.stringify(info.prices);
          const usage = {
            uncachedInputTokens: input,
            cacheReadTokens: prices.cacheRead === undefined ? 0 : read,
            cacheWriteTokens: stated.includes("cache_write_mtok") ? write : 0,
            outputTokens: prices.output === undefined ? 0 : out,
          };
          const theirs = calcPrice(
            {
              input_tokens: usage.uncachedInputTokens + usage.cacheReadTokens + usage.cacheWriteTokens,
              cache_read_tokens: usage.cacheReadTokens,
              cache_write_tokens: usage.cacheWriteTokens,
              output_tokens: usage.outputTokens,
            },
            info.id,
            // The model alone, so that no other answers to its name.
            {
              provider: { ...provider, models: [{ ...info, match: { equals: info.id } }] },
              timestamp: new Date(row.from ?? "2020-01-01"),
            },
          );
          expect(theirs?.total_price).toBeCloseTo(requestCostUsd(row.prices, usage), 9);
        },
      ),
      { numRuns: 2000 },
    );
  });
});

const PATH = join(root, "assumptions/catalog/prices.yaml");
const text = readFileSync(PATH, "utf8");

/** What is wrong with the price list after a change of its text. */
function faults(from: string | RegExp, to: string): string {
  const changed = text.replace(from, to);
  expect(changed).not.toBe(text);
  try {
    readFacts(() => changed, "prices.yaml", priceFile);
  } catch (error) {
    return String(error);
  }
  return "nothing";
}

describe("our own rows", () => {
  it("are refused, with their place, where they make no sense", () => {
    const at = "prices\\.yaml:\\d+:\\d+: models\\.openai\\.gpt-4o\\.prices";
    expect(faults("from: 2024-10-02", "from: 2024-05-13")).toMatch(
      new RegExp(`${at}\\.1\\.from: found .*2024-05-13.*expected a day after 2024-05-13: a new price is a new row`),
    );
    expect(faults("from: 2024-10-02", "from: 2024-01-01")).toMatch(/expected a day after 2024-05-13/);
    expect(faults("from: 2024-10-02", "from: 2024-13-45")).toMatch(/expected a day such as/);
    expect(faults("from: 2024-10-02", "from: 20241002")).toMatch(/expected text/);
    expect(faults(/(from: 2024-10-02\n +)input: 2.5/, "$1input: -2.5")).toMatch(/found -2.5, expected at least 0/);
    expect(faults(/(from: 2024-10-02\n +)input: 2.5/, "$1input: .nan")).toMatch(/found .nan, expected a finite number/);
    expect(faults(/(from: 2024-10-02\n +)input: 2.5/, "$1inputs: 2.5")).toMatch(/inputs: found an unknown key/);
    expect(faults(/source: "OpenAI, Hello GPT-4o, 13 May 2024"/, 'source: ""')).toMatch(/source/);
    expect(faults("    gpt-4o-mini:", "    gpt-4o:")).toMatch(/the key again|duplicate|twice/);
    expect(faults("price_factor: 0.5", "price_factor: 1.5")).toMatch(/found 1.5, expected at most 1/);
    expect(faults("prices_unit: USD/Mtok", "prices_unit: EUR/Mtok")).toMatch(/prices_unit/);
  });

  it("stay as they are: a new price is a new row, and a new line of price-rows.txt", () => {
    const golden = join(root, "test/golden/price-rows.txt");
    const lines = rowsOf(parse(text));
    if (process.env.RECORD_PRICE_ROWS) writeFileSync(golden, `${lines.join("\n")}\n`);
    const held = readFileSync(golden, "utf8").trim().split("\n");
    const changed = held.filter((line) => !lines.includes(line));
    expect(changed, "rows that were changed or removed; append a row instead").toEqual([]);
    const missing = lines.filter((line) => !held.includes(line));
    expect(missing, "new rows; RECORD_PRICE_ROWS=1 npx vitest run test/assumptions/prices adds them").toEqual([]);
  });
});

type Yaml = Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;

/** One line for each dated row: whose, since when, and a digest of what it says. */
function rowsOf(list: { readonly models: Yaml; readonly providers: Yaml }): readonly string[] {
  const line = (name: string, rows: unknown): string[] =>
    (Array.isArray(rows) ? rows : []).map((row) => {
      const digest = createHash("sha256").update(JSON.stringify(row)).digest("hex").slice(0, 12);
      return `${name} ${row.from} ${digest}`;
    });
  const ofModels = Object.entries(list.models).flatMap(([provider, models]) =>
    Object.entries(models).flatMap(([model, { prices }]) => line(`${provider}:${model}`, prices)),
  );
  const ofProviders = Object.entries(list.providers).flatMap(([provider, { batch, cache }]) => [
    ...line(`${provider} batch`, batch),
    ...line(`${provider} cache`, cache),
  ]);
  return [...ofModels, ...ofProviders];
}
