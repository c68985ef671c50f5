import { simulate } from "../analysis/conversation/monte-carlo.ts";
import { type HostedCost, hostedCosts, type SendingWay } from "../analysis/hosted/hosted-costs.ts";
import { hostedFigures, hostedId } from "../analysis/hosted/hosted-figures.ts";
import { simulatorFor } from "../kernel/simulator.ts";
import { hostedCostsChart } from "../report/charts/hosted-costs.ts";
import { hostedSection } from "../report/sections/hosted-section.ts";
import { computePlan } from "./compute-plan.ts";
import { UsageError } from "./exit.ts";
import type { PlanOptions } from "./options.ts";
import { shippedPrices } from "./price-book.ts";
import { readPlan } from "./read-plan.ts";
import { showSection } from "./show-section.ts";
import { writeCharts } from "./write-charts.ts";

export interface HostedOptions extends PlanOptions {
  /** Rows of the plan's hosted_models or models of the price list; `plan` for all of the plan's. */
  readonly models: readonly string[];
  readonly policies: readonly SendingWay[];
  readonly at?: string;
  readonly charts?: string;
}

/** `llmplan conversation --models`: the plan's conversation with other models, sent in other ways. */
export async function hostedCommand(named: string | undefined, options: HostedOptions): Promise<void> {
  const { seed } = options;
  const read = readPlan(named, withListed(named, options));
  const { conversation, hosted_models: all = {}, volume } = read.plan;
  if (!conversation) throw new UsageError("the plan has no section conversation");
  const keys = options.models.flatMap((name) => (name === "plan" ? Object.keys(all) : [keyOf(name)]));
  const chosen = Object.fromEntries([...new Set(keys)].flatMap((key) => (all[key] ? [[key, all[key]] as const] : [])));
  if (Object.keys(chosen).length === 0) throw new UsageError("no models: the plan has no section hosted_models");
  const settings = { conversations: CONVERSATIONS, seed, sampler: "monotone", sampling: "stratified" } as const;
  const costs = hostedCosts(conversation, chosen, options.policies, (model) => simulate(model, settings, simulatorFor));
  const monthly = volume?.conversations_per_month.value;
  const figures = hostedFigures(costs, monthly);
  const first = costs[0]?.way;
  const rows = costs.map((cost) => ({ ...cost, id: hostedId(cost.key, cost.way, first) }));
  showSection("conversation", { read, figures, warnings: [] }, options, () => hostedSection(rows, figures));
  const { figures: own } = computePlan(named, options, { sections: ["conversation"], read });
  const planUsd = Number(own["conversation.cost_usd.mean"]?.value);
  await writeCharts(options.charts, () => [
    hostedCostsChart({ planUsd, rows: costs.map((cost) => pictured(cost, monthly)) }),
  ]);
}

const CONVERSATIONS = 32_768;

const pictured = ({ label, way, meanUsd, p95Usd }: HostedCost, monthly: number | undefined) => ({
  label: way === "resend" ? label : way === "resend+cache" ? `${label} + cache` : `${label}, ${way}`,
  meanUsd,
  p95Usd,
  ...(monthly !== undefined && { monthUsd: monthly * meanUsd }),
});

/** Names that the plan does not know become rows of it, with the price list's prices of the day. */
function withListed(named: string | undefined, options: HostedOptions): HostedOptions {
  const known = readPlan(named, options).plan.hosted_models ?? {};
  const listed = options.models.filter((name) => name !== "plan" && !known[keyOf(name)]);
  const at = options.at ?? shippedPrices().asOf;
  const set = listed.map(
    (name) =>
      `hosted_models.${keyOf(name)}={label: ${JSON.stringify(name)}, model: {name: ${JSON.stringify(name)}, at: ${at}}}`,
  );
  return { ...options, set: [...options.set, ...set] };
}

const keyOf = (name: string): string =>
  name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "_")
    .replace(/^(?=\d)/, "m_");
