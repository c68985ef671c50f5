import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { measuredTable, measuredTablesExist } from "../../scripts/measured-rows.ts";
import { evaluate } from "../../src/analysis/evaluate.ts";
import type { Figure } from "../../src/analysis/node.ts";
import { studentT } from "../../src/math/student-t-distribution.ts";
import { h100HoursRate, predictedRate } from "../../src/model/projection.ts";
import { sheetOf } from "./read.ts";

/** How far `projection.*` is off on runs that it has not seen; docs/approach.md prints each row as it stands here. */
const page = readFileSync(join(import.meta.dirname, "../../docs/approach.md"), "utf8");
const sheet = sheetOf();

/** H100-hours for a billion parameters and a million tokens, of the rows that a projection rests on. */
function ratesOf(table: string): readonly number[] {
  const figures = [...sheet.nodes.values()].filter(
    (node): node is Figure<number> =>
      node.kind === "figure" && node.id.startsWith(`${table}.`) && node.id.endsWith(".h100_hours_rate"),
  );
  const evaluation = evaluate(figures);
  return figures.map((figure) => evaluation.of(figure));
}

/** A run projected from rows: how many times too high (below 1 too low), and whether the 90 % interval holds it. */
function projected(own: number, rates: readonly number[]) {
  const reach = studentT({ degreesOfFreedom: rates.length - 1 }).quantile(0.95);
  const at = (deviate: number): number => predictedRate({ rates, deviate });
  return { times: at(0) / own, isHeld: at(-reach) <= own && own <= at(reach) };
}

/** A row of the page's table. */
function tableRow(what: string, from: string, runs: readonly ReturnType<typeof projected>[]): string {
  const misses = runs.map(({ times }) => Math.max(times, 1 / times)).sort((a, b) => a - b);
  const half = (misses.length - 1) / 2;
  const typical = ((misses[Math.floor(half)] ?? 0) + (misses[Math.ceil(half)] ?? 0)) / 2;
  const worst = misses.at(-1) ?? 0;
  const isHigh = runs.some(({ times }) => times === worst);
  const held = runs.filter(({ isHeld }) => isHeld).length;
  const factor = (value: number): string => String(Number(value.toPrecision(2)));
  return `| ${what} | ${from} | ${factor(typical)} | ${factor(worst)} too ${isHigh ? "high" : "low"} | ${held} of ${runs.length} |`;
}

describe("projections of runs that they have not seen", () => {
  it.each([
    ["Table 3, pre-training", "pretraining", "six"],
    ["Table 6, full fine-tuning", "sft_llama", "three"],
    ["Table 8, LoRA", "lora_llama", "three"],
  ])("a row of %s, from the others", (what, table, others) => {
    const rates = ratesOf(table);
    const runs = rates.map((own, at) =>
      projected(
        own,
        rates.filter((_, other) => other !== at),
      ),
    );
    expect(page).toContain(tableRow(`each row of ${what}`, `its ${others} others`, runs));
  });

  describe.skipIf(!measuredTablesExist())("of others (skipped where ../shared is absent)", () => {
    it("whole pre-training runs, A100-hours by the document's 1.2", () => {
      const rates = ratesOf("pretraining");
      const rows = measuredTable("full-runs.csv").filter(
        ({ gpu = "", active_params_b }) => !active_params_b && /A100|H100/.test(gpu),
      );
      const runs = rows.map(({ gpu = "", params_b, tokens_b, gpu_hours }) => {
        const h100Hours = Number(gpu_hours) / (gpu.startsWith("A100") ? 1.2 : 1);
        const run = { parameters: Number(params_b) * 1e9, tokens: Number(tokens_b) * 1e9, epochs: 1, h100Hours };
        return projected(h100HoursRate(run), rates);
      });
      expect(page).toContain(tableRow("12 whole pre-training runs by others", "Table 3", runs));
    });

    it("LoRA on Llama-2-70B at MLPerf", () => {
      const rates = ratesOf("lora_llama");
      const rows = measuredTable("throughput.csv").filter(
        ({ workload, gpu = "", dataset_tokens, gpu_hours }) =>
          workload === "lora" && gpu.includes("H100") && dataset_tokens && gpu_hours,
      );
      const runs = rows.map(({ params_b, dataset_tokens, gpu_hours }) => {
        const run = { parameters: Number(params_b) * 1e9, tokens: Number(dataset_tokens), epochs: 1 };
        return projected(h100HoursRate({ ...run, h100Hours: Number(gpu_hours) }), rates);
      });
      expect(page).toContain(tableRow("17 LoRA runs of Llama-2-70B on H100, MLPerf", "Table 8", runs));
    });
  });
});
