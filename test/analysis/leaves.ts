import type { Choice, Law, Quantity } from "../../src/analysis/node.ts";
import type { Distribution } from "../../src/math/distribution.ts";

const facts = {
  kind: "leaf",
  source: "test",
  provenance: "chosen",
  place: { file: "test.yaml", line: 1, column: 1 },
} as const;

/** A quantity for tests; its value is the median of the spread where there is one. */
export function quantityLeaf(id: string, value: number | Distribution, unit = "days"): Quantity {
  const leaf = { ...facts, leaf: "quantity", id, label: id, unit } as const;
  return typeof value === "number" ? { ...leaf, value } : { ...leaf, value: value.quantile(0.5), spread: value };
}

export function choiceLeaf<const Word extends string>(id: string, value: Word): Choice<Word> {
  return { ...facts, leaf: "choice", id, label: id, value };
}

/** A law of chance for tests, without parameters of its own. */
export function lawLeaf(id: string, law: Distribution, unit = "tokens"): Law {
  return lawOf(id, {}, () => law, unit);
}

/** A law for tests whose parameters are quantities under its id. */
export function lawOf(
  id: string,
  parameters: Readonly<Record<string, number | Distribution>>,
  by: (parameters: Readonly<Record<string, number>>) => Distribution,
  unit = "tokens",
): Law {
  const of = Object.fromEntries(
    Object.entries(parameters).map(([name, value]) => [name, quantityLeaf(`${id}.${name}`, value)]),
  );
  return { ...facts, leaf: "law", id, label: id, unit, of, by };
}
