import type { Place } from "../analysis/node.ts";
import { FAMILY_NAMES } from "./families.ts";
import { type Entry, type Located, type LocatedMap, type Path, withEntries } from "./located.ts";
import { nearest } from "./nearest.ts";
import type { Problem } from "./problem.ts";

/** What sets values over a plan's own: its overrides in the plan's nesting, and how the changed values name it. */
export interface Override {
  /** `scenario lean`, `--set`. */
  readonly by: string;
  readonly tree: Located;
}

/**
 * Puts overrides over a tree. It knows assumptions by their key `value`, distributions by their family and table rows
 * by the key `rows`; whether the keys exist is left to the schema, which sees the merged tree.
 */
export function applyOverride(base: Located, { by, tree }: Override, report: (problem: Problem) => void): Located {
  return merge(base, markSetBy(tree, by), [], by, report);
}

function merge(base: Located, over: Located, path: Path, by: string, report: (problem: Problem) => void): Located {
  if (base.kind !== "map") return over;
  if (base.entries.has("value")) return overrideAssumption(base, over, by);
  if (over.kind !== "map" || isDistribution(base)) return overrideValue(base, over);
  const changed: [string, Entry][] = [];
  for (const [key, entry] of over.entries) {
    const old = base.entries.get(key);
    const inside = [...path, key];
    if (old) changed.push([key, { ...old, value: merge(old.value, entry.value, inside, by, report) }]);
    else if (path.at(-1) === "rows") report(unknownRow(entry, inside, base));
    else changed.push([key, entry]);
  }
  return withEntries(base, changed);
}

/** Replaces fields, or the value alone. A new value without a source of its own is the override's choice. */
function overrideAssumption(base: LocatedMap, over: Located, by: string): Located {
  const bare: Entry = { keyPlace: over.place, value: over };
  const fields = over.kind === "map" && !isDistribution(over) ? over.entries : new Map([["value", bare]]);
  const value = fields.get("value");
  if (!value) return withEntries(base, fields);

  const old = base.entries.get("value");
  const merged = new Map([...base.entries, ...fields]);
  merged.set("value", { ...value, value: old ? overrideValue(old.value, value.value) : value.value });
  if (!fields.has("note")) merged.delete("note");
  if (!fields.has("source")) {
    const word = (text: string): Entry => ({
      keyPlace: value.keyPlace,
      value: { kind: "scalar", place: value.value.place, value: text },
    });
    merged.set("source", word(by));
    if (!fields.has("provenance")) merged.set("provenance", word("chosen"));
  }
  return { ...base, entries: merged };
}

/** A distribution of the same family takes single parameters; anything else is replaced. */
function overrideValue(base: Located, over: Located): Located {
  const [old, given] = [familyIn(base), familyIn(over)];
  if (!old || given?.name !== old.name) return over;
  const parameters = old.body.entries;
  if (![...given.body.entries.keys()].every((name) => parameters.has(name))) return over;
  const changed = [...given.body.entries].map(([name, entry]): [string, Entry] => {
    const before = parameters.get(name);
    return [name, before ? { ...entry, value: overrideValue(before.value, entry.value) } : entry];
  });
  const body = withEntries(given.body, [...parameters, ...changed]);
  return withEntries(given.map, [[given.name, { keyPlace: given.keyPlace, value: body }]]);
}

function unknownRow(entry: Entry, path: Path, rows: LocatedMap): Problem {
  const keys = [...rows.entries.keys()];
  const hint = nearest(String(path.at(-1)), keys);
  const expected = `a row of the plan: ${keys.join(", ")}`;
  return {
    place: entry.keyPlace,
    path,
    found: "an unknown row",
    expected,
    ...(hint !== undefined && { nearest: hint }),
  };
}

function markSetBy(node: Located, by: string): Located {
  switch (node.kind) {
    case "scalar":
      return { ...node, setBy: by };
    case "list":
      return { ...node, setBy: by, items: node.items.map((item) => markSetBy(item, by)) };
    case "map": {
      const mark = ([key, entry]: [string, Entry]): [string, Entry] => [
        key,
        { ...entry, value: markSetBy(entry.value, by) },
      ];
      return { ...node, setBy: by, entries: new Map([...node.entries].map(mark)) };
    }
  }
}

/** Whether a map states a distribution: `{normal: {mean: 20, sd: 8}}`, `{empirical: [3, 5, 4]}`. */
function isDistribution({ entries }: LocatedMap): boolean {
  const [key, ...more] = entries.keys();
  return key !== undefined && more.length === 0 && FAMILY_NAMES.includes(key);
}

interface WrittenFamily {
  readonly map: LocatedMap;
  readonly name: string;
  readonly keyPlace: Place;
  readonly body: LocatedMap;
}

/** The distribution that a node states by its parameters, if it does. */
function familyIn(node: Located): WrittenFamily | undefined {
  const [first] = node.kind === "map" && isDistribution(node) ? node.entries : [];
  if (!first || node.kind !== "map") return undefined;
  const [name, { keyPlace, value }] = first;
  return value.kind === "map" ? { map: node, name, keyPlace, body: value } : undefined;
}
