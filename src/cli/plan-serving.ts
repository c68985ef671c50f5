import { ancestorsOf, evaluate } from "../analysis/evaluate.ts";
import type { Figure } from "../analysis/node.ts";
import { type ServingCurves, servingCurves } from "../analysis/serving/curves.ts";
import type { ServingCase } from "../analysis/sheets/serving.ts";
import { planServingSection } from "../report/sections/plan-serving-section.ts";
import { type ComputedPlan, computePlan } from "./compute-plan.ts";
import { UsageError } from "./exit.ts";
import type { PlanOptions } from "./options.ts";
import { showSection } from "./show-section.ts";

/** `llmplan serving` on a plan: the service that its serving section describes. */
export function planServingCommand(named: string | undefined, options: PlanOptions): void {
  const computed = computePlan(named, { ...options, draws: Math.min(options.draws, 400) }, { sections: ["serving"] });
  if (!computed.read.plan.serving)
    throw new UsageError("the plan has no section serving; or say --model, or --servers, --rate and --service-seconds");
  showSection("serving", computed, options, () => planServingSection(computed));
}

/** What the chart of a plan's service is drawn from, at the central values of its assumptions. */
export function planServingCurves({ sheet, figures, read }: ComputedPlan): ServingCurves | undefined {
  const found = ancestorsOf(sheet.printed).find(({ id }) => id === "serving.case");
  const { serving } = read.plan;
  if (found?.kind !== "figure" || !serving) return undefined;
  const planned = found as Figure<ServingCase>;
  const central = evaluate([planned]).of(planned);
  const gpus = Number(figures["serving.gpus"]?.value);
  if (central.places < 1 || !Number.isFinite(gpus)) return undefined;
  return servingCurves(central, {
    replicas: Math.max(1, Math.round(gpus / central.server.tensorParallel)),
    promisedSeconds: serving.ttft_p95.value,
    requestsPerSecond: Number(figures["serving.peak_requests_per_second"]?.value),
  });
}
