import { requireWhole } from "../../math/parameters.ts";
import { costCases } from "./cost-cases.ts";
import type { CostDistribution } from "./cost-distribution.ts";
import type { ConversationModel } from "./model.ts";
import { oneCost } from "./one-cost.ts";
import { sumCost } from "./sum-cost.ts";

/**
 * The law of one conversation's cost without sampling: mixed over the number of turns n, where the cost given n is an
 * affine function of independent message lengths. With normal lengths each part is normal; with any other its
 * characteristic function is the product of the lengths' own, inverted by a cosine series.
 *
 * Error: moments closed form; distribution function below 1e-6; quantiles the larger of 1e-6 of the mean and one
 * token's price. Sums that are truncated or rounded to whole tokens are spread evenly over their token. A law on a few
 * far-apart values has steps that the series rounds off.
 */
export function conversationCost(model: ConversationModel): CostDistribution {
  return oneCost(costCases(model));
}

/**
 * The law of the total cost of independent conversations, 1 to 1e9. The characteristic function of one conversation,
 * raised to their number, is inverted by a cosine series; where the sum is so near the normal law that Edgeworth's
 * expansion to 1/N errs by less than 1e-7, that is used instead, so that accuracy does not fall with N.
 */
export function totalCost(model: ConversationModel, conversations: number): CostDistribution {
  requireWhole("conversations", conversations, 1, 1e9);
  const costs = costCases(model);
  return conversations === 1 ? oneCost(costs) : sumCost(costs, conversations);
}
