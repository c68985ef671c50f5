import { describe, shorten } from "./describe.ts";
import type { Located } from "./located.ts";
import type { Override } from "./override.ts";
import { parseYaml } from "./parse-yaml.ts";
import type { Problem } from "./problem.ts";
import { MOST_CHARACTERS } from "./source-text.ts";

const PLACE = { file: "--set", line: 0, column: 0 };

/** Reads `data.person_days=187`; the value is YAML. Undefined, with the problems reported, where it cannot be read. */
export function readSetOption(option: string, report: (problem: Problem) => void): Override | undefined {
  const equals = option.indexOf("=");
  const keys = option.slice(0, Math.max(0, equals)).split(".");
  if (equals < 0 || option.length > MOST_CHARACTERS || keys.length > MOST_KEYS || !keys.every(isKey)) {
    const found = describe(shorten(option));
    report({ place: PLACE, path: [], found, expected: "path=value, such as data.person_days=187" });
    return undefined;
  }
  const { problems, tree } = parseYaml({ file: PLACE.file, text: option.slice(equals + 1), place: PLACE });
  for (const problem of problems) report({ ...problem, path: [...keys, ...problem.path] });
  if (!tree || problems.length > 0) return undefined;
  const nested = keys.reduceRight<Located>(
    (value, key) => ({ kind: "map", place: PLACE, entries: new Map([[key, { keyPlace: PLACE, value }]]) }),
    tree,
  );
  return { by: "--set", tree: nested };
}

const MOST_KEYS = 20;

const isKey = (key: string): boolean => /^[a-z][a-z0-9_]*$/.test(key);
