const FLOP_PER_PARAMETER_AND_TOKEN = 6;
const SECONDS_PER_HOUR = 3600;
const FLOP_PER_TERAFLOP = 1e12;

/**
 * Share of the hardware's peak that a stated training run must have reached. utilisation = 6 × parameters × tokens ÷
 * (GPU-hours × 3600 × peak FLOP/s). Source of the 6: Kaplan 2020 (arXiv 2001.08361), section 2.1; of a mixture of
 * experts, count active parameters.
 *
 * @param run.tokens tokens seen, over all epochs
 * @param run.gpuHours hours of all GPUs, > 0
 * @param run.peakTflops dense peak of one GPU in TFLOP/s at the run's precision
 */
export const impliedUtilisation = (run: {
  parameters: number;
  tokens: number;
  gpuHours: number;
  peakTflops: number;
}): number =>
  (FLOP_PER_PARAMETER_AND_TOKEN * run.parameters * run.tokens) /
  (run.gpuHours * SECONDS_PER_HOUR * run.peakTflops * FLOP_PER_TERAFLOP);
