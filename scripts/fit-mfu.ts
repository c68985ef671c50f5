/**
 * Fits training efficiency to the measured tables and tests each estimate on teams that were left out; writes
 * assumptions/catalog/training-fit.yaml. Run: npx tsx scripts/fit-mfu.ts
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { stringify } from "yaml";
import { fineTuningAccuracy, wholeRunAccuracy } from "../src/analysis/training/accuracy.ts";
import { fitEfficiency } from "../src/analysis/training/fit.ts";
import { siftThroughput } from "../src/analysis/training/sanity.ts";
import { catalogRows } from "./catalog-rows.ts";
import { measuredRows } from "./measured-rows.ts";

const DATE = "2026-11-22";
const { gpus, runs, throughput } = catalogRows();
const rows = measuredRows(gpus, runs);
const inputs = { rows, throughput: siftThroughput(throughput, gpus).rows, gpus };
const rounded = JSON.parse(
  JSON.stringify(
    {
      training_efficiency: {
        date: DATE,
        source:
          "scripts/fit-mfu.ts: llm-foundry, NeMo and MLPerf 3.0 to 4.0 throughput; whole runs of training-runs.yaml; DeepSpeed-Chat; litgpt",
        ...fitEfficiency(rows),
      },
      training_accuracy: {
        date: DATE,
        whole_runs: wholeRunAccuracy(inputs),
        fine_tuning: fineTuningAccuracy(inputs),
      },
    },
    (_, value: unknown) => (typeof value === "number" ? Number(value.toPrecision(4)) : value),
  ),
);
const head = `# Written by scripts/fit-mfu.ts from the measured tables: do not edit. A test fits again and compares.
#
# benchmark_mfu: MFU of tuned benchmarks of dense models on 8 GPUs, 1e9 parameters or more, by GPU class and precision.
# mixture_factor, other_chip_factor: what a mixture of experts, and TPU, V100 or MI250X, reach of that; from whole runs.
# whole_run, fine_tuning, ppo: what such work reaches of that; log_sd is the scatter between teams, from leaving each
# team out. training_accuracy: how each estimate did on teams left out.
`;
writeFileSync(join(import.meta.dirname, "../assumptions/catalog/training-fit.yaml"), head + stringify(rounded));
for (const { label, reason } of rows.refused) process.stdout.write(`left out: ${label}: ${reason}\n`);
