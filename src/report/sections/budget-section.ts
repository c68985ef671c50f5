import { type Figures, figureAt, figureTable } from "../tables/figure-table.ts";
import { figureText } from "../tables/figure-text.ts";
import type { Section } from "./section.ts";

/** What a budget pays, and how surely. */
export function budgetSection(figures: Figures): Section {
  const at = (name: string) => figureAt(figures, `risk.${name}`);
  const over = Number(at("over_budget_probability").value);
  const chance = over < 0.0005 ? "almost surely pays" : over > 0.9995 ? "almost surely does not pay" : undefined;
  const budget = figureText(at("budget_usd"));
  const holds = chance
    ? `A budget of ${budget} ${chance} for the conversations`
    : `A budget of ${budget} is exceeded with a probability of ${figureText(at("over_budget_probability"))}`;
  const most = Number(at("most_conversations").value);
  const pays = most === 0 ? "not even one conversation" : figureText(at("most_conversations"));
  const tokens = at("longest_initial_tokens");
  const prompt =
    tokens.value === null
      ? "; even without an initial prompt it does not pay for all that are planned"
      : `, or those planned may begin with a prompt of ${figureText(tokens)}`;
  return {
    title: "Budget",
    answer: `${holds}. ${at("budget_at_confidence_usd").label}: ${figureText(at("budget_at_confidence_usd"))}. With the same confidence it pays for ${pays}${prompt}.`,
    tables: [
      figureTable({
        name: "budget-answers",
        caption: "What the budget pays",
        figures,
        ids: Object.keys(figures).filter((id) => id.startsWith("risk.")),
      }),
    ],
  };
}
