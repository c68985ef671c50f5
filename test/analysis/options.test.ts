import { describe, expect, it } from "vitest";
import { evaluate } from "../../src/analysis/evaluate.ts";
import type { Figure } from "../../src/analysis/node.ts";
import { optionPairs } from "../../src/analysis/option-pairs.ts";
import { planResult } from "../../src/analysis/plan-result.ts";
import { planSheet, type Sheet } from "../../src/analysis/sheets/plan-sheet.ts";
import { loadPlan } from "../../src/assumptions/load-plan.ts";
import { planFile } from "../../src/assumptions/plan-file.ts";
import { cheaperFrom } from "../../src/model/break-even.ts";
import { type CostLine, costAt } from "../../src/model/cost-line.ts";
import { sheetOf } from "../plans/read.ts";

const q = (value: number | string, unit: string): string =>
  `{ value: ${value}, unit: ${unit}, source: "a test, 2026", provenance: chosen }`;

/** A plan small enough to work out by hand: 10 months, 100 conversations a month, no growth, no discount. */
const plan = (options: string, more = ""): string => `schema: 1
title: By hand
break_even:
  months: ${q(10, "months")}
  conversations_per_month: ${q(100, "conversations/month")}
  day_rate: ${q(200, "EUR/day")}
  busy_hours_per_month: ${q(100, "hours/month")}
  peak_factor: ${q(5, "ratio")}
${more}options:
${options}`;

const API = `  api:
    kind: prompt
    label: An API
    source: a test
    api: { cost_eur_from: 0.5 }
`;

const HOST = (more = ""): string => `  own:
    kind: self-host
    label: Own servers
    source: a test
    data: { days: ${q(10, "days")} }
    adaptation: { cost_eur_from: 1000 }
    evaluation: { days_from: 5 }
    operation: { days_per_month: ${q(1, "days/month")} }
    hosting:
      gpus_per_server: ${q(2, "GPUs")}
      requests_per_second_per_gpu: ${q(0.5, "requests/s")}
      requests_per_conversation_from: 20
      utilisation_fraction: ${q(0.5, "fraction")}
      spare_servers: ${q(1, "servers")}
      rent: { value: on-demand, source: a test, provenance: chosen }
      gpu_price: ${q(1.5, "EUR/GPU-hour")}
      hours_per_month: ${q(200, "hours/month")}
${more}`;

const BUDGET = `budget:
  training_eur: ${q(1000, "EUR")}
  gpu_share_fraction: ${q(1, "fraction")}
  reserve_fraction: ${q(0, "fraction")}
  h100_price: ${q(62, "EUR/H100-day")}
  training_sessions: ${q(1, "sessions")}
  usd_per_eur: ${q(1.25, "USD/EUR")}
`;

function read(text: string) {
  return loadPlan({ read: () => text, path: "plan.yaml", schema: planFile }).leaves;
}

const sheet = (text: string): Sheet => planSheet(read(text), { kind: "exact" });

function at(from: Sheet, id: string): unknown {
  const node = from.nodes.get(id);
  if (!node) throw new Error(`no ${id}`);
  return evaluate([node]).of(node);
}

describe("the options of a plan", () => {
  it("cost what a hand calculation says, part by part", () => {
    const made = sheet(plan(API + HOST()));
    expect(at(made, "option.own.data_cost_eur")).toBe(10 * 200);
    expect(at(made, "option.own.evaluation_cost_eur")).toBe(5 * 200);
    expect(at(made, "option.own.operation_cost_eur")).toBeCloseTo(10 * 200, 9);
    // 2 × 0.5 × 0.5 requests/s at the peak, a fifth of it on average, for 100 hours, 20 requests each: 1800.
    expect(at(made, "option.own.conversations_per_server_month")).toBeCloseTo(1800, 9);
    // One server and a spare one, 2 GPUs of 1.5 euros for 200 hours each, 10 months.
    expect(at(made, "option.own.hosting_cost_eur")).toBeCloseTo(10 * 2 * 600, 9);
    expect(at(made, "option.own.gpus")).toBe(4);
    expect(at(made, "option.own.total_cost_eur")).toBeCloseTo(2000 + 1000 + 1000 + 2000 + 12_000, 9);
    expect(at(made, "option.api.total_cost_eur")).toBeCloseTo(10 * 100 * 0.5, 9);
    expect(at(made, "option.own.cost_per_conversation_eur")).toBeCloseTo(18, 9);
    expect(at(made, "option.cheapest")).toBe("api");
  });

  it("cross where cost by volume is equal, server by server", () => {
    const made = sheet(plan(API + HOST()));
    // n servers and a spare one: 6000 + 6000 (n + 1) = 5 v, with n = ⌈v ÷ 1800⌉. One server carries 1800, where the API
    // costs 9000 and two servers 18,000: from n = 1 on, 5 × 1800 n < 12,000 + 6000 n until n = 4 (36,000 = 36,000);
    // five servers cost 42,000, reached at 8400, six 48,000 at 9600 (beyond their step at 9000) and stay below at 9600.
    const crossing = at(made, "break_even.own_api.conversations_per_month");
    const line = (id: string): CostLine => evaluate([lineOf(made, id)]).of(lineOf(made, id));
    for (const volume of [7100, 7300, 8300, 8500, 8900, 9100, 9500, 9700, 11_000])
      expect([volume, costAt(line("own"), volume) < costAt(line("api"), volume)]).toEqual([
        volume,
        12_000 + 6000 * Math.ceil(volume / 1800) < 5 * volume,
      ]);
    expect(crossing).toBeCloseTo(9600, 6);
    expect(at(made, "break_even.own_api.outcome")).toBe("from-some-volume");
    expect(at(made, "break_even.own_api.saving_eur")).toBeCloseTo(500 - 18_000, 9);
  });

  it("are paid for by another one until they are ready", () => {
    const late = sheet(plan(API + HOST(`    start: { months: ${q(2.5, "months")}, meanwhile: api }\n`)));
    expect(at(late, "option.own.meanwhile_cost_eur")).toBeCloseTo(2.5 * 100 * 0.5, 9);
    expect(at(late, "option.own.hosting_cost_eur")).toBeCloseTo(7.5 * 2 * 600, 9);
    expect(at(late, "option.own.total_cost_eur")).toBeCloseTo(4000 + 7.5 * (200 + 1200) + 125, 9);
  });

  it("let EUR and USD meet only through the plan's exchange rate", () => {
    const dollars = API.replace("cost_eur_from", "cost_usd_from");
    const made = planSheet(read(plan(dollars, BUDGET)), { kind: "exact" });
    expect(at(made, "option.api.total_cost_eur")).toBeCloseTo(500 / 1.25, 9);
    const without = read(plan(dollars + HOST()));
    const bare = planSheet(without, { kind: "exact" });
    expect(bare.nodes.has("option.api.total_cost_eur")).toBe(false);
    const { warnings } = planResult(without, bare, { seed: 1, draws: 20 });
    expect(warnings.map(({ code }) => code)).toEqual(["no-exchange-rate"]);
  });

  it("warn of what nobody tests, of weights that fill the memory, and of a volume out of range", () => {
    const memory = `      memory:
        parameters: ${q("70e9", "parameters")}
        bytes_per_parameter: ${q(2, "bytes/parameter")}
        gpu_memory: ${q(70, "GiB")}
`;
    const text = plan(API + HOST(memory).replace(/ {4}evaluation.*\n/, "")).replace(
      q(100, "conversations/month"),
      q("2e7", "conversations/month"),
    );
    const leaves = read(text);
    const { warnings } = planResult(leaves, planSheet(leaves, { kind: "exact" }), { seed: 1, draws: 20 });
    expect(warnings.map(({ code }) => code)).toEqual(["no-evaluation-cost", "above-memory", "volume-beyond-range"]);
  });

  it("keep a share of drawn plans without a crossing as what it is: an interval that ends nowhere", () => {
    // Half of the plans have an API so cheap that servers never pay.
    const doubtful = API.replace(
      "api: { cost_eur_from: 0.5 }",
      `licence: { fee_per_seat: ${q("{ empirical: [0.01, 5] }", "EUR/seat-month")}, conversations_per_seat: ${q(1, "conversations/seat-month")} }`,
    ).replace("kind: prompt", "kind: buy");
    const leaves = read(plan(doubtful + HOST()));
    const draws = 2000;
    const { figures } = planResult(leaves, planSheet(leaves, { kind: "exact" }), { seed: 1, draws });
    const crossing = figures["break_even.own_api.conversations_per_month"];
    expect(crossing?.interval90?.[1]).toBe(Number.POSITIVE_INFINITY);
    expect(Number.isFinite(crossing?.interval90?.[0])).toBe(true);
    // Half ± 4.9 standard errors: a false alarm once in a million.
    const never = Number(figures["break_even.own_api.never_probability"]?.value);
    expect(Math.abs(never - 0.5)).toBeLessThan(4.9 * Math.sqrt(0.25 / draws));
  });
});

describe("the shipped options", () => {
  const made = sheetOf();

  it("cost, by volume, what their parts sum to at the plan's volume", () => {
    const { options, volume } = made.options ?? { options: [], volume: undefined };
    expect(options.map(({ key }) => key)).toEqual(["api", "api_small", "lora", "lora_hosted", "buy"]);
    if (!volume) throw new Error("no volume");
    for (const { line, total } of options) {
      const values = evaluate([line, total, volume]);
      expect(costAt(values.of(line), values.of(volume))).toBeCloseTo(values.of(total), 6);
    }
  });

  it("have LoRA beat GPT-4 Turbo from the volume that a scan in single conversations finds", () => {
    const [lora, api] = [lineOf(made, "lora"), lineOf(made, "api")];
    const values = evaluate([lora, api]);
    const [own, turbo] = [values.of(lora), values.of(api)];
    let last = 0;
    for (let volume = 1; volume <= 100_000; volume++) if (costAt(own, volume) >= costAt(turbo, volume)) last = volume;
    const crossing = cheaperFrom(own, turbo);
    expect(crossing).toBeGreaterThanOrEqual(last);
    expect(crossing).toBeLessThanOrEqual(last + 1);
    expect(at(made, "break_even.lora_api.conversations_per_month")).toBe(crossing);
  });
});

describe("pairs of options", () => {
  it("come once each, the one with more to pay whatever the volume first", () => {
    const pairs = optionPairs([
      { key: "api", kind: "prompt" },
      { key: "small", kind: "prompt" },
      { key: "own", kind: "self-host" },
      { key: "tuned", kind: "hosted" },
    ]);
    expect(pairs.map(({ id }) => id)).toEqual([
      "own_tuned",
      "own_api",
      "own_small",
      "tuned_api",
      "tuned_small",
      "small_api",
    ]);
  });
});

function lineOf({ options }: Sheet, key: string): Figure<CostLine> {
  const found = options?.options.find((option) => option.key === key);
  if (!found) throw new Error(`no option ${key}`);
  return found.line;
}
