import { evaluate, inputsOf } from "./evaluate.ts";
import type { Figure, Quantity } from "./node.ts";
import type { DrawPlan } from "./plan-draws.ts";
import { drawFigures, sharesOf, spreadOf, uncertainLeavesOf } from "./uncertainty.ts";

export type FigureValue = number | string | null;

/** One figure as plain data. A figure without inputs of its own (`of` empty) stands for an assumption. */
export interface ResultFigure {
  /** A number, a word, or null where the figure does not apply; the median where the inputs have spread. */
  readonly value: FigureValue;
  readonly unit: string;
  readonly label: string;
  readonly formula: string;
  /** Ids of the nodes it is made of. */
  readonly of: readonly string[];
  /** 5 % and 95 % quantiles over the drawn plans. */
  readonly interval90?: readonly [number, number];
  /** Standard error of a simulated estimate; the error of the estimate, not the spread. */
  readonly standardError?: number;
  /** For a word: the share of drawn plans in which it is the word. */
  readonly probability?: number;
  /** For a word: the shares of all words that came up. */
  readonly probabilities?: Readonly<Record<string, number>>;
}

export interface Warning {
  readonly code: string;
  readonly message: string;
}

/** A figure whose value can be printed, or an assumption shown beside the figures under its own id. */
export type Printed = Figure<FigureValue> | Quantity;

/**
 * Evaluates printed figures into plain data. Figures that rest on an assumption with a spread are evaluated over
 * drawn plans; all others once.
 */
export function resultOf(printed: readonly Printed[], drawn: DrawPlan): Readonly<Record<string, ResultFigure>> {
  const uncertain = new Set(printed.filter((figure) => uncertainLeavesOf([figure]).length > 0));
  const certain = printed.filter((figure) => !uncertain.has(figure));
  const errors = certain.flatMap((node) => (node.kind === "figure" && node.standardError ? [node.standardError] : []));
  const values = evaluate([...certain, ...errors]);
  const draws = drawFigures<FigureValue>(
    [...uncertain].filter((node) => node.kind === "figure"),
    drawn,
  );
  const entries = printed.map((node): [string, ResultFigure] => {
    const facts = factsOf(node);
    if (!uncertain.has(node)) {
      const error = node.kind === "figure" ? node.standardError : undefined;
      return [node.id, { ...facts, value: values.of(node), ...(error && { standardError: values.of(error) }) }];
    }
    if (node.kind === "leaf") return [node.id, { ...facts, ...spreadOfLeaf(node) }];
    return [node.id, { ...facts, ...summaryOf(draws.get(node) ?? []) }];
  });
  return Object.fromEntries(entries);
}

const factsOf = (node: Printed) => ({
  unit: node.unit,
  label: node.label,
  formula: node.kind === "figure" ? node.formula : node.source,
  of: inputsOf(node).map((input) => input.id),
});

function spreadOfLeaf({ value, spread }: Quantity): Pick<ResultFigure, "value" | "interval90"> {
  return spread ? { value, interval90: [spread.quantile(0.05), spread.quantile(0.95)] } : { value };
}

/** A figure's values over the drawn plans, as they are told: median and interval, or the likeliest word. */
export function summaryOf(draws: readonly FigureValue[]): Omit<ResultFigure, "unit" | "label" | "formula" | "of"> {
  const numbers = draws.filter((value) => typeof value === "number");
  if (numbers.length === draws.length) {
    const { median, interval90 } = spreadOf(numbers);
    return { value: median, interval90 };
  }
  const probabilities = sharesOf(draws.map(String));
  const [value, probability] = [...probabilities].reduce((best, next) => (next[1] > best[1] ? next : best));
  return { value, probability, probabilities: Object.fromEntries(probabilities) };
}
