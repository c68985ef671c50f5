import { describe, shorten } from "./describe.ts";
import { parseYaml } from "./parse-yaml.ts";
import { InputError } from "./problem.ts";

/** The values that one assumption takes in a sweep: numbers, or what would stand in YAML. */
export interface SweepAxis {
  /** Plan path. */
  readonly path: string;
  readonly values: readonly (number | string)[];
}

/**
 * Reads `data.person_days=100:200:11` (from, to, number of values, both ends among them) or `path=a,b,c`.
 *
 * @param scale how the values of a range are spaced
 * @throws InputError where it says something else
 */
export function readSweepAxis(text: string, scale: "linear" | "log"): SweepAxis {
  const equals = text.indexOf("=");
  const path = text.slice(0, Math.max(0, equals));
  const written = text.slice(equals + 1).trim();
  if (!/^[a-z][a-z0-9_]*(\.[a-z0-9_]+)*$/.test(path) || written === "" || text.length > MOST_CHARACTERS)
    throw refused(text, EXPECTED);
  const range = RANGE.exec(written);
  if (range) return { path, values: rangeValues(range.slice(1).map(Number), scale, text) };
  const values = itemsOf(written).map(itemValue);
  if (values.length > MOST_VALUES || new Set(values).size < values.length || values.some((value) => value === ""))
    throw refused(text, `different values, at most ${MOST_VALUES}, with commas between`);
  return { path, values };
}

const NUMBER = String.raw`\s*([-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)\s*`;
const RANGE = new RegExp(`^${NUMBER}:${NUMBER}:${NUMBER}$`);
const PLAIN = new RegExp(`^${NUMBER}$`);
const EXPECTED = "path=from:to:steps or path=a,b,c, such as data.person_days=100:200:11";
const MOST_VALUES = 1_000_000;
const MOST_CHARACTERS = 1_000_000;

function rangeValues([from = 0, to = 0, steps = 0]: readonly number[], scale: "linear" | "log", text: string) {
  if (!Number.isInteger(steps) || steps < 2 || steps > MOST_VALUES || from === to)
    throw refused(text, `two different ends and a whole number of values from 2 to ${MOST_VALUES}`);
  if (scale === "log" && !(from > 0 && to > 0)) throw refused(text, "ends above 0 on a logarithmic scale");
  const at = (share: number): number =>
    scale === "log" ? Math.exp(Math.log(from) * (1 - share) + Math.log(to) * share) : from + (to - from) * share;
  // Twelve digits: 0.1 + 0.2 is 0.3, and the ends are as written.
  return Array.from({ length: steps }, (_, step) =>
    step === 0 ? from : step === steps - 1 ? to : Number(at(step / (steps - 1)).toPrecision(12)),
  );
}

/** Parted at commas that stand in no bracket and no quotes. */
function itemsOf(text: string): readonly string[] {
  const items: string[] = [];
  let depth = 0;
  let quote = "";
  let item = "";
  for (const character of text) {
    if (quote !== "") quote = character === quote ? "" : quote;
    else if (character === '"' || character === "'") quote = character;
    else if ("{[(".includes(character)) depth++;
    else if ("}])".includes(character)) depth--;
    if (character === "," && depth === 0 && quote === "") {
      items.push(item.trim());
      item = "";
    } else item += character;
  }
  return [...items, item.trim()];
}

/** A number where it is plainly one; else text that is YAML, which is checked with the plan. */
function itemValue(item: string): number | string {
  if (PLAIN.test(item)) return Number(item);
  const { tree } = parseYaml({ file: "--over", text: item });
  return tree?.kind === "scalar" && typeof tree.value === "number" ? tree.value : item;
}

function refused(text: string, expected: string): InputError {
  return new InputError([
    { place: { file: "--over", line: 0, column: 0 }, path: [], found: describe(shorten(text)), expected },
  ]);
}
