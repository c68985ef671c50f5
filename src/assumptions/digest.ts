import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import type { Leaf, Quantity } from "../analysis/node.ts";
import type { Distribution } from "../math/distribution.ts";

/**
 * First 16 hex digits of the SHA-256 of a plan's effective values and units. Wording, sources, notes, the order of keys
 * and where things are written leave it alone.
 */
export function digestOf(leaves: unknown): string {
  return bytesToHex(sha256(utf8ToBytes(JSON.stringify(effective(leaves))))).slice(0, 16);
}

/** What is said about values rather than computed with. */
const WORDING: ReadonlySet<string> = new Set(["title", "label", "source", "provenance", "note", "place"]);

function effective(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(effective);
  if (typeof value === "number" && !Number.isFinite(value)) return String(value);
  if (typeof value !== "object" || value === null) return value;
  if (isLeaf(value)) return effectiveLeaf(value);
  return Object.entries(value)
    .filter(([key, inner]) => !WORDING.has(key) && inner !== undefined && !isContext(inner))
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, inner]) => [key, effective(inner)]);
}

function effectiveLeaf(leaf: Leaf): unknown {
  switch (leaf.leaf) {
    case "choice":
      return leaf.value;
    case "quantity":
      return [effectiveQuantity(leaf), leaf.unit];
    case "law": {
      const parameters = Object.entries(leaf.of);
      const made = leaf.by(Object.fromEntries(parameters.map(([name, { value }]) => [name, value])));
      return [law(made), effective(Object.fromEntries(parameters)), leaf.unit];
    }
  }
}

const effectiveQuantity = ({ value, spread }: Quantity): unknown => (spread ? law(spread) : value);

const law = ({ family, parameters }: Distribution): unknown => [family, effective(parameters)];

function isLeaf(value: object): value is Leaf {
  return "kind" in value && value.kind === "leaf";
}

function isContext(value: unknown): boolean {
  return typeof value === "object" && value !== null && "kind" in value && value.kind === "context";
}
