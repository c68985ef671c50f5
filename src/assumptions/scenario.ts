import { describe } from "./describe.ts";
import { resolveBeside } from "./file-path.ts";
import type { Located, LocatedMap } from "./located.ts";
import { nearest } from "./nearest.ts";
import type { Override } from "./override.ts";
import { type Asked, type PlanReader, readMap } from "./plan-reader.ts";
import { isMachineFault } from "./source-text.ts";

export interface Scenario extends Override {
  readonly name: string;
  readonly title: string;
  readonly reason: string;
}

/** Finds the scenarios beside a plan. */
export interface ScenarioFolder {
  readonly reader: PlanReader;
  readonly planFile: string;
  /** Names of the files in a folder; without it, an unknown scenario is told without the list of those there are. */
  readonly list?: ((folder: string) => readonly string[]) | undefined;
}

/**
 * Reads scenarios with what they extend, in the order in which they apply. One that several extend applies once, where
 * it is first needed.
 */
export function readScenarios(folder: ScenarioFolder, names: readonly string[]): readonly Scenario[] {
  const found = new Map<string, Scenario>();
  for (const name of names) {
    readScenario(folder, name, { place: { file: "--scenario", line: 0, column: 0 }, path: [] }, [], found);
  }
  return [...found.values()];
}

function readScenario(
  folder: ScenarioFolder,
  name: string,
  asked: Asked,
  chain: readonly string[],
  found: Map<string, Scenario>,
): void {
  const { reader, planFile } = folder;
  if (chain.includes(name)) {
    const circle = [...chain.slice(chain.indexOf(name)), name].join(" → ");
    reader.report({ ...asked, found: `a circle: ${circle}`, expected: "a scenario that does not extend itself" });
    return;
  }
  if (found.has(name)) return;
  const known = knownNames(folder);
  if (!/^[A-Za-z0-9][A-Za-z0-9_-]*$/.test(name) || (known && !known.includes(name))) {
    const hint = nearest(name, known ?? []);
    const expected = known && known.length > 0 ? `one of ${known.join(", ")}` : "a scenario beside the plan";
    reader.report({ ...asked, found: `${describe(name)}, no scenario`, expected, ...(hint && { nearest: hint }) });
    return;
  }
  const map = readMap(reader, resolveBeside(planFile, `scenarios/${name}.yaml`), asked);
  if (!map) return;
  const parent = map.entries.get("extends")?.value;
  if (parent) {
    const extended = textOf(parent, "extends", reader);
    const at = { place: parent.place, path: ["extends"] };
    if (extended !== undefined) readScenario(folder, extended, at, [...chain, name], found);
  }
  found.set(name, { name, by: `scenario ${name}`, ...wording(map, reader), tree: overridesIn(map) });
}

function knownNames({ list, planFile }: ScenarioFolder): readonly string[] | undefined {
  if (!list) return undefined;
  try {
    const files = list(resolveBeside(planFile, "scenarios"));
    return files.flatMap((file) => (file.endsWith(".yaml") ? [file.slice(0, -".yaml".length)] : [])).toSorted();
  } catch (error) {
    if (isMachineFault(error)) throw error;
    return []; // a plan without the folder has no scenarios
  }
}

function wording(map: LocatedMap, reader: PlanReader): { readonly title: string; readonly reason: string } {
  const text = (key: string) => textOf(map.entries.get(key)?.value ?? { ...map, kind: "absent" }, key, reader) ?? "";
  return { title: text("title"), reason: text("reason") };
}

function textOf(node: Located | { kind: "absent"; place: Located["place"] }, key: string, reader: PlanReader) {
  if (node.kind === "scalar" && typeof node.value === "string" && node.value !== "") return node.value;
  const found = node.kind === "absent" ? "nothing" : node.kind === "scalar" ? describe(node.value) : `a ${node.kind}`;
  reader.report({ place: node.place, path: [key], found, expected: EXPECTED[key] ?? "text" });
  return undefined;
}

const EXPECTED: Readonly<Record<string, string>> = {
  title: "a title for the scenario",
  reason: "the reason for the scenario, in a sentence",
  extends: "the name of another scenario",
};

function overridesIn(map: LocatedMap): LocatedMap {
  const entries = new Map(map.entries);
  for (const key of Object.keys(EXPECTED)) entries.delete(key);
  return { ...map, entries };
}
