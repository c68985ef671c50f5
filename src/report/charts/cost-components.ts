/** What a conversation's cost is made of: initial prompt, history, new input, output. */
import { formatMoney, formatPercent } from "../quantity.ts";
import { type CentralPlan, withBasis } from "./central-values.ts";
import { frame } from "./frame.ts";
import { linearAxis } from "./linear-axis.ts";
import { COLOURS } from "./look.ts";
import { PICTURE_SIZE, type Picture } from "./picture.ts";
import { rowAxis } from "./row-axis.ts";
import { sideColumns, sideWidth } from "./side-columns.ts";
import { UndrawableError } from "./undrawable.ts";

/** Components in the order to be shown. */
export interface CostComponents extends CentralPlan {
  readonly rows: readonly { readonly label: string; readonly meanCostUsd: number }[];
}

/** Height of the heads of the columns beside the plot. */
const HEAD_ROOM = 14;

export function costComponentsChart({ rows, ...plan }: CostComponents): Picture {
  const total = rows.reduce((sum, { meanCostUsd }) => sum + meanCostUsd, 0);
  if (!(total > 0)) throw new UndrawableError(`meanCostUsd: a total of ${total}, expected more than 0`);
  const largest = rows.reduce((best, row) => (row.meanCostUsd > best.meanCostUsd ? row : best));
  const share = (cost: number) => formatPercent(cost / total, { decimals: 0 });
  const decimals = decimalsFor(rows.map(({ meanCostUsd }) => meanCostUsd));
  const least = Number(`1e-${decimals}`);
  const money = (costUsd: number) =>
    costUsd > 0 && costUsd < least / 2
      ? `<${formatMoney(least, "USD", { decimals })}`
      : formatMoney(costUsd, "USD", costUsd < 1e6 ? { decimals } : undefined);
  const title = `${largest.label}: ${share(largest.meanCostUsd)} of the mean cost of ${formatMoney(total, "USD")} per conversation`;
  const columns = [
    { head: "USD", cells: rows.map(({ meanCostUsd }) => money(meanCostUsd)) },
    { head: "share", cells: rows.map(({ meanCostUsd }) => share(meanCostUsd)) },
  ];
  const described = rows.map(({ label, meanCostUsd }) => `${label} ${money(meanCostUsd)} (${share(meanCostUsd)})`);
  return {
    name: "cost-components",
    title,
    alt: withBasis(`${title}. Mean cost by component: ${described.join("; ")}.`, plan),
    ...PICTURE_SIZE,
    configuration: () => ({
      type: "bar",
      data: {
        datasets: [
          {
            data: rows.map(({ meanCostUsd }, row) => ({ x: meanCostUsd, y: row })),
            barThickness: 36,
            backgroundColor: rows.map((row) => (row === largest ? COLOURS.dark : COLOURS.middle)),
          },
        ],
      },
      options: {
        ...frame(
          { title, subtitle: withBasis("Mean over conversations; the dark bar is the largest component.", plan) },
          { top: HEAD_ROOM, right: sideWidth(columns) },
        ),
        indexAxis: "y",
        scales: {
          x: linearAxis({
            title: "Mean cost per conversation (USD)",
            max: largest.meanCostUsd,
            holds: "money",
            grid: true,
          }),
          y: {
            ...rowAxis(
              "Component",
              rows.map(({ label }) => label),
            ),
            grid: { display: false },
          },
        },
      },
      plugins: [sideColumns(columns)],
    }),
  };
}

/**
 * Two digits of the smallest cost above zero, so that the column lines up: cents at least, below 1,000 USD, and no more
 * than four digits of the largest.
 */
function decimalsFor(costsUsd: readonly number[]): number {
  const place = (cost: number): number => Math.floor(Math.log10(cost));
  const largest = Math.max(...costsUsd);
  const least = Math.min(...costsUsd.filter((cost) => cost > 0));
  return largest >= 1000 ? 0 : Math.max(2, Math.min(3 - place(largest), 1 - place(least)));
}
