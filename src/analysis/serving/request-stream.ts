import { addressedUniform } from "../../math/random-stream.ts";
import { gammaTimes } from "./line-simulation.ts";
import type { PlayedRequest } from "./request.ts";

/** How requests are drawn: means, and variance ÷ mean² of each. */
export interface StreamLaw {
  readonly requestsPerSecond: number;
  readonly arrivalScv: number;
  readonly inputTokens: number;
  readonly promptScv: number;
  readonly outputTokens: number;
  readonly outputScv: number;
  readonly cachedFraction: number;
}

/** Requests one after the other; each is a function of seed and index, lengths are whole and at least 1. */
export function requestStream(
  law: StreamLaw,
  { requests, seed }: { readonly requests: number; readonly seed: number },
): readonly PlayedRequest[] {
  const gap = gammaTimes(1 / law.requestsPerSecond, law.arrivalScv, addressedUniform(seed, "serving/arrivals"));
  const lengths = requestLengths(law, seed);
  let now = 0;
  return Array.from({ length: requests }, (_, i) => {
    now += gap(i);
    return { arrival: now, ...lengths(i) };
  });
}

/** A number of people who all ask once, at times spread evenly at random over some seconds. */
export function requestBurst(
  law: StreamLaw,
  burst: { readonly requests: number; readonly withinSeconds: number; readonly seed: number },
): readonly PlayedRequest[] {
  const when = addressedUniform(burst.seed, "serving/burst");
  const lengths = requestLengths(law, burst.seed);
  return Array.from({ length: burst.requests }, (_, i) => ({
    arrival: burst.withinSeconds * when(i),
    ...lengths(i),
  })).sort((a, b) => a.arrival - b.arrival);
}

function requestLengths(law: StreamLaw, seed: number) {
  const input = gammaTimes(law.inputTokens, law.promptScv, addressedUniform(seed, "serving/prompts"));
  const output = gammaTimes(law.outputTokens, law.outputScv, addressedUniform(seed, "serving/answers"));
  return (i: number) => {
    const inputTokens = Math.max(1, Math.round(input(i)));
    return {
      inputTokens,
      // The last token is always read: it is what the answer follows from.
      cachedTokens: Math.min(inputTokens - 1, Math.floor(inputTokens * law.cachedFraction)),
      outputTokens: Math.max(1, Math.round(output(i))),
    };
  };
}
