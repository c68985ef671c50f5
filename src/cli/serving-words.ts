import type { ServingCatalog } from "../analysis/serving/catalog.ts";
import { serverOf } from "../analysis/serving/server.ts";
import type { GpuFacts } from "../analysis/training/catalog.ts";
import { findGpu, precisionProblem } from "../assumptions/find-gpu.ts";
import { InputError, type Problem } from "../assumptions/problem.ts";
import { PRECISIONS, type Precision, precisionNamed } from "../model/precision.ts";
import { fullRate, type RequestShape, type ServerLimits } from "../model/serving-capacity.ts";
import type { ModelServer } from "../model/serving-step.ts";
import { UsageError } from "./exit.ts";
import { modelFor, optionPlace } from "./memory-words.ts";
import type { ShowOptions } from "./show-section.ts";

/** Options of `llmplan serving`, as typed. */
export interface ServingOptions extends ShowOptions {
  readonly draws: number;
  readonly config?: string;
  readonly model?: string;
  readonly params?: string;
  readonly gpu: string;
  readonly count?: number;
  readonly tensorParallel?: number;
  readonly precision: string;
  readonly kvPrecision?: "bf16" | "fp8";
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly prefixCacheFraction: number;
  readonly arrivalsPerSecond?: number;
  /** Shares of 24 hours; `arrivalsPerSecond` is then the mean of the day. */
  readonly dailyProfile?: readonly number[];
  readonly arrivalScv: number;
  readonly outputScv: number;
  readonly promptScv: number;
  readonly ttftP95: number;
  readonly tpotP95?: number;
  readonly maxSequences: number;
  readonly utilisation: number;
  readonly spare: number;
  readonly trace?: string;
  readonly speedup?: number;
  readonly simulate?: number;
  /** A plan whose conversations are played; true for the plan here. */
  readonly fromPlan?: string | true;
  readonly secondsBetweenRequests: number;
  readonly scenario?: readonly string[];
  readonly set?: readonly string[];
  readonly burst?: number;
  readonly within: number;
  readonly servers?: number;
  readonly rate?: number;
  readonly serviceSeconds?: number;
  readonly serviceScv: number;
}

/** The server that options name. */
export interface NamedServer {
  readonly label: string;
  readonly gpu: GpuFacts;
  readonly precision: Precision;
  readonly server: ModelServer;
  /** Whether the number of GPUs that share a layer was stated. */
  readonly chosenGroup: boolean;
}

/** Understands the words among the options, or tells all that is wrong with them. */
export function serverFor(options: ServingOptions, catalog: ServingCatalog): NamedServer {
  const problems: Problem[] = [];
  const gpu = findGpu(catalog.gpus, options.gpu, optionPlace("gpu", options.gpu));
  if ("found" in gpu) problems.push(gpu);
  const precision = precisionNamed(options.precision);
  const place = optionPlace("precision", options.precision);
  if (!precision)
    problems.push({ place, path: [], found: options.precision, expected: `one of ${PRECISIONS.join(", ")}` });
  else if (!("found" in gpu)) {
    const problem = precisionProblem(gpu, precision, place);
    if (problem) problems.push(problem);
  }
  const model = modelFor("serving", options, catalog.models, problems);
  if (problems.length > 0 || "found" in gpu || !precision || !model) throw new InputError(problems);
  const { count, tensorParallel: stated } = options;
  const { transformer } = model;
  if (stated !== undefined && stated > transformer.heads)
    throw new UsageError(`--tensor-parallel ${stated} is more than the ${transformer.heads} heads of ${model.label}`);
  const sizes = stated !== undefined ? [stated] : GROUPS.filter((n) => n <= transformer.heads && n <= (count ?? n));
  if (count !== undefined && stated !== undefined && count % stated !== 0)
    throw new UsageError(`--tensor-parallel ${stated} does not divide the ${count} GPUs of --count`);
  const { kvPrecision } = options;
  const servers = sizes.flatMap(
    (tensorParallel) =>
      serverOf({ transformer, gpu, tensorParallel, precision, kvPrecision }, catalog.fit.efficiency) ?? [],
  );
  return { label: model.label, gpu, precision, server: best(servers, options), chosenGroup: stated !== undefined };
}

/** Groups of GPUs in one server. */
const GROUPS = [1, 2, 4, 8];

/** The group that answers most requests for its number of GPUs; the largest where the model fits on none. */
function best(servers: readonly ModelServer[], options: ServingOptions): ModelServer {
  const { request, limits } = requestOf(options);
  const each = (s: ModelServer): number => (fullRate(s, request, limits)?.requestsPerSecond ?? 0) / s.tensorParallel;
  const last = servers.at(-1);
  if (!last) throw new UsageError("no group of GPUs is left to serve the model");
  return servers.reduce(
    (found, next) => (each(next) > each(found) ? next : found),
    each(last) > 0 ? (servers[0] ?? last) : last,
  );
}

/** The request and the limits that options state. */
export const requestOf = (o: ServingOptions): { readonly request: RequestShape; readonly limits: ServerLimits } => ({
  request: { inputTokens: o.inputTokens, outputTokens: o.outputTokens, cachedFraction: o.prefixCacheFraction },
  limits: { memoryFraction: o.utilisation, maxSequences: o.maxSequences },
});
