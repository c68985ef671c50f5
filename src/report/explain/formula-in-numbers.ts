/** A formula in words with the numbers in place of the words. */
import { evaluateArithmetic } from "./arithmetic.ts";

/** An input of a formula: its id as formulas of combinations name it, its value, and how that is printed. */
export interface NumberedInput {
  readonly id: string;
  readonly value: number;
  readonly text: string;
}

/**
 * `person-days × share` with 170 and 0.3 becomes `170 × 0.3`. Words are matched to inputs so that the arithmetic gives
 * the value; where no match does, or the formula is not arithmetic, there is none.
 *
 * @param value what the formula came to, to hold the match to
 */
export function formulaInNumbers(formula: string, inputs: readonly NumberedInput[], value: number): string | undefined {
  return byIds(formula, inputs) ?? byOrder(formula, inputs, value);
}

/** Combinations name their inputs by id: `mean of (pretraining.bloom.h100_days, …)`. */
function byIds(formula: string, inputs: readonly NumberedInput[]): string | undefined {
  const named = new Map(inputs.map((input) => [input.id, input.text]));
  const ids = [...new Set(formula.match(/[a-z][a-z0-9_]*(?:\.[a-z0-9_]+)+/g) ?? [])];
  if (ids.length === 0 || !ids.every((id) => named.has(id))) return undefined;
  const text = formula.replace(/[a-z][a-z0-9_]*(?:\.[a-z0-9_]+)+/g, (id) => named.get(id) ?? id);
  return text.replace(/\(([^()]*)\)/g, (_, list: string) => `(${folded(list.split(", "))})`);
}

/** Long lists keep their first and say how many follow. */
function folded(items: readonly string[]): string {
  if (items.length <= LONGEST_LIST) return items.join(", ");
  return `${items.slice(0, SHOWN_OF_LIST).join(", ")}, … ${items.length - SHOWN_OF_LIST} more`;
}

const LONGEST_LIST = 8;
const SHOWN_OF_LIST = 4;

function byOrder(formula: string, inputs: readonly NumberedInput[], value: number): string | undefined {
  const parts = formula.split(/([×÷−+()√])/).map((part) => part.trim());
  const words = parts.filter((part) => part !== "" && !/^[×÷−+()√]$/.test(part) && !/^\d+(\.\d+)?$/.test(part));
  if (words.length !== inputs.length || inputs.length === 0 || inputs.length > MOST_MATCHED) return undefined;
  for (const order of permutations(inputs)) {
    const filled = (show: (input: NumberedInput) => string): string => {
      let next = 0;
      return parts
        .map((part) => (words.includes(part) ? show(order[next++] as NumberedInput) : part))
        .filter((part) => part !== "")
        .join(" ")
        .replace(/([(√]) /g, "$1")
        .replace(/ \)/g, ")");
    };
    const result = evaluateArithmetic(filled((input) => String(input.value)));
    if (result !== undefined && Math.abs(result - value) <= 1e-9 * Math.abs(value)) return filled(({ text }) => text);
  }
  return undefined;
}

/** Beyond this many inputs nobody reads a formula in numbers, and orders to try run into thousands. */
const MOST_MATCHED = 6;

function* permutations<Item>(items: readonly Item[]): Generator<readonly Item[]> {
  if (items.length <= 1) yield items;
  for (const [index, first] of items.entries())
    if (items.length > 1) for (const rest of permutations(items.toSpliced(index, 1))) yield [first, ...rest];
}
