import { power } from "../math/power.ts";

/** How much of a GPU's peak useful training work reaches, from what is known before a run. */

export interface EfficiencyInputs {
  /** MFU of a benchmark on 8 GPUs with 10⁹ parameters or more, of the GPU's class and precision. */
  readonly benchmarkMfu: number;
  /** Parameters that a token passes through. */
  readonly parameters: number;
  readonly gpuCount: number;
  readonly smallModelExponent: number;
  readonly gpuCountExponent: number;
  /** What a mixture of experts reaches of a dense model; 1 for a dense model. */
  readonly mixtureFactor: number;
  /** What a class of chips without benchmarks reaches of one that has them; 1 where the class has them. */
  readonly chipFactor: number;
}

/**
 * MFU that a tuned benchmark reaches. mfu = benchmark × min(1, N/10⁹)^a × (GPUs/8)^b × mixture × chip: small models keep
 * the cores less busy, more GPUs wait for each other more, and experts wait for their tokens.
 */
export const benchmarkMfu = (x: EfficiencyInputs): number =>
  x.benchmarkMfu *
  power(Math.min(1, x.parameters / SMALL), x.smallModelExponent) *
  power(x.gpuCount / ONE_NODE, x.gpuCountExponent) *
  x.mixtureFactor *
  x.chipFactor;

const SMALL = 1e9;
const ONE_NODE = 8;

/**
 * What a new team's work reaches of that, as a draw. factor = centre × exp(deviate × log sd).
 *
 * @param x.deviate standardised: 0 is the centre
 */
export const scatteredFactor = (x: {
  readonly centre: number;
  readonly logSd: number;
  readonly deviate: number;
}): number => x.centre * Math.exp(x.deviate * x.logSd);
