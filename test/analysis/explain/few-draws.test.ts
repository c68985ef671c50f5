import { describe, expect, it } from "vitest";
import { contributionsTo } from "../../../src/analysis/explain/contributions.ts";
import { figure } from "../../../src/analysis/node.ts";
import { type DrawPlan, planDraws } from "../../../src/analysis/plan-draws.ts";
import type { FigureValue } from "../../../src/analysis/result.ts";
import { uncertainLeavesOf } from "../../../src/analysis/uncertainty.ts";
import { uniform } from "../../../src/math/uniform-distribution.ts";
import { quantityLeaf } from "../leaves.ts";

const a = quantityLeaf("a", uniform({ min: 0, max: 1 }));
const b = quantityLeaf("b", uniform({ min: 0, max: 1 }));

type By = (x: { readonly a: number; readonly b: number }) => FigureValue;

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const variance = (values: readonly number[], centre: number): number =>
  mean(values.map((value) => (value - centre) ** 2));

/** Half of those equal to it, itself included, and all below it: a rank without sorting. */
const ranks = (values: readonly number[]): readonly number[] =>
  values.map(
    (value) => values.filter((other) => other < value).length + values.filter((other) => other === value).length / 2,
  );

/** Where the word that comes up most comes up, the first of those that come up equally often. */
function whereMost(words: readonly FigureValue[]): readonly number[] {
  const often = (word: FigureValue): number => words.filter((other) => other === word).length;
  const most = words.find((word) => words.every((other) => often(other) <= often(word)));
  return words.map((word) => Number(word === most));
}

/** The same index in another form: 1 − (1 − η²) (n − 1) ÷ (n − k), with η² the share of the k groups. */
function shareByHand(input: readonly number[], values: readonly number[], groups: number): number {
  const n = values.length;
  const sorted = input.map((x, at) => [x, values[at] ?? 0] as const).toSorted(([x], [y]) => x - y);
  const centre = mean(values);
  const inGroup = Array.from({ length: groups }, (_, k) =>
    sorted.filter((__, at) => at >= Math.floor((k * n) / groups) && at < Math.floor(((k + 1) * n) / groups)),
  ).map((members) => members.map(([, value]) => value));
  const within = inGroup.reduce((sum, members) => sum + members.length * variance(members, mean(members)), 0);
  const total = n * variance(values, centre);
  return 1 - ((within / total) * (n - 1)) / (n - groups);
}

function expectShares(by: By, drawn: DrawPlan, groups: number, toNumbers: typeof ranks | typeof whereMost): void {
  const y = figure({ id: "y", unit: "", label: "", formula: "", of: { a, b }, by });
  const plan = planDraws(uncertainLeavesOf([y]), drawn);
  const drawnInputs = Array.from({ length: drawn.draws }, (_, draw) => plan(draw));
  const outcomes = drawnInputs.map(([first = 0, second = 0]) => by({ a: first, b: second }));
  const values = toNumbers(outcomes as readonly number[]);
  const shares = Object.fromEntries(contributionsTo(y, drawn).map(({ id, varianceShare }) => [id, varianceShare]));
  expect(Object.keys(shares).toSorted()).toEqual(["a", "b"]);
  for (const [position, id] of ["a", "b"].entries())
    expect(shares[id]).toBeCloseTo(
      shareByHand(
        drawnInputs.map((inputs) => inputs[position] ?? 0),
        values,
        groups,
      ),
      10,
    );
}

/** One group for ten draws, 2 at least and 32 at most. */
const SIZES = [
  [12, 2],
  [35, 3],
  [100, 10],
  [330, 32],
] as const;

describe.each(SIZES)("contributions from %d draws, in %d groups", (draws, groups) => {
  const drawn = { seed: draws, draws };
  it.each<readonly [string, By]>([
    ["a number", (x) => x.a + 0.5 * x.b],
    ["a number that many draws share", (x) => Math.floor(4 * x.a + x.b)],
    ["a number without limit above and below", (x) => (x.a > 0.7 ? Infinity : x.a < 0.2 ? -Infinity : x.b)],
    ["one value and another", (x) => (x.a + 0.2 * x.b > 0.4 ? 5 : 1)],
  ])("have the index of the ranks: %s", (_, by) => expectShares(by, drawn, groups, ranks));

  it.each<readonly [string, By]>([
    ["of words", (x) => (x.a > 0.45 ? "most" : x.b > 0.5 ? "some" : "few")],
    ["of numbers and what does not apply", (x) => (x.a + x.b > 0.9 ? null : x.b)],
  ])("have the index of the most frequent: %s", (_, by) => expectShares(by, drawn, groups, whereMost));
});

describe("contributions to a word", () => {
  it("take the first of two that come up equally often", () => {
    const by: By = (x) => (x.a < 5 / 12 ? "low" : x.a < 10 / 12 ? "middle" : "high");
    for (const seed of [1, 2, 3, 4]) expectShares(by, { seed, draws: 12, sampling: "latin-hypercube" }, 2, whereMost);
  });
});
