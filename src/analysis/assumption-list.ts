import type { Distribution } from "../math/distribution.ts";
import type { Leaf, Provenance } from "./node.ts";

/** A leaf as plain data, for tables of assumptions. */
export interface ListedAssumption {
  readonly id: string;
  readonly label: string;
  readonly kind: Leaf["leaf"];
  /** A number, a word, or a law in words. */
  readonly value: number | string;
  readonly unit: string;
  readonly interval90?: readonly [number, number];
  readonly source: string;
  readonly provenance: Provenance;
  readonly note?: string;
  readonly file: string;
  readonly line: number;
}

/** Leaves as plain data. Parameters of a law stand in the law's own words and are left out. */
export function listAssumptions(leaves: readonly Leaf[]): readonly ListedAssumption[] {
  const parameters = new Set<Leaf>(leaves.flatMap((leaf) => (leaf.leaf === "law" ? Object.values(leaf.of) : [])));
  return leaves.filter((leaf) => !parameters.has(leaf)).map(listed);
}

/** The same by id. A law is listed as a whole; a document may also name one of its parameters. */
export function assumptionsById(leaves: readonly Leaf[]): ReadonlyMap<string, ListedAssumption> {
  const quantities = listAssumptions(leaves.filter(({ leaf }) => leaf === "quantity"));
  return new Map([...listAssumptions(leaves), ...quantities].map((assumption) => [assumption.id, assumption]));
}

function listed(leaf: Leaf): ListedAssumption {
  const { id, label, source, provenance, note, place } = leaf;
  return {
    id,
    label,
    kind: leaf.leaf,
    unit: leaf.leaf === "choice" ? "" : leaf.unit,
    source,
    provenance,
    ...(note !== undefined && { note }),
    file: place.file,
    line: place.line,
    ...statedValue(leaf),
  };
}

function statedValue(leaf: Leaf): Pick<ListedAssumption, "value" | "interval90"> {
  switch (leaf.leaf) {
    case "choice":
      return { value: leaf.value };
    case "law": {
      const parameters = Object.values(leaf.of);
      const family = leaf.by(
        Object.fromEntries(Object.entries(leaf.of).map(([name, { value }]) => [name, value])),
      ).family;
      const text = Object.entries(leaf.of).map(
        ([name, { value, spread }]) => `${name} ${spread ? spreadText(spread) : value}`,
      );
      return { value: parameters.length === 0 ? family : `${family} (${text.join(", ")})` };
    }
    case "quantity":
      return leaf.spread ? { value: leaf.value, interval90: ends(leaf.spread) } : { value: leaf.value };
  }
}

const ends = (spread: Distribution): readonly [number, number] => [spread.quantile(0.05), spread.quantile(0.95)];

const spreadText = (spread: Distribution): string =>
  ends(spread)
    .map((end) => Number(end.toPrecision(3)))
    .join(" to ");
