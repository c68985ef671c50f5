/** Data of the shipped plan's size and shape, for looking at charts: D2.2, tables 3, 5, 6, 7, 8 and 10. */
import { approachComputeChart } from "../../src/report/charts/approach-compute.ts";
import { approachDataChart } from "../../src/report/charts/approach-data.ts";
import { costByTurnsChart } from "../../src/report/charts/cost-by-turns.ts";
import { costComponentsChart } from "../../src/report/charts/cost-components.ts";
import { costDistributionChart } from "../../src/report/charts/cost-distribution.ts";
import type { Picture } from "../../src/report/charts/picture.ts";
import { referenceRunsChart } from "../../src/report/charts/reference-runs.ts";

/** Mean cost of a conversation of n turns, as printed (issue 2). */
const meanUsd = (turns: number): number => 0.0336 * turns + 0.0009 * turns ** 2;

const compute = approachComputeChart({
  rows: [
    { label: "Pre-training", value: 22784, interval90: { low: 3600, high: 62000 } },
    { label: "Supervised fine-tuning", value: 68, interval90: { low: 4.2, high: 310 } },
    { label: "RLHF alignment", value: 728, interval90: { low: 410, high: 1200 } },
    { label: "Other alignment", value: 3.5, interval90: { low: 1.1, high: 8.3 } },
    { label: "LoRA", value: 2.1 },
  ],
  budgetH100DaysPerSession: { value: 107.5268817 },
});

const data = approachDataChart({
  rows: [
    { label: "Pre-training", value: 6.67e9 },
    { label: "Supervised fine-tuning", value: 100_000, interval90: { low: 52_000, high: 300_000 } },
    { label: "RLHF alignment", value: 50_000 },
    { label: "Other alignment", value: 100_000 },
    { label: "LoRA", value: 100_000 },
  ],
  availableInstances: { value: 10_957 },
});

const distribution = costDistributionChart({
  bins: Array.from({ length: 40 }, (_, index) => {
    const lowUsd = index * 0.1;
    const density = (cost: number) => Math.exp(-(((Math.sqrt(cost) - 0.97) / 0.4) ** 2)) / 10;
    return { lowUsd, highUsd: lowUsd + 0.1, probability: density(lowUsd + 0.05) };
  }),
  p5Usd: 0.2532,
  p50Usd: 0.9943,
  p95Usd: 2.0836,
});

const turns = costByTurnsChart({
  points: Array.from({ length: 41 }, (_, turn) => ({
    turns: turn,
    meanUsd: meanUsd(turn),
    p5Usd: Math.max(0, meanUsd(turn) - 0.0018 * turn ** 1.5),
    p95Usd: meanUsd(turn) + 0.0018 * turn ** 1.5,
  })),
  usualTurns: 20,
});

const components = costComponentsChart({
  rows: [
    { label: "Initial prompt", meanCostUsd: 0.585 },
    { label: "History", meanCostUsd: 0.3807 },
    { label: "New input", meanCostUsd: 0.0351 },
    { label: "Output", meanCostUsd: 0.0527 },
  ],
});

const run = (label: string, parametersBillion: number, h100Days: number) => ({ label, parametersBillion, h100Days });
const runs = referenceRunsChart({
  groups: [
    {
      label: "Pre-training",
      runs: [
        run("Bloom", 176, 33600),
        run("LLaMA", 65, 35840),
        run("FLM", 101, 3520),
        run("HyperClova", 82, 11435),
        run("AlexaTM", 20, 12800),
        run("WeLM", 10, 2560),
        run("LLaMA 2", 70, 59733),
      ],
    },
    {
      label: "Supervised fine-tuning",
      runs: [
        run("Nous-Hermes", 13, 13.9),
        run("Minotaur", 15, 4.17),
        run("OPT-IML 30B", 30, 42.2),
        run("OPT-IML 176B", 176, 320),
        run("WizardLM", 6, 11),
        run("Vicuna", 13, 6.7),
        run("Alpaca 7B", 7, 0.208),
        run("Alpaca 13B", 13, 0.431),
        run("Alpaca 30B", 30, 1.694),
        run("Alpaca 65B", 65, 6.222),
      ],
    },
    {
      label: "Alignment",
      runs: [
        run("InstructGPT PPO", 175, 728),
        run("RRHF", 7, 1.39),
        run("RRHF, diverse beam", 7, 8.33),
        run("Stable Alignment", 7, 2.78),
      ],
    },
    {
      label: "LoRA",
      runs: [
        run("LoRA 7B", 7, 0.122),
        run("LoRA 13B", 13, 0.177),
        run("LoRA 30B", 30, 0.497),
        run("LoRA 65B", 65, 2.104),
      ],
    },
  ],
});

export const SAMPLE_CHARTS: readonly Picture[] = [compute, data, distribution, turns, components, runs];
