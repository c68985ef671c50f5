import { ancestorsOf, compile } from "../evaluate.ts";
import type { Figure, Quantity, ValueRange } from "../node.ts";
import { uncertainLeavesOf } from "../uncertainty.ts";

/** What one input does to a figure, the others left at their medians. */
export interface TornadoBar {
  readonly id: string;
  readonly label: string;
  readonly unit: string;
  /** The input's two ends, and what the figure is there. */
  readonly low: TornadoEnd;
  readonly high: TornadoEnd;
  /** Size of the difference between the two ends. */
  readonly swing: number;
}

export interface TornadoEnd {
  readonly input: number;
  readonly figure: number;
}

export interface Tornado {
  /** `p10-p90` of each input's spread; `ten-percent` down and up, where the figure rests on no input with a spread. */
  readonly basis: "p10-p90" | "ten-percent";
  /** The figure with every input at its median. */
  readonly central: number;
  /** Largest swing first. */
  readonly bars: readonly TornadoBar[];
}

/**
 * Moves each input of a figure by itself. An end at which the figure has no bound, such as a break-even that is never
 * reached, is infinite; so is then the swing.
 *
 * @param basis how far; ten percent moves every quantity, whether or not it has a spread
 * @throws RangeError when the figure is not a finite number at the medians
 */
export function tornado(figure: Figure<unknown>, basis: Tornado["basis"] = usualBasis(figure)): Tornado {
  const uncertain = uncertainLeavesOf([figure]);
  const moved =
    basis === "p10-p90"
      ? uncertain.map((leaf) => ({
          leaf: leaf as Quantity,
          ends: [leaf.spread.quantile(0.1), leaf.spread.quantile(0.9)] as const,
        }))
      : quantitiesOf(figure).map((leaf) => ({ leaf, ends: tenPercent(leaf) }));
  const leaves = moved.map(({ leaf }) => leaf);
  const run = compile([figure], leaves);
  const at = (leaf: Quantity | undefined, input: number): number | undefined =>
    numberFrom(() => run(leaves.map((other) => (other === leaf ? input : other.value)))[0]);
  const central = at(undefined, 0);
  if (central === undefined || central === Number.POSITIVE_INFINITY)
    throw new RangeError(
      `${figure.id} is ${central === undefined ? "not a number" : "without bound"} at the medians of its inputs`,
    );
  const bars = moved.map(({ leaf, ends }): TornadoBar => {
    const [low, high] = ends.map((input) => {
      const found = at(leaf, input);
      return found === undefined ? { input: leaf.value, figure: central } : { input, figure: found };
    }) as [TornadoEnd, TornadoEnd];
    const { id, label, unit } = leaf;
    return { id, label, unit, low, high, swing: low.figure === high.figure ? 0 : Math.abs(high.figure - low.figure) };
  });
  return { basis, central, bars: bars.toSorted(bySwing) };
}

const usualBasis = (figure: Figure<unknown>): Tornado["basis"] =>
  uncertainLeavesOf([figure]).length > 0 ? "p10-p90" : "ten-percent";

/** The bars worth showing: those beyond a millionth of the largest. */
export const movingBars = ({ bars }: Tornado): readonly TornadoBar[] => {
  const largest = bars.find(({ swing }) => Number.isFinite(swing))?.swing ?? 0;
  return bars.filter(({ swing }) => swing > 1e-6 * largest);
};

/** Largest first; of equals, by their ids. */
const bySwing = (a: TornadoBar, b: TornadoBar): number => b.swing - a.swing || (a.id < b.id ? -1 : 1);

/** The quantities that a figure rests on and that ten percent can move. */
function quantitiesOf(figure: Figure<unknown>): readonly Quantity[] {
  return ancestorsOf([figure]).filter(
    (node): node is Quantity => node.kind === "leaf" && node.leaf === "quantity" && node.value !== 0,
  );
}

/** Ten percent down and up, within what the quantity can be; a count moves by one at least. */
function tenPercent({ value, range }: Quantity): readonly [number, number] {
  const reach = 0.1 * Math.abs(value);
  const step = range?.integer ? Math.max(1, Math.round(reach)) : reach;
  return [within(value - step, range, value), within(value + step, range, value)];
}

function within(value: number, range: ValueRange | undefined, otherwise: number): number {
  if (range?.exclusiveMin !== undefined && value <= range.exclusiveMin) return otherwise;
  return Math.min(range?.max ?? Infinity, Math.max(range?.min ?? -Infinity, value));
}

/** A number or infinity, or undefined where the formula gives none or refuses the inputs. */
function numberFrom(run: () => unknown): number | undefined {
  try {
    const value = run();
    return typeof value === "number" && value > Number.NEGATIVE_INFINITY ? value : undefined;
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
