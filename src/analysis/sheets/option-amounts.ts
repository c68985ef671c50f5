/** Amounts of one option while they are settled. EUR and USD meet only through the plan's exchange rate. */
import { type Combination, combined, ReferenceFault } from "../combination.ts";
import { type Figure, figure, type Node, type Numeric, type Quantity } from "../node.ts";
import type { Plan } from "../plan/plan.ts";

/** An option within its plan. */
export interface OptionSource {
  readonly label: string;
  /** What the ids of its figures start with. */
  readonly id: string;
  /** Where it stands in the plan. */
  readonly path: string;
  readonly plan: Plan;
  /** What its combinations may name. */
  readonly nodes: ReadonlyMap<string, Node>;
}

type Currency = "EUR" | "USD";
type Values = Readonly<Record<string, number>>;

/** What is multiplied or added up to an amount. */
interface Amount {
  readonly of: Readonly<Record<string, Numeric>>;
  readonly by: (x: Values) => number;
}

/**
 * A figure of the option from other nodes.
 *
 * @param at where the combination stands, below the option
 */
export function combinedFigure(
  { id, path, label, nodes }: OptionSource,
  {
    name,
    at,
    unit,
    words,
  }: { readonly name: string; readonly at: string; readonly unit: string; readonly words: string },
  is: Combination,
): Figure<number> {
  return combined({ id: `${id}.${name}`, unit, label: `${words}: ${label}`, path: `${path}.${at}` }, is, nodes);
}

/**
 * An amount in its own currency as a figure in EUR.
 *
 * @throws ReferenceFault when the plan has no exchange rate for it
 */
export function amountInEur(
  { id, path, label, plan }: OptionSource,
  { name, words, formula }: { readonly name: string; readonly words: string; readonly formula: string },
  amount: Amount,
  currency: Currency,
): Figure<number> {
  const about = { id: `${id}.${name}`, unit: "EUR", label: `${words}: ${label}` };
  if (currency === "EUR") return figure({ ...about, formula, of: amount.of, by: amount.by });
  const usdPerEur = plan.budget?.usd_per_eur;
  if (!usdPerEur) throw new ReferenceFault(path, "an amount in USD", "an exchange rate: budget.usd_per_eur");
  return figure({
    ...about,
    formula: `${formula}, at the exchange rate`,
    of: { ...amount.of, usdPerEur },
    by: ({ usdPerEur: rate, ...inUsd }: Values) => amount.by(inUsd) / (rate ?? Number.NaN),
  });
}

export const product = (x: Values): number => Object.values(x).reduce((product, value) => product * value, 1);

export const currencyOf = ({ unit }: Quantity): Currency => (unit.startsWith("USD") ? "USD" : "EUR");
