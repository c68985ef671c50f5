import type { ResultFigure } from "../../analysis/result.ts";
import { formatPercent } from "../quantity.ts";
import { crossingDigits, crossingIntervalText, crossingText } from "../tables/crossing-text.ts";
import { figureAt } from "../tables/figure-table.ts";
import { figureText } from "../tables/figure-text.ts";
import { crossingsTable, optionCostsTable, planVolume, pricedOptions } from "../tables/options-tables.ts";
import type { Section, View } from "./section.ts";

/** Which option is cheapest at which volume. */
export function breakEvenSection(view: View): Section {
  return {
    title: "Break-even",
    answer: [...pairSentences(view), cheapestSentence(view)].join(" "),
    tables: [optionCostsTable(view), crossingsTable(view)],
  };
}

/** What beats prompting from where, an option a sentence; without an API to prompt, every pair. */
function pairSentences({ figures, outline }: View): readonly string[] {
  const label = new Map(outline.options.map(({ key, label }) => [key, label]));
  const prompts = new Set(outline.options.filter(({ kind }) => kind === "prompt").map(({ key }) => key));
  const known = outline.optionPairs.filter(({ id }) => figures[`break_even.${id}.outcome`]);
  const adapted = known.filter(({ first, second }) => prompts.has(second) && !prompts.has(first));
  const shown = adapted.length > 0 ? adapted : known;
  const firsts = [...new Set(shown.map(({ first }) => first))];
  return firsts.map((key) => {
    const said = shown
      .filter(({ first }) => first === key)
      .map(({ id, second }) => ({
        other: label.get(second) ?? second,
        crossing: figureAt(figures, `break_even.${id}.conversations_per_month`),
        never: Number(figures[`break_even.${id}.never_probability`]?.value ?? 0),
      }));
    const never = said.filter(({ crossing }) => crossing.value === Number.POSITIVE_INFINITY);
    const beaten = said.filter(({ crossing }) => crossing.value !== Number.POSITIVE_INFINITY);
    const clauses = [
      ...beaten.map(({ other, crossing, never }) => `beats ${other} ${fromText(crossing, never)}`),
      ...(never.length > 0
        ? [`never beats ${never.map(({ other, never }) => `${other}${unless(never)}`).join(" or ")}`]
        : []),
    ];
    return `${label.get(key) ?? key} ${clauses.join("; it ")}.`;
  });
}

function fromText(crossing: ResultFigure, never: number): string {
  const volume = Number(crossing.value);
  if (volume === 0) return "at any volume";
  const interval = crossingIntervalText(crossing);
  const doubt = [
    ...(interval === "" ? [] : [`90%: ${interval}`]),
    ...(never >= 0.005 ? [`never in ${formatPercent(never, { decimals: 0 })} of the drawn plans`] : []),
  ];
  const about = doubt.length === 0 ? "" : ` (${doubt.join("; ")})`;
  return `from about ${crossingText(volume, crossingDigits(crossing))} conversations a month${about}`;
}

const unless = (never: number): string =>
  never < 0.995 ? ` (${formatPercent(never, { decimals: 0 })} of the drawn plans)` : "";

function cheapestSentence(view: View): string {
  const { figures } = view;
  const cheapest = figures["option.cheapest"];
  const found = pricedOptions(view).find(({ key }) => key === cheapest?.value);
  if (!cheapest || !found) return "";
  const total = figureText(figureAt(figures, `option.${found.key}.total_cost_eur`));
  const sure =
    cheapest.probability === undefined || cheapest.probability > 0.995
      ? ""
      : `, with a probability of ${formatPercent(cheapest.probability, { decimals: 0 })}`;
  return `At ${planVolume(figures)} ${found.label} is cheapest${sure}: ${total} over the plan's life.`;
}
