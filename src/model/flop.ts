/** Useful computation of training. Recomputed activations are work, but not useful work: they lower MFU instead. */
import type { ModelShape } from "./model-shape.ts";
import { type TrainingMethod, tokenPasses } from "./training-method.ts";

export interface TokenWork {
  readonly method: TrainingMethod;
  /** Parameters that a token passes through: all of a dense model, the active ones of a mixture of experts. */
  readonly parameters: number;
  /** Parameters of the critic and of the reward model, each; counts for PPO only. */
  readonly criticParameters: number;
  readonly shape: ModelShape;
  /** Tokens in a sequence, > 0. */
  readonly sequenceLength: number;
}

/**
 * FLOP a token. flop = 2 · passes · parameters + 2 · attention passes · layers · width · sequence length.
 *
 * Attention is causal: a token attends to half the sequence on average, which makes 6·L·d·s for forward and backward;
 * published MFU that count 12·L·d·s count the masked half too (Chowdhery 2022, arXiv 2204.02311, appendix B).
 */
export function flopPerToken({ method, parameters, criticParameters, shape, sequenceLength }: TokenWork): number {
  const passes = tokenPasses(method);
  return (
    2 * (passes.model * parameters + passes.critic * criticParameters) +
    2 * passes.attention * shape.layers * shape.width * sequenceLength
  );
}

/** FLOP of a training run. flop = flop a token × tokens × epochs × sessions. */
export const trainingFlop = (run: {
  readonly flopPerToken: number;
  readonly tokens: number;
  readonly epochs: number;
  readonly sessions: number;
}): number => run.flopPerToken * run.tokens * run.epochs * run.sessions;
