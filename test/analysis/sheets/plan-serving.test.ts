import { describe, expect, it } from "vitest";
import { ancestorsOf, evaluate } from "../../../src/analysis/evaluate.ts";
import type { ServingAssumptions } from "../../../src/analysis/plan/serving-assumptions.ts";
import type { ServingCatalog } from "../../../src/analysis/serving/catalog.ts";
import { planServingCurves, servingCaseOf } from "../../../src/analysis/serving/plan-curves.ts";
import { serverOf } from "../../../src/analysis/serving/server.ts";
import { planServingSheet } from "../../../src/analysis/sheets/plan-serving.ts";
import { planSheet, type Sheet } from "../../../src/analysis/sheets/plan-sheet.ts";
import { hourlyRates, namedShares } from "../../../src/model/daily-profile.ts";
import { fullRate, rateOf } from "../../../src/model/serving-capacity.ts";
import { fleetState, promisedSequences, smallestFleet } from "../../../src/model/serving-promise.ts";
import { usualTransformer } from "../../../src/model/transformer.ts";
import { section, valuesBelow, wronglyShown } from "../figures.ts";
import { choiceLeaf, quantityLeaf } from "../leaves.ts";
import { server } from "../serving/server.ts";
import { GPUS } from "../training/small-catalog.ts";

const transformer = usualTransformer(8e9);
const catalog: ServingCatalog = {
  gpus: Object.values(GPUS),
  models: [
    { key: "other", label: "Other 1B", names: [], transformer: usualTransformer(1e9) },
    { key: "some", label: "Some 8B", names: ["maker/Some-8B-Instruct"], transformer },
  ],
  fit: {
    efficiency: server.efficiency,
    logSd: 0.25,
    degreesOfFreedom: 4,
    fittedRows: 10,
    accuracy: [],
    hopper: { rows: 0, median_error: 0, within_quarter: 0 },
  },
};
const budget = section("budget", {
  training_eur: 1,
  gpu_share_fraction: 1,
  reserve_fraction: 0,
  h100_price: 1,
  training_sessions: 1,
  usd_per_eur: 1.25,
});
const assumed = (
  numbers: Readonly<Record<string, number>> = {},
  changed: Partial<ServingAssumptions> = {},
): ServingAssumptions => ({
  model: "some",
  gpu: "h100",
  precision: choiceLeaf("serving.precision", "fp8"),
  gpus_per_replica: 2,
  input_tokens: { product: ["conversation.tokens", 2] },
  output_tokens: 250,
  requests_per_conversation: 20,
  gpu_price: quantityLeaf("serving.gpu_price", 2, "EUR/GPU-hour"),
  ...section("serving", {
    cached_fraction: 0.5,
    conversations_per_month: 262_980,
    peak_factor: 10,
    growth_factor: 1.5,
    class_size: 30,
    class_start: 60,
    seconds_between_requests: 40,
    ttft_p95: 2,
    memory_fraction: 0.9,
    max_sequences: 40,
    spare_replicas: 1,
    ...numbers,
  }),
  ...changed,
});
const sheet = (...how: Parameters<typeof assumed>) =>
  planServingSheet(
    assumed(...how),
    budget,
    catalog,
    new Map([["conversation.tokens", quantityLeaf("conversation.tokens", 1000)]]),
  );
const values = (...how: Parameters<typeof assumed>) =>
  valuesBelow("serving.", sheet(...how)) as Readonly<Record<string, number>>;

const pair = serverOf({ transformer, gpu: GPUS.h100, tensorParallel: 2, precision: "fp8" }, server.efficiency);
if (!pair) throw new Error("an H100 has fp8");
const request = { inputTokens: 2000, outputTokens: 250, cachedFraction: 0.5 };
const limits = { memoryFraction: 0.9, maxSequences: 40 };
const poisson = { arrivalScv: 1, outputScv: 1, promptScv: 1 };

describe("a server of the catalog", () => {
  it("is made of a GPU's peak, memory and links", () => {
    expect(pair).toEqual({
      transformer,
      precision: "fp8",
      kvBytes: 1,
      gpu: { peakTflops: 2000, bf16Tflops: 1000, memoryGib: 80, bandwidthGbS: 4000, linkGbS: 450 },
      tensorParallel: 2,
      efficiency: server.efficiency,
      speedFactor: 1,
    });
  });

  it.each([
    ["bf16", undefined, 2],
    ["fp8", undefined, 1],
    ["fp8", "bf16", 2],
    ["bf16", "fp8", 1],
  ] as const)(
    "keeps its cache in the precision of 8-bit weights, else in 16 bits: %s, %s",
    (precision, kvPrecision, bytes) => {
      const made = serverOf(
        { transformer, gpu: GPUS.h100, tensorParallel: 1, precision, kvPrecision },
        server.efficiency,
      );
      expect(made?.kvBytes).toBe(bytes);
    },
  );

  it("has the link of a usual slot where none is stated, and no peak that its GPU has not", () => {
    const parts = { transformer, gpu: GPUS.a100, tensorParallel: 1 };
    expect(serverOf({ ...parts, precision: "bf16" }, server.efficiency)?.gpu).toMatchObject({
      linkGbS: 32,
      peakTflops: 300,
    });
    expect(serverOf({ ...parts, precision: "fp8" }, server.efficiency)).toBeUndefined();
  });
});

describe("the service of a plan", () => {
  it("is asked for at its peak, or by a class that starts all at once", () => {
    // 262,980 conversations of 20 requests in 2,629,800 seconds: 2 a second, 20 at the peak, 30 with growth.
    const found = values();
    expect(found).toMatchObject({ input_tokens: 2000, output_tokens: 250, requests_per_conversation: 20 });
    expect(found.mean_requests_per_second).toBeCloseTo(2, 9);
    expect(found.class_requests_per_second).toBeCloseTo(30 / 40, 12);
    expect(found.peak_requests_per_second).toBeCloseTo(30, 9);
    expect(values({ class_size: 1200 }).peak_requests_per_second).toBeCloseTo(45, 9);
  });

  it("takes the smallest fleet that keeps its promise, with spare ones, day and night", () => {
    const load = { ...poisson, requestsPerSecond: 30 };
    const found = smallestFleet(pair, request, limits, load, { ttftP95Seconds: 2 });
    if ("unkeepable" in found) throw new Error("nobody could promise this");
    const gpus = 2 * (found.replicas + 1);
    const each = (fullRate(pair, request, limits)?.requestsPerSecond ?? 0) / 2;
    const told = values();
    expect(told.gpus_with_spare).toBe(gpus);
    expect(told.p95_ttft_seconds).toBeCloseTo(found.p95TtftSeconds, 8);
    expect(told.requests_per_second_per_gpu).toBeCloseTo(each, 9);
    expect(told.mean_utilisation).toBeCloseTo(2 / (gpus * each), 9);
    expect(told.cost_eur_per_month).toBeCloseTo(gpus * 2 * 730.5, 6);
    expect(wronglyShown(sheet())).toEqual([]);
    const poissonLeaf = ancestorsOf(sheet()).find(({ id }) => id === "serving.poisson");
    expect(poissonLeaf).toMatchObject({ value: 1, place: { file: "", line: 0, column: 0 } });
  });

  it("is part of the plan's sheet where a budget and the catalog are at hand", () => {
    const serving = assumed({}, { input_tokens: 2000 });
    const { printed } = planSheet({ title: "", budget, serving, serving_catalog: catalog }, { kind: "exact" });
    const ids = printed.map(({ id }) => id);
    expect(ids.filter((id) => id.startsWith("serving."))).toEqual(sheet().map(({ id }) => id));
  });

  it("is paid in the currency of its price", () => {
    const usd = { gpu_price: quantityLeaf("p", 2, "USD/GPU-hour") };
    expect(Number(values({}, usd).cost_eur_per_month) * 1.25).toBeCloseTo(Number(values().cost_eur_per_month), 6);
    const formula = (...how: Parameters<typeof assumed>) => sheet(...how).at(-1)?.formula;
    expect(formula()).toBe("GPUs × price an hour × 730.5 hours");
    expect(formula({}, usd)).toBe("GPUs × price an hour × 730.5 hours ÷ USD per EUR");
  });

  it("may promise the time between tokens too", () => {
    const most = (fullRate(pair, request, limits)?.secondsPerOutputToken ?? 0) * 0.8;
    expect(values({ seconds_per_output_token: most }).sequences_per_replica).toBe(
      promisedSequences(pair, request, limits, { secondsPerOutputToken: most }),
    );
  });

  it.each([
    ["by name", "school", namedShares("school")],
    ["by weights", [...new Array(23).fill(0), 2], [...new Array(23).fill(0), 1]],
  ] as const)("is planned for by the hours of a day: %s", (_, value, shares) => {
    const busiest = 2 * 24 * Math.max(...shares) * 1.5;
    // The profile's own peak counts where it is above the peak factor, which is 1 here.
    const found = values({ peak_factor: 1, class_size: 0 }, { daily_profile: { value } });
    expect(found.peak_requests_per_second).toBeCloseTo(busiest, 8);
    const rates = hourlyRates(shares, busiest, busiest);
    for (const [hour, rate] of rates.entries())
      expect(found[`hour_${String(hour).padStart(2, "0")}.requests_per_second`]).toBeCloseTo(rate, 8);
    expect(wronglyShown(sheet({}, { daily_profile: { value } }))).toEqual([]);
  });

  it("takes the peak factor where it is above that of the day, and lets a class start in the busiest hour", () => {
    const day = { daily_profile: { value: "school" } } as const;
    const shares = namedShares("school");
    expect(values({}, day).peak_requests_per_second).toBeCloseTo(30, 9);
    expect(values({}, day)["hour_09.requests_per_second"]).toBeCloseTo(30, 9);
    const classes = values({ peak_factor: 1, class_size: 1200 }, day);
    expect(classes["hour_09.requests_per_second"]).toBeCloseTo(45, 9);
    expect(classes["hour_08.requests_per_second"]).toBeCloseTo(2 * 24 * (shares[8] ?? 0) * 1.5, 8);
    const formula = (...how: Parameters<typeof assumed>) =>
      sheet(...how).find(({ id }) => id === "serving.peak_requests_per_second")?.formula;
    expect(formula()).toBe("the greater of mean × peak factor and class, × growth");
    expect(formula({}, day)).toMatch(/24 × greatest share of an hour/);
    expect(values()["hour_09.requests_per_second"]).toBeUndefined();
  });

  it("finds GPU and model by any of their names", () => {
    const names = { model: "Maker/some-8b-instruct", gpu: "NVIDIA H100" };
    expect(values({}, names)).toEqual(values());
    expect(values({}, { model: "Some 8B" })).toEqual(values());
    expect(values({}, { model: "other 1b" }).gpus).toBeLessThanOrEqual(Number(values().gpus));
  });

  it.each([
    ["gpu", { gpu: "h1000" }, "found h1000, expected a GPU of the catalog: a100, h100, v100, b200"],
    ["model", { model: "none" }, "found none, expected a model of the catalog: other, some"],
    ["precision", { gpu: "a100" }, "found fp8, expected a precision that A100 has, such as bf16"],
    ["input_tokens", { input_tokens: "nowhere" }, "found nowhere, expected"],
    ["output_tokens", { output_tokens: "nowhere" }, "found nowhere, expected"],
    ["requests_per_conversation", { requests_per_conversation: "nowhere" }, "found nowhere, expected"],
  ])("is refused where it names what is not there: %s", (name, changed, message) => {
    expect(() => sheet({}, changed)).toThrow(message);
    expect(() => sheet({}, changed)).toThrow(expect.objectContaining({ path: `serving.${name}` }) as Error);
  });
});

describe("the chart of a service", () => {
  const printed = sheet();
  const node = servingCaseOf({ printed } as Partial<Sheet> as Sheet);
  if (!node) throw new Error("no case");
  const central = evaluate([node]).of(node);
  const figures = (gpus: number) => ({
    "serving.gpus": { value: gpus, unit: "", label: "", formula: "", of: [] },
    "serving.peak_requests_per_second": { value: 30, unit: "", label: "", formula: "", of: [] },
  });

  it("is drawn from what is known of it, where the plan has one", () => {
    expect(central).toMatchObject({ request, limits, places: 40 });
    expect(servingCaseOf({ printed: [] } as Partial<Sheet> as Sheet)).toBeUndefined();
  });

  it("shows how P95 rises with the load, for one to four replicas and those that are planned", () => {
    const curves = planServingCurves(central, 2, figures(12));
    expect(curves?.lines.map(({ gpus }) => gpus)).toEqual([2, 4, 6, 8, 12]);
    expect([curves?.promisedSeconds, curves?.plannedRequestsPerSecond]).toEqual([2, 30]);
    const capacity = rateOf(pair, request, 40).requestsPerSecond;
    for (const [at, { points }] of (curves?.lines ?? []).entries()) {
      const replicas = [1, 2, 3, 4, 6][at] ?? 0;
      const p95 = (load: number) =>
        fleetState(pair, request, 40, { ...poisson, requestsPerSecond: load }, replicas)?.p95TtftSeconds;
      const all = Array.from({ length: 60 }, (_, i) => (capacity * replicas * 0.995 * (i + 1)) / 60);
      const expected = all.flatMap((load) => {
        const seconds = p95(load);
        return seconds === undefined ? [] : [[load, seconds]];
      });
      expect(points.map(({ requestsPerSecond, p95Seconds }) => [requestsPerSecond, p95Seconds])).toEqual(
        expected.map(([load = 0, seconds]) => [expect.closeTo(load, 9), expect.closeTo(seconds ?? 0, 6)]),
      );
      expect(points.length).toBeGreaterThan(30);
    }
  });

  it("shows each number of replicas once, and one replica at least", () => {
    const gpus = (planned: number) => planServingCurves(central, 2, figures(planned))?.lines.map((line) => line.gpus);
    expect(gpus(6)).toEqual([2, 4, 6, 8]);
    expect(gpus(0)).toEqual([2, 4, 6, 8]);
    expect(gpus(22)).toEqual([2, 4, 6, 8, 22]);
  });

  it("is not drawn where no number of GPUs keeps the promise", () => {
    expect(planServingCurves(central, 2, figures(Infinity))).toBeUndefined();
    expect(planServingCurves({ ...central, places: 0 }, 2, figures(4))).toBeUndefined();
    expect(planServingCurves({ ...central, places: 1 }, 2, figures(4))).toBeDefined();
    expect(planServingCurves(central, 2, {})).toBeUndefined();
  });
});
