import { ancestorsOf } from "../evaluate.ts";
import type { Figure } from "../node.ts";
import type { ResultFigure } from "../result.ts";
import type { Sheet } from "../sheets/plan-sheet.ts";
import type { ServingCase } from "../sheets/planned-serving.ts";
import { type ServingCurves, servingCurves } from "./curves.ts";

/** What a plan's service is computed from, as a node; undefined where the plan serves nothing. */
export function servingCaseOf({ printed }: Sheet): Figure<ServingCase> | undefined {
  const found = ancestorsOf(printed.filter(({ id }) => id.startsWith("serving."))).find(
    ({ id }) => id === "serving.case",
  );
  // Only the sheet of a service makes a figure of this id.
  return found?.kind === "figure" ? (found as Figure<ServingCase>) : undefined;
}

/** What the chart of a plan's service is drawn from; undefined where no number of GPUs keeps the promise. */
export function planServingCurves(
  central: ServingCase,
  promisedSeconds: number,
  figures: Readonly<Record<string, ResultFigure>>,
): ServingCurves | undefined {
  const gpus = Number(figures["serving.gpus"]?.value);
  if (central.places < 1 || !Number.isFinite(gpus)) return undefined;
  return servingCurves(central, {
    replicas: Math.max(1, Math.round(gpus / central.server.tensorParallel)),
    promisedSeconds,
    requestsPerSecond: Number(figures["serving.peak_requests_per_second"]?.value),
  });
}
