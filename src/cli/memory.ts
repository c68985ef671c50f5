import { fileURLToPath } from "node:url";
import { NOT_MODELLED, partsByCount, savings, smallestFits, usableGib } from "../analysis/memory/fit.ts";
import { type ResultFigure, resultOf, type Warning } from "../analysis/result.ts";
import { memorySheet } from "../analysis/sheets/memory.ts";
import type { GpuFacts } from "../analysis/training/catalog.ts";
import { findGpu } from "../assumptions/find-gpu.ts";
import { memoryCatalogFile } from "../assumptions/memory-catalog.ts";
import { modelsOf } from "../assumptions/model-catalog.ts";
import { InputError, type Problem } from "../assumptions/problem.ts";
import { readFacts } from "../assumptions/read-facts.ts";
import type { MemoryCase } from "../model/training-memory.ts";
import { parameterCount, type Transformer } from "../model/transformer.ts";
import { memoryPartsChart } from "../report/charts/memory-parts.ts";
import { formatLargeNumber } from "../report/large-number.ts";
import { memorySection } from "../report/sections/memory-section.ts";
import { UsageError } from "./exit.ts";
import { readText } from "./input-files.ts";
import { type MemoryOptions, modelFor, optionPlace, type Words, wordsOf } from "./memory-words.ts";
import { statedOn } from "./planned-run.ts";
import { showSection } from "./show-section.ts";
import { writeCharts } from "./write-charts.ts";

/** `llmplan memory`: what each GPU holds, and whether it fits. */
export async function memoryCommand(options: MemoryOptions): Promise<void> {
  const path = fileURLToPath(new URL("../../assumptions/catalog/memory.yaml", import.meta.url));
  const file = readFacts(readText, path, memoryCatalogFile);
  const gpus = Object.entries(file.gpu_facts).map(([key, facts]): GpuFacts => ({ key, ...facts }));
  const problems: Problem[] = [];
  const gpu = findGpu(gpus, options.gpu, optionPlace("gpu", options.gpu));
  if ("found" in gpu) problems.push(gpu);
  const words = wordsOf(options, "found" in gpu ? undefined : gpu, problems);
  const model = modelFor("memory", options, modelsOf(file), problems);
  if (problems.length > 0 || "found" in gpu || !words || !model) throw new InputError(problems);

  const m = caseFor(options, words, model.transformer);
  const figures = resultOf(memorySheet(plannedMemory(options, m, gpu)), { seed: options.seed, draws: 20 });
  const warnings = warningsFor(m, figures);
  const total = Number(figures["memory.total_gib"]?.value);
  const usable = usableGib(gpu.memory_gib);
  const size = formatLargeNumber(parameterCount(model.transformer).total, { atMost: 3 });
  const smallest = smallestFits(m, gpus);
  const own = smallest.find(({ gpu: key }) => key === gpu.key);
  const facts = {
    what: `${m.method === "inference" ? "Serving" : LABELS[m.method]} ${model.label} (${size} parameters, ${m.precision})`,
    gpu: gpu.label,
    gpuCount: options.count,
    memoryGib: gpu.memory_gib,
    usableGib: usable,
    fits: total <= usable,
    smallest,
    savings: savings(m, gpu),
    accuracy: file.memory_accuracy,
    notModelled: NOT_MODELLED,
    serves: m.method === "inference",
  };
  await writeCharts(options.charts, () => [
    memoryPartsChart({
      what: facts.what,
      gpu: gpu.label,
      usableGib: usable,
      rows: partsByCount(m, own?.count ?? options.count),
    }),
  ]);
  showSection("memory", { read: null, figures, warnings }, options, () => memorySection({ figures, facts }), {
    fits: facts.fits,
    smallest: facts.smallest,
    savings: facts.savings,
  });
}

const LABELS = {
  pretraining: "Pre-training",
  sft: "SFT of",
  lora: "LoRA of",
  qlora: "QLoRA of",
  reward_model: "A reward model from",
  dpo: "DPO of",
  ppo: "PPO of",
} as const;

function caseFor(options: MemoryOptions, words: Words, transformer: Transformer): MemoryCase {
  const serves = words.method === "inference";
  const tensorParallel = options.tensorParallel ?? (serves ? options.count : 1);
  if (options.count % tensorParallel !== 0)
    throw new UsageError(`--tensor-parallel ${tensorParallel} does not divide the ${options.count} GPUs`);
  return {
    ...words,
    transformer,
    optimizer: options.optimizer,
    gpuCount: options.count,
    tensorParallel,
    sharding: options.sharding ?? (!serves && options.count > tensorParallel ? "zero3" : "none"),
    sequenceLength: options.seqLen,
    microBatch: options.microBatch,
    checkpointing: options.checkpointing === "on",
    flash: options.flash === "on",
    rank: options.rank,
    kvBytes: options.kvPrecision === "fp8" ? 1 : 2,
  };
}

function plannedMemory(options: MemoryOptions, m: MemoryCase, gpu: GpuFacts) {
  const leaf = (option: string, value: number, unit: string, label: string) => ({
    ...statedOn(`--${option}`, unit, label),
    value,
  });
  return {
    m,
    sequenceLength: leaf("seq-len", m.sequenceLength, "tokens", "Tokens of a sequence"),
    microBatch: leaf("micro-batch", m.microBatch, "sequences", "Sequences of a micro-batch"),
    gpuCount: leaf("count", m.gpuCount, "GPUs", "GPUs"),
    rank: leaf("rank", m.rank, "ranks", "Rank of the adapters"),
    memoryGib: { ...leaf("gpu", gpu.memory_gib, "GiB", `Memory of ${gpu.label}`), source: gpu.source },
    utilisationFraction: leaf("utilisation", options.utilisation, "fraction", "Share that serving may use"),
    ...(options.kvMemoryGib !== undefined && {
      kvMemoryGib: leaf("kv-memory-gib", options.kvMemoryGib, "GiB", "Memory for the KV cache"),
    }),
  };
}

function warningsFor(m: MemoryCase, figures: Readonly<Record<string, ResultFigure>>): readonly Warning[] {
  const warnings: Warning[] = [];
  if (m.method === "ppo" || m.method === "dpo")
    warnings.push({
      code: "frozen-models",
      message: "reference, reward and critic models are taken to be as large as the trained one",
    });
  if (m.method === "inference" && figures["memory.kv_cache_tokens"]?.value === 0)
    warnings.push({ code: "no-kv-cache", message: "the weights leave no memory for a KV cache" });
  return warnings;
}
