/**
 * Fits what model servers reach to assumptions/catalog/serving-runs.yaml, holds it against the rows of
 * test/reference/serving-rows.yaml, which the fit does not see, and writes assumptions/catalog/serving-fit.yaml.
 * Run: npx tsx scripts/fit-serving.ts
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { stringify } from "yaml";
import { errorsOf, fitServing, servingAccuracy, sourceScatter, summary } from "../src/analysis/serving/fit.ts";
import { servingRows } from "./serving-rows.ts";

const { fitted, held, labels } = servingRows();
const efficiency = fitServing(fitted);
const hopper = held.filter(({ gpu }) => gpu.key === "h100" || gpu.key === "h200");
const { rows, median_error, within_quarter } = summary(errorsOf(hopper, efficiency));
const snake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
const fit = {
  serving_fit: {
    date: "2026-11-22",
    source: "scripts/fit-serving.ts: rows of serving-runs.yaml",
    efficiency: Object.fromEntries(Object.entries(efficiency).map(([name, value]) => [snake(name), value])),
    ...sourceScatter(held, efficiency),
    fitted_rows: fitted.length,
    hopper: { rows, median_error, within_quarter },
    accuracy: servingAccuracy(held, efficiency, labels),
  },
};
const rounded = JSON.parse(
  JSON.stringify(fit, (_, value: unknown) => (typeof value === "number" ? Number(value.toPrecision(4)) : value)),
);
const head = `# Written by scripts/fit-serving.ts: do not edit. A test fits again and compares.
#
# efficiency: what servers reach of bandwidth and peak, and times that depend on no hardware; the share of the bandwidth
# at which weights are read is not fitted. log_sd: scatter of ln(truth ÷ estimate) over sources that the fit never saw,
# each counting alike. accuracy: how far off the estimates are on their rows; hopper: on those of H100 and H200.
`;
writeFileSync(join(import.meta.dirname, "../assumptions/catalog/serving-fit.yaml"), head + stringify(rounded));
process.stdout.write(stringify(rounded));
