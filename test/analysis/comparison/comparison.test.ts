import { describe, expect, it } from "vitest";
import type { CheckedClaim } from "../../../src/analysis/claims/checked-claim.ts";
import { type ComparedSide, comparisonOf, failsComparison } from "../../../src/analysis/comparison/comparison.ts";
import { figure, type Node } from "../../../src/analysis/node.ts";
import type { JudgedPolicy } from "../../../src/analysis/policies/judge-policies.ts";
import type { ResultFigure } from "../../../src/analysis/result.ts";
import type { Sheet } from "../../../src/analysis/sheets/plan-sheet.ts";
import { quantityLeaf } from "../leaves.ts";

const value = (of: number | null, unit = "USD", more: Partial<ResultFigure> = {}): ResultFigure => ({
  ...{ value: of, unit, label: "Cost", formula: "", of: [], ...more },
});
const word = (of: string, probability: number): ResultFigure => ({
  ...{ value: of, unit: "", label: "Fit", formula: "", of: [], probability },
});
const side = (figures: ComparedSide["figures"], more: Partial<ComparedSide> = {}): ComparedSide => ({
  ...{ name: "n", title: "t", digest: "d", figures, ...more },
});
const nothing = { moves: [], words: [], added: [], removed: [], unchanged: 0 };

describe("a comparison of two saved results", () => {
  it("has their names and what moved, and no word on assumptions or claims", () => {
    const base = side({}, { name: "base.json", title: "Before", digest: "1" });
    const head = side({}, { name: "head.json", title: "After", digest: "2" });
    expect(comparisonOf(base, head)).toStrictEqual({
      ...nothing,
      base: { name: "base.json", title: "Before", digest: "1" },
      head: { name: "head.json", title: "After", digest: "2" },
      policies: [],
    });
  });

  it("puts judgements that flipped before those that are only less sure", () => {
    const base = side({ a: word("yes", 0.9), b: word("yes", 0.9), c: word("no", 0.9), d: word("no", 0.9) });
    const head = side({ a: word("yes", 0.5), b: word("no", 0.5), c: word("no", 0.5), d: word("yes", 0.9) });
    expect(comparisonOf(base, head).words.map(({ id }) => id)).toEqual(["b", "d", "a", "c"]);
  });
});

describe("the order of what moved", () => {
  const order = (figures: Readonly<Record<string, readonly [ResultFigure, ResultFigure]>>, usdPerEur?: number) => {
    const of = (at: 0 | 1) => side(Object.fromEntries(Object.entries(figures).map(([id, both]) => [id, both[at]])));
    const ways = usdPerEur === undefined ? {} : { usdPerEur };
    return comparisonOf(of(0), of(1), ways).moves.map(({ id }) => id);
  };
  const from = (before: number | null, after: number | null, unit?: string) =>
    [value(before, unit), value(after, unit)] as const;

  it("is money by how much, up or down, dollars as euros; then the rest by its share", () => {
    const figures = {
      half: from(2, 3, "days"),
      usd: from(100, 110, "USD"),
      third: from(3, 2, "days"),
      eur: from(100, 91, "EUR"),
      most: from(50, 20, "USD"),
      same: from(50, 51, "EUR"),
    };
    // 30, 10 and then 9 and 1; at 2 dollars a euro 15, 9, 5, 1.
    expect(order(figures)).toEqual(["most", "usd", "eur", "same", "half", "third"]);
    expect(order(figures, 2)).toEqual(["most", "eur", "usd", "same", "half", "third"]);
  });

  it("is what began or ceased to apply first, and by name where nothing else tells", () => {
    const figures = {
      d: from(1, 2, "days"),
      c: from(1, 2, "days"),
      gone: from(5, null, "days"),
      z: from(1, null, "USD"),
      y: from(null, 1, "USD"),
      x: from(1, 900, "USD"),
      zero: from(0, 1, "days"),
    };
    expect(order(figures)).toEqual(["y", "z", "x", "gone", "zero", "c", "d"]);
  });

  it("is in money also where a small sum moved beside a large share of something else", () => {
    expect(order({ days: from(1, 900, "days"), cents: from(0.5, 0.4, "USD") })).toEqual(["cents", "days"]);
  });

  it("leaves what noise explains for last, and not what is unknown", () => {
    const noisy = (change: number, more: Partial<ResultFigure>) =>
      [value(100, "USD", more), value(100 + change, "USD", more)] as const;
    expect(
      order({
        within: noisy(50, { standardError: 100 }),
        unknown: noisy(20, { interval90: [1, 2] }),
        beyond: noisy(30, {}),
      }),
    ).toEqual(["beyond", "unknown", "within"]);
  });
});

describe("a comparison of two plans", () => {
  const plan = (days: number, hours: number, note?: string) => {
    const parts = {
      days: quantityLeaf("days", days),
      hours: quantityLeaf("hours", hours),
      noted: { ...quantityLeaf("noted", 1), ...(note && { note }) },
    };
    return { parts, text: { plan: { title: "t", ...parts }, policies: [] } };
  };
  const made = (id: string, of: Readonly<Record<string, Node>>) =>
    figure({ id, unit: "USD", label: id, formula: "", of, by: () => 1 });
  /** A cost made of the days, by way of another figure, and one of the hours and the noted one. */
  const sheetOf = ({ parts }: ReturnType<typeof plan>, more: readonly Node[] = []): Sheet => {
    const step = made("step", { days: parts.days });
    const nodes = [made("by_days", { step }), made("by_hours", { hours: parts.hours, noted: parts.noted }), ...more];
    return { printed: [], leaves: [], correlations: [], nodes: new Map(nodes.map((node) => [node.id, node])) };
  };
  const [before, after] = [plan(1, 2), plan(5, 6, "so")];
  const figures = (by: number, more: ComparedSide["figures"] = {}) => ({
    by_days: value(by),
    by_hours: value(by),
    unknown: value(by),
    days: value(by, "days"),
    noted: value(by, "days"),
    ...more,
  });
  const base = side(figures(1), { text: before.text, sheet: sheetOf(before) });
  const head = side(figures(2), { text: after.text, sheet: sheetOf(after) });

  it("names for each figure the changed assumptions that it rests on, and shows assumptions once", () => {
    const { moves, assumptions } = comparisonOf(base, head);
    expect(assumptions?.map(({ path, of }) => [path, of])).toEqual([
      ["days", "value"],
      ["hours", "value"],
      ["noted", "wording"],
    ]);
    expect(Object.fromEntries(moves.map(({ id, because }) => [id, because]))).toEqual({
      by_days: ["days"],
      by_hours: ["hours"],
      noted: [],
      unknown: [],
    });
  });

  it("finds what a figure rested on before, or rests on now, whichever sheet is at hand", () => {
    const without = ({ sheet: _, ...rest }: ComparedSide): ComparedSide => rest;
    const becauseOf = (one: ComparedSide, other: ComparedSide) =>
      comparisonOf(one, other).moves.find(({ id }) => id === "by_days")?.because;
    expect(becauseOf(without(base), head)).toEqual(["days"]);
    expect(becauseOf(base, without(head))).toEqual(["days"]);
    expect(becauseOf(without(base), without(head))).toEqual([]);
    // Made of the hours too, but only before.
    const more = sheetOf(before, [made("by_days", { hours: before.parts.hours })]);
    expect(becauseOf({ ...base, sheet: more }, head)).toEqual(["days", "hours"]);
  });

  it("does not say what is assumed where one side does not", () => {
    const { text: _, ...saved } = base;
    for (const [one, other] of [
      [saved, head],
      [head, saved],
    ] as const) {
      const { moves, assumptions } = comparisonOf(one, other);
      expect(assumptions).toBeUndefined();
      expect(moves.map(({ id }) => id)).toContain("days");
      expect(moves.every(({ because }) => because.length === 0)).toBe(true);
    }
    expect(comparisonOf(saved, head)).not.toHaveProperty("assumptions");
  });

  it("judges noise by the draws of both", () => {
    const spread = { interval90: [0, 9] } as const;
    const draws = (by: number) => Array.from({ length: 40 }, (_, at) => at + by);
    const drawn = (by: number, has: boolean) =>
      side({ a: value(by, "USD", spread) }, has ? { drawsOf: (id) => (id === "a" ? draws(by) : undefined) } : {});
    const noise = (one: boolean, other: boolean) => comparisonOf(drawn(1, one), drawn(2, other)).moves[0]?.noise;
    expect([noise(true, true), noise(true, false), noise(false, true), noise(false, false)]).toEqual([
      "beyond",
      "unknown",
      "unknown",
      "unknown",
    ]);
  });
});

describe("claims in a comparison", () => {
  const { place } = quantityLeaf("a", 1);
  const claim = (id: string, outcome: CheckedClaim["outcome"]): CheckedClaim => ({
    ...{ id, where: `section ${id}`, place, printed: "5", printedValue: 5, computed: 5, fullChain: 5 },
    ...{ fullChainFits: true, unit: "days", scale: 1, verdict: "follows", accepted: null, outcome },
    because: { kind: "nothing" },
  });
  const before = [claim("a", "passes"), claim("b", "fails"), claim("gone", "fails")];
  const after = [claim("a", "fails"), claim("b", "fails"), claim("new", "fails")];

  it("are those that follow now and did not, or the other way round", () => {
    expect(comparisonOf(side({}, { claims: before }), side({}, { claims: after })).claims).toStrictEqual([
      { id: "a", where: "section a", printed: "5", from: "passes", to: "fails", verdict: "follows" },
    ]);
  });

  it("are not told where one side has none", () => {
    const claimed = side({}, { claims: before });
    expect(comparisonOf(side({}), claimed)).not.toHaveProperty("claims");
    expect(comparisonOf(claimed, side({}))).not.toHaveProperty("claims");
    expect(comparisonOf(side({}), side({}))).not.toHaveProperty("claims");
  });
});

describe("limits in a comparison", () => {
  const { place } = quantityLeaf("a", 1);
  const judged = (outcome: JudgedPolicy["outcome"]): JudgedPolicy => ({
    ...{ figure: "a", text: "<= 1", severity: "fail", place, outcome, label: "a", unit: "USD", value: 2 },
    withinNoise: false,
  });

  it("fail it when one is broken", () => {
    const fails = (...outcomes: readonly JudgedPolicy["outcome"][]) =>
      failsComparison(comparisonOf(side({}), side({}), { policies: outcomes.map(judged) }));
    expect([fails("holds", "broken"), fails("holds"), fails()]).toEqual([true, false, false]);
    const policies = [judged("holds")];
    expect(comparisonOf(side({}), side({}), { policies }).policies).toBe(policies);
  });
});
