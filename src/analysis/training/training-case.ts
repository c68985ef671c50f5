import { flopPerToken } from "../../model/flop.ts";
import { usualShape } from "../../model/model-shape.ts";
import type { Precision } from "../../model/precision.ts";
import type { TrainingMethod } from "../../model/training-method.ts";
import type { GpuFacts } from "./catalog.ts";
import type { Observed } from "./run-efficiency.ts";

/** What is known of a run before it starts; all that estimates may use. */
export interface TrainingCase {
  readonly method: TrainingMethod;
  readonly gpu: GpuFacts;
  readonly gpuCount: number;
  readonly precision: Precision;
  /** Parameters that a token passes through. */
  readonly parameters: number;
  /** Whether a token passes through some of the parameters only. */
  readonly mixture: boolean;
  /** Parameters of the critic and of the reward model, each; counts for PPO only. */
  readonly criticParameters: number;
  readonly sequenceLength: number;
  /** Sequences in a micro-batch. */
  readonly microBatch: number;
  /** Tokens seen, over all epochs and sessions, padding included. */
  readonly tokens: number;
}

/** FLOP a token of a case. */
export const caseFlopPerToken = (run: TrainingCase): number => flopPerToken({ ...run, shape: usualShape(run) });

/** A run that was made, as if it were still to be made. */
export function caseOf(row: Observed, tokens = row.tokens): TrainingCase {
  const { method, gpu, gpuCount, precision, parameters, mixture, sequenceLength } = row;
  return {
    method,
    gpu,
    gpuCount,
    precision,
    parameters,
    mixture,
    criticParameters: parameters,
    sequenceLength,
    microBatch: 1,
    tokens,
  };
}
