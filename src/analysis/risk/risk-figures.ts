import type { Figure } from "../node.ts";
import type { DrawPlan } from "../plan-draws.ts";
import type { ResultFigure } from "../result.ts";
import { spreadParts } from "./chance-and-ignorance.ts";
import { drawnCosts } from "./drawn-costs.ts";
import { type BandOf, type Fan, type FanBand, fanOf } from "./fan.ts";
import { costOverPlans, momentsOf, type PlanCost } from "./plan-cost.ts";
import { totalErrors } from "./plan-errors.ts";

/** What is said of many plans together, as plain data. */
export interface Risk {
  readonly figures: Readonly<Record<string, ResultFigure>>;
  /** Where the plan states a volume. */
  readonly fan?: Fan;
}

/**
 * Chance and ignorance of the total apart and together, and cost by month. They are statements about all drawn plans at
 * once, so they are not figures of a sheet, which are computed within one plan.
 *
 * @param bandOf how the fan's quantiles are found; exactly where absent
 */
export function riskOf(cost: Figure<PlanCost>, drawn: DrawPlan, bandOf?: BandOf): Risk {
  const { central, plans } = drawnCosts(cost, drawn);
  const total = plans.length > 1 ? totalFigures(plans) : {};
  if (central.byMonth.length === 0) return { figures: total };
  const fan = fanOf(central, plans, bandOf);
  return { figures: { ...total, ...fanFigures(fan) }, fan };
}

/** Multiples of the volume at which the two kinds of spread are put side by side. */
const VOLUME_MULTIPLES = [1, 10, 100, 1000] as const;

const OVER_PLANS = "over the drawn plans";

function totalFigures(plans: readonly PlanCost[]): Record<string, ResultFigure> {
  const totals = plans.map((plan) => momentsOf(plan, plan.conversations));
  const { mean, chanceSd, ignoranceSd } = spreadParts(totals);
  const law = costOverPlans(plans, (plan) => plan.conversations);
  const errors = totalErrors(totals, law);
  const variance = chanceSd ** 2 + ignoranceSd ** 2;
  const of = ["conversation.total_cost_usd.mean", "conversation.total_cost_usd.sd"];
  const said = (unit: string, label: string, formula: string, value: number, error?: number): ResultFigure => ({
    value,
    ...(error !== undefined && { standardError: error }),
    unit,
    label,
    formula: `${formula}, ${OVER_PLANS}`,
    of,
  });
  const both = (name: string, value: number, error: number) =>
    said("USD", `${name} of the total, chance and ignorance together`, "mixture of the totals", value, error);
  const quantile = (p: number) => both(`P${100 * p}`, law.quantile(p), errors.quantile(p));
  const shares = VOLUME_MULTIPLES.flatMap((times): [string, ResultFigure][] => {
    const words = times === 1 ? "as planned" : `at ${times} times the volume`;
    const share = (sd: number): number => (mean > 0 ? sd / mean : 0);
    return [
      [
        `risk.volume_times_${times}.chance_fraction`,
        said(
          "fraction",
          `Chance as a share of the mean total, ${words}`,
          "√(mean variance ÷ multiple) ÷ mean",
          share(chanceSd) / Math.sqrt(times),
        ),
      ],
      [
        `risk.volume_times_${times}.ignorance_fraction`,
        said(
          "fraction",
          `Ignorance as a share of the mean total, ${words}`,
          "sd of the mean ÷ mean",
          share(ignoranceSd),
        ),
      ],
    ];
  });
  return {
    "conversation.total_cost_usd.chance_sd": said(
      "USD",
      "Standard deviation of the total by chance, the luck of the conversations",
      "root of the mean variance of the total",
      chanceSd,
      errors.chanceSd,
    ),
    "conversation.total_cost_usd.ignorance_sd": said(
      "USD",
      "Standard deviation of the total by ignorance, not knowing the assumptions",
      "standard deviation of the mean total",
      ignoranceSd,
      errors.ignoranceSd,
    ),
    "risk.ignorance_variance_fraction": said(
      "fraction",
      "Share of the total's variance that is ignorance",
      "variance of the mean total ÷ whole variance",
      variance > 0 ? ignoranceSd ** 2 / variance : 0,
    ),
    "risk.total_cost_usd.mean": both("Mean", mean, errors.mean),
    "risk.total_cost_usd.p5": quantile(0.05),
    "risk.total_cost_usd.p50": quantile(0.5),
    "risk.total_cost_usd.p95": quantile(0.95),
    "risk.total_cost_usd.cvar95": both("Mean of the dearest 5%", law.cvar(0.95), errors.cvar95),
    ...Object.fromEntries(shares),
  };
}

function fanFigures({ monthly, cumulative, uncertain }: Fan): Record<string, ResultFigure> {
  const formula = uncertain ? `mixture of the month's totals, ${OVER_PLANS}` : "exact quantile of the sum";
  const of = ["volume.conversations", "volume.cost_usd.mean", "volume.cost_usd.sd"];
  const band = (id: string, what: string, quantiles: FanBand): [string, ResultFigure][] =>
    Object.entries(quantiles).map(([name, value]) => [
      `${id}.${name}`,
      { value, unit: "USD", label: `${name.toUpperCase()} of the cost ${what}`, formula, of },
    ]);
  const last = cumulative.at(-1);
  return Object.fromEntries([
    ...(last ? band("volume.cost_usd", "over all months", last.both) : []),
    ...monthly.flatMap(({ month, both }) => band(`volume.month_${month}.cost_usd`, `of month ${month}`, both)),
    ...cumulative.flatMap(({ month, both }) =>
      band(`volume.month_${month}.cumulative_cost_usd`, `up to month ${month}`, both),
    ),
  ]);
}
