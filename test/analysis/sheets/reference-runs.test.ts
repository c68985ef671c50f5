import { describe, expect, it } from "vitest";
import { ReferenceFault } from "../../../src/analysis/combination.ts";
import { ancestorsOf } from "../../../src/analysis/evaluate.ts";
import type { ProjectionAssumptions } from "../../../src/analysis/plan/plan.ts";
import type { EquivalenceBasis, RunRow, Table } from "../../../src/analysis/plan/reference-tables.ts";
import { datasetsSheet } from "../../../src/analysis/sheets/datasets.ts";
import { equivalenceSheet } from "../../../src/analysis/sheets/hardware.ts";
import { projectionSheet, type ReferenceRuns } from "../../../src/analysis/sheets/projection.ts";
import { runsSheet } from "../../../src/analysis/sheets/runs.ts";
import { sftVsLoraSheet } from "../../../src/analysis/sheets/sft-vs-lora.ts";
import { studentT } from "../../../src/math/student-t-distribution.ts";
import { section, valuesOf, wronglyShown } from "../figures.ts";
import { choiceLeaf, quantityLeaf } from "../leaves.ts";

const factor = (gpu: string, value: number) => ({
  gpu_hours_per_h100_hour: quantityLeaf(`gpu_equivalence.rows.${gpu}`, value),
});
const hardware = (basis: EquivalenceBasis) =>
  equivalenceSheet({
    title: "",
    hardware: { equivalence_basis: choiceLeaf("hardware.equivalence_basis", basis) },
    gpus: {
      rows: {
        h100: { label: "H100", peak_tflops: quantityLeaf("gpus.h100", 900) },
        a100: { label: "A100", peak_tflops: quantityLeaf("gpus.a100", 300) },
        tpu: { label: "TPU" },
      },
    },
    gpu_equivalence: {
      published: {
        rows: {
          a100: factor("a100", 1.2),
          a800: { same_as: "a100" },
          one: { same_as: "two" },
          two: { same_as: "one" },
        },
      },
      measured: { rows: { a100: factor("a100", 2) } },
    },
  });

describe("hours of a GPU that one H100-hour replaces", () => {
  it.each([
    ["published", 1.2, "published factor of the catalog"],
    ["measured", 2, "measured factor of the catalog"],
    ["peak", 3, "peak FLOP/s of an H100 ÷ peak FLOP/s of this GPU"],
  ] as const)("are counted on the %s basis", (basis, hours, formula) => {
    const found = hardware(basis).factorOf("a100", "here");
    expect(valuesOf([found])).toEqual({ "hardware.a100.gpu_hours_per_h100_hour": hours });
    expect(found.formula).toBe(formula);
    expect(found.label).toBe("Hours of A100 that one H100-hour replaces");
  });

  it("are made when a run first names the GPU, once", () => {
    const sheet = hardware("published");
    expect(sheet.figures()).toEqual([]);
    const first = sheet.factorOf("a100", "here");
    expect(sheet.factorOf("a100", "there")).toBe(first);
    const alike = sheet.factorOf("a800", "here");
    expect(valuesOf([alike])).toEqual({ "hardware.a800.gpu_hours_per_h100_hour": 1.2 });
    expect(alike.label).toBe("Hours of a800 that one H100-hour replaces");
    expect(sheet.figures()).toEqual([first, alike]);
  });

  it("know the peak of an H100", () => {
    expect(hardware("published").h100Peak("here").value).toBe(900);
  });

  it.each([
    [
      "that the catalog has no factor of",
      "published",
      "h200",
      /H100 equivalence factor in the catalog: a100, a800, one, two/,
    ],
    ["whose rows point at each other", "published", "one", /a published H100 equivalence factor/],
    ["without a peak", "peak", "tpu", /a peak in FLOP\/s in the catalog: h100, a100$/],
    ["that nobody knows", "peak", "h1000", /a peak in FLOP\/s in the catalog: h100, a100/],
  ] as const)("are refused for a GPU %s", (_, basis, gpu, message) => {
    const made = () => hardware(basis).factorOf(gpu, "runs.rows.x.gpu");
    expect(made).toThrow(message);
    expect(made).toThrow(expect.objectContaining({ path: "runs.rows.x.gpu", found: gpu }) as Error);
  });

  it("are refused where the plan has no catalog, or does not say on which basis", () => {
    const basis = { equivalence_basis: choiceLeaf<EquivalenceBasis>("basis", "peak") };
    expect(() => equivalenceSheet({ title: "", hardware: basis }).factorOf("a100", "")).toThrow(/: there is none/);
    const measured = { equivalence_basis: choiceLeaf<EquivalenceBasis>("basis", "measured") };
    expect(() => equivalenceSheet({ title: "", hardware: measured }).factorOf("a100", "")).toThrow(/: there is none/);
    expect(() => equivalenceSheet({ title: "" }).factorOf("a100", "")).toThrow(/which says how GPUs compare/);
  });
});

const run = (key: string, values: Readonly<Record<string, number>>, words: Partial<RunRow> = {}): RunRow => ({
  label: key,
  ...section(`rows.${key}`, values),
  ...words,
});
const runs: Table<RunRow> = {
  rows: {
    days: run("days", { gpu_count: 10, duration_days: 5, parameters: 7e9, instances: 100 }, { gpu: "a100" }),
    hours: run("hours", { gpu_count: 10, duration_hours: 6, duration_days: 5, batch_size: 4 }, { gpu: "a100" }),
    stated: run("stated", { gpu_hours: 240, gpu_count: 10, duration_days: 5, training_tokens: 1e9 }, { gpu: "a100" }),
    flop: run("flop", { petaflop_days: 90, utilisation_fraction: 0.5 }),
    unnamed: run("unnamed", { gpu_hours: 240 }),
    timeless: run("timeless", { gpu_count: 10, petaflop_days: 90 }, { gpu: "a100" }),
    countless: run("countless", { duration_days: 5, utilisation_fraction: 0.5 }, { gpu: "a100" }),
  },
};

describe("published runs", () => {
  const made = runsSheet("sft_runs", runs, hardware("measured"));

  it("are H100-hours and H100-days, from what each row states", () => {
    const { "rows.days.gpu_count": _, ...values } = valuesOf(made.figures);
    const computed = Object.entries(values).filter(([id]) => id.startsWith("sft_runs."));
    expect(Object.fromEntries(computed)).toEqual({
      "sft_runs.days.gpu_hours": 1200,
      "sft_runs.days.h100_hours": 600,
      "sft_runs.days.h100_days": 25,
      "sft_runs.hours.gpu_hours": 60,
      "sft_runs.hours.h100_hours": 30,
      "sft_runs.hours.h100_days": 1.25,
      "sft_runs.hours.h100_hours_per_batch_example": 7.5,
      "sft_runs.stated.h100_hours": 120,
      "sft_runs.stated.h100_days": 5,
      // 90 PFLOP/s-days on half of 0.9 PFLOP/s.
      "sft_runs.flop.h100_hours": (90 * 24) / 0.45,
      "sft_runs.flop.h100_days": 200,
    });
    expect(
      wronglyShown(
        made.figures,
        ancestorsOf(made.figures).filter(({ id }) => id.startsWith("hardware.")),
      ),
    ).toEqual([]);
  });

  it("show the sizes that their rows state, not what only counts hours", () => {
    expect(made.figures.filter(({ kind }) => kind === "leaf").map(({ id }) => id)).toEqual([
      "rows.days.parameters",
      "rows.days.instances",
      "rows.days.gpu_count",
      "rows.days.duration_days",
      "rows.hours.batch_size",
      "rows.hours.gpu_count",
      "rows.hours.duration_days",
      "rows.hours.duration_hours",
      "rows.stated.training_tokens",
      "rows.stated.gpu_count",
      "rows.stated.duration_days",
      "rows.timeless.gpu_count",
      "rows.countless.duration_days",
    ]);
  });

  it("have H100-hours by row, where a row says enough", () => {
    expect([...made.h100Hours.keys()]).toEqual(["days", "hours", "stated", "flop"]);
    expect(valuesOf([...made.h100Hours.values()])).toMatchObject({ "sft_runs.flop.h100_hours": 4800 });
  });

  it("say how their hours were counted", () => {
    const formula = (id: string) =>
      made.figures.flatMap((node) => (node.kind === "figure" && node.id === id ? [node.formula] : []));
    expect(formula("sft_runs.days.gpu_hours")).toEqual(["GPUs × days × 24"]);
    expect(formula("sft_runs.hours.gpu_hours")).toEqual(["GPUs × hours"]);
  });

  it("compare LoRA with full fine-tuning where a model stands in both tables", () => {
    const some = {
      rows: {
        days: run("days", { gpu_hours: 120 }, { gpu: "a100" }),
        other: run("other", { gpu_hours: 1 }, { gpu: "a100" }),
      },
    };
    const lora = runsSheet("lora_llama", some, hardware("measured"));
    expect(valuesOf(sftVsLoraSheet(made, lora))).toEqual({ "sft_vs_lora.days.ratio": 60 / 600 });
  });
});

const datasets = datasetsSheet(
  { rows: { alpaca: { label: "Alpaca", ...section("alpaca", { instances: 52_000, words: 3e6 }) } } },
  quantityLeaf("tokens_per_word", 1.3),
);

describe("published datasets", () => {
  it("have their tokens counted", () => {
    expect(valuesOf(datasets.figures)).toEqual({
      "alpaca.instances": 52_000,
      "alpaca.words": 3e6,
      "sft_datasets.alpaca.tokens": 3.9e6,
      "sft_datasets.alpaca.tokens_per_instance": 75,
    });
    expect([...datasets.tokens].map(([key, { id }]) => [key, id])).toEqual([["alpaca", "sft_datasets.alpaca.tokens"]]);
    expect(wronglyShown(datasets.figures)).toEqual([]);
  });
});

/** Four H100-hours, 2 billion parameters, 1 million tokens, 2 epochs: a rate of 1; the others 2 and 4. */
const rated: Table<RunRow> = {
  rows: {
    one: run("one", { gpu_hours: 8, parameters: 2e9, training_tokens: 1e6, epochs: 2 }, { gpu: "a100" }),
    two: run("two", { gpu_hours: 8, parameters: 1e9, training_tokens: 2e6, epochs: 1 }, { gpu: "a100" }),
    four: run("four", { gpu_hours: 31.2, parameters: 1e9, epochs: 1 }, { gpu: "a100", dataset: "alpaca" }),
    sizeless: run("sizeless", { gpu_hours: 8, training_tokens: 1e6, epochs: 1 }, { gpu: "a100" }),
    wordless: run("wordless", { gpu_hours: 8, parameters: 1e9, epochs: 1 }, { gpu: "a100" }),
    passless: run("passless", { gpu_hours: 8, parameters: 1e9, training_tokens: 1e6 }, { gpu: "a100" }),
    hourless: run("hourless", { parameters: 1e9, training_tokens: 1e6, epochs: 1 }),
  },
};
const budget = section("budget", {
  training_eur: 1,
  gpu_share_fraction: 1,
  reserve_fraction: 0,
  h100_price: 1,
  training_sessions: 5,
  usd_per_eur: 1,
});
const project = (routes: ProjectionAssumptions["routes"], changed: Partial<ReferenceRuns> = {}) =>
  projectionSheet(
    { ...section("projection", { parameters: 3e9, epochs: 4 }), routes },
    budget,
    {
      tables: { sft_llama: rated },
      figures: new Map([["sft_llama", runsSheet("sft_llama", rated, hardware("measured"))]]),
      datasets,
      ...changed,
    },
    new Map([["data.tokens_total", quantityLeaf("data.tokens_total", 6e6)]]),
  );

describe("a projection", () => {
  it("takes the geometric mean of the rates of the rows that state enough", () => {
    const made = project({ sft: { rates_of: "sft_llama" } });
    const values = valuesOf(made);
    expect(Object.keys(values)).toEqual([
      "sft_llama.one.h100_hours_rate",
      "sft_llama.two.h100_hours_rate",
      "sft_llama.four.h100_hours_rate",
      "projection.sft.h100_hours_rate",
      "projection.sft.tokens",
      "projection.sft.h100_days",
    ]);
    expect(values["sft_llama.one.h100_hours_rate"]).toBe(1);
    expect(values["sft_llama.two.h100_hours_rate"]).toBe(2);
    expect(values["sft_llama.four.h100_hours_rate"]).toBeCloseTo(4, 12);
    expect(values["projection.sft.h100_hours_rate"]).toBeCloseTo(2, 12);
    expect(values["projection.sft.tokens"]).toBe(6e6);
    // 2 × 3 billion parameters × 6 million tokens × 4 epochs × 5 sessions ÷ 24.
    expect(values["projection.sft.h100_days"]).toBeCloseTo(30, 10);
    expect(
      wronglyShown(
        made.slice(-3),
        ancestorsOf(made.slice(-3)).filter(({ id }) => !id.startsWith("projection.")),
      ),
    ).toEqual([]);
  });

  it("passes over the data once where it is told to, and takes other tokens", () => {
    const made = project({ sft: { rates_of: "sft_llama", passes: "once", tokens: 12e6 } });
    expect(valuesOf(made)["projection.sft.h100_days"]).toBeCloseTo((2 * 3 * 12) / 24, 10);
    const formulas = [made, project({ sft: { rates_of: "sft_llama", passes: "plan" } })].map(
      (all) => all.at(-1)?.formula,
    );
    expect(formulas).toEqual([
      "rate × parameters × tokens ÷ 24",
      "rate × parameters × tokens × epochs × sessions ÷ 24",
    ]);
  });

  it("scatters as a prediction from so many rows: Student's t with one degree of freedom fewer", () => {
    const scatter = ancestorsOf(project({ sft: { rates_of: "sft_llama" } })).find(
      ({ id }) => id === "projection.sft.row_scatter",
    );
    if (scatter?.kind !== "leaf" || scatter.leaf !== "quantity") throw new Error("no scatter");
    expect([scatter.value, scatter.place]).toEqual([0, { file: "", line: 0, column: 0 }]);
    expect(scatter.spread?.quantile(0.95)).toBe(studentT({ degreesOfFreedom: 2 }).quantile(0.95));
    // NIST's table: 2.920 at two degrees of freedom.
    expect(scatter.spread?.quantile(0.95)).toBeCloseTo(2.92, 3);
  });

  it("may be a multiple of another route that stands before it, or as much", () => {
    const made = project({ sft: { rates_of: "sft_llama" }, rlhf: { of: "sft", ratio: 12 }, other: { of: "rlhf" } });
    const values = valuesOf(made);
    expect(values["projection.rlhf.h100_days"]).toBeCloseTo(360, 9);
    expect(values["projection.other.h100_days"]).toBeCloseTo(360, 9);
    expect(() => project({ rlhf: { of: "sft", ratio: 12 } })).toThrow(
      expect.objectContaining({ path: "projection.routes.rlhf" }) as Error,
    );
    expect(() => project({ rlhf: {} })).toThrow(/found projection\.\.h100_days/);
  });

  it("refuses a table with fewer than three rows to tell a scatter from", () => {
    const made = () => project({ sft: { rates_of: "sft_llama" } }, { datasets: undefined });
    expect(made).toThrow(ReferenceFault);
    expect(made).toThrow(/found sft_llama, 2 of whose runs state .* expected at least 3 such runs/);
    expect(made).toThrow(expect.objectContaining({ path: "projection.routes.sft.rates_of" }) as Error);
    expect(() => project({ sft: { rates_of: "alignment" } })).toThrow(/found alignment, 0 of whose runs/);
    expect(() => project({ sft: { rates_of: "sft_llama" } }, { figures: new Map() })).toThrow(/found sft_llama, 0 of/);
  });

  it("names the tokens that are not there", () => {
    expect(() => project({ sft: { rates_of: "sft_llama", tokens: "nowhere" } })).toThrow(
      expect.objectContaining({ path: "projection.routes.sft.tokens" }) as Error,
    );
  });
});
