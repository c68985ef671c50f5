/** What a simulated service came to, as figures, and how many replicas it takes by simulation. */
import { sortedQuantile } from "../../math/quantile.ts";
import type { ResultFigure } from "../result.ts";
import { type PlayedFleet, type PlayedService, simulateFleet } from "./fleet-simulation.ts";
import type { Answered } from "./replica.ts";
import { type Burstiness, burstiness, type PlayedRequest } from "./request.ts";

const BATCHES = 20;

/** P95 of the time to first token, with the error of batch means over requests in the order of their arrival. */
export function p95Ttft({ answers }: PlayedService): { readonly value: number; readonly standardError: number } {
  const ordered = [...answers].sort((a, b) => a.request.arrival - b.request.arrival);
  const value = quantileOf(ordered, 0.95, ({ ttftSeconds }) => ttftSeconds);
  const size = Math.floor(ordered.length / BATCHES);
  if (size < 20) return { value, standardError: Number.NaN };
  const each = Array.from({ length: BATCHES }, (_, b) =>
    quantileOf(ordered.slice(b * size, (b + 1) * size), 0.95, ({ ttftSeconds }) => ttftSeconds),
  );
  const mean = each.reduce((sum, x) => sum + x, 0) / BATCHES;
  const variance = each.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (BATCHES - 1);
  return { value, standardError: Math.sqrt(variance / BATCHES) };
}

function quantileOf(answers: readonly Answered[], p: number, of: (answered: Answered) => number): number {
  if (answers.length === 0) return Infinity;
  return sortedQuantile(Float64Array.from(answers, of).sort(), p);
}

/** What is promised, where the search begins, and what follows an answer. */
export interface PlayedPromise {
  readonly ttftP95Seconds: number;
  readonly guess: number;
  readonly next?: ((answered: Answered) => PlayedRequest | undefined) | undefined;
}

/** The smallest number of replicas whose P95 is as promised when these requests are played, from a guess. */
export function playedReplicas(
  fleet: PlayedFleet,
  requests: readonly PlayedRequest[],
  { ttftP95Seconds, guess, next }: PlayedPromise,
): { readonly replicas: number; readonly played: PlayedService } | undefined {
  const tried = new Map<number, PlayedService>();
  const play = (replicas: number): PlayedService => {
    const found = tried.get(replicas) ?? simulateFleet({ ...fleet, replicas }, requests, next);
    tried.set(replicas, found);
    return found;
  };
  const keeps = (replicas: number): boolean => {
    const played = play(replicas);
    return played.refused === 0 && p95Ttft(played).value <= ttftP95Seconds;
  };
  let high = Math.max(1, guess);
  let low = 0;
  while (!keeps(high)) {
    low = high;
    // A replica for each request is the most that can help.
    if (high >= requests.length) return undefined;
    high = Math.min(2 * high, requests.length);
  }
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (keeps(middle)) high = middle;
    else low = middle;
  }
  return { replicas: high, played: play(high) };
}

/** Figures of a played service. */
export function playedFigures(
  played: PlayedService,
  requests: readonly PlayedRequest[],
  fleet: { readonly replicas: number; readonly gpusPerReplica: number; readonly neededReplicas: number | undefined },
): Readonly<Record<string, ResultFigure>> {
  const { answers } = played;
  const p95 = p95Ttft(played);
  const bursts: Burstiness = burstiness(requests);
  const tokens = answers.reduce((sum, { request }) => sum + request.outputTokens, 0);
  const mean = (of: (answered: Answered) => number): number =>
    answers.reduce((sum, answered) => sum + of(answered), 0) / answers.length;
  const figures: readonly (readonly [string, Omit<ResultFigure, "of" | "formula"> & { readonly formula?: string }])[] =
    [
      ["requests", { unit: "requests", label: "Requests played", value: requests.length }],
      ["refused", { unit: "requests", label: "Requests longer than the cache", value: played.refused }],
      [
        "input_tokens",
        {
          unit: "tokens",
          label: "Mean tokens of a prompt, as played",
          value: mean(({ request }) => request.inputTokens),
        },
      ],
      [
        "output_tokens",
        { unit: "tokens", label: "Mean tokens of an answer, as played", value: tokens / answers.length },
      ],
      [
        "interval_scv",
        {
          unit: "",
          label: "Variance ÷ mean² of the time between requests; 1 for Poisson arrivals",
          value: bursts.intervalScv,
        },
      ],
      [
        "dispersion",
        {
          unit: "",
          label: "Variance ÷ mean of the requests a minute; 1 for Poisson arrivals",
          value: bursts.dispersion,
        },
      ],
      [
        "gpus",
        {
          unit: "GPUs",
          label: "GPUs that keep the promise when these requests are played",
          value: fleet.neededReplicas === undefined ? Infinity : fleet.neededReplicas * fleet.gpusPerReplica,
        },
      ],
      [
        "played_gpus",
        { unit: "GPUs", label: "GPUs on which they were played", value: fleet.replicas * fleet.gpusPerReplica },
      ],
      [
        "mean_wait_seconds",
        {
          unit: "seconds",
          label: "Mean wait before the prompt is read",
          value: mean(({ waitSeconds }) => waitSeconds),
        },
      ],
      [
        "p95_ttft_seconds",
        {
          unit: "seconds",
          label: "P95 of the time to first token",
          value: p95.value,
          ...(Number.isFinite(p95.standardError) && { standardError: p95.standardError }),
        },
      ],
      [
        "p95_seconds_per_output_token",
        {
          unit: "seconds",
          label: "P95 of the mean time between tokens of an answer",
          value: quantileOf(answers, 0.95, ({ secondsPerOutputToken }) => secondsPerOutputToken),
        },
      ],
      [
        "busy_fraction",
        { unit: "fraction", label: "Share of the time in which replicas have work", value: played.busyFraction },
      ],
      [
        "output_tokens_per_second_per_gpu",
        {
          unit: "tokens/s",
          label: "Output tokens a second on one GPU, as played",
          value: tokens / played.seconds / (fleet.replicas * fleet.gpusPerReplica),
        },
      ],
    ];
  return Object.fromEntries(
    figures.map(([name, facts]) => [
      `serving.simulated.${name}`,
      { formula: "discrete-event simulation with continuous batching, at the expected speed", of: [], ...facts },
    ]),
  );
}
