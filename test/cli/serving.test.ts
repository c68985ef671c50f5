import { cpSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { llmplan, ROOT, scratch } from "./run.ts";

const figures = (...args: readonly string[]): Record<string, { value: number | string; interval90?: number[] }> => {
  const { code, out } = llmplan(["serving", ...args, "--json"]);
  expect(code).toBe(0);
  return JSON.parse(out).figures;
};
const value = (found: ReturnType<typeof figures>, name: string): number => Number(found[`serving.${name}`]?.value);

describe("llmplan serving", () => {
  it("says what a GPU serves and how many keep a promise, with intervals", () => {
    const found = figures(
      "--model",
      "llama_3_70b",
      "--gpu",
      "h100",
      "--precision",
      "fp8",
      "--arrivals-per-second",
      "4",
      "--ttft-p95",
      "1.5",
    );
    const ids = [
      "output_tokens_per_second_per_gpu",
      "requests_per_second_per_gpu",
      "gpus",
      "wait_probability",
      "mean_wait_seconds",
      "p95_ttft_seconds",
    ];
    for (const id of ids) expect(found[`serving.${id}`]?.value).toBeTypeOf("number");
    const speed = found["serving.output_tokens_per_second_per_gpu"];
    expect(speed?.interval90?.[0]).toBeLessThan(Number(speed?.value));
    expect(value(found, "output_tokens_per_second_per_gpu")).toBeCloseTo(
      250 * value(found, "requests_per_second_per_gpu"),
      0,
    );
    expect(value(found, "p95_ttft_seconds")).toBeLessThanOrEqual(1.5);
  });

  it("lies within 25 % of MLPerf Inference 4.1 offline, Llama 2 70B on 8 H100: 24,525 tokens/s of 294/291 tokens", () => {
    const found = figures(
      "--model",
      "llama-2-70b",
      "--gpu",
      "h100",
      "--precision",
      "fp8",
      "--tensor-parallel",
      "2",
      "--input-tokens",
      "294",
      "--output-tokens",
      "291",
    );
    expect(Math.abs(value(found, "output_tokens_per_second_per_gpu") / (24_524.9 / 8) - 1)).toBeLessThan(0.25);
  });

  const erlang = join(import.meta.dirname, "../../../shared/data/erlang.csv");
  it.skipIf(!existsSync(erlang))("answers a bare queue as Erlang does", () => {
    const line = readFileSync(erlang, "utf8")
      .split("\n")
      .find((row) => row.startsWith("256,0.95"));
    const [servers = "", , load = "", , waits, wait] = line?.split(",") ?? [];
    const found = figures("--servers", servers, "--rate", load, "--service-seconds", "1");
    expect(Math.abs(value(found, "wait_probability") / Number(waits) - 1)).toBeLessThan(1e-9);
    expect(Math.abs(value(found, "mean_wait_seconds") / Number(wait) - 1)).toBeLessThan(1e-9);
  });

  it("says clearly what no number of GPUs can do", () => {
    const late = llmplan(["serving", "--model", "llama_3_70b", "--arrivals-per-second", "1", "--ttft-p95", "0.01"]);
    expect(late.code).toBe(0);
    expect(late.out).toMatch(/No number of GPUs keeps the promise: reading the prompt of one request alone/);
    const slow = llmplan(["serving", "--model", "llama_3_70b", "--arrivals-per-second", "1", "--tpot-p95", "0.001"]);
    expect(slow.out).toMatch(/one answer alone takes/);
    const large = llmplan(["serving", "--model", "llama_3_70b", "--gpu", "a10", "--tensor-parallel", "1"]);
    expect(large.out).toMatch(/does not fit on 1 GPU/);
    const endless = llmplan(["serving", "--servers", "2", "--rate", "3", "--service-seconds", "1"]);
    expect(endless.out).toMatch(/grows without end: requests ask for 150%.*4 servers at least/s);
    const few = llmplan(["serving", "--model", "llama_3_70b", "--count", "4", "--arrivals-per-second", "500"]);
    expect(few.out).toMatch(/line grows without end/);
  });

  it("names the nearest choice for every word it does not know, all at once", () => {
    const { code, err } = llmplan(["serving", "--model", "lama_3_70b", "--gpu", "h1000", "--precision", "fp9"]);
    expect(code).toBe(2);
    expect(err).toMatch(/--model lama_3_70b.*did you mean llama_3_70b/);
    expect(err).toMatch(/--gpu h1000.*did you mean h100/);
    expect(err).toMatch(/--precision fp9/);
    for (const args of [
      ["--model", "llama_3_70b", "--gpu", "a100", "--precision", "fp8"],
      ["--model", "llama_3_70b", "--count", "0"],
      ["--model", "llama_3_70b", "--count", "6", "--tensor-parallel", "4"],
      ["--model", "llama_3_70b", "--arrivals-per-second", "-1"],
      ["--model", "llama_3_70b", "--ttft-p95", "0"],
      ["--model", "llama_3_70b", "--prefix-cache-fraction", "1"],
      ["--servers", "3", "--rate", "1"],
      ["--servers", "3", "--rate", "1", "--service-seconds", "1", "--model", "llama_3_70b"],
    ])
      expect(llmplan(["serving", ...args]).code).toBe(2);
  });
});

describe("llmplan serving, request by request", () => {
  const traces = join(import.meta.dirname, "../../../shared/data/traces");
  it.skipIf(!existsSync(traces))("plays a trace, and says that bursts wait longer than the formula", () => {
    const { code, out } = llmplan([
      "serving",
      "--model",
      "llama_3_70b",
      "--precision",
      "fp8",
      "--trace",
      join(traces, "AzureLLMInferenceTrace_conv.csv.gz"),
      "--json",
    ]);
    expect(code).toBe(0);
    const result = JSON.parse(out);
    expect(result.figures["serving.simulated.requests"].value).toBe(19_366);
    expect(result.figures["serving.simulated.dispersion"].value).toBeGreaterThan(5);
    expect(result.warnings.map(({ code: name }: { code: string }) => name)).toContain("bursty-arrivals");
  });

  it("says how many GPUs a class takes that starts all at once, the same for the same seed", () => {
    const run = () =>
      llmplan([
        "serving",
        "--model",
        "llama_3_70b",
        "--precision",
        "fp8",
        "--burst",
        "30",
        "--within",
        "5",
        "--ttft-p95",
        "1",
        "--json",
      ]).out;
    const result = JSON.parse(run());
    expect(result.figures["serving.simulated.p95_ttft_seconds"].value).toBeLessThan(1);
    expect(run()).toBe(run());
  });

  it("refuses a trace without requests, and two ways at once", () => {
    const none = llmplan(["serving", "--model", "llama_3_70b", "--trace", "package.json"]);
    expect(none.code).toBe(2);
    expect(none.err).toMatch(/requests/);
    const missing = llmplan(["serving", "--model", "llama_3_70b", "--trace", "nowhere.csv"]);
    expect(missing.code).toBe(2);
    expect(llmplan(["serving", "--model", "llama_3_70b", "--burst", "3", "--trace", "x"]).code).toBe(2);
    expect(llmplan(["serving", "--model", "llama_3_70b", "--simulate", "1000"]).code).toBe(2);
  });
});

describe("a plan that serves", () => {
  it("says how many GPUs a class takes, what they cost and how idle they are", () => {
    const { code, out } = llmplan(["serving", "--scenario", "classroom", "--json"]);
    expect(code).toBe(0);
    const found = JSON.parse(out).figures;
    // Thirty learners in ten seconds; 1,000 conversations of about 20 requests in a month of 2,629,800 s.
    expect(value(found, "class_requests_per_second")).toBeCloseTo(3, 9);
    expect(value(found, "mean_requests_per_second")).toBeCloseTo((1000 * 19.5) / 2_629_800, 3);
    expect(value(found, "gpus_with_spare")).toBe(value(found, "gpus") + 2);
    expect(value(found, "cost_eur_per_month")).toBeCloseTo(value(found, "gpus_with_spare") * 2.5833 * 730.5, 0);
  });

  it("says that the shipped plan has no such section, and names the nearest GPU", () => {
    const none = llmplan(["serving", "assumptions/rolepl-ai"]);
    expect(none.code).toBe(2);
    expect(none.err).toMatch(/no section serving/);
    const wrong = llmplan(["serving", "--scenario", "classroom", "--set", "serving.gpu=h101"]);
    expect(wrong.code).toBe(2);
    expect(wrong.err).toMatch(/h100/);
  });

  it("plays the conversations of a plan beside the formula, the same for a seed", () => {
    const server = ["--model", "llama_3_8b", "--gpu", "h100", "--arrivals-per-second", "3"];
    const play = (...args: readonly string[]) => figures(...server, "--simulate", "2000", "--from-plan", ...args);
    const found = play();
    // 3000 + 90 for the first message and 180 more with each of 20 turns (D2.2 section 4.2.5), longer ones counting more.
    expect(value(found, "simulated.input_tokens")).toBeGreaterThan(4600);
    expect(value(found, "simulated.input_tokens")).toBeLessThan(5500);
    expect(value(found, "simulated.p95_ttft_seconds")).toBeGreaterThan(0);
    expect(value(found, "p95_ttft_seconds")).toBeGreaterThan(0);
    expect(play()).toEqual(found);
    expect(value(play("--seed", "2"), "simulated.input_tokens")).not.toBe(value(found, "simulated.input_tokens"));
  });

  it("plays a plan's conversations on its own GPUs", () => {
    const found = figures("--scenario", "classroom", "--simulate", "1000");
    expect(value(found, "simulated.gpus")).toBe(value(found, "gpus"));
    const { code, err } = llmplan(["serving", "--model", "llama_3_8b", "--from-plan"]);
    expect(code).toBe(2);
    expect(err).toContain("--simulate");
  });

  it("sizes for the busiest hour of a day, and says what every hour would take", () => {
    const server = ["--model", "llama_3_8b", "--gpu", "h100"];
    const shares = [...Array<number>(12).fill(0), ...Array<number>(11).fill(1), 4];
    const day = figures(...server, "--arrivals-per-second", "6", "--daily-profile", shares.join(","));
    // 4 of 15 parts in one hour: 24 × 4/15 times the mean; the others a quarter of it.
    expect(value(day, "hour_23.requests_per_second")).toBeCloseTo((6 * 24 * 4) / 15, 9);
    expect(value(day, "hour_12.requests_per_second")).toBeCloseTo((6 * 24) / 15, 9);
    expect(value(day, "hour_00.gpus")).toBe(0);
    expect(value(day, "day_peak_over_mean")).toBeCloseTo((24 * 4) / 15, 9);
    const peak = figures(...server, "--arrivals-per-second", String((6 * 24 * 4) / 15));
    expect(value(day, "gpus")).toBe(value(peak, "gpus"));
    expect(value(day, "hour_23.gpus")).toBe(value(peak, "gpus"));
    expect(value(day, "hour_23.utilisation")).toBeCloseTo(value(peak, "utilisation"), 9);
    expect(value(day, "day_utilisation")).toBeCloseTo((value(peak, "utilisation") * 15) / (24 * 4), 9);
    const low = figures(...server, "--arrivals-per-second", String((6 * 24) / 15));
    expect(value(day, "hour_12.gpus")).toBe(value(low, "gpus"));
  });

  it("takes the day of a plan, by name or by 24 weights, and refuses others at their place", () => {
    const folder = scratch();
    cpSync(join(ROOT, "assumptions"), folder, { recursive: true });
    const plan = join(folder, "rolepl-ai");
    const written = readFileSync(join(plan, "scenarios/classroom.yaml"), "utf8");
    const withDay = (day: string) => {
      const profile = `  daily_profile: { value: ${day}, source: an example, provenance: chosen }`;
      const text = written.replace("  growth_factor:", `${profile}\n  growth_factor:`);
      writeFileSync(join(plan, "scenarios/day.yaml"), text);
      // Without a class, so that the profile decides.
      const sets = ["--set", "serving.peak_factor=1", "--set", "serving.class_size=0"];
      return llmplan(["serving", plan, "--scenario", "day", "--json", ...sets]);
    };
    const { code, out } = withDay("evening");
    expect(code).toBe(0);
    const found = JSON.parse(out).figures;
    // The evening's busiest hours hold 12 of 107 parts.
    expect(value(found, "day_peak_over_mean")).toBeCloseTo((24 * 12) / 107, 9);
    expect(value(found, "peak_requests_per_second")).toBeCloseTo(
      (value(found, "mean_requests_per_second") * 24 * 12) / 107,
      9,
    );
    const bad = withDay("[1, 2]");
    expect(bad.code).toBe(2);
    expect(bad.err).toMatch(/day\.yaml:\d+:\d+: serving\.daily_profile.*24 numbers/);
  });
});
