/** What it takes to serve a model to those who ask, with what is not known about the software's speed. */
import { cacheTokens, fullRate, mostSequences, type ServingRate } from "../../model/serving-capacity.ts";
import { idleTtftSeconds } from "../../model/serving-promise.ts";
import { type Figure, figure } from "../node.ts";
import type { ServingFit } from "../serving/catalog.ts";
import { type PlannedServing, type ServingCase, servingCase } from "./planned-serving.ts";
import { loadFigures } from "./serving-load.ts";

/** The figures of a planned service. */
export function servingSheet(a: PlannedServing, fit: ServingFit): readonly Figure<number>[] {
  const planned = servingCase(a, fit);
  const gpus = a.server.tensorParallel;
  const capacity = capacityFigures(planned, gpus);
  if (!a.arrivals) return capacity;
  return [...capacity, ...loadFigures(a, a.arrivals, planned, gpus)];
}

function capacityFigures(planned: Figure<ServingCase>, gpus: number): readonly Figure<number>[] {
  const full = figure({
    id: "serving.full_rate",
    unit: "",
    label: "A replica under full load",
    formula: "as many sequences as the cache holds and the promise allows",
    of: { planned },
    by: ({ planned: p }): ServingRate | undefined =>
      fullRate(p.server, p.request, { ...p.limits, maxSequences: p.places }),
    internal: true,
  });
  return [
    figure({
      id: "serving.kv_cache_tokens",
      unit: "tokens",
      label: "Tokens that the KV cache of a replica holds",
      formula: "⌊(memory × share − weights − activations) ÷ (16 × bytes a token)⌋ × 16",
      of: { planned },
      by: (x) => cacheTokens(x.planned.server, x.planned.limits),
    }),
    figure({
      id: "serving.sequences_per_replica",
      unit: "sequences",
      label: "Sequences that a replica answers at once, at most",
      formula: "KV cache tokens ÷ tokens of a request, no more than configured and promised",
      of: { planned },
      by: (x) => x.planned.places,
    }),
    figure({
      id: "serving.output_tokens_per_second_per_gpu",
      unit: "tokens/s",
      label: "Output tokens a second on one GPU, under full load",
      formula: "sequences ÷ (decode step + sequences ÷ output tokens × prefill) ÷ GPUs of a replica",
      of: { full },
      by: (x) => (x.full?.outputTokensPerSecond ?? 0) / gpus,
    }),
    figure({
      id: "serving.requests_per_second_per_gpu",
      unit: "requests/s",
      label: "Requests a second on one GPU, under full load",
      formula: "output tokens/s ÷ output tokens of a request",
      of: { full },
      by: (x) => (x.full?.requestsPerSecond ?? 0) / gpus,
    }),
    figure({
      id: "serving.idle_ttft_seconds",
      unit: "seconds",
      label: "Time to first token where nobody else asks",
      formula: "prefill of the tokens that are not cached + one step",
      of: { planned },
      by: (x) =>
        mostSequences(x.planned.server, x.planned.request, x.planned.limits) < 1
          ? Infinity
          : idleTtftSeconds(x.planned.server, x.planned.request),
    }),
    figure({
      id: "serving.full_seconds_per_output_token",
      unit: "seconds",
      label: "Time between tokens of an answer, under full load",
      formula: "decode step + sequences ÷ output tokens × prefill",
      of: { full },
      by: (x) => x.full?.secondsPerOutputToken ?? Infinity,
    }),
  ];
}
