import { hourlyShares, namedShares, peakOverMean } from "../../model/daily-profile.ts";
import { plainModelName } from "../../model/model-name.ts";
import {
  classRequestsPerSecond,
  meanRequestsPerSecond,
  monthlyRent,
  peakRequestsPerSecond,
} from "../../model/serving-load.ts";
import { combined, ReferenceFault } from "../combination.ts";
import { type Figure, figure, type Node, type Quantity } from "../node.ts";
import type { BudgetAssumptions } from "../plan/plan.ts";
import type { ServingAssumptions } from "../plan/serving-assumptions.ts";
import type { ServingCatalog } from "../serving/catalog.ts";
import { serverOf } from "../serving/server.ts";
import { gpuNamed } from "../training/gpu-lookup.ts";
import { servingSheet } from "./serving.ts";

/** The service of a plan: its load, its GPUs, what they cost a month, and how idle they are on average. */
export function planServingSheet(
  a: ServingAssumptions,
  budget: BudgetAssumptions,
  catalog: ServingCatalog,
  nodes: ReadonlyMap<string, Node>,
): readonly Figure<number>[] {
  const { server } = plannedServer(a, catalog);
  const from = (name: "input_tokens" | "output_tokens" | "requests_per_conversation", unit: string, label: string) =>
    combined({ id: `serving.${name}`, unit, label, path: `serving.${name}` }, a[name], nodes);
  const inputTokens = from("input_tokens", "tokens", "Tokens of a prompt, history included");
  const outputTokens = from("output_tokens", "tokens", "Tokens of an answer");
  const requestsPerConversation = from("requests_per_conversation", "requests", "Requests of a conversation");
  const mean = figure({
    id: "serving.mean_requests_per_second",
    unit: "requests/s",
    label: "Requests a second, mean of a month",
    formula: "conversations a month × requests of a conversation ÷ seconds of a month",
    of: { conversationsPerMonth: a.conversations_per_month, requestsPerConversation },
    by: meanRequestsPerSecond,
  });
  const together = figure({
    id: "serving.class_requests_per_second",
    unit: "requests/s",
    label: "Requests a second while a class starts all at once",
    formula: "learners ÷ the shorter of the time in which they start and the time between their requests",
    of: {
      learners: a.class_size,
      startSeconds: a.class_start,
      secondsBetweenRequests: a.seconds_between_requests,
    },
    by: classRequestsPerSecond,
  });
  const profile = a.daily_profile?.value;
  const shares = typeof profile === "string" ? namedShares(profile) : profile && hourlyShares(profile);
  const busiest = figure({
    id: "serving.busiest_hour_requests_per_second",
    unit: "requests/s",
    label: "Requests a second in the busiest hour, without a class",
    formula: "mean × the greater of peak factor and 24 × greatest share of an hour, × growth",
    of: { mean, peakFactor: a.peak_factor, growthFactor: a.growth_factor },
    by: (x) => x.mean * Math.max(x.peakFactor, shares ? peakOverMean(shares) : 0) * x.growthFactor,
    internal: true,
  });
  const peak = figure({
    id: "serving.peak_requests_per_second",
    unit: "requests/s",
    label: "Requests a second that are planned for",
    formula: shares
      ? "the greater of mean × peak factor, mean × 24 × greatest share of an hour, and class, × growth"
      : "the greater of mean × peak factor and class, × growth",
    of: { meanPerSecond: mean, peakFactor: a.peak_factor, classPerSecond: together, growthFactor: a.growth_factor },
    by: (x) => peakRequestsPerSecond({ ...x, peakFactor: Math.max(x.peakFactor, shares ? peakOverMean(shares) : 0) }),
  });
  const one = chosen(1);
  const figures = servingSheet(
    {
      server,
      inputTokens,
      outputTokens,
      cachedFraction: a.cached_fraction,
      memoryFraction: a.memory_fraction,
      maxSequences: a.max_sequences,
      arrivals: peak,
      day: shares && { shares, busiest },
      arrivalScv: one,
      outputScv: one,
      promptScv: one,
      ttftP95Seconds: a.ttft_p95,
      secondsPerOutputToken: a.seconds_per_output_token,
      spareReplicas: a.spare_replicas,
    },
    catalog.fit,
  );
  const gpus = figures.find(({ id }) => id === "serving.gpus_with_spare");
  const each = figures.find(({ id }) => id === "serving.requests_per_second_per_gpu");
  if (!gpus || !each) throw new RangeError("a loaded service has GPUs");
  const usd = a.gpu_price.unit.startsWith("USD");
  return [
    inputTokens,
    outputTokens,
    requestsPerConversation,
    mean,
    together,
    peak,
    ...figures,
    figure({
      id: "serving.mean_utilisation",
      unit: "fraction",
      label: "Share of what these GPUs could answer that a month asks for",
      formula: "mean requests/s ÷ (GPUs × requests/s of a GPU under full load)",
      of: { mean, gpus, each },
      by: (x) => x.mean / (x.gpus * x.each),
    }),
    figure({
      id: "serving.cost_eur_per_month",
      unit: "EUR/month",
      label: "Rent of these GPUs, day and night",
      formula: usd ? "GPUs × price an hour × 730.5 hours ÷ USD per EUR" : "GPUs × price an hour × 730.5 hours",
      of: { gpus, pricePerHour: a.gpu_price, usdPerEur: budget.usd_per_eur },
      by: (x) => monthlyRent(x) / (usd ? x.usdPerEur : 1),
    }),
  ];
}

/** What bursts there are beyond a class is not planned for. */
const chosen = (value: number): Quantity => ({
  kind: "leaf",
  leaf: "quantity",
  id: "serving.poisson",
  unit: "",
  label: "Variance ÷ mean² of arrivals and lengths",
  value,
  source: "as Poisson arrivals and exponential lengths have",
  provenance: "chosen",
  place: { file: "", line: 0, column: 0 },
});

/** The server that the words of a plan name. @throws ReferenceFault where there is none */
function plannedServer(a: ServingAssumptions, catalog: ServingCatalog) {
  const gpu = gpuNamed(catalog.gpus, a.gpu);
  if (!gpu) {
    const names = catalog.gpus.map(({ key }) => key);
    throw new ReferenceFault("serving.gpu", a.gpu, `a GPU of the catalog: ${names.join(", ")}`, names);
  }
  const plain = plainModelName(a.model);
  const model = catalog.models.find(({ key, label, names }) =>
    [key, label, ...names].some((known) => plainModelName(known) === plain),
  );
  if (!model) {
    const names = catalog.models.map(({ key }) => key);
    throw new ReferenceFault("serving.model", a.model, `a model of the catalog: ${names.join(", ")}`, names);
  }
  const server = serverOf(
    { transformer: model.transformer, gpu, tensorParallel: a.gpus_per_replica, precision: a.precision.value },
    catalog.fit.efficiency,
  );
  if (!server)
    throw new ReferenceFault("serving.precision", a.precision.value, `a precision that ${gpu.label} has, such as bf16`);
  return { server, gpu, model };
}
