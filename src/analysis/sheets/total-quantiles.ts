import { totalCost } from "../conversation/exact.ts";
import type { ConversationModel } from "../conversation/model.ts";
import { type Figure, figure, type Quantity } from "../node.ts";
import { TOTAL_QUANTILES } from "./quantiles.ts";

/** What the quantile of a total is, however it is found. */
export interface TotalQuantile {
  readonly id: string;
  readonly label: string;
  readonly p: number;
}

/** The quantiles of the total that are printed. */
export const totalQuantiles: readonly TotalQuantile[] = Object.entries(TOTAL_QUANTILES).map(([name, p]) => ({
  id: `total_cost_usd.${name}`,
  label: `${name.toUpperCase()} of the cost of all conversations`,
  p,
}));

/** Each of them from the exact law of the total, which is the same whatever the engine of one conversation is. */
export function exactTotalQuantiles(
  model: Figure<ConversationModel>,
  conversations: Quantity,
): readonly Figure<number>[] {
  const total = figure({
    id: "conversation.total_cost_distribution",
    unit: "USD",
    label: "Distribution of the cost of all conversations",
    formula: "sum of independent conversations, by characteristic function",
    internal: true,
    of: { model, conversations },
    by: (x) => totalCost(x.model, x.conversations),
  });
  return totalQuantiles.map(({ id, label, p }) =>
    figure({
      id: `conversation.${id}`,
      unit: "USD",
      label,
      formula: "exact quantile of the sum",
      of: { total },
      by: (x) => x.total.quantile(p),
    }),
  );
}
