import { formatNumber } from "../number.ts";
import { counted, formatPercent, formatQuantity } from "../quantity.ts";
import { DAY_IDS, dayTables } from "../tables/day-table.ts";
import { figureAt, figureTable } from "../tables/figure-table.ts";
import type { Section, View } from "./section.ts";
import { playedTable } from "./serving-section.ts";

const IDS = [
  "peak_requests_per_second",
  "mean_requests_per_second",
  "class_requests_per_second",
  "input_tokens",
  "output_tokens",
  "output_tokens_per_second_per_gpu",
  "requests_per_second_per_gpu",
  "sequences_per_replica",
  "gpus",
  "gpus_with_spare",
  "utilisation",
  "mean_utilisation",
  "p95_ttft_seconds",
  "seconds_per_output_token",
  "cost_eur_per_month",
];

/** The service that a plan means to run. */
export function planServingSection({ figures }: Pick<View, "figures">): Section {
  const at = (name: string): number => Number(figureAt(figures, `serving.${name}`).value);
  const short = (value: number): string => formatNumber(value, { atMost: 3 });
  const hasDay = figures["serving.day_utilisation"] !== undefined;
  const kept = Number.isFinite(at("gpus"));
  const answer = kept
    ? `${counted(at("gpus"), "GPUs")} ${at("gpus") === 1 ? "answers" : "answer"} ${short(at("peak_requests_per_second"))} requests a second as promised, ${short(at("gpus_with_spare"))} with spare; the cost is ${formatQuantity(at("cost_eur_per_month"), "EUR/month", { atMost: 3 })} and the use ${formatPercent(at("mean_utilisation"), { atMost: 2 })} of what they could do on average.`
    : "No number of these GPUs keeps the promise: one request alone takes longer, or the model does not fit.";
  return {
    title: "Serving",
    answer,
    tables: [
      figureTable({
        name: "plan-serving",
        caption: "The model served on GPUs of one's own",
        figures,
        ids: (kept ? [...IDS, ...(hasDay ? DAY_IDS : [])] : IDS.slice(0, 8)).map((name) => `serving.${name}`),
        footnotes: [
          "Rent is for GPUs that run day and night. Intervals hold how far servers of other software lie from what is expected.",
        ],
      }),
      ...(kept ? dayTables(figures) : []),
      ...playedTable(figures, "the GPUs of the plan"),
    ],
  };
}
