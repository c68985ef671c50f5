/** Facts about measured model servers, shared by all plans: plain rows, each with its source. */
import type { Precision } from "../../model/precision.ts";
import type { ServingEfficiency } from "../../model/serving-step.ts";
import type { Transformer } from "../../model/transformer.ts";
import type { GpuFacts } from "../training/catalog.ts";

/** What is known about model servers: GPUs, shapes of models, and what was fitted to measured ones. */
export interface ServingCatalog {
  readonly gpus: readonly GpuFacts[];
  readonly models: readonly CatalogShape[];
  readonly fit: ServingFit;
}

/** A model with all its names. */
export interface CatalogShape extends NamedModel {
  readonly names: readonly string[];
}

/** A model under its name. */
export interface NamedModel {
  readonly key: string;
  readonly label: string;
  readonly transformer: Transformer;
}

/** Output tokens a second of a whole group of GPUs under full load, all requests alike. */
export interface ServingRow {
  /** Software and version; rows of one source share how they were measured. */
  readonly team: string;
  readonly model: NamedModel;
  readonly gpu: GpuFacts;
  readonly tensorParallel: number;
  readonly precision: Precision;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly tokensPerSecond: number;
  /** Most sequences in a step, as configured or because a benchmark sends no more. */
  readonly maxSequences: number;
}

/** How far estimates lay from rows of one source that the fit never saw. */
export interface ServingAccuracy {
  readonly source: string;
  readonly label: string;
  readonly rows: number;
  /** Median of |estimate ÷ truth − 1|. */
  readonly median_error: number;
  /** Median of ln(estimate ÷ truth): above 0 where the source is slower than estimated. */
  readonly log_bias: number;
  /** Share of rows within 25 %. */
  readonly within_quarter: number;
}

/** Constants fitted to measured rows, and how well they did on others. */
export interface ServingFit {
  readonly efficiency: ServingEfficiency;
  /** Scatter of ln(truth ÷ estimate) for a server of a source that nobody has seen. */
  readonly logSd: number;
  readonly degreesOfFreedom: number;
  readonly fittedRows: number;
  readonly accuracy: readonly ServingAccuracy[];
  /** Rows of H100 and H200 together, over all sources that the fit never saw. */
  readonly hopper: { readonly rows: number; readonly median_error: number; readonly within_quarter: number };
}
