import type { Place, Quantity } from "../analysis/node.ts";
import type { TrainingCatalog } from "../analysis/training/catalog.ts";
import { usualPrecision } from "../analysis/training/gpu-lookup.ts";
import { trainingFacts, trainingWarnings } from "../analysis/training/training-facts.ts";
import { findGpu, precisionProblem } from "../assumptions/find-gpu.ts";
import { nearest } from "../assumptions/nearest.ts";
import { InputError, type Problem } from "../assumptions/problem.ts";
import { readSize } from "../assumptions/size-text.ts";
import { METHOD_WORDS, trainingMethodNamed } from "../assumptions/training-words.ts";
import { PRECISIONS, precisionNamed } from "../model/precision.ts";
import { trainingSection } from "../report/sections/training-section.ts";
import { trainingEstimatesOf } from "../report/training-pictures.ts";
import { UsageError } from "./exit.ts";
import { figuresOfRun, plannedRun, statedOn, type TrainingOptions } from "./planned-run.ts";
import { showSection } from "./show-section.ts";
import { shippedTrainingCatalog } from "./training-catalog.ts";
import { sheetOfRuns } from "./training-runs.ts";
import { writeCharts } from "./write-charts.ts";

/** `llmplan training` without a plan: one run from its options, or a sheet of runs. */
export async function trainingCommand(options: TrainingOptions): Promise<void> {
  const catalog = shippedTrainingCatalog();
  if (options.runs !== undefined && options.charts !== undefined)
    throw new UsageError("--charts draws one run; leave it out, or say --params, --tokens and --method");
  if (options.runs !== undefined) sheetOfRuns(options.runs, options, catalog);
  else await oneRun(options, catalog);
}

async function oneRun(options: TrainingOptions, catalog: TrainingCatalog): Promise<void> {
  const { params, tokens, method } = options;
  if (params === undefined || tokens === undefined || method === undefined)
    throw new UsageError("training needs --params, --tokens and --method, or --runs FILE");
  const problems: Problem[] = [];
  const at = (option: string, text: string): Place => ({ file: `--${option} ${text}`, line: 0, column: 0 });
  const sized = (option: string, text: string, unit: string, label: string): Quantity | undefined => {
    const size = readSize(text);
    if ("value" in size) return { ...statedOn(`--${option}`, unit, label), ...size };
    problems.push({ place: at(option, text), path: [], found: text, expected: size.expected });
    return undefined;
  };
  const word = trainingMethodNamed(method);
  if (!word) {
    const hint = nearest(method, METHOD_WORDS);
    problems.push({
      place: at("method", method),
      path: [],
      found: method,
      expected: `one of ${METHOD_WORDS.join(", ")}`,
      ...(hint !== undefined && { nearest: hint }),
    });
  }
  const gpu = findGpu(catalog.gpus, options.gpu, at("gpu", options.gpu));
  if ("found" in gpu) problems.push(gpu);
  const usual = "found" in gpu ? "bf16" : usualPrecision(gpu);
  const precision =
    options.precision === undefined ? (word === "qlora" ? "nf4" : usual) : precisionNamed(options.precision);
  if (!precision) {
    const hint = nearest(options.precision ?? "", PRECISIONS);
    problems.push({
      place: at("precision", options.precision ?? ""),
      path: [],
      found: options.precision ?? "",
      expected: `one of ${PRECISIONS.join(", ")}`,
      ...(hint !== undefined && { nearest: hint }),
    });
  } else if (!("found" in gpu)) {
    const problem = precisionProblem(gpu, precision, at("precision", options.precision ?? ""));
    if (problem) problems.push(problem);
  }
  const parameters = sized("params", params, "parameters", "Parameters");
  const active =
    options.activeParams === undefined
      ? undefined
      : sized("active-params", options.activeParams, "parameters", "Active parameters");
  const critic =
    options.criticParams === undefined
      ? undefined
      : sized("critic-params", options.criticParams, "parameters", "Parameters of critic and reward model");
  const amount = sized("tokens", tokens, "tokens", "Training tokens");
  if (active && parameters && active.value > parameters.value)
    problems.push({
      place: at("active-params", options.activeParams ?? ""),
      path: [],
      found: String(active.value),
      expected: `at most the ${parameters.value} parameters of the model`,
    });
  if (problems.length > 0 || !word || "found" in gpu || !precision || !parameters || !amount)
    throw new InputError(problems);

  const planned = plannedRun({
    ...options,
    method: word,
    gpu,
    precision,
    parameters,
    activeParameters: active,
    criticParameters: critic,
    tokens: amount,
    catalog,
  });
  const figures = figuresOfRun(planned, catalog, options, options.draws);
  const facts = trainingFacts(planned, catalog);
  const warnings = trainingWarnings(figures, facts);
  await writeCharts(options.charts, () => [trainingEstimatesOf({ figures, gpu: facts.gpu })]);
  showSection("training", { read: null, figures, warnings }, options, () => trainingSection({ figures, facts }));
}
