import { describe, expect, it } from "vitest";
import { assumptionChanges } from "../../../src/analysis/comparison/assumption-changes.ts";
import type { Law, Leaf } from "../../../src/analysis/node.ts";
import type { Plan } from "../../../src/analysis/plan/plan.ts";
import type { Policy } from "../../../src/analysis/policies/policy.ts";
import type { Distribution } from "../../../src/math/distribution.ts";
import { empirical } from "../../../src/math/empirical-distribution.ts";
import { geometric } from "../../../src/math/geometric-distribution.ts";
import { normal } from "../../../src/math/normal-distribution.ts";
import { uniform } from "../../../src/math/uniform-distribution.ts";
import { choiceLeaf, quantityLeaf } from "../leaves.ts";

/** A plan of any parts, in their nesting. */
const planOf = (parts: object): Plan => ({ title: "Plan", ...parts });
const changes = (base: object, head: object) =>
  assumptionChanges({ plan: planOf(base), policies: [] }, { plan: planOf(head), policies: [] });

const { place } = quantityLeaf("a", 1);
const sourced = { source: "test", provenance: "chosen", note: "", place };
const silent = { source: "", provenance: "", note: "" };
const bare = { unit: "", ...silent };

function law(parameters: Readonly<Record<string, number>>, by: Law["by"]): Law {
  const of = Object.fromEntries(
    Object.entries(parameters).map(([name, value]) => [name, quantityLeaf(`c.turns.${name}`, value, "turns")]),
  );
  return { ...quantityLeaf("c.turns", 0, "turns"), leaf: "law", of, by };
}
const bell = (mean: number, sd: number) =>
  law({ mean, sd }, ({ mean: m = 0, sd: s = 1 }: Readonly<Record<string, number>>) => normal({ mean: m, sd: s }));

describe("what two plans assume differently", () => {
  it("is nothing between a plan and itself", () => {
    const parts = { data: { days: quantityLeaf("data.days", 5), rule: choiceLeaf("data.rule", "api") }, t: bell(5, 2) };
    expect(changes(parts, parts)).toEqual([]);
  });

  it("is a number before and after, with where each stands", () => {
    expect(
      changes({ d: { days: quantityLeaf("d.days", 5) } }, { d: { days: quantityLeaf("d.days", 6) } }),
    ).toStrictEqual([
      {
        ...{ path: "d.days", label: "d.days", of: "value" },
        from: { ...sourced, unit: "days", value: 5 },
        to: { ...sourced, unit: "days", value: 6 },
      },
    ]);
  });

  it("is a word of a choice", () => {
    expect(changes({ rule: choiceLeaf("rule", "api") }, { rule: choiceLeaf("rule", "once") })).toStrictEqual([
      {
        ...{ path: "rule", label: "rule", of: "value" },
        from: { ...sourced, unit: "", value: "api" },
        to: { ...sourced, unit: "", value: "once" },
      },
    ]);
  });

  it("is also a unit, or a spread around the same value, whose 5 % and 95 % are told", () => {
    const known = { days: quantityLeaf("days", 10) };
    expect(changes(known, { days: quantityLeaf("days", 10, "hours") })).toMatchObject([
      { of: "value", from: { unit: "days" }, to: { unit: "hours" } },
    ]);
    const doubted = { days: quantityLeaf("days", uniform({ min: 0, max: 20 })) };
    const wider = { days: quantityLeaf("days", uniform({ min: -10, max: 30 })) };
    const interval = (low: number, high: number) => [expect.closeTo(low, 12), expect.closeTo(high, 12)];
    expect(changes(known, doubted)).toStrictEqual([
      {
        ...{ path: "days", label: "days", of: "value" },
        from: { ...sourced, unit: "days", value: 10 },
        to: { ...sourced, unit: "days", value: 10, interval90: interval(1, 19) },
      },
    ]);
    expect(changes(doubted, wider)).toMatchObject([{ from: { interval90: interval(1, 19) }, to: { value: 10 } }]);
    expect(changes(doubted, doubted)).toEqual([]);
  });

  it("is wording where source, provenance or note alone are other ones", () => {
    const leaf = quantityLeaf("days", 5);
    const others: readonly Partial<Leaf>[] = [{ source: "survey" }, { provenance: "measured" }, { note: "so" }];
    for (const other of others)
      expect(changes({ days: leaf }, { days: { ...leaf, ...other } })).toStrictEqual([
        {
          ...{ path: "days", label: "days", of: "wording" },
          from: { ...sourced, unit: "days", value: 5 },
          to: { ...sourced, unit: "days", value: 5, ...other },
        },
      ]);
    expect(changes({ days: leaf }, { days: { ...leaf, label: "Days", place: { ...place, line: 9 } } })).toEqual([]);
  });

  it("is what is new, in the order of the later plan, and what is gone last", () => {
    const [a, b, c] = ["a", "b", "c"].map((id) => quantityLeaf(id, 1));
    const found = changes({ c, b }, { b: { ...b, value: 2 }, a: { ...a, label: "An a" } });
    expect(found.map(({ path, label, from, to }) => [path, label, from?.value, to?.value])).toEqual([
      ["b", "b", 1, 2],
      ["a", "An a", undefined, 1],
      ["c", "c", 1, undefined],
    ]);
    expect(found.map(({ of }) => of)).toEqual(["value", "value", "value"]);
    expect(found[1]).not.toHaveProperty("from");
    expect(found[2]).not.toHaveProperty("to");
  });
});

describe("what is no assumption of its own", () => {
  it("is told by its path: titles, rows of a table, lists and combinations", () => {
    const plan = (title: string, label: string, list: readonly number[], is: object) => ({
      ...{ title, list, ratios: { r: { is } } },
      gpus: { source: "a book", provenance: "published", note: "n", place, rows: { a100: { label } } },
    });
    const before = plan("Before", "A100", [1], { mean: ["a", "b"] });
    const said = (path: string, from: string, to: string) => ({
      ...{ path, label: path, of: "value", from: { ...bare, value: from }, to: { ...bare, value: to } },
    });
    expect(changes(before, plan("After", "A 100", [1, 2], { mean: ["a"] }))).toStrictEqual([
      said("title", "Before", "After"),
      said("list", "[1]", "[1,2]"),
      said("ratios.r.is", '{"mean":["a","b"]}', '{"mean":["a"]}'),
      said("gpus.rows.a100.label", "A100", "A 100"),
    ]);
    // What the table says of its rows is no change of its own.
    const moved = { ...before, gpus: { ...before.gpus, source: "x", provenance: "x", note: "x", place: 3 } };
    expect(changes(before, moved)).toEqual([]);
  });

  it("is an operation of two keys no more than a list in a section is", () => {
    const two = (more: number) => ({ part: { first: [1], second: more } });
    expect(changes(two(1), two(2)).map(({ path }) => path)).toEqual(["part.second"]);
    const one = (value: number) => ({ part: { only: { value } } });
    expect(changes(one(1), one(2)).map(({ path }) => path)).toEqual(["part.only.value"]);
  });

  it("is left out where it is absent, as are the catalog of training and what is no leaf", () => {
    expect(changes({ a: undefined, b: null, training_catalog: { x: 1 } }, { training_catalog: { x: 2 } })).toEqual([]);
    expect(changes({ a: { kind: "figure", id: "a" } }, { a: { kind: "figure", id: "b" } })).toEqual([]);
  });
});

describe("a law", () => {
  it("changes by its parameters, which stand under their own paths and have its place and no words", () => {
    expect(changes({ t: bell(20, 8) }, { t: bell(20, 9) })).toStrictEqual([
      {
        ...{ path: "c.turns.sd", label: "c.turns.sd", of: "value" },
        from: { unit: "turns", ...silent, place, value: 8 },
        to: { unit: "turns", ...silent, place, value: 9 },
      },
    ]);
  });

  it("of another family says it all, its parameters too", () => {
    const counted = law({ mean: 20.00004 }, ({ mean = 1 }) => geometric({ mean }));
    expect(changes({ t: bell(20, 8) }, { t: counted })).toStrictEqual([
      {
        ...{ path: "c.turns", label: "c.turns", of: "value" },
        from: { ...sourced, unit: "turns", value: "normal (mean 20, sd 8)" },
        to: { ...sourced, unit: "turns", value: "geometric (mean 20)" },
      },
    ]);
  });

  it("keeps the changes of what only sounds like a part of it", () => {
    const other = quantityLeaf("c.turns_most", 1);
    const counted = law({ mean: 20 }, ({ mean = 1 }) => geometric({ mean }));
    const found = changes({ t: bell(20, 8), other }, { t: counted, other: { ...other, value: 2 } });
    expect(found.map(({ path }) => path)).toEqual(["c.turns", "c.turns_most"]);
    // A change of words leaves the parameters where they are.
    const noted = changes({ t: bell(20, 8) }, { t: { ...bell(20, 9), note: "so" } });
    expect(noted.map(({ path, of }) => [path, of])).toEqual([
      ["c.turns", "wording"],
      ["c.turns.sd", "value"],
    ]);
  });

  it("without parameters is compared value by value", () => {
    const values = (...list: readonly number[]): { readonly t: Law } => ({
      t: law({}, (): Distribution => empirical({ values: list })),
    });
    expect(changes(values(1, 2), values(1, 3))).toMatchObject([{ path: "c.turns", from: { value: "empirical" } }]);
    expect(changes(values(1, 2), values(1, 2))).toEqual([]);
  });
});

describe("limits", () => {
  const limit = (figure: string, text: string, more: Partial<Policy> = {}): Policy => ({
    ...{ figure, text, severity: "fail", place, ...more },
    limit: { of: "value", comparison: "<=", bound: 1, percent: false },
  });
  const between = (base: readonly Policy[], head: readonly Policy[]) =>
    assumptionChanges({ plan: planOf({}), policies: base }, { plan: planOf({}), policies: head });

  it("are told with their reason and severity, those of one figure together", () => {
    const found = between(
      [limit("a.cost", "<= 1")],
      [limit("a.cost", "<= 2", { reason: "so" }), limit("a.cost", ">= 1", { severity: "warn", reason: "or so" })],
    );
    expect(found).toStrictEqual([
      {
        ...{ path: "budget.a.cost", label: "Limit on a.cost", of: "value" },
        from: { ...bare, place, value: "<= 1" },
        to: { ...bare, note: "or so", place, value: "<= 2; >= 1 (warn)" },
      },
    ]);
    expect(between([limit("a.cost", "<= 1")], [limit("a.cost", "<= 1", { reason: "so" })])).toMatchObject([
      { of: "wording", from: { note: "" }, to: { note: "so" } },
    ]);
  });
});
