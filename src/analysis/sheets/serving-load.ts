/** What a service takes under a load: how many GPUs keep the promise, and how those that there are keep it. */
import { fullRate } from "../../model/serving-capacity.ts";
import { type FleetState, fleetState, smallestFleet } from "../../model/serving-promise.ts";
import { type Figure, figure, type Numeric } from "../node.ts";
import type { PlannedServing, ServingCase } from "./planned-serving.ts";
import { dayFigures } from "./serving-day.ts";

export function loadFigures(
  a: PlannedServing,
  arrivals: Numeric,
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
        const each = fullRate(server, request, { ...limits, maxSequences: places });
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
