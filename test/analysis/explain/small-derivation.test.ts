import { describe, expect, it } from "vitest";
import { explain } from "../../../src/analysis/explain/derivation.ts";
import { figure, type Law, type Node } from "../../../src/analysis/node.ts";
import { normal } from "../../../src/math/normal-distribution.ts";
import { uniform } from "../../../src/math/uniform-distribution.ts";
import { choiceLeaf, quantityLeaf } from "../leaves.ts";

const days = quantityLeaf("days", 3);
const price = { ...quantityLeaf("price", uniform({ min: 0, max: 20 }), "EUR"), note: "an offer" };
const billing = choiceLeaf("billing", "api");
const mean = quantityLeaf("turns.mean", 4, "turns");
const turns: Law = {
  ...{ kind: "leaf", leaf: "law", id: "turns", label: "Turns", unit: "turns", source: "test", provenance: "chosen" },
  ...{ place: days.place, of: { mean }, by: (parameters) => normal({ mean: parameters.mean ?? 0, sd: 1 }) },
};
const made = <Of extends Readonly<Record<string, Node | readonly Node[]>>>(id: string, of: Of, by: () => unknown) =>
  figure({ id, unit: "EUR", label: `the ${id}`, formula: `how ${id} is made`, of, by });

const cost = made("cost", { days, price }, () => 30);
const nothing = made("nothing", { cost }, () => null);
const word = made("word", { billing }, () => "cheap");
const list = made("list", { turns }, () => [1, 2]);
const sum = made("sum", { parts: [cost, nothing, word], law: list }, () => 7);

const sourced = { source: "test", provenance: "chosen", place: days.place };

describe("an explanation", () => {
  it("says of each node what it is, where it comes from and what it came to; a list or a law has no value", () => {
    const { nodes, id } = explain(sum, [], []);
    expect(id).toBe("sum");
    const explainedFigure = (name: string) => ({
      ...{ kind: "figure", id: name, label: `the ${name}`, unit: "EUR", formula: `how ${name} is made` },
    });
    const one = (name: string, input = name) => ({ name, ids: [input], list: false });
    // What a figure is made of stands after it.
    expect(nodes).toEqual([
      {
        ...explainedFigure("sum"),
        value: 7,
        of: [{ name: "parts", ids: ["cost", "nothing", "word"], list: true }, one("law", "list")],
      },
      { ...explainedFigure("list"), of: [one("turns")] },
      { kind: "law", id: "turns", label: "Turns", unit: "turns", law: "normal (mean 4)", ...sourced },
      { kind: "quantity", id: "turns.mean", label: "turns.mean", unit: "turns", value: 4, ...sourced },
      { ...explainedFigure("word"), value: "cheap", of: [one("billing")] },
      { kind: "choice", id: "billing", label: "billing", unit: "", value: "api", ...sourced },
      { ...explainedFigure("nothing"), value: null, of: [one("cost")] },
      { ...explainedFigure("cost"), value: 30, of: [one("days"), one("price")] },
      {
        ...{ kind: "quantity", id: "price", label: "price", unit: "EUR", value: 10 },
        // 5 % and 95 % of 0 to 20.
        ...{ interval90: [expect.closeTo(1, 12), expect.closeTo(19, 12)], ...sourced, note: "an offer" },
      },
      { kind: "quantity", id: "days", label: "days", unit: "days", value: 3, ...sourced },
    ]);
  });

  it("leaves out what a leaf does not say", () => {
    const [leaf] = explain(days, [], []).nodes;
    expect(Object.keys(leaf ?? {}).toSorted()).toEqual(
      ["kind", "id", "label", "unit", "value", "source", "provenance", "place"].toSorted(),
    );
  });

  it("names the printed figures that are made of it, lists included, and hands on what makes it uncertain", () => {
    const contributions = [{ id: "price", label: "price", varianceShare: 1 }];
    const printed = [sum, word, nothing];
    expect(explain(cost, printed, contributions)).toMatchObject({ usedBy: ["sum", "nothing"], contributions });
    expect(explain(days, printed, []).usedBy).toEqual([]);
  });
});
