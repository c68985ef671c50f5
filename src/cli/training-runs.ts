import type { Quantity } from "../analysis/node.ts";
import type { Warning } from "../analysis/result.ts";
import type { PlannedTraining } from "../analysis/sheets/planned-training.ts";
import type { TrainingCatalog } from "../analysis/training/catalog.ts";
import { usualPrecision } from "../analysis/training/gpu-lookup.ts";
import { UNSTATED } from "../analysis/training/run-efficiency.ts";
import { siftRuns } from "../analysis/training/sanity.ts";
import { trainingFacts } from "../analysis/training/training-facts.ts";
import { findGpu, precisionProblem } from "../assumptions/find-gpu.ts";
import { InputError, type Problem } from "../assumptions/problem.ts";
import { readRuns, type SheetRun } from "../assumptions/run-sheet.ts";
import { type EstimatedRun, trainingRunsSection } from "../report/sections/training-runs-section.ts";
import { readText } from "./input-files.ts";
import { figuresOfRun, plannedRun, statedOn, type TrainingOptions } from "./planned-run.ts";
import { showSection } from "./show-section.ts";

/** Enough to place the ends of an interval, since each figure has one scatter and Latin hypercubes draw it evenly. */
const DRAWS_A_RUN = 400;

/** `llmplan training --runs FILE`: each run of a sheet. */
export function sheetOfRuns(file: string, options: TrainingOptions, catalog: TrainingCatalog): void {
  const sheet = readRuns(readText, file);
  const problems: Problem[] = [];
  const warnings: Warning[] = [];
  const planned = sheet.flatMap((run) => {
    const gpu = findGpu(catalog.gpus, run.gpu, run.gpuPlace);
    if ("found" in gpu) {
      problems.push(gpu);
      return [];
    }
    const precision = run.precision ?? (run.method === "qlora" ? "nf4" : usualPrecision(gpu));
    const problem = precisionProblem(gpu, precision, run.place);
    if (problem) problems.push(problem);
    const quantity = (value: number, unit: string, label: string): Quantity => ({
      ...statedOn("--runs", unit, label),
      value,
    });
    const words = {
      ...options,
      catalog,
      method: run.method,
      gpu,
      precision,
      count: run.count ?? (run.method === "pretraining" ? UNSTATED.gpuCount : 8),
      epochs: 1,
      parameters: quantity(run.parameters, "parameters", "Parameters"),
      activeParameters:
        run.activeParameters === undefined
          ? undefined
          : quantity(run.activeParameters, "parameters", "Active parameters"),
      tokens: quantity(run.tokens, "tokens", "Training tokens"),
    };
    const seqLen = run.sequenceLength ?? options.seqLen;
    return [{ run, planned: plannedRun(seqLen === undefined ? words : { ...words, seqLen }) }];
  });
  if (problems.length > 0) throw new InputError(problems);
  const estimated = planned.map(({ run, planned: one }): EstimatedRun => {
    const refused = refusedReason(run, one, catalog);
    if (refused !== undefined) warnings.push({ code: "impossible-run", message: `${run.model}: ${refused}` });
    return {
      model: run.model,
      facts: trainingFacts(one, catalog),
      figures: figuresOfRun(one, catalog, options, Math.min(options.draws, DRAWS_A_RUN)),
      ...(refused === undefined && { statedGpuHours: run.gpuHours }),
    };
  });
  const figures = Object.fromEntries(
    estimated.flatMap(({ figures: own }, index) =>
      Object.entries(own).map(([id, figure]) => [id.replace(/^training\./, `training.run_${index + 1}.`), figure]),
    ),
  );
  const runs = estimated.map(({ model, facts, figures: own, statedGpuHours }, index) => ({
    model,
    id: `training.run_${index + 1}`,
    method: facts.method,
    gpu: facts.gpu,
    count: facts.gpuCount,
    ...(statedGpuHours !== undefined && { stated_gpu_hours: statedGpuHours }),
    figures: own,
  }));
  showSection("training", { read: null, figures, warnings }, options, () => trainingRunsSection(estimated), { runs });
}

/** Why hours that a sheet states cannot be; they are then not held against the estimate. */
function refusedReason(
  run: SheetRun,
  { gpu, precision }: PlannedTraining,
  catalog: TrainingCatalog,
): string | undefined {
  if (run.gpuHours === undefined) return undefined;
  const [refused] = siftRuns(
    [
      {
        key: "stated",
        label: run.model,
        method: run.method,
        parameters: run.parameters,
        active_parameters: run.activeParameters,
        tokens: run.tokens,
        gpu: gpu.key,
        gpu_hours: run.gpuHours,
        precision,
        sequence_length: run.sequenceLength,
        team: "",
        source: "",
      },
    ],
    catalog.gpus,
  ).refused;
  return refused?.reason;
}
