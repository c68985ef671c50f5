import type { Place } from "../analysis/node.ts";
import type { GpuFacts } from "../analysis/training/catalog.ts";
import { precisionsOf, usualPrecision } from "../analysis/training/gpu-lookup.ts";
import { type CatalogModel, modelNamed, modelOfSize } from "../assumptions/model-catalog.ts";
import { readModelConfig } from "../assumptions/model-config.ts";
import { nearest } from "../assumptions/nearest.ts";
import type { Problem } from "../assumptions/problem.ts";
import { readSize } from "../assumptions/size-text.ts";
import { METHOD_WORDS, trainingMethodNamed } from "../assumptions/training-words.ts";
import type { AdapterTargets } from "../model/adapter.ts";
import { precisionNamed } from "../model/precision.ts";
import {
  MEMORY_PRECISIONS,
  type MemoryCase,
  type MemoryPrecision,
  type Optimizer,
  type Sharding,
} from "../model/training-memory.ts";
import { type Transformer, usualTransformer } from "../model/transformer.ts";
import { UsageError } from "./exit.ts";
import { readText } from "./input-files.ts";
import type { ShowOptions } from "./show-section.ts";

/** Options of `llmplan memory`, as typed. */
export interface MemoryOptions extends ShowOptions {
  /** Folder for the charts. */
  readonly charts?: string;
  readonly config?: string;
  readonly model?: string;
  readonly params?: string;
  readonly method: string;
  readonly gpu: string;
  readonly count: number;
  readonly precision?: string;
  readonly seqLen: number;
  readonly microBatch: number;
  readonly rank: number;
  readonly targets: string;
  readonly checkpointing: "on" | "off";
  readonly flash: "on" | "off";
  readonly sharding?: Sharding;
  readonly tensorParallel?: number;
  readonly optimizer: Optimizer;
  readonly kvPrecision: "bf16" | "fp8";
  readonly kvMemoryGib?: number;
  readonly utilisation: number;
}

/** Where an option stands, for problems. */
export const optionPlace = (option: string, text: string): Place => ({
  file: `--${option} ${text}`,
  line: 0,
  column: 0,
});

/** What the words among the options mean. */
export interface Words {
  readonly method: MemoryCase["method"];
  readonly precision: MemoryPrecision;
  readonly targets: AdapterTargets;
}

/** Understands the words, or tells what is wrong with them. */
export function wordsOf(options: MemoryOptions, gpu: GpuFacts | undefined, problems: Problem[]): Words | undefined {
  const method = /^(inference|serv(e|ing)|infer)$/i.test(options.method)
    ? ("inference" as const)
    : trainingMethodNamed(options.method);
  if (!method) {
    const known = [...METHOD_WORDS, "inference"];
    const hint = nearest(options.method, known);
    problems.push({
      place: optionPlace("method", options.method),
      path: [],
      found: options.method,
      expected: `one of ${known.join(", ")}`,
      ...(hint !== undefined && { nearest: hint }),
    });
  }
  const usual = gpu ? usualPrecision(gpu) : "bf16";
  const precision = precisionOf(options.precision ?? (method === "qlora" ? "nf4" : usual), problems);
  if (gpu && precision) problems.push(...lackingPrecision(gpu, precision, options.precision ?? ""));
  const targets = targetsOf(options.targets, problems);
  return method && precision && targets && { method, precision, targets };
}

function precisionOf(text: string, problems: Problem[]): MemoryPrecision | undefined {
  const word = text.toLowerCase();
  const known =
    MEMORY_PRECISIONS.find((name) => name === word) ??
    (/amp|mixed/.test(word) ? "amp" : /dq|double/.test(word) ? "nf4-dq" : precisionNamed(word));
  if (!known) {
    const hint = nearest(word, MEMORY_PRECISIONS);
    problems.push({
      place: optionPlace("precision", text),
      path: [],
      found: text,
      expected: `one of ${MEMORY_PRECISIONS.join(", ")}`,
      ...(hint !== undefined && { nearest: hint }),
    });
  }
  return known;
}

/** Weights in fp8 or bf16 need a GPU that multiplies so; int8 and fp16 take the same room everywhere. */
function lackingPrecision(gpu: GpuFacts, precision: MemoryPrecision, text: string): readonly Problem[] {
  if (precision !== "fp8" && precision !== "bf16") return [];
  const has = precisionsOf(gpu);
  if (has.includes(precision)) return [];
  return [
    {
      place: optionPlace("precision", text),
      path: [],
      found: `${precision}, which ${gpu.label} does not have`,
      expected: `one of ${MEMORY_PRECISIONS.filter((word) => word !== "fp8" && (word !== "bf16" || has.includes("bf16"))).join(", ")}`,
      nearest: precision === "fp8" ? "int8" : "fp16",
    },
  ];
}

const MATRICES = ["q", "k", "v", "o", "gate", "up", "down"] as const;

function targetsOf(text: string, problems: Problem[]): AdapterTargets | undefined {
  if (text === "all" || text === "attention") return text;
  const names = text.split(",").map((name) => name.trim().replace(/_proj$/, ""));
  const known = MATRICES.filter((name) => names.includes(name));
  if (known.length === names.length) return known;
  problems.push({
    place: optionPlace("targets", text),
    path: [],
    found: text,
    expected: `all, attention, or some of ${MATRICES.join(", ")} with commas between`,
  });
  return undefined;
}

interface NamedTransformer {
  readonly label: string;
  readonly transformer: Transformer;
}

/** The model from a config.json, a name or a size, in this order. */
export function modelFor(
  command: string,
  { config, model, params }: Pick<MemoryOptions, "config" | "model" | "params">,
  models: readonly CatalogModel[],
  problems: Problem[],
): NamedTransformer | undefined {
  if (config !== undefined) return readModelConfig(readText, config);
  if (model !== undefined) {
    const found = modelNamed(models, model);
    const hint = nearest(
      model.toLowerCase(),
      models.flatMap(({ names }) => names),
    );
    if (!found)
      problems.push({
        place: optionPlace("model", model),
        path: [],
        found: model,
        expected: `a model of the catalog: ${models.map(({ key }) => key).join(", ")}; or --config FILE`,
        ...(hint !== undefined && { nearest: hint }),
      });
    return found;
  }
  if (params === undefined) throw new UsageError(`${command} needs --config FILE, --model NAME or --params SIZE`);
  const size = readSize(params);
  if ("expected" in size) {
    problems.push({ place: optionPlace("params", params), path: [], found: params, expected: size.expected });
    return undefined;
  }
  const near = modelOfSize(models, size.value);
  return near
    ? { ...near, label: `a model shaped like ${near.label}` }
    : { label: "a usual decoder", transformer: usualTransformer(size.value) };
}
