import { describe, expect, it } from "vitest";
import { ancestorsOf, evaluate } from "../../../src/analysis/evaluate.ts";
import type { Node } from "../../../src/analysis/node.ts";
import type {
  BreakEvenAssumptions,
  HostingAssumptions,
  OptionAssumptions,
} from "../../../src/analysis/plan/option-assumptions.ts";
import type { Plan } from "../../../src/analysis/plan/plan.ts";
import { namesUsd, pricedOption } from "../../../src/analysis/sheets/option-prices.ts";
import { optionsSheet } from "../../../src/analysis/sheets/options.ts";
import { costAt } from "../../../src/model/cost-line.ts";
import { section, valuesOf, withoutPrefix, wronglyShown } from "../figures.ts";
import { choiceLeaf, quantityLeaf } from "../leaves.ts";

const q = quantityLeaf;
const days = (count: number) => ({ days: q("days", count) });
const option = (a: Partial<OptionAssumptions>): OptionAssumptions => ({
  kind: "prompt",
  label: "It",
  source: "a test",
  ...a,
});
const shared: BreakEvenAssumptions = section("break_even", {
  months: 10,
  conversations_per_month: 100,
  day_rate: 200,
  busy_hours_per_month: 100,
  peak_factor: 5,
});
const budget = section("budget", {
  training_eur: 1,
  gpu_share_fraction: 1,
  reserve_fraction: 0,
  h100_price: 1,
  training_sessions: 1,
  usd_per_eur: 1.25,
});
const hosting = (
  numbers: Readonly<Record<string, number>> = {},
  changed: Partial<HostingAssumptions> = {},
): HostingAssumptions => ({
  requests_per_conversation_from: 20,
  rent: choiceLeaf("rent", "on-demand"),
  gpu_price: q("gpu_price", 1.5, "EUR/GPU-hour"),
  ...section("hosting", {
    gpus_per_server: 2,
    requests_per_second_per_gpu: 0.5,
    utilisation_fraction: 0.5,
    spare_servers: 1,
    hours_per_month: 200,
    ...numbers,
  }),
  ...changed,
});
const NODES = new Map<string, Node>([
  ["conversation.input_tokens.mean", q("conversation.input_tokens.mean", 3000)],
  ["conversation.output_tokens.mean", q("conversation.output_tokens.mean", 500)],
  ["training.tokens", q("training.tokens", 4e6)],
]);
const sheet = (options: Readonly<Record<string, OptionAssumptions>>, plan: Partial<Plan> = {}) =>
  optionsSheet({ title: "", break_even: shared, budget, ...plan, options }, NODES);
const values = (...how: Parameters<typeof sheet>) => valuesOf(sheet(...how).figures);

/** What one option alone comes to. */
const one = (a: Partial<OptionAssumptions>, plan: Partial<Plan> = {}) =>
  withoutPrefix("option.it.", values({ it: option(a) }, plan));

describe("what an option costs once", () => {
  it("is days of people at the plan's day rate or its own, and an amount in EUR", () => {
    const found = one({
      data: { days_from: { sum: [4, 6] } },
      adaptation: { cost_eur_from: 700 },
      evaluation: { ...days(5), day_rate: q("rate", 300) },
      setup: days(1),
    });
    expect(found).toMatchObject({
      data_cost_eur: 2000,
      adaptation_cost_eur: 700,
      evaluation_cost_eur: 1500,
      setup_cost_eur: 200,
      total_cost_eur: 4400,
      cost_per_conversation_eur: 4.4,
    });
    expect(Object.keys(found)).toEqual([
      "break_even.mean_conversations_per_month",
      "data_cost_eur",
      "adaptation_cost_eur",
      "evaluation_cost_eur",
      "setup_cost_eur",
      "total_cost_eur",
      "cost_per_conversation_eur",
      "option.cheapest",
    ]);
  });

  it("is nothing where neither days nor an amount are stated", () => {
    expect(one({ data: {}, adaptation: {} })).toMatchObject({ data_cost_eur: 0, adaptation_cost_eur: 0 });
  });

  it("is tokens at a price a million, or an amount in USD, at the exchange rate", () => {
    const tokens = (unit: string) =>
      one({ adaptation: { tokens_from: "training.tokens", token_price: q("p", 5, unit) } });
    expect(tokens("EUR/Mtok").adaptation_cost_eur).toBeCloseTo(20, 12);
    expect(tokens("USD/Mtok").adaptation_cost_eur).toBeCloseTo(16, 12);
    expect(one({ adaptation: { cost_usd_from: 100 } }).adaptation_cost_eur).toBeCloseTo(80, 12);
    expect(one({ adaptation: { tokens_from: "training.tokens", cost_usd_from: 100 } }).adaptation_cost_eur).toBeCloseTo(
      80,
      12,
    );
    expect(one({ adaptation: { tokens_from: 1, cost_eur_from: 7 } }).adaptation_cost_eur).toBe(7);
    const priced = { token_price: q("p", 5, "EUR/Mtok"), cost_usd_from: 100 };
    expect(one({ adaptation: priced }).adaptation_cost_eur).toBeCloseTo(80, 12);
  });

  it.each([
    ["data.days_from", { data: { days_from: "nowhere" } }],
    ["evaluation.days_from", { evaluation: { days_from: "nowhere" } }],
    ["adaptation.cost_eur_from", { adaptation: { cost_eur_from: "nowhere" } }],
    ["adaptation.cost_usd_from", { adaptation: { cost_usd_from: "nowhere" } }],
    ["adaptation.tokens_from", { adaptation: { tokens_from: "nowhere", token_price: q("p", 1, "EUR/Mtok") } }],
    ["api.cost_eur_from", { api: { cost_eur_from: "nowhere" } }],
    ["api.cost_usd_from", { api: { cost_usd_from: "nowhere" } }],
    ["hosting.requests_per_conversation_from", { hosting: hosting({}, { requests_per_conversation_from: "nowhere" }) }],
  ])("names the line that names what is not there: %s", (at, a) => {
    expect(() => one(a)).toThrow(expect.objectContaining({ path: `options.it.${at}` }) as Error);
  });

  it("needs an exchange rate for an amount in USD that is named by nobody", () => {
    const made = () =>
      optionsSheet({ title: "", break_even: shared, options: { it: option({ adaptation: {} }) } }, NODES);
    expect(made).toThrow("found an amount in USD, expected an exchange rate: budget.usd_per_eur");
    expect(made).toThrow(expect.objectContaining({ path: "options.it" }) as Error);
  });

  it("needs a day rate also where the plan has nothing that options share", () => {
    const volume = section("volume", { conversations_per_month: 100, growth_per_month_fraction: 0, months: 3 });
    const made = () => optionsSheet({ title: "", volume, options: { it: option({ data: days(1) }) } }, NODES);
    expect(made).toThrow("day_rate here, or break_even.day_rate");
  });

  it("is called by its part and the option, amounts on the way too", () => {
    const { figures } = sheet({
      it: option({
        data: days(1),
        adaptation: { tokens_from: 1, token_price: q("p", 5, "USD/Mtok") },
        evaluation: days(1),
        setup: { days_from: 2 },
        operation: { days_per_month: q("d", 2) },
        api: { input_price: q("in", 10, "USD/Mtok"), output_price: q("out", 30, "USD/Mtok") },
        licence: {
          fee_per_month: q("f", 1, "EUR/month"),
          fee_per_seat: q("s", 1, "EUR/seat-month"),
          conversations_per_seat: q("c", 1),
        },
        hosting: hosting(),
      }),
    });
    const labels = Object.fromEntries(
      ancestorsOf(figures).map(({ id, label }) => [id.replace("option.it.", ""), label]),
    );
    expect(labels).toMatchObject({
      data_cost_eur: "Data: It",
      adaptation_cost_eur: "Adaptation: It",
      training_tokens: "Tokens paid for: It",
      evaluation_cost_eur: "Evaluation: It",
      setup_cost_eur: "Set-up: It",
      setup_days: "Set-up: It",
      operation_eur_per_month: "Operation, a month: It",
      api_eur_per_conversation: "API, a conversation: It",
      input_tokens: "Tokens of a conversation, input: It",
      licence_eur_per_month: "Licence, a month: It",
      licence_eur_per_conversation: "Seats, a conversation: It",
      server_eur_per_month: "Rent of one server, a month: It",
    });
    const rent = ancestorsOf(figures).find(({ id }) => id === "option.it.server_rent_per_month");
    expect(rent?.kind === "figure" && [rent.unit, rent.internal]).toEqual(["EUR", true]);
    const usd = sheet({ it: option({ api: { cost_usd_from: 1 } }) }).figures;
    expect(ancestorsOf(usd).map(({ id }) => id)).toContain("option.it.api_eur_per_conversation");
    expect(ancestorsOf(usd).map(({ id }) => id)).toContain("option.it.api_usd_per_conversation");
  });

  it.each([
    ["data", { data: days(1) }],
    ["operation", { operation: { days_per_month: q("d", 1) } }],
  ])("needs a day rate for days of people: %s", (at, a) => {
    const { day_rate: _, ...without } = shared;
    expect(() => one(a, { break_even: without })).toThrow(
      "days without a price, expected day_rate here, or break_even.day_rate",
    );
    expect(() => one(a, { break_even: without })).toThrow(
      expect.objectContaining({ path: `options.it.${at}` }) as Error,
    );
  });
});

describe("what running an option costs", () => {
  it("is people, licences and an API, a month or a conversation", () => {
    const found = one({
      operation: { days_per_month: q("d", 2) },
      api: { cost_eur_from: 0.5 },
      licence: {
        fee_per_month: q("fee", 50, "EUR/month"),
        fee_per_seat: q("seat", 12, "EUR/seat-month"),
        conversations_per_seat: q("each", 4),
      },
    });
    expect(found).toMatchObject({
      operation_cost_eur: 10 * 400,
      api_cost_eur: 10 * 100 * 0.5,
      licence_cost_eur: 10 * (50 + 300),
      total_cost_eur: 8000,
    });
  });

  it("is paid in USD at the exchange rate", () => {
    const seats = { fee_per_seat: q("seat", 12, "USD/seat-month"), conversations_per_seat: q("each", 4) };
    expect(one({ licence: seats }).licence_cost_eur).toBeCloseTo((10 * 300) / 1.25, 9);
    expect(one({ licence: { fee_per_month: q("fee", 50, "USD/month") } }).licence_cost_eur).toBeCloseTo(400, 9);
    expect(one({ api: { cost_usd_from: 0.5 } }).api_cost_eur).toBeCloseTo(400, 9);
    expect(one({ operation: { days_per_month: q("d", 2), day_rate: q("r", 100) } }).operation_cost_eur).toBe(2000);
  });

  it("has no licence where a seat has no fee or no number of conversations", () => {
    expect(one({ licence: { fee_per_seat: q("s", 12) } }).licence_cost_eur).toBeUndefined();
    expect(one({ licence: { conversations_per_seat: q("s", 12) } }).licence_cost_eur).toBeUndefined();
    expect(one({ licence: {} }).licence_cost_eur).toBeUndefined();
  });

  it("is the plan's tokens at prices of its own", () => {
    const prices = { input_price: q("in", 10, "USD/Mtok"), output_price: q("out", 30, "USD/Mtok") };
    // 3000 × 10 and 500 × 30 a million: 0.045 USD.
    expect(one({ api: prices }).api_cost_eur).toBeCloseTo((1000 * 0.045) / 1.25, 9);
    const { input_price, output_price } = prices;
    expect(() => one({ api: { input_price } })).toThrow("an API without a price");
    expect(() => one({ api: { output_price } })).toThrow("an API without a price");
  });
});

describe("the line by volume", () => {
  it("has no steps where an option has no servers, and one for each width where it has", () => {
    const lineOf = (a: Partial<OptionAssumptions>) => {
      const [made] = sheet({ it: option(a) }).options;
      if (!made) throw new Error("no option");
      return evaluate([made.line]).of(made.line);
    };
    expect(lineOf({ setup: days(1), api: { cost_eur_from: 0.5 } })).toEqual({
      fixedEur: 200,
      eurPerMonthlyConversation: 5,
      steps: [],
    });
    expect(lineOf({ hosting: hosting() })).toEqual({
      fixedEur: 6000,
      eurPerMonthlyConversation: 0,
      steps: [{ every: 1800, eachEur: 6000 }],
    });
  });
});

describe("the servers of an option", () => {
  it("carry so many conversations at their peak, and are rented while they run", () => {
    // 2 × 0.5 × 0.5 requests/s at the peak, a fifth of it on average, for 100 hours, 20 requests each: 1800.
    const found = one({ hosting: hosting() });
    expect(found).toMatchObject({
      conversations_per_server_month: 1800,
      server_eur_per_month: 2 * 1.5 * 200,
      gpus: 4,
      hosting_cost_eur: 10 * 2 * 600,
    });
    expect(one({ hosting: hosting() }, { asked_volume: q("v", 1801) }).gpus).toBe(6);
    const figures = sheet({ it: option({ hosting: hosting() }) }).figures;
    const amounts = ancestorsOf(figures).flatMap(({ id }) =>
      /requests_per|input_tokens|output_tokens/.test(id) ? [id] : [],
    );
    expect(wronglyShown(figures).filter((id) => !amounts.includes(id))).toEqual([]);
  });

  it("may answer as many requests as another figure says, or none", () => {
    const { requests_per_second_per_gpu: _, ...rest } = hosting();
    const from = (requests_per_second_per_gpu_from?: number) =>
      one({
        hosting: {
          ...rest,
          ...(requests_per_second_per_gpu_from !== undefined && { requests_per_second_per_gpu_from }),
        },
      });
    expect(from(1).conversations_per_server_month).toBe(3600);
    expect(from().conversations_per_server_month).toBe(0);
    expect(() => one({ hosting: { ...rest, requests_per_second_per_gpu_from: "nowhere" } })).toThrow(
      expect.objectContaining({ path: "options.it.hosting.requests_per_second_per_gpu_from" }) as Error,
    );
  });

  it("may be reserved, at another price, for all hours of a month", () => {
    const reserved = { rent: choiceLeaf<"reserved" | "on-demand">("rent", "reserved") };
    const price = { reserved_gpu_price: q("reserved", 1, "EUR/GPU-hour") };
    expect(one({ hosting: hosting({}, { ...reserved, ...price }) }).server_eur_per_month).toBeCloseTo(2 * 730.5, 9);
    expect(one({ hosting: hosting({}, price) }).server_eur_per_month).toBe(600);
    const without = () => one({ hosting: hosting({}, reserved) });
    expect(without).toThrow("found reserved, expected a reserved_gpu_price, or on-demand");
    expect(without).toThrow(
      expect.objectContaining({ path: "options.it.hosting.rent.value", words: ["on-demand"] }) as Error,
    );
    const mixed = () => one({ hosting: hosting({}, { reserved_gpu_price: q("reserved", 1, "USD/GPU-hour") }) });
    expect(mixed).toThrow("found USD/GPU-hour, expected EUR/GPU-hour, as on demand");
    expect(mixed).toThrow(expect.objectContaining({ path: "options.it.hosting.reserved_gpu_price" }) as Error);
  });

  it("are paid in USD at the exchange rate", () => {
    const usd = { gpu_price: q("p", 1.5, "USD/GPU-hour") };
    expect(one({ hosting: hosting({}, usd) }).server_eur_per_month).toBeCloseTo(480, 9);
  });

  it.each(["busy_hours_per_month", "peak_factor"] as const)("need to know their peak: %s", (name) => {
    const { [name]: _, ...without } = shared;
    const made = () => one({ hosting: hosting() }, { break_even: without });
    expect(made).toThrow(`found servers for an unknown peak, expected break_even.${name}`);
    expect(made).toThrow(expect.objectContaining({ path: "options.it.hosting" }) as Error);
  });

  it("hold the weights of the model in a share of their memory", () => {
    const memory = section("memory", { parameters: 2 ** 30, bytes_per_parameter: 2, gpu_memory: 4 });
    const options = { it: option({ hosting: hosting({}, { memory }) }), api: option({ api: { cost_eur_from: 1 } }) };
    const found = values(options);
    expect(found["option.it.memory_fraction"]).toBe(2 / 8);
    expect(found["option.api.memory_fraction"]).toBeUndefined();
  });
});

describe("an option with amounts in USD", () => {
  const usd = (unit = "USD") => q("p", 1, unit);
  const seats = { conversations_per_seat: q("each", 1) };

  it.each([
    ["adaptation", { adaptation: { cost_usd_from: 1 } }],
    ["tokens", { adaptation: { tokens_from: 1, token_price: usd("USD/Mtok") } }],
    ["servers", { hosting: hosting({}, { gpu_price: usd("USD/GPU-hour") }) }],
    ["reserved servers", { hosting: hosting({}, { reserved_gpu_price: usd("USD/GPU-hour") }) }],
    ["an API", { api: { cost_usd_from: 1 } }],
    ["prices of tokens", { api: { input_price: usd("USD/Mtok"), output_price: usd("USD/Mtok") } }],
    ["a licence", { licence: { fee_per_month: usd() } }],
    ["seats", { licence: { fee_per_seat: usd(), ...seats } }],
  ])("is left out of a plan without an exchange rate: %s", (_, a) => {
    expect(namesUsd(option(a))).toBe(true);
    expect(pricedOption("it", option(a), { title: "", break_even: shared }, NODES)).toBeUndefined();
  });

  it("may be beside others, which are not", () => {
    const plain = option({
      api: { cost_eur_from: 1 },
      licence: { fee_per_month: q("f", 1, "EUR/month") },
      hosting: hosting(),
    });
    expect(namesUsd(plain)).toBe(false);
    expect(namesUsd(option({}))).toBe(false);
    const { options, figures } = optionsSheet(
      { title: "", break_even: shared, options: { dollars: option({ api: { cost_usd_from: 1 } }), euros: plain } },
      NODES,
    );
    expect(options.map(({ key }) => key)).toEqual(["euros"]);
    expect(valuesOf(figures)["option.cheapest"]).toBe("euros");
    const none = optionsSheet(
      { title: "", break_even: shared, options: { dollars: option({ api: { cost_usd_from: 1 } }) } },
      NODES,
    );
    expect(none.figures.map(({ id }) => id)).toEqual(["break_even.mean_conversations_per_month"]);
  });
});

describe("the life of the options", () => {
  const api = { api: option({ api: { cost_eur_from: 1 } }) };
  const volume = section("volume", { conversations_per_month: 100, growth_per_month_fraction: 1, months: 3 });

  it("is the plan's volume, which wins over months and volume of the break-even", () => {
    // 100, 200 and 400 conversations.
    const found = values(api, { volume });
    expect(found["break_even.mean_conversations_per_month"]).toBeCloseTo(700 / 3, 9);
    expect(found["option.api.total_cost_eur"]).toBeCloseTo(700, 9);
    expect(sheet(api, { volume }).volume.formula).toMatch(/^mean over the months/);
    expect(sheet(api).volume.formula).toBe("as stated");
  });

  it("is discounted from the middle of each month where the plan says so", () => {
    const break_even = { ...shared, ...section("b", { months: 1, discount_per_year_fraction: 0.21 }) };
    expect(values(api, { break_even })["option.api.total_cost_eur"]).toBeCloseTo(100 * 1.21 ** (-0.5 / 12), 9);
    const { break_even: _, ...bare } = { break_even };
    expect(values(api, { ...bare, volume, break_even: {} })["option.api.total_cost_eur"]).toBeCloseTo(700, 9);
  });

  it("needs nothing that options share where the plan has a volume, else it needs it", () => {
    const found = valuesOf(optionsSheet({ title: "", volume, options: api }, NODES).figures);
    expect(found["option.api.total_cost_eur"]).toBeCloseTo(700, 9);
    expect(() => optionsSheet({ title: "", options: api }, NODES)).toThrow("found options without an end");
  });

  it("is compared at the volume that somebody asks about", () => {
    const asked = { asked_volume: q("asked", 7) };
    expect(values(api, asked)["option.api.total_cost_eur"]).toBe(70);
    // As large in all, spread over the months as the plan's own.
    expect(values(api, { ...asked, volume })["option.api.total_cost_eur"]).toBeCloseTo(21, 9);
  });

  it("is refused without an end, or without a volume", () => {
    expect(() => values(api, { break_even: {} })).toThrow(
      "found options without an end, expected the section volume, or break_even.months",
    );
    const months = section("b", { months: 3 });
    expect(() => values(api, { break_even: months })).toThrow(
      "found options at no volume, expected the section volume, or break_even.conv",
    );
    expect(() => values(api, { break_even: months })).toThrow(expect.objectContaining({ path: "options" }) as Error);
  });

  it("counts GPUs in its busiest month", () => {
    // Months of 100, 200 and 400 conversations: four sevenths of 233.3 × 3 in the last.
    const servers = { it: option({ hosting: hosting({ requests_per_second_per_gpu: 0.1 }) }) };
    // 360 a server: two servers in the last month, one before, and a spare one.
    expect(values(servers, { volume })).toMatchObject({
      "option.it.gpus": 6,
      "option.it.hosting_cost_eur": expect.closeTo(600 * (2 + 2 + 3), 6),
    });
  });
});

describe("an option that is ready later", () => {
  const late = (start: Partial<Record<string, string>> = {}) =>
    option({
      setup: days(1),
      operation: { days_per_month: q("d", 1) },
      start: { months: q("months", 2.5), meanwhile: start.meanwhile ?? "api" },
    });
  const api = option({ label: "An API", api: { cost_eur_from: 0.5 } });

  it("pays another one until then, whichever stands first", () => {
    for (const options of [
      { own: late(), api },
      { api, own: late() },
    ]) {
      const found = values(options);
      expect(found).toMatchObject({
        "option.own.meanwhile_cost_eur": 125,
        "option.own.operation_cost_eur": 1500,
        "option.own.total_cost_eur": 1825,
        "option.api.total_cost_eur": 500,
      });
      expect(found["option.api.meanwhile_cost_eur"]).toBeUndefined();
      expect(sheet(options).options.map(({ key }) => key)).toEqual(Object.keys(options));
      expect(wronglyShown(sheet(options).figures).filter((id) => !/eur_per/.test(id))).toEqual([]);
    }
  });

  it("has its line by volume go through what its parts come to", () => {
    const made = sheet({ own: late(), api });
    for (const { line, total } of made.options) {
      const found = evaluate([line, total]);
      expect(costAt(found.of(line), 100)).toBeCloseTo(found.of(total), 9);
    }
  });

  it.each([
    ["nowhere", "an option that runs at once: api"],
    ["own", "an option that runs at once: api"],
    ["later", "an option that runs at once: api"],
  ])("names one that runs at once: not %s", (meanwhile, expected) => {
    const made = () => values({ own: late({ meanwhile }), later: late(), api });
    expect(made).toThrow(`found ${meanwhile}, expected ${expected}`);
    expect(made).toThrow(expect.objectContaining({ path: "options.own.start.meanwhile", words: ["api"] }) as Error);
  });

  it("may not name one that is ready later, though that stands before it", () => {
    expect(() => values({ first: late(), second: late({ meanwhile: "first" }), api })).toThrow(
      expect.objectContaining({ words: ["api"] }) as Error,
    );
    expect(() => values({ first: late(), second: late({ meanwhile: "first" }), api })).toThrow(
      "found first, expected an option that runs at once: api",
    );
    expect(() => values({ own: late({ meanwhile: "own" }) })).toThrow("an option that runs at once: there is none");
  });
});

describe("pairs of options", () => {
  const fixed = (eur: number) => option({ adaptation: { cost_eur_from: eur }, kind: "self-host" });
  const priced = (eur: number) => option({ api: { cost_eur_from: eur } });

  it("cross where their costs are equal, and save what the other costs more", () => {
    // 1500 euros once against 0.5 euros for each of 10 v conversations: equal at 300 a month.
    const found = values({ own: fixed(1500), api: priced(0.5) });
    expect(found["break_even.own_api.conversations_per_month"]).toBeCloseTo(300, 6);
    expect(found["break_even.own_api.outcome"]).toBe("from-some-volume");
    expect(found["break_even.own_api.saving_eur"]).toBe(500 - 1500);
    expect(found["option.cheapest"]).toBe("api");
  });

  it("may never cross, or at once", () => {
    const never = values({ own: option({ ...fixed(10), api: { cost_eur_from: 1 } }), api: priced(0.5) });
    expect(never["break_even.own_api.conversations_per_month"]).toBe(Infinity);
    expect(never["break_even.own_api.outcome"]).toBe("never");
    const always = values({ own: option({ ...fixed(0), api: { cost_eur_from: 0.1 } }), api: priced(0.5) });
    expect(always["break_even.own_api.conversations_per_month"]).toBe(0);
    expect(always["break_even.own_api.outcome"]).toBe("always");
  });

  it("have the first of equals for the cheapest", () => {
    expect(values({ a: priced(1), b: priced(1), c: priced(2) })["option.cheapest"]).toBe("a");
    expect(values({ c: priced(2), a: priced(1), b: priced(1) })["option.cheapest"]).toBe("a");
    expect(values({ a: priced(Number.NaN), b: priced(1) })["option.cheapest"]).toBe("");
  });

  it("are told apart by their keys", () => {
    const made = () => values({ c: priced(1), b_c: priced(2), a: priced(3), a_b: priced(4) });
    expect(made).toThrow(/which makes two pairs called/);
    expect(made).toThrow(/expected another key/);
  });

  it("are of options that have a price", () => {
    const made = optionsSheet(
      {
        title: "",
        break_even: shared,
        options: { own: fixed(1), usd: option({ api: { cost_usd_from: 1 } }), api: priced(1) },
      },
      NODES,
    );
    expect(made.figures.flatMap(({ id }) => (id.endsWith("outcome") ? [id] : []))).toEqual([
      "break_even.own_api.outcome",
    ]);
  });
});
