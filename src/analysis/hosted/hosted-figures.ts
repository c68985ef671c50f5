import type { ResultFigure } from "../result.ts";
import type { HostedCost } from "./hosted-costs.ts";

/**
 * Costs as figures: `hosted.<model>.cost_usd.mean` and so on of the first way, `hosted.<model>.<way>.…` of the others.
 *
 * @param monthly conversations of the first month, where the plan states a volume
 */
export function hostedFigures(
  costs: readonly HostedCost[],
  monthly: number | undefined,
): Readonly<Record<string, ResultFigure>> {
  const first = costs[0]?.way;
  return Object.fromEntries(
    costs.flatMap(({ key, label, way, meanUsd, p95Usd }): [string, ResultFigure][] => {
      const id = hostedId(key, way, first);
      const said = (
        name: string,
        what: string,
        unit: string,
        value: number,
        formula: string,
      ): [string, ResultFigure] => [
        `${id}.${name}`,
        { value, unit, label: `${what}, ${label}, ${way}`, formula, of: ["conversation.model"] },
      ];
      return [
        said("cost_usd.mean", "Mean cost of a conversation", "USD", meanUsd, "exact, or simulated under a policy"),
        said("cost_usd.p95", "P95 of the cost of a conversation", "USD", p95Usd, "exact, or simulated under a policy"),
        ...(monthly === undefined
          ? []
          : [
              said(
                "month_cost_usd",
                "Cost of the first month",
                "USD/month",
                monthly * meanUsd,
                "conversations of the month × mean cost",
              ),
            ]),
      ];
    }),
  );
}

export const hostedId = (key: string, way: string, first: string | undefined): string =>
  way === first ? `hosted.${key}` : `hosted.${key}.${way.replaceAll(/[^a-z0-9]+/g, "_")}`;
