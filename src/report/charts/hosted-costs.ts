/** What a conversation costs with each hosted model and each way to send it, beside what the plan pays. */
import { formatNumber } from "../number.ts";
import { formatMoney } from "../quantity.ts";
import { needChart } from "./need-chart.ts";
import type { Picture } from "./picture.ts";
import { UndrawableError } from "./undrawable.ts";

export interface HostedCosts {
  readonly rows: readonly {
    readonly label: string;
    readonly meanUsd: number;
    readonly p95Usd: number;
    readonly monthUsd?: number;
  }[];
  /** Mean cost of a conversation as the plan has it. */
  readonly planUsd: number;
}

export function hostedCostsChart({ rows, planUsd }: HostedCosts): Picture {
  const [cheapest, ...others] = [...rows].sort((a, b) => a.meanUsd - b.meanUsd);
  const dearest = others.at(-1);
  if (!cheapest || !dearest || !(cheapest.meanUsd > 0)) throw new UndrawableError("rows: expected two costs above 0");
  const money = (usd: number) => formatMoney(usd, "USD");
  const times = formatNumber(dearest.meanUsd / cheapest.meanUsd, { atMost: 2 });
  const title = `The dearest model costs ${times} times the cheapest: ${money(dearest.meanUsd)} and ${money(cheapest.meanUsd)} a conversation`;
  const months = rows.flatMap(({ monthUsd }) => (monthUsd === undefined ? [] : [money(monthUsd)]));
  return needChart({
    name: "hosted-costs",
    title,
    subtitle: "Filled dots cost no more than the plan as it stands, hollow dots more.",
    alt: `${title}. Mean cost of a conversation: ${rows.map(({ label, meanUsd, p95Usd }) => `${label} ${money(meanUsd)} (P95 ${money(p95Usd)})`).join("; ")}. The plan: ${money(planUsd)}.`,
    axis: "Mean cost of a conversation (USD, logarithmic)",
    rowsAre: "Model and way to send",
    needs: rows.map(({ label, meanUsd }) => ({ label, value: meanUsd })),
    limit: { value: planUsd, label: `The plan: ${money(planUsd)}` },
    columns: [
      { head: "mean", cells: rows.map(({ meanUsd }) => money(meanUsd)) },
      { head: "P95", cells: rows.map(({ p95Usd }) => money(p95Usd)) },
      ...(months.length === rows.length ? [{ head: "month", cells: months }] : []),
    ],
  });
}
