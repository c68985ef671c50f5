/** The form of measured model servers, and of what was fitted to them. */
import { z } from "zod";
import type { ServingFit, ServingRow } from "../analysis/serving/catalog.ts";
import { gpuNamed } from "../analysis/training/gpu-lookup.ts";
import { PRECISIONS } from "../model/precision.ts";
import { modelCatalogFile, modelNamed, modelsOf } from "./model-catalog.ts";
import { trainingCatalogFile } from "./training-catalog.ts";

const text = z.string().min(1);
const positive = z.number().positive();
const count = z.number().int().positive();
/** Input and output tokens of every request: `1000/2000`. */
const shape = z.string().regex(/^[1-9]\d*\/[1-9]\d*$/, "input/output tokens, such as 1000/2000");

const source = z.strictObject({
  label: text,
  team: text,
  date: text,
  source: text,
  requests: z.record(shape, count).optional(),
  max_sequences: count.optional(),
});

const run = z.strictObject({
  from: text,
  model: text,
  gpu: text,
  tensor_parallel: count,
  precision: z.enum(PRECISIONS),
  tokens_per_second: z.record(shape, positive),
  sequences: z.record(shape, count).optional(),
});

/** Rows alone. */
export const servingRowsFile = z.strictObject({
  serving_sources: z.record(z.string(), source),
  serving_runs: z.array(run),
});

const share = z.number().min(0).max(1);

const fit = z.strictObject({
  date: text,
  source: text,
  efficiency: z.strictObject({
    weight_bandwidth_fraction: positive,
    cache_bandwidth_fraction: positive,
    decode_mfu: positive,
    prefill_mfu: positive,
    attention_mfu: positive,
    sixteen_bit_factor: positive,
    mixture_factor: positive,
    link_fraction: positive,
    exchange_microseconds: positive,
    step_milliseconds: positive,
    sequence_microseconds: positive,
  }),
  log_sd: positive,
  degrees_of_freedom: positive,
  fitted_rows: count,
  hopper: z.strictObject({ rows: count, median_error: z.number(), within_quarter: share }),
  accuracy: z.array(
    z.strictObject({
      source: text,
      label: text,
      rows: count,
      median_error: z.number(),
      log_bias: z.number(),
      within_quarter: share,
    }),
  ),
});

/** All that `llmplan serving` knows. */
export const servingCatalogFile = z.strictObject({
  ...trainingCatalogFile.pick({ gpu_facts: true }).shape,
  ...modelCatalogFile.shape,
  ...servingRowsFile.shape,
  serving_fit: fit,
});

/** What was fitted, as the analysis takes it. */
export function servingFitOf({ serving_fit: f }: Pick<z.output<typeof servingCatalogFile>, "serving_fit">): ServingFit {
  const e = f.efficiency;
  return {
    efficiency: {
      weightBandwidthFraction: e.weight_bandwidth_fraction,
      cacheBandwidthFraction: e.cache_bandwidth_fraction,
      decodeMfu: e.decode_mfu,
      prefillMfu: e.prefill_mfu,
      attentionMfu: e.attention_mfu,
      sixteenBitFactor: e.sixteen_bit_factor,
      mixtureFactor: e.mixture_factor,
      linkFraction: e.link_fraction,
      exchangeMicroseconds: e.exchange_microseconds,
      stepMilliseconds: e.step_milliseconds,
      sequenceMicroseconds: e.sequence_microseconds,
    },
    logSd: f.log_sd,
    degreesOfFreedom: f.degrees_of_freedom,
    fittedRows: f.fitted_rows,
    accuracy: f.accuracy,
    hopper: f.hopper,
  };
}

/** TensorRT-LLM's default; vLLM takes 256 or 1024. */
const USUAL_MAX_SEQUENCES = 2048;

/** Rows with their models and GPUs looked up. @throws RangeError for a name that nothing has */
export function servingRowsOf(
  rows: z.output<typeof servingRowsFile>,
  facts: Pick<z.output<typeof servingCatalogFile>, "gpu_facts" | "models">,
): readonly ServingRow[] {
  const models = modelsOf(facts);
  const gpus = Object.entries(facts.gpu_facts).map(([key, gpu]) => ({ key, ...gpu }));
  return rows.serving_runs.flatMap((row) => {
    const from = rows.serving_sources[row.from];
    const model = modelNamed(models, row.model);
    const gpu = gpuNamed(gpus, row.gpu);
    if (!from || !model || !gpu) throw new RangeError(`no ${!from ? row.from : !model ? row.model : row.gpu}`);
    return Object.entries(row.tokens_per_second).map(([key, tokensPerSecond]) => {
      const [inputTokens = 0, outputTokens = 0] = key.split("/").map(Number);
      return {
        team: from.team,
        model,
        gpu,
        tensorParallel: row.tensor_parallel,
        precision: row.precision,
        inputTokens,
        outputTokens,
        tokensPerSecond,
        maxSequences:
          row.sequences?.[key] ??
          Math.min(from.requests?.[key] ?? USUAL_MAX_SEQUENCES, from.max_sequences ?? USUAL_MAX_SEQUENCES),
      };
    });
  });
}
