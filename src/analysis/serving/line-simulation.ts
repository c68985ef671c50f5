import { gamma } from "../../math/gamma-distribution.ts";
import { addressedUniform } from "../../math/random-stream.ts";
import type { Queue } from "../../model/queue.ts";

/** What a simulated waiting line came to, with the errors of batch means. */
export interface SimulatedLine {
  readonly requests: number;
  readonly meanWaitSeconds: number;
  readonly meanWaitError: number;
  readonly waitProbability: number;
  readonly p95WaitSeconds: number;
}

/** Requests that are played before counting begins, as a share: the line starts empty. */
const WARM_UP = 0.1;
const BATCHES = 30;

/**
 * Plays a line of requests to equal servers, first come, first served: each takes the server that is free first
 * (Kiefer & Wolfowitz 1955). Times between requests and of service have a gamma law with the stated mean and squared
 * coefficient of variation; 0 means constant. Draws are addressed by request, so the same seed gives the same line.
 */
export function simulateLine(
  q: Queue,
  { requests, seed }: { readonly requests: number; readonly seed: number },
): SimulatedLine {
  const gap = gammaTimes(1 / q.arrivalsPerSecond, q.arrivalScv, addressedUniform(seed, "serving/arrivals"));
  const service = gammaTimes(q.serviceSeconds, q.serviceScv, addressedUniform(seed, "serving/service"));
  const free = new Float64Array(q.servers);
  const counted = requests - Math.floor(WARM_UP * requests);
  const waits = new Float64Array(counted);
  let now = 0;
  for (let i = 0; i < requests; i++) {
    now += gap(i);
    const first = free[0] ?? 0;
    const start = Math.max(now, first);
    replaceLeast(free, start + service(i));
    const kept = i - (requests - counted);
    if (kept >= 0) waits[kept] = start - now;
  }
  return { requests: counted, ...summaryOf(waits) };
}

function summaryOf(waits: Float64Array) {
  const size = Math.floor(waits.length / BATCHES);
  const means = Array.from({ length: BATCHES }, (_, b) => meanOf(waits.subarray(b * size, (b + 1) * size)));
  const mean = meanOf(Float64Array.from(means));
  const variance = means.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (BATCHES - 1);
  const sorted = waits.slice().sort();
  return {
    meanWaitSeconds: mean,
    meanWaitError: Math.sqrt(variance / BATCHES),
    waitProbability: waits.reduce((count, wait) => count + (wait > 0 ? 1 : 0), 0) / waits.length,
    p95WaitSeconds: sorted[Math.floor(0.95 * sorted.length)] ?? 0,
  };
}

const meanOf = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Puts a value in the place of the least in a heap. */
function replaceLeast(heap: Float64Array, value: number): void {
  let at = 0;
  for (;;) {
    const left = 2 * at + 1;
    if (left >= heap.length) break;
    const right = left + 1;
    const child = right < heap.length && (heap[right] ?? 0) < (heap[left] ?? 0) ? right : left;
    if ((heap[child] ?? 0) >= value) break;
    heap[at] = heap[child] ?? 0;
    at = child;
  }
  heap[at] = value;
}

/** Times of a gamma law by its mean and squared coefficient of variation, each a function of its index. */
export function gammaTimes(mean: number, scv: number, uniform: (index: number) => number): (index: number) => number {
  if (scv === 0) return () => mean;
  if (scv === 1) return (index) => -mean * Math.log(uniform(index));
  const law = gamma({ mean, sd: mean * Math.sqrt(scv) });
  return (index) => law.quantile(uniform(index));
}
