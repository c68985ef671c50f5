/** A plan's text as a tree in which every key and value knows where it was written. Trees are never changed in place. */
import type { Place } from "../analysis/node.ts";

interface LocatedScalar {
  readonly kind: "scalar";
  readonly place: Place;
  readonly value: string | number | boolean | null;
  /** Who put the value there, if not the plan itself: `scenario lean`, `--set`. */
  readonly setBy?: string;
}

interface LocatedList {
  readonly kind: "list";
  readonly place: Place;
  readonly items: readonly Located[];
  readonly setBy?: string;
}

export interface LocatedMap {
  readonly kind: "map";
  readonly place: Place;
  readonly entries: ReadonlyMap<string, Entry>;
  readonly setBy?: string;
}

export interface Entry {
  readonly keyPlace: Place;
  readonly value: Located;
}

export type Located = LocatedScalar | LocatedList | LocatedMap;

export type Path = readonly (string | number)[];

/** The node at a path, or undefined where the tree has none. */
export function nodeAt(tree: Located, path: Path): Located | undefined {
  let node: Located | undefined = tree;
  for (const step of path) node = node && child(node, step);
  return node;
}

/** Where to point a reader for a path: at its value, or, where there is none, at the key of the map that lacks it. */
export function placeAt(tree: Located, path: Path): Place {
  let node = tree;
  let missing = tree.place;
  for (const step of path) {
    const next = child(node, step);
    if (!next) return missing;
    missing = keyPlaceOf(node, step) ?? next.place;
    node = next;
  }
  return node.place;
}

/**
 * Who put a part of the tree there, if not the plan itself: the value of an assumption, a parameter of its law, or what
 * now stands where a missing path leads.
 */
export function setByAt(tree: Located, path: Path): string | undefined {
  let node = statedIn(tree);
  for (const step of path) {
    const next = child(node, step);
    if (!next) break;
    node = statedIn(next);
  }
  return node.setBy;
}

/** What is written for an assumption or a parameter of its law, as plain values; undefined where there is nothing. */
export function writtenAt(tree: Located, path: Path): unknown {
  let node = statedIn(tree);
  for (const step of path) {
    const next = child(node, step);
    if (!next) return undefined;
    node = statedIn(next);
  }
  return plainValue(node);
}

/** The value of an assumption that is written with its unit and source. */
const statedIn = (node: Located): Located => child(node, "value") ?? node;

/** Where a key of the map at `path` is written. */
export function keyPlaceAt(tree: Located, path: Path, key: string): Place {
  const map = nodeAt(tree, path);
  return (map && keyPlaceOf(map, key)) ?? placeAt(tree, path);
}

/** The tree as plain values. A key `__proto__` becomes an ordinary own property. */
export function plainValue(node: Located): unknown {
  switch (node.kind) {
    case "scalar":
      return node.value;
    case "list":
      return node.items.map(plainValue);
    case "map":
      return Object.fromEntries([...node.entries].map(([key, entry]) => [key, plainValue(entry.value)]));
  }
}

/** A map with some entries put in or replaced; the rest keep their order. */
export function withEntries(map: LocatedMap, entries: Iterable<readonly [string, Entry]>): LocatedMap {
  return { ...map, entries: new Map([...map.entries, ...entries]) };
}

function child(node: Located, step: string | number): Located | undefined {
  if (node.kind === "map") return node.entries.get(String(step))?.value;
  return node.kind === "list" && typeof step === "number" ? node.items[step] : undefined;
}

function keyPlaceOf(node: Located, step: string | number): Place | undefined {
  return node.kind === "map" ? node.entries.get(String(step))?.keyPlace : undefined;
}
