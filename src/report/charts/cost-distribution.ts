/** What a conversation costs: the share of conversations by cost, with the quantiles that a budget is held against. */
import { formatNumber } from "../number.ts";
import { formatMoney } from "../quantity.ts";
import { type CentralPlan, withBasis } from "./central-values.ts";
import { frame } from "./frame.ts";
import { linearAxis } from "./linear-axis.ts";
import { COLOURS } from "./look.ts";
import { PICTURE_SIZE, type Picture } from "./picture.ts";
import { REFERENCE_ROOM, referenceLines } from "./reference-lines.ts";
import { UndrawableError } from "./undrawable.ts";

/** Bins of equal width in rising order; the first may begin at 0 or above. */
export interface CostDistribution extends CentralPlan {
  readonly bins: readonly { readonly lowUsd: number; readonly highUsd: number; readonly probability: number }[];
  readonly p5Usd: number;
  readonly p50Usd: number;
  readonly p95Usd: number;
  /** What the budget allows for each conversation; marked where it falls within the chart. */
  readonly budgetUsd?: number;
}

export function costDistributionChart({ bins, p5Usd, p50Usd, p95Usd, budgetUsd, ...plan }: CostDistribution): Picture {
  const widthUsd = binWidth(bins);
  const highestUsd = Math.max(...bins.map(({ highUsd }) => highUsd), p95Usd);
  const most = Math.max(...bins.map(({ probability }) => probability));
  const [low, middle, high] = [p5Usd, p50Usd, p95Usd].map((value) => formatMoney(value, "USD"));
  const title = `Nine in ten conversations cost between ${low} and ${high}`;
  const dashed = { colour: COLOURS.ink, width: 1.5, dash: [6, 4] };
  const lines = [
    { value: p5Usd, label: `P5 ${low}`, stroke: dashed },
    { value: p50Usd, label: `P50 ${middle}`, stroke: { colour: COLOURS.ink, width: 2 } },
    { value: p95Usd, label: `P95 ${high}`, stroke: dashed },
    ...budgetLine(budgetUsd, highestUsd),
  ].toSorted((a, b) => a.value - b.value);
  const binText = `${formatNumber(widthUsd, { atMost: 3 })} USD`;
  return {
    name: "cost-distribution",
    title,
    alt: withBasis(
      `${title}. Half cost less than ${middle} (P50); 5% less than ${low} (P5) and 5% more than ${high} (P95). The most common ${binText} of cost holds ${formatNumber(most * 100, { significant: 2 })}% of conversations.`,
      plan,
    ),
    ...PICTURE_SIZE,
    configuration: () => ({
      type: "bar",
      data: {
        datasets: [
          {
            data: bins.map(({ lowUsd, highUsd, probability }) => ({ x: (lowUsd + highUsd) / 2, y: probability * 100 })),
            barPercentage: 1,
            categoryPercentage: 1,
            backgroundColor: bins.map(({ lowUsd, highUsd }) =>
              (lowUsd + highUsd) / 2 < p5Usd || (lowUsd + highUsd) / 2 > p95Usd ? COLOURS.pale : COLOURS.middle,
            ),
            borderColor: COLOURS.middle,
            borderWidth: 1,
            borderSkipped: false,
          },
        ],
      },
      options: {
        ...frame(
          {
            title,
            subtitle: withBasis("Share of conversations by cost. Pale bars: the cheapest and the dearest 5%.", plan),
          },
          { top: REFERENCE_ROOM, right: 0 },
        ),
        scales: {
          x: {
            ...linearAxis({ title: "Cost of a conversation (USD)", max: highestUsd, holds: "money", grid: false }),
            offset: false,
          },
          y: linearAxis({ title: `Conversations (% per ${binText})`, max: most * 100, holds: "numbers", grid: true }),
        },
      },
      plugins: [referenceLines(lines, false)],
    }),
  };
}

function budgetLine(usd: number | undefined, highestUsd: number) {
  if (usd === undefined || usd > highestUsd) return [];
  const label = `Budget ${formatMoney(usd, "USD")}`;
  return [{ value: usd, label, stroke: { colour: COLOURS.warm, width: 2.5 } }];
}

function binWidth(bins: CostDistribution["bins"]): number {
  const [first] = bins;
  if (first === undefined) throw new RangeError("bins: none, expected at least one");
  const width = first.highUsd - first.lowUsd;
  const uneven = bins.find(({ lowUsd, highUsd }) => Math.abs(highUsd - lowUsd - width) > width * 1e-6);
  if (!(width > 0) || uneven !== undefined) throw new UndrawableError("bins: expected equal widths above 0");
  return width;
}
