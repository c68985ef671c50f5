import { conversationsByMonth, totalCostSd } from "../../model/volume.ts";
import { ReferenceFault } from "../combination.ts";
import { figure } from "../node.ts";
import type { VolumeAssumptions } from "../plan/conversation-assumptions.ts";
import type { CostSpread } from "./cached-input.ts";

/**
 * How many conversations there are over the months of a plan, and what they cost.
 *
 * @throws ReferenceFault when the number of months has a spread: cost by month has as many months in every drawn plan
 */
export function volumeSheet(a: VolumeAssumptions, { meanUsd, sdUsd }: CostSpread) {
  if (a.months.spread) throw new ReferenceFault("volume.months.value", "a spread", "one whole number of months");
  const byMonth = figure({
    id: "volume.by_month",
    unit: "conversations",
    label: "Conversations by month",
    formula: "first month × (1 + growth)^(months since)",
    internal: true,
    of: {
      conversationsPerMonth: a.conversations_per_month,
      growthPerMonthFraction: a.growth_per_month_fraction,
      months: a.months,
    },
    by: conversationsByMonth,
  });
  const conversations = figure({
    id: "volume.conversations",
    unit: "conversations",
    label: "Conversations over all months",
    formula: "sum over the months of first month × (1 + growth)^(months since)",
    of: { byMonth },
    by: (x) => x.byMonth.reduce((sum, month) => sum + month, 0),
  });
  const mean = figure({
    id: "volume.cost_usd.mean",
    unit: "USD",
    label: "Mean cost over all months",
    formula: "conversations over all months × mean cost of a conversation",
    of: { conversations, mean: meanUsd },
    by: (x) => x.conversations * x.mean,
  });
  const sd = figure({
    id: "volume.cost_usd.sd",
    unit: "USD",
    label: "Standard deviation of the cost over all months, by luck of the conversations",
    formula: "√conversations × standard deviation of one",
    of: { conversations, sd: sdUsd },
    by: totalCostSd,
  });
  return { figures: [conversations, mean, sd], byMonth };
}
