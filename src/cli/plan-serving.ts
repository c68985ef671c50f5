import { evaluate } from "../analysis/evaluate.ts";
import type { ServingCurves } from "../analysis/serving/curves.ts";
import { planServingCurves, servingCaseOf } from "../analysis/serving/plan-curves.ts";
import type { ServingCase } from "../analysis/sheets/planned-serving.ts";
import { cacheTokens } from "../model/serving-capacity.ts";
import { planServingSection } from "../report/sections/plan-serving-section.ts";
import { type ComputedPlan, computePlan } from "./compute-plan.ts";
import { UsageError } from "./exit.ts";
import type { PlanOptions } from "./options.ts";
import { planConversations } from "./play-conversations.ts";
import { playFleet } from "./play-requests.ts";
import type { ServingOptions } from "./serving-words.ts";
import { showSection } from "./show-section.ts";

/** `llmplan serving` on a plan: the service that its serving section describes. */
export function planServingCommand(named: string | undefined, options: PlanOptions & ServingOptions): void {
  if (options.fromPlan !== undefined && options.simulate === undefined)
    throw new UsageError("--from-plan needs --simulate: how many messages of its conversations to play");
  if (options.dailyProfile !== undefined)
    throw new UsageError("--daily-profile is of a server by options; a plan says serving.daily_profile");
  const computed = computePlan(named, { ...options, draws: Math.min(options.draws, 400) }, { sections: ["serving"] });
  if (!computed.read.plan.serving)
    throw new UsageError("the plan has no section serving; or say --model, or --servers, --rate and --service-seconds");
  const play = options.simulate === undefined ? undefined : playPlan(computed, options.simulate, options.seed);
  const shown = {
    ...computed,
    figures: { ...computed.figures, ...play?.figures },
    warnings: [...computed.warnings, ...(play?.warnings ?? [])],
  };
  showSection("serving", shown, options, () => planServingSection(shown));
}

/** The plan's conversations on its own GPUs, as many as come at the time that is planned for. */
function playPlan({ sheet, figures, read: { plan } }: ComputedPlan, requests: number, seed: number) {
  const central = centralCase(sheet);
  const { serving } = plan;
  if (!central || !serving || central.places < 1) return undefined;
  const drawn = planConversations(plan, {
    requests,
    seed,
    requestsPerSecond: Number(figures["serving.peak_requests_per_second"]?.value),
    secondsBetweenRequests: serving.seconds_between_requests.value,
    arrivalScv: 1,
    cachedFraction: central.request.cachedFraction,
  });
  return playFleet(
    { server: central.server, places: central.places, cacheTokens: cacheTokens(central.server, central.limits) },
    { requests: drawn.stream.first, next: drawn.stream.next, warnings: drawn.warnings },
    { ttftP95Seconds: serving.ttft_p95.value, neededGpus: Number(figures["serving.gpus"]?.value) },
  );
}

/** What is known before the service runs, at the central values of the assumptions. */
function centralCase(sheet: ComputedPlan["sheet"]): ServingCase | undefined {
  const planned = servingCaseOf(sheet);
  return planned && evaluate([planned]).of(planned);
}

/** What the chart of a plan's service is drawn from, at the central values of its assumptions. */
export function chartOfServing({ sheet, figures, read }: ComputedPlan): ServingCurves | undefined {
  const central = centralCase(sheet);
  const { serving } = read.plan;
  return central && serving && planServingCurves(central, serving.ttft_p95.value, figures);
}
