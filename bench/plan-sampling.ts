/**
 * What Latin hypercube and Sobol sampling of assumptions buy: root mean square error over 32 seeds of the mean and P95
 * of two figures of the shipped plan with doubts, as a share of the figure's own standard deviation.
 *
 * Run: npx tsx bench/plan-sampling.ts. Its table stands in docs/risk.md.
 */
import { readdirSync, readFileSync } from "node:fs";
import type { Figure } from "../src/analysis/node.ts";
import type { Plan } from "../src/analysis/plan/plan.ts";
import { PLAN_SAMPLINGS, type PlanSampling } from "../src/analysis/plan-draws.ts";
import { sheetDraws } from "../src/analysis/sheet-draws.ts";
import { planSheet, type Sheet } from "../src/analysis/sheets/plan-sheet.ts";
import { drawFigures, uncertainLeavesOf } from "../src/analysis/uncertainty.ts";
import { loadPlan } from "../src/assumptions/load-plan.ts";
import { planFile } from "../src/assumptions/plan-file.ts";
import { sortedQuantile } from "../src/math/quantile.ts";

const SEEDS = 32;
const COUNTS = [64, 256, 1024, 4096];
const FIGURES = ["conversation.total_cost_usd.mean", "data.instances"];

interface Summary {
  readonly mean: number;
  readonly p95: number;
  readonly sd: number;
}

function summary(sheet: Sheet, figure: Figure<unknown>, seed: number, draws: number, sampling: PlanSampling): Summary {
  const drawn = drawFigures([figure], sheetDraws(sheet, { seed, draws, sampling })).get(figure) ?? [];
  const values = Float64Array.from(drawn, Number).sort();
  const mean = values.reduce((sum, value) => sum + value, 0) / draws;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / draws;
  return { mean, p95: sortedQuantile(values, 0.95), sd: Math.sqrt(variance) };
}

const plan: Plan = loadPlan({
  read: (file) => readFileSync(file, "utf8"),
  list: (folder) => readdirSync(folder),
  path: "assumptions/rolepl-ai/plan.yaml",
  scenarios: ["with-doubt"],
  schema: planFile,
}).leaves;
const sheet = planSheet(plan, { kind: "exact" });
const lines = [`| figure | plans | ${PLAN_SAMPLINGS.map((name) => `${name}: mean | P95`).join(" | ")} |`];
lines.push(`| --- | ---: |${" ---: |".repeat(2 * PLAN_SAMPLINGS.length)}`);
for (const id of FIGURES) {
  const figure = sheet.nodes.get(id);
  if (figure?.kind !== "figure") throw new Error(`no figure ${id}`);
  const truth = summary(sheet, figure, 999, 2 ** 16, "sobol");
  for (const draws of COUNTS) {
    const cells = PLAN_SAMPLINGS.flatMap((sampling) => {
      const found = Array.from({ length: SEEDS }, (_, seed) => summary(sheet, figure, seed, draws, sampling));
      return (["mean", "p95"] as const).map((key) => {
        const squares = found.reduce((sum, one) => sum + (one[key] - truth[key]) ** 2, 0) / SEEDS;
        return `${((100 * Math.sqrt(squares)) / truth.sd).toPrecision(2)}%`;
      });
    });
    lines.push(`| ${id} (${uncertainLeavesOf([figure]).length} inputs) | ${draws} | ${cells.join(" | ")} |`);
  }
}
process.stdout.write(`${lines.join("\n")}\n`);
