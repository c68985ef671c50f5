import { describe } from "./describe.ts";
import { resolveBeside } from "./file-path.ts";
import type { Entry, Located, LocatedMap, Path } from "./located.ts";
import { type Asked, type PlanReader, readMap } from "./plan-reader.ts";

/**
 * Reads a plan file with the files it includes and joins them into one tree. Undefined, with the problems reported,
 * where a part is missing and whatever a check would say of the rest could be wrong.
 */
export function readWithIncludes(reader: PlanReader, file: string): LocatedMap | undefined {
  return readPart(reader, file, [], new Set());
}

function readPart(
  reader: PlanReader,
  file: string,
  chain: readonly string[],
  seen: Set<string>,
  asked?: Asked,
): LocatedMap | undefined {
  seen.add(file);
  const map = readMap(reader, file, asked);
  if (!map) return undefined;
  const own = new Map(map.entries);
  own.delete("include");
  let joined: LocatedMap | undefined = { ...map, entries: own };
  for (const { name, place, path } of namesIn(map.entries.get("include")?.value, reader)) {
    const part = resolveBeside(file, name);
    const circle = [...chain, file];
    if (circle.includes(part)) {
      const found = `a circle: ${[...circle.slice(circle.indexOf(part)), part].join(" → ")}`;
      reader.report({ place, path, found, expected: "files that do not include each other" });
    } else if (!seen.has(part)) {
      const other = readPart(reader, part, circle, seen, { place, path });
      joined = joined && other && join(joined, other, [], reader);
    }
  }
  return joined;
}

function namesIn(include: Located | undefined, reader: PlanReader): (Asked & { readonly name: string })[] {
  if (!include) return [];
  const expected = "a list of file names relative to this file, such as [../catalog/gpus.yaml]";
  if (include.kind !== "list") {
    const found = include.kind === "map" ? "a map" : describe(include.value);
    reader.report({ place: include.place, path: ["include"], found, expected });
    return [];
  }
  return include.items.flatMap((item, index) => {
    const at = { place: item.place, path: ["include", index] };
    const name = item.kind === "scalar" ? item.value : undefined;
    if (typeof name === "string" && /^(?![/\\]|[A-Za-z]:)[^\\]+$/.test(name)) return [{ ...at, name }];
    reader.report({ ...at, found: name === undefined ? `a ${item.kind}` : describe(name), expected });
    return [];
  });
}

/** Joins two files' maps. What both give is told with both places, and the first is kept. */
function join(first: LocatedMap, second: LocatedMap, path: Path, reader: PlanReader): LocatedMap {
  const entries = new Map<string, Entry>(first.entries);
  for (const [key, entry] of second.entries) {
    const before = entries.get(key);
    if (!before) {
      entries.set(key, entry);
    } else if (isGroup(before.value) && isGroup(entry.value)) {
      entries.set(key, { ...before, value: join(before.value, entry.value, [...path, key], reader) });
    } else {
      const { file, line, column } = before.keyPlace;
      const found = `the key again (first at ${file}:${line}:${column})`;
      reader.report({ place: entry.keyPlace, path: [...path, key], found, expected: "each key once in all files" });
    }
  }
  return { ...first, entries };
}

const isGroup = (node: Located): node is LocatedMap => node.kind === "map" && !node.entries.has("value");
