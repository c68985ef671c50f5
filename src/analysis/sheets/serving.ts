/** What it takes to serve a model to those who ask, with what is not known about the software's speed. */
import { studentT } from "../../math/student-t-distribution.ts";
import {
  cacheTokens,
  fullRate,
  mostSequences,
  type RequestShape,
  type ServingRate,
} from "../../model/serving-capacity.ts";
import {
  type FleetState,
  fleetState,
  idleTtftSeconds,
  promisedSequences,
  smallestFleet,
} from "../../model/serving-promise.ts";
import type { ModelServer } from "../../model/serving-step.ts";
import { type Figure, figure, type Quantity } from "../node.ts";
import type { ServingFit } from "../serving/catalog.ts";
import { dayFigures, type PlannedDay } from "./serving-day.ts";

type Number = Quantity | Figure<number>;

/** A service that is planned, as nodes; the model, its GPU and its precision are settled. */
export interface PlannedServing {
  readonly server: ModelServer;
  readonly inputTokens: Number;
  readonly outputTokens: Number;
  readonly cachedFraction: Number;
  readonly memoryFraction: Number;
  readonly maxSequences: Number;
  /** Requests a second at the time that is planned for; only the capacity of a GPU where absent. */
  readonly arrivals?: Number | undefined;
  readonly arrivalScv: Number;
  readonly outputScv: Number;
  readonly promptScv: Number;
  readonly ttftP95Seconds: Number;
  readonly secondsPerOutputToken?: Number | undefined;
  /** GPUs that there are; as many as the promise takes where absent. */
  readonly gpuCount?: Number | undefined;
  /** The hours of the day that is planned for, where they are known. */
  readonly day?: PlannedDay | undefined;
  /** Replicas that may fail without breaking the promise. */
  readonly spareReplicas: Number;
}

/** What is known before the service runs, at one speed. */
export interface ServingCase {
  readonly server: ModelServer;
  readonly request: RequestShape;
  readonly limits: { readonly memoryFraction: number; readonly maxSequences: number };
  /** Sequences of a replica, the promised time between tokens kept. */
  readonly places: number;
}

/** The figures of a planned service. */
export function servingSheet(a: PlannedServing, fit: ServingFit): readonly Figure<number>[] {
  const planned = servingCase(a, fit);
  const gpus = a.server.tensorParallel;
  const capacity = capacityFigures(planned, gpus);
  if (!a.arrivals) return capacity;
  return [...capacity, ...loadFigures(a, a.arrivals, planned, gpus)];
}

function servingCase(a: PlannedServing, fit: ServingFit): Figure<ServingCase> {
  const deviate = speedScatter(fit);
  return figure({
    id: "serving.case",
    unit: "",
    label: "What is known before the service runs",
    formula: "model, GPUs, request, limits; speed = e^(deviate × scatter)",
    of: {
      deviate,
      inputTokens: a.inputTokens,
      outputTokens: a.outputTokens,
      cachedFraction: a.cachedFraction,
      memoryFraction: a.memoryFraction,
      maxSequences: a.maxSequences,
      ...(a.secondsPerOutputToken && { most: a.secondsPerOutputToken }),
    },
    by: (x: Readonly<Record<string, number>>): ServingCase => {
      const at = (name: string): number => x[name] ?? 0;
      const server = { ...a.server, speedFactor: Math.exp(at("deviate") * fit.logSd) };
      const request = {
        inputTokens: at("inputTokens"),
        outputTokens: at("outputTokens"),
        cachedFraction: at("cachedFraction"),
      };
      const limits = { memoryFraction: at("memoryFraction"), maxSequences: at("maxSequences") };
      const places = promisedSequences(server, request, limits, { secondsPerOutputToken: x.most });
      return { server, request, limits, places };
    },
    internal: true,
  });
}

/** How far a server may lie from what is expected, in standard deviations; ignorance, like any spread. */
const speedScatter = ({ accuracy, degreesOfFreedom }: ServingFit): Quantity => ({
  kind: "leaf",
  leaf: "quantity",
  id: "serving.scatter",
  unit: "standard deviations",
  label: "Place of the server among servers of other software",
  value: 0,
  source: `scatter of ${accuracy.length} sources outside the fit`,
  provenance: "derived",
  place: { file: "", line: 0, column: 0 },
  spread: studentT({ degreesOfFreedom: Math.max(2, degreesOfFreedom) }),
});

function capacityFigures(planned: Figure<ServingCase>, gpus: number): readonly Figure<number>[] {
  const full = figure({
    id: "serving.full_rate",
    unit: "",
    label: "A replica under full load",
    formula: "as many sequences as the cache holds and the promise allows",
    of: { planned },
    by: ({ planned: p }): ServingRate | undefined =>
      p.places < 1 ? undefined : fullRate(p.server, p.request, { ...p.limits, maxSequences: p.places }),
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

function loadFigures(
  a: PlannedServing,
  arrivals: Number,
  planned: Figure<ServingCase>,
  gpus: number,
): readonly Figure<number>[] {
  const load = {
    requestsPerSecond: arrivals,
    arrivalScv: a.arrivalScv,
    outputScv: a.outputScv,
    promptScv: a.promptScv,
  };
  const fleet = figure({
    id: "serving.fleet",
    unit: "",
    label: "The smallest fleet that keeps the promise",
    formula: "replicas added until P95 of the time to first token is as promised",
    of: { planned, ...load, ttft: a.ttftP95Seconds },
    by: ({ planned: p, ttft, ...x }): FleetState | undefined => {
      if (p.places < 1) return undefined;
      const found = smallestFleet(p.server, p.request, { ...p.limits, maxSequences: p.places }, x, {
        ttftP95Seconds: ttft,
      });
      return "unkeepable" in found ? undefined : found;
    },
    internal: true,
  });
  const needed = figure({
    id: "serving.gpus",
    unit: "GPUs",
    label: "GPUs that keep the promise",
    formula: "smallest number of replicas whose P95 time to first token is as promised × GPUs of a replica",
    of: { fleet },
    by: (x) => (x.fleet?.replicas ?? Infinity) * gpus,
  });
  const withSpare = figure({
    id: "serving.gpus_with_spare",
    unit: "GPUs",
    label: "The same, with replicas that may fail",
    formula: "GPUs + spare replicas × GPUs of a replica",
    of: { needed, spare: a.spareReplicas },
    by: (x) => x.needed + x.spare * gpus,
  });
  const state = a.gpuCount
    ? figure({
        id: "serving.state",
        unit: "",
        label: "The GPUs that there are, under the load",
        formula: "G/G/c for a place and for reading the prompt",
        of: { planned, ...load, count: a.gpuCount },
        by: ({ planned: p, count, ...x }): FleetState | undefined =>
          p.places < 1 ? undefined : fleetState(p.server, p.request, p.places, x, Math.floor(count / gpus)),
        internal: true,
      })
    : fleet;
  const of = { state };
  const waits = (id: string, unit: string, label: string, formula: string, by: (state: FleetState) => number) =>
    figure({ id, unit, label, formula, of, by: (x) => (x.state ? by(x.state) : Infinity) });
  return [
    needed,
    withSpare,
    figure({
      id: "serving.utilisation",
      unit: "fraction",
      label: "Share of what these GPUs could answer",
      formula: "requests/s ÷ (replicas × requests/s of a replica under full load)",
      of: { planned, state, arrivals, ...(a.gpuCount && { count: a.gpuCount }) },
      by: (x: {
        readonly planned: ServingCase;
        readonly state: FleetState | undefined;
        readonly arrivals: number;
        readonly count?: number;
      }) => {
        if (x.state) return x.state.utilisationFraction;
        const { places, server, request, limits } = x.planned;
        const each = places < 1 ? undefined : fullRate(server, request, { ...limits, maxSequences: places });
        return each && x.count !== undefined
          ? x.arrivals / (Math.floor(x.count / gpus) * each.requestsPerSecond)
          : Infinity;
      },
    }),
    figure({
      id: "serving.wait_probability",
      unit: "probability",
      label: "Share of requests that wait for others",
      formula: "1 − (1 − C for a place) × (1 − C for reading the prompt), C by Erlang",
      of,
      by: (x) => x.state?.waitProbability ?? 1,
    }),
    waits(
      "serving.mean_wait_seconds",
      "seconds",
      "Mean wait for others",
      "wait for a place + wait for the prompt",
      (s) => s.meanWaitSeconds,
    ),
    waits(
      "serving.mean_ttft_seconds",
      "seconds",
      "Mean time to first token",
      "wait + half a step + prefill + step",
      (s) => s.meanTtftSeconds,
    ),
    waits(
      "serving.p95_ttft_seconds",
      "seconds",
      "P95 of the time to first token",
      "P95 of both waits + step under way + prefill + step",
      (s) => s.p95TtftSeconds,
    ),
    waits(
      "serving.seconds_per_output_token",
      "seconds",
      "Time between tokens of an answer, at this load",
      "decode step + sequences ÷ output tokens × prefill",
      (s) => s.secondsPerOutputToken,
    ),
    waits(
      "serving.sequences",
      "sequences",
      "Sequences that a replica answers at once, on average",
      "as many requests leave as arrive",
      (s) => s.sequences,
    ),
    ...(a.day
      ? dayFigures(a.day, {
          planned,
          load,
          ttft: a.ttftP95Seconds,
          running: a.gpuCount ?? withSpare,
          gpusPerReplica: gpus,
        })
      : []),
  ];
}
