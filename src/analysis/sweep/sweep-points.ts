import { compile } from "../evaluate.ts";
import type { Figure, Quantity } from "../node.ts";
import { type DrawPlan, planDraws } from "../plan-draws.ts";
import type { FigureValue } from "../result.ts";
import { sharesOf, spreadOf, uncertainLeavesOf } from "../uncertainty.ts";

/** A figure at one point of a sweep: its value, or median and 90 % interval, or the most frequent word. */
export interface SweptValue {
  readonly value: FigureValue;
  readonly interval90?: readonly [number, number];
  readonly probability?: number;
}

/**
 * Prepares the evaluation of some figures with other values for some quantities. Only what depends on them is evaluated
 * at a point; where figures rest on other assumptions with a spread, every point sees the same drawn plans.
 */
export function sweepPoints(
  figures: readonly Figure<FigureValue>[],
  swept: readonly Quantity[],
  drawn: DrawPlan,
): (values: readonly number[]) => readonly SweptValue[] {
  const uncertain = uncertainLeavesOf(figures).filter((leaf) => !swept.includes(leaf));
  const run = compile(figures, [...swept, ...uncertain]);
  if (uncertain.length === 0) return (values) => run(values).map((value) => ({ value: value as FigureValue }));
  const plan = planDraws(uncertain, drawn);
  const plans = Array.from({ length: drawn.draws }, (_, draw) => plan(draw));
  const spreads = figures.map((figure) => hasSpreadBeside(figure, swept));
  return (values) => {
    const columns = figures.map((): FigureValue[] => []);
    for (const inputs of plans) {
      const outputs = run([...values, ...inputs]);
      for (const [index, column] of columns.entries()) column.push(outputs[index] as FigureValue);
    }
    return columns.map((column, index) => (spreads[index] ? summaryOf(column) : { value: column[0] ?? null }));
  };
}

/** Whether a figure still has a spread when some quantities are given. */
export const hasSpreadBeside = (figure: Figure<FigureValue>, swept: readonly Quantity[]): boolean =>
  uncertainLeavesOf([figure]).some((leaf) => !swept.includes(leaf));

function summaryOf(column: readonly FigureValue[]): SweptValue {
  const numbers = column.filter((value) => typeof value === "number");
  if (numbers.length === column.length) {
    const { median, interval90 } = spreadOf(numbers);
    return { value: median, interval90 };
  }
  const [value, probability] = [...sharesOf(column.map(String))].reduce((best, next) =>
    next[1] > best[1] ? next : best,
  );
  return { value, probability };
}
