import { type Crossing, crossings } from "../../model/break-even.ts";
import { evaluate } from "../evaluate.ts";
import type { OptionPair } from "../option-pairs.ts";
import type { OptionsSheet } from "../sheets/options.ts";

/** Every volume at which the cheaper of two options changes, with every input at its median, by pair. */
export function centralCrossings(
  { options }: OptionsSheet,
  pairs: readonly OptionPair[],
): Readonly<Record<string, readonly Crossing[]>> {
  const lines = options.map(({ line }) => line);
  const values = evaluate(lines);
  const lineOf = new Map(options.map(({ key, line }) => [key, values.of(line)]));
  return Object.fromEntries(
    pairs.flatMap(({ id, first, second }) => {
      const [one, other] = [lineOf.get(first), lineOf.get(second)];
      return one && other ? [[id, crossings(one, other)]] : [];
    }),
  );
}
