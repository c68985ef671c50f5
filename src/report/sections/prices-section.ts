import { formatNumber } from "../number.ts";
import { counted, formatMoney } from "../quantity.ts";
import { type PricedRow, pricesTable, providersTable } from "../tables/price-tables.ts";
import type { Section } from "./section.ts";

/** What was asked of the price list, and what it says. */
export type PricesView =
  | {
      readonly kind: "providers";
      readonly at: string;
      readonly library: string;
      readonly providers: readonly { readonly provider: string; readonly models: number }[];
    }
  | {
      readonly kind: "search";
      readonly at: string;
      /** What was looked for, in words. */
      readonly words: string;
      readonly found: number;
      /** The nearest name, where nothing was found. */
      readonly hint?: string;
      readonly rows: readonly PricedRow[];
    }
  | {
      readonly kind: "compare";
      readonly at: string;
      readonly rows: readonly PricedRow[];
      readonly costs: readonly CostedRequest[];
    }
  | {
      readonly kind: "model";
      readonly at: string;
      readonly now: PricedRow;
      /** Every price that the list knows, oldest first. */
      readonly history: readonly PricedRow[];
      readonly cache?: string;
      readonly costs: readonly CostedRequest[];
    };

/** What a request of so many tokens costs with a model. */
export interface CostedRequest {
  readonly model: string;
  readonly costUsd: number;
}

/** The price list, or a part of it. */
export function pricesSection(view: PricesView): Section {
  const title = "Prices";
  switch (view.kind) {
    case "providers": {
      const models = view.providers.reduce((sum, { models }) => sum + models, 0);
      return {
        title,
        answer: `${counted(models, "models")} of ${counted(view.providers.length, "providers")} ${models === 1 ? "has" : "have"} a price on ${view.at}. Name words (llmplan prices sonnet), --provider, --model or --compare to see prices.`,
        tables: [providersTable(view.providers)],
      };
    }
    case "search": {
      const shown =
        view.rows.length < view.found ? `; the first ${view.rows.length} are shown, --limit shows more` : "";
      const rows = view.rows.length === 0 ? [] : [tableOf(view.rows, "Prices", view.at)];
      return {
        title,
        answer: `${counted(view.found, "models")} ${view.words} ${view.found === 1 ? "has" : "have"} a price on ${view.at}${shown}.${view.hint === undefined ? "" : ` Did you mean ${view.hint}?`}`,
        tables: rows,
      };
    }
    case "compare": {
      const answer = costsAnswer(view.costs) ?? `${counted(view.rows.length, "models")} at the prices of ${view.at}.`;
      return { title, answer, tables: [tableOf(view.rows, "Prices", view.at, sourceNotes(view.rows))] };
    }
    case "model": {
      const { now, history, cache, at } = view;
      const since = now.from === undefined ? "" : ` (since ${now.from})`;
      const { input, output } = now.prices.prices;
      const says = [`input ${usd(input)}`, `output ${usd(output)}`].join(" and ");
      const answer = `On ${at}, a million tokens with ${now.provider} ${now.model} cost: ${says}${since}.`;
      const others =
        now.otherCharges.length === 0 ? [] : [`not counted here: charges for ${now.otherCharges.join(", ")}`];
      const notes = [...now.notes, ...others, ...(cache === undefined ? [] : [cache])].map(
        (note) => `${sentence(note)}.`,
      );
      const costs = costsAnswer(view.costs);
      return {
        title,
        answer: costs === undefined ? answer : `${costs} ${answer}`,
        tables: [tableOf(history, "Prices, oldest first", undefined, [...sourceNotes(history), ...notes])],
      };
    }
  }
}

const tableOf = (rows: readonly PricedRow[], words: string, at: string | undefined, notes: readonly string[] = []) =>
  pricesTable(rows, {
    name: "prices",
    caption: `${words}, USD per million tokens${at === undefined ? "" : `, as of ${at}`}`,
    footnotes: [
      ...notes,
      ...(rows.some(({ prices }) => prices.tiers.length > 0)
        ? ["Long requests: above so many input tokens, all tokens of the request have these prices."]
        : []),
      ...(at !== undefined && rows.some(({ from }) => from === undefined)
        ? ["Without a day under Since, the list does not say since when the price holds."]
        : []),
    ],
  });

function sourceNotes(rows: readonly PricedRow[]): readonly string[] {
  const named = rows.map(({ model, from, source }) => `${model}${from === undefined ? "" : `, ${from}`}: ${source}.`);
  return [...new Set(named)];
}

function costsAnswer(costs: readonly CostedRequest[]): string | undefined {
  const [first, ...others] = [...costs].sort((a, b) => a.costUsd - b.costUsd);
  if (!first) return undefined;
  const last = others.at(-1);
  const cost = `The request costs ${formatMoney(first.costUsd, "USD")} with ${first.model}`;
  if (!last) return `${cost}.`;
  const middle = others.slice(0, -1).map(({ model, costUsd }) => `, ${formatMoney(costUsd, "USD")} with ${model}`);
  return `${cost}${middle.join("")} and ${formatMoney(last.costUsd, "USD")} with ${last.model}.`;
}

const usd = (price: number | undefined): string =>
  price === undefined ? "no price" : `$${formatNumber(price, { atMost: 6 })}`;

const _count = (n: number): string => formatNumber(n, { decimals: 0 });

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
