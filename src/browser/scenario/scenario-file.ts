/** Scenario files: what is changed, as `llmplan --scenario` reads it, and such files back into changes. */
import type { Place } from "../../analysis/node.ts";
import { FAMILY_NAMES } from "../../assumptions/families.ts";
import { type Located, type Path, placeAt, plainValue } from "../../assumptions/located.ts";
import { parseYaml } from "../../assumptions/parse-yaml.ts";
import { InputError } from "../../assumptions/problem.ts";
import { readSource } from "../../assumptions/source-text.ts";
import type { Edit, PlanState } from "../plan/plan-state.ts";
import { writtenText } from "../plan/written-text.ts";
import { MOST_EDITS, type SharedState } from "./shared-state.ts";

export interface ScenarioText extends SharedState {
  readonly title: string;
  readonly reason: string;
}

/** A scenario file. Values of the same section stand together; later changes win, as they do in the page. */
export function scenarioYaml({ title, reason, version, digest, state }: ScenarioText): string {
  const parents = state.scenarios.slice(-1);
  const together = state.scenarios.length > 1 ? `# Put it over ${state.scenarios.join(", then ")}.\n` : "";
  const tree: Tree = new Map();
  for (const { path, text } of state.edits) put(tree, path.split("."), text);
  return [
    `${MARK}${JSON.stringify({ version, plan: digest })}\n${together}`,
    `title: ${JSON.stringify(title)}\n`,
    `reason: ${JSON.stringify(reason)}\n`,
    ...parents.map((name) => `extends: ${writtenText(name)}\n`),
    treeText(tree, ""),
  ].join("");
}

/** What a scenario file holds. The origin is absent where the page did not write it. */
export interface ReadScenario {
  readonly title: string;
  readonly origin: Pick<SharedState, "version" | "digest"> | undefined;
  readonly state: PlanState;
  /** Where in the file a part of the plan is written. */
  readonly placeOf: (path: Path) => Place;
}

/**
 * Reads a scenario file as changes of a plan; whether they fit the plan is found when they are put over it.
 *
 * @param scenarios what the page has under it where the file extends nothing
 * @throws InputError where the text is no YAML map, or holds more than a page takes
 */
export function readScenarioYaml(file: string, text: string, scenarios: readonly string[]): ReadScenario {
  const source = readSource(() => text, file);
  if (typeof source !== "string") throw new InputError([source]);
  const { tree, problems } = parseYaml({ file, text: source });
  const place = { file, line: 1, column: 1 };
  if (problems.length > 0) throw new InputError(problems);
  if (tree?.kind !== "map")
    throw new InputError([{ place, path: [], found: "no map", expected: "a scenario: title, reason and values" }]);
  const word = (key: string): string | undefined => {
    const value = tree.entries.get(key)?.value;
    return value?.kind === "scalar" && typeof value.value === "string" ? value.value : undefined;
  };
  const parent = word("extends");
  const edits = [...tree.entries]
    .filter(([key]) => !["title", "reason", "extends"].includes(key))
    .flatMap(([key, entry]) => editsIn(entry.value, [key]));
  if (edits.length > MOST_EDITS)
    throw new InputError([{ place, path: [], found: `${edits.length} changes`, expected: `at most ${MOST_EDITS}` }]);
  return {
    title: (word("title") ?? file).slice(0, LONGEST_TITLE),
    placeOf: (path) => placeAt(tree, path),
    origin: originIn(text),
    state: { scenarios: parent === undefined ? scenarios : [parent], edits },
  };
}

const LONGEST_TITLE = 80;

const MARK = "# llmplan workbench ";

function originIn(text: string): ReadScenario["origin"] {
  const line = text.split("\n").find((candidate) => candidate.startsWith(MARK));
  try {
    const { version, plan } = JSON.parse(line?.slice(MARK.length) ?? "null") as { version?: unknown; plan?: unknown };
    return typeof version === "string" && typeof plan === "string" ? { version, digest: plan } : undefined;
  } catch {
    return undefined;
  }
}

/** The values in a tree, each with its path; an assumption, a distribution and a list are values. */
function editsIn(node: Located, path: readonly string[]): readonly Edit[] {
  const keys = node.kind === "map" ? [...node.entries.keys()] : [];
  const [first] = keys;
  const isValue =
    node.kind !== "map" ||
    keys.length === 0 ||
    node.entries.has("value") ||
    (keys.length === 1 && first !== undefined && FAMILY_NAMES.includes(first));
  if (isValue) return [{ path: path.join("."), text: writtenText(plainValue(node)) }];
  return [...node.entries].flatMap(([key, entry]) => editsIn(entry.value, [...path, key]));
}

type Tree = Map<string, Tree | string>;

function put(tree: Tree, [key = "", ...rest]: readonly string[], text: string): void {
  if (rest.length === 0) {
    tree.set(key, text);
    return;
  }
  const inner = tree.get(key);
  const branch: Tree = inner instanceof Map ? inner : new Map();
  tree.set(key, branch);
  put(branch, rest, text);
}

function treeText(tree: Tree, indent: string): string {
  return [...tree]
    .map(([key, value]) =>
      typeof value === "string"
        ? `${indent}${key}: ${value.replaceAll("\n", " ")}\n`
        : `${indent}${key}:\n${treeText(value, `${indent}  `)}`,
    )
    .join("");
}
