/** From computation to time and money. */

const SECONDS_PER_HOUR = 3600;
const FLOP_PER_TERAFLOP = 1e12;

/**
 * Tokens a second on one GPU. throughput = peak × MFU ÷ FLOP a token.
 *
 * @param run.peakTflops dense peak at the precision of the matrix multiplications
 * @param run.mfu useful FLOP over peak, 0–1
 */
export const tokensPerSecond = (run: {
  readonly peakTflops: number;
  readonly mfu: number;
  readonly flopPerToken: number;
}): number => (run.peakTflops * FLOP_PER_TERAFLOP * run.mfu) / run.flopPerToken;

/** MFU of a run that is known. MFU = FLOP a token × tokens/s ÷ peak. */
export const impliedMfu = (run: {
  readonly peakTflops: number;
  readonly tokensPerSecond: number;
  readonly flopPerToken: number;
}): number => (run.flopPerToken * run.tokensPerSecond) / (run.peakTflops * FLOP_PER_TERAFLOP);

/**
 * GPU-hours of a number of tokens. GPU-hours = tokens ÷ tokens a second ÷ 3600 × (1 + overhead) + start-up.
 *
 * @param run.overheadFraction time for evaluation, checkpoints and lost work, as a share of training time
 */
export const gpuHoursOfTokens = (run: {
  readonly tokens: number;
  readonly tokensPerSecond: number;
  readonly overheadFraction: number;
}): number => (run.tokens / run.tokensPerSecond / SECONDS_PER_HOUR) * (1 + run.overheadFraction);

/** Mean tokens a second on one GPU over a whole run. */
export const meanTokensPerSecond = (run: { readonly tokens: number; readonly gpuHours: number }): number =>
  run.tokens / (run.gpuHours * SECONDS_PER_HOUR);

/** Wall-clock hours. hours = GPU-hours ÷ GPUs. */
export const wallHours = (run: { readonly gpuHours: number; readonly gpuCount: number }): number =>
  run.gpuHours / run.gpuCount;

/**
 * Share of time lost to failures. overhead = failures a GPU-hour × GPUs × (restart hours + half a checkpoint interval):
 * each failure costs a restart and, on average, half of what was done since the last checkpoint.
 * Source: Young 1974, A first order approximation to the optimum checkpoint interval, Comm. ACM 17(9).
 */
export const failureOverhead = (run: {
  readonly failuresPerGpuHour: number;
  readonly gpuCount: number;
  readonly restartHours: number;
  readonly checkpointHours: number;
}): number => run.failuresPerGpuHour * run.gpuCount * (run.restartHours + run.checkpointHours / 2);

/**
 * Seconds that unpacking 4-bit weights takes for each micro-batch.
 * seconds = billions of parameters × seconds a billion × reference bandwidth ÷ bandwidth.
 */
export const unpackSeconds = (run: {
  readonly parameters: number;
  readonly secondsPerBillion: number;
  readonly bandwidthGbS: number;
  readonly referenceBandwidthGbS: number;
}): number => (run.parameters / 1e9) * run.secondsPerBillion * (run.referenceBandwidthGbS / run.bandwidthGbS);

/** Tokens a second when each micro-batch also waits. throughput = tokens ÷ (tokens ÷ throughput + wait). */
export const slowedTokensPerSecond = (run: {
  readonly tokensPerSecond: number;
  readonly microBatchTokens: number;
  readonly waitSeconds: number;
}): number => run.microBatchTokens / (run.microBatchTokens / run.tokensPerSecond + run.waitSeconds);
