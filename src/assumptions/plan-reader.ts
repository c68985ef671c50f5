import type { Place } from "../analysis/node.ts";
import { describe } from "./describe.ts";
import type { Located, LocatedMap, Path } from "./located.ts";
import { parseYaml } from "./parse-yaml.ts";
import type { Problem } from "./problem.ts";
import { readSource } from "./source-text.ts";

/** Reads the files of one plan and gathers what is wrong with them. */
export interface PlanReader {
  readonly read: (path: string) => string;
  readonly parse?: ParseFile;
  readonly report: (problem: Problem) => void;
  /** Files read, in order. */
  readonly files: string[];
}

/** Reads the text of a file as YAML. */
export type ParseFile = (source: { readonly file: string; readonly text: string }) => {
  readonly problems: readonly Problem[];
  readonly tree?: Located;
};

/** Where a file was asked for, so that a missing one can be mended there. */
export interface Asked {
  readonly place: Place;
  readonly path: Path;
}

/** A file's top-level map; undefined, with the problems reported, where it has none that can be trusted. */
export function readMap(reader: PlanReader, file: string, asked?: Asked): LocatedMap | undefined {
  if (reader.files.length >= MOST_FILES) {
    const place = { file, line: 1, column: 1 };
    reader.report({ place, path: [], ...asked, found: `more than ${MOST_FILES} files`, expected: "fewer" });
    return undefined;
  }
  const text = readSource(reader.read, file, asked);
  if (typeof text !== "string") {
    reader.report(text);
    return undefined;
  }
  reader.files.push(file);
  const { problems, tree } = (reader.parse ?? parseYaml)({ file, text });
  problems.forEach(reader.report);
  if (!tree || tree.kind === "map") return tree;
  const empty = tree.kind === "scalar" && tree.value === null;
  const found = empty ? "an empty file" : tree.kind === "list" ? "a list" : describe(tree.value);
  reader.report({ place: tree.place, path: [], found, expected: "a map of keys and values" });
  return undefined;
}

const MOST_FILES = 100;
