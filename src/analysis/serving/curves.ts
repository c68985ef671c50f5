import { type RequestShape, rateOf } from "../../model/serving-capacity.ts";
import { fleetState } from "../../model/serving-promise.ts";
import type { ModelServer } from "../../model/serving-step.ts";

/** How the P95 of the time to first token rises with the load, for some numbers of GPUs. */
export interface ServingCurves {
  readonly lines: readonly {
    readonly gpus: number;
    readonly points: readonly { readonly requestsPerSecond: number; readonly p95Seconds: number }[];
  }[];
  readonly promisedSeconds: number;
  readonly plannedRequestsPerSecond: number;
}

const POINTS = 60;
/** Close to what a fleet can do at all, the line stands upright. */
const MOST_LOAD = 0.995;

/** Curves of one, two, three and four replicas, and of the number that is planned, which is whole. */
export function servingCurves(
  a: { readonly server: ModelServer; readonly request: RequestShape; readonly places: number },
  plan: { readonly replicas: number; readonly promisedSeconds: number; readonly requestsPerSecond: number },
): ServingCurves {
  const capacity = rateOf(a.server, a.request, a.places).requestsPerSecond;
  const counts = [...new Set([1, 2, 3, 4, plan.replicas])];
  return {
    promisedSeconds: plan.promisedSeconds,
    plannedRequestsPerSecond: plan.requestsPerSecond,
    lines: counts.map((replicas) => ({
      gpus: replicas * a.server.tensorParallel,
      points: Array.from({ length: POINTS }, (_, i) => {
        const requestsPerSecond = (capacity * replicas * MOST_LOAD * (i + 1)) / POINTS;
        const load = { requestsPerSecond, arrivalScv: 1, outputScv: 1, promptScv: 1 };
        const state = fleetState(a.server, a.request, a.places, load, replicas);
        return state ? [{ requestsPerSecond, p95Seconds: state.p95TtftSeconds }] : [];
      }).flat(),
    })),
  };
}
