import { MOST_CONVERSATIONS_PER_MONTH } from "../model/break-even.ts";
import type { Plan } from "./plan/plan.ts";
import type { ResultFigure, Warning } from "./result.ts";
import { namesUsd } from "./sheets/option-prices.ts";

/** What a reader should know before trusting the costs of the options. */
export function optionWarnings(plan: Plan, figures: Readonly<Record<string, ResultFigure>>): readonly Warning[] {
  const shown = Object.keys(figures).some((id) => id.startsWith("option."));
  if (!plan.options || !(shown || figures["break_even.mean_conversations_per_month"])) return [];
  const options = Object.entries(plan.options);
  const tested = options.filter(([, { adaptation, evaluation }]) => adaptation && !evaluation).map(([key]) => key);
  const dollars = plan.budget ? [] : options.filter(([, option]) => namesUsd(option)).map(([key]) => key);
  const crowded = options
    .filter(([key]) => Number(figures[`option.${key}.memory_fraction`]?.value ?? 0) > MOST_OF_MEMORY)
    .map(([key]) => key);
  const volume = Number(figures["break_even.mean_conversations_per_month"]?.value ?? 0);
  const found: readonly (Warning & { readonly when: boolean })[] = [
    {
      when: tested.length > 0,
      code: "no-evaluation-cost",
      message: `adapted without a cost of evaluation: ${tested.join(", ")}; whether the adapted model is better must be found out too`,
    },
    {
      when: dollars.length > 0,
      code: "no-exchange-rate",
      message: `left out, since amounts in USD need an exchange rate (budget.usd_per_eur): ${dollars.join(", ")}`,
    },
    {
      when: crowded.length > 0,
      code: "above-memory",
      message: `the weights alone take more than ${MOST_OF_MEMORY * 100}% of a server's memory: ${crowded.join(", ")}; rent more GPUs a server or store the weights in fewer bits`,
    },
    {
      when: volume > MOST_CONVERSATIONS_PER_MONTH,
      code: "volume-beyond-range",
      message: `crossings are looked for up to ${MOST_CONVERSATIONS_PER_MONTH / 1e6} million conversations a month; the plan has ${Math.round(volume)}`,
    },
  ];
  return found.filter(({ when }) => when).map(({ code, message }) => ({ code, message }));
}

/** Serving software keeps a tenth for itself, and the cache of the conversations needs the rest. */
const MOST_OF_MEMORY = 0.9;
