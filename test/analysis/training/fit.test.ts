import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { measuredRows, measuredTable, measuredTablesExist } from "../../../scripts/measured-rows.ts";
import { fineTuningAccuracy, wholeRunAccuracy } from "../../../src/analysis/training/accuracy.ts";
import { fitEfficiency } from "../../../src/analysis/training/fit.ts";
import { gpuNamed } from "../../../src/analysis/training/gpu-lookup.ts";
import { siftThroughput } from "../../../src/analysis/training/sanity.ts";
import { shippedCatalog } from "./catalog.ts";

const catalog = shippedCatalog();

describe.skipIf(!measuredTablesExist())("the fit to the measured tables (skipped where they are absent)", () => {
  const rows = () => measuredRows(catalog.gpus, catalog.runs);

  it("comes out again as it is committed, to the four digits kept", () => {
    const { unpack, ...numbers } = fitEfficiency(rows());
    const { unpack: committedUnpack, ...committed } = catalog.efficiency;
    const flat = (value: unknown): readonly number[] =>
      typeof value === "number"
        ? [value]
        : typeof value === "object" && value
          ? Object.values(value).flatMap(flat)
          : [];
    const fitted = flat(numbers);
    const kept = flat(committed);
    expect(kept).toHaveLength(fitted.length);
    for (const [index, value] of fitted.entries()) expect(kept[index]).toBeCloseTo(Number(value.toPrecision(4)), 9);
    expect(committedUnpack.seconds_per_billion).toBeCloseTo(unpack.seconds_per_billion, 5);
  });

  it("has the accuracy on left-out teams that is committed", () => {
    const inputs = {
      rows: rows(),
      throughput: siftThroughput(catalog.throughput, catalog.gpus).rows,
      gpus: catalog.gpus,
    };
    expect(wholeRunAccuracy(inputs).combined.median_error).toBeCloseTo(
      catalog.accuracy.whole_runs.combined.median_error,
      3,
    );
    expect(fineTuningAccuracy(inputs).combined.median_error).toBeCloseTo(
      catalog.accuracy.fine_tuning.combined.median_error,
      3,
    );
  });

  it("knows every spelling of a GPU in the tables, in any case", () => {
    const names = [
      ...measuredTable("throughput.csv"),
      ...measuredTable("full-runs.csv"),
      ...measuredTable("memory.csv"),
    ].flatMap(({ gpu }) => gpu || []);
    expect(names.length).toBeGreaterThan(300);
    for (const name of names)
      for (const spelling of [name, name.toLowerCase(), name.toUpperCase()])
        expect(gpuNamed(catalog.gpus, spelling), spelling).toBeDefined();
  });
});

describe("the efficiency that ships", () => {
  it("has whole runs between 0.6 and 1.0 of benchmarks, and a scatter between teams of 0.2 to 0.4", () => {
    const { whole_run: run } = catalog.efficiency;
    expect(run.factor).toBeGreaterThan(0.6);
    expect(run.factor).toBeLessThan(1);
    expect(run.log_sd).toBeGreaterThan(0.2);
    expect(run.log_sd).toBeLessThan(0.4);
  });

  it("has an H100 reach a smaller share of its peak than an A100, as 39 pairs with the same code do", () => {
    // Measured H100/A100 ratio 1.8 to 2.9 (llm-foundry), peak ratio 3.17.
    const { ampere_bf16: a100 = 0, hopper_bf16: h100 = 0 } = catalog.efficiency.benchmark_mfu;
    expect((h100 * 989.4) / (a100 * 312)).toBeGreaterThan(1.8);
    expect((h100 * 989.4) / (a100 * 312)).toBeLessThan(2.9);
  });

  it("takes 16-bit peaks from the same data sheets as the equivalence factors of plans", () => {
    const file = join(import.meta.dirname, "../../../assumptions/catalog/gpus.yaml");
    const { gpus } = parse(readFileSync(file, "utf8"));
    for (const [key, row] of Object.entries<{ peak_tflops: number }>(gpus.rows))
      expect(gpuNamed(catalog.gpus, key)?.bf16_tflops, key).toBe(row.peak_tflops);
  });
});
