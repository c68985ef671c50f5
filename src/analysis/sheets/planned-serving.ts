/** A service that is planned, and what is known of it before it runs. */
import { studentT } from "../../math/student-t-distribution.ts";
import type { RequestShape } from "../../model/serving-capacity.ts";
import { promisedSequences } from "../../model/serving-promise.ts";
import type { ModelServer } from "../../model/serving-step.ts";
import { type Figure, figure, type Numeric, type Quantity } from "../node.ts";
import type { ServingFit } from "../serving/catalog.ts";

/** A service that is planned, as nodes; the model, its GPU and its precision are settled. */
export interface PlannedServing {
  readonly server: ModelServer;
  readonly inputTokens: Numeric;
  readonly outputTokens: Numeric;
  readonly cachedFraction: Numeric;
  readonly memoryFraction: Numeric;
  readonly maxSequences: Numeric;
  /** Requests a second at the time that is planned for; only the capacity of a GPU where absent. */
  readonly arrivals?: Numeric | undefined;
  readonly arrivalScv: Numeric;
  readonly outputScv: Numeric;
  readonly promptScv: Numeric;
  readonly ttftP95Seconds: Numeric;
  readonly secondsPerOutputToken?: Numeric | undefined;
  /** GPUs that there are; as many as the promise takes where absent. */
  readonly gpuCount?: Numeric | undefined;
  /** The hours of the day that is planned for, where they are known. */
  readonly day?: PlannedDay | undefined;
  /** Replicas that may fail without breaking the promise. */
  readonly spareReplicas: Numeric;
}

/** The day that is planned for. */
export interface PlannedDay {
  /** Shares of 24 hours. */
  readonly shares: readonly number[];
  /** Requests a second in the busiest hour by the profile alone. */
  readonly busiest: Numeric;
}

/** What is known before the service runs, at one speed. */
export interface ServingCase {
  readonly server: ModelServer;
  readonly request: RequestShape;
  readonly limits: { readonly memoryFraction: number; readonly maxSequences: number };
  /** Sequences of a replica, the promised time between tokens kept. */
  readonly places: number;
}

/** What is known of a service, at each speed that it may have. */
export function servingCase(a: PlannedServing, fit: ServingFit): Figure<ServingCase> {
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
