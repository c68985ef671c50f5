import type { z } from "zod";
import type { Place } from "../analysis/node.ts";
import { describe } from "./describe.ts";
import { keyPlaceAt, type Located, nodeAt, type Path, placeAt, plainValue } from "./located.ts";
import { nearest } from "./nearest.ts";
import type { Problem } from "./problem.ts";
import { keysAt } from "./schema-keys.ts";

/** Checks a tree against a schema; what is wrong comes with its file, line and column. */
export function checkTree<Schema extends z.ZodType>(
  schema: Schema,
  tree: Located,
): { readonly output: z.output<Schema> } | { readonly problems: readonly Problem[] } {
  const result = schema.safeParse(plainValue(tree), CHECK);
  if (result.success) return { output: result.data };
  return { problems: withoutEchoes(result.error.issues.flatMap((issue) => problemsOf(issue, schema, tree))) };
}

// A plan is checked once; compiling its schema to code would take longer than the check.
const CHECK = { error: expectedBy, jitless: true };

/** A misspelt key is one problem: that the right key is missing goes without saying. */
function withoutEchoes(problems: readonly Problem[]): Problem[] {
  const meant = new Set(
    problems.flatMap(({ path, nearest }) => (nearest ? [JSON.stringify([...path.slice(0, -1), nearest])] : [])),
  );
  return problems.filter(({ path, found }) => found !== NOTHING || !meant.has(JSON.stringify(path)));
}

const NOTHING = describe(undefined);

/** Messages in this schema are what was expected; those of zod's own checks are put in a plan author's words. */
function expectedBy(issue: z.core.$ZodRawIssue): string {
  switch (issue.code) {
    case "invalid_type":
      return TYPE_NAMES[issue.expected] ?? issue.expected;
    case "invalid_value":
      return issue.values.map(String).join(" or ");
    case "too_small":
      return `${issue.inclusive ? "at least" : "more than"} ${issue.minimum}`;
    case "too_big":
      return `${issue.inclusive ? "at most" : "less than"} ${issue.maximum}`;
    case "invalid_union":
      return "one of the forms this key can take";
    case "invalid_format":
      return `text of the form ${issue.pattern ?? issue.format}`;
    default:
      return "another value";
  }
}

const TYPE_NAMES: Readonly<Record<string, string>> = {
  object: "a map",
  record: "a map",
  array: "a list",
  string: "text",
  number: "a number",
  boolean: "true or false",
};

function problemsOf(issue: z.core.$ZodIssue, schema: z.ZodType, tree: Located): Problem[] {
  const path = issue.path.map((step) => (typeof step === "number" ? step : String(step)));
  switch (issue.code) {
    case "unrecognized_keys": {
      const valid = keysAt(schema, path);
      return issue.keys.map((key, index) => unknownKey(path, key, valid, tree, index < MOST_HINTS));
    }
    case "invalid_key": {
      const place = keyPlaceAt(tree, path.slice(0, -1), String(path.at(-1)));
      const expected = issue.issues[0]?.message ?? issue.message;
      return [{ place, path, found: `the key ${path.at(-1)}`, expected }];
    }
    default:
      return [{ place: placeOf(issue, tree, path), path, ...wrongValue(issue, nodeAt(tree, path)) }];
  }
}

/** So that a hostile file's thousands of keys take no time. */
const MOST_HINTS = 50;

function unknownKey(path: Path, key: string, valid: readonly string[], tree: Located, withHint: boolean): Problem {
  const hint = withHint ? nearest(key, valid) : undefined;
  return {
    place: keyPlaceAt(tree, path, key),
    path: [...path, key],
    found: "an unknown key",
    expected: valid.length > 0 ? `one of ${valid.join(", ")}` : "no key here",
    ...(hint !== undefined && { nearest: hint }),
  };
}

function placeOf(issue: z.core.$ZodIssue, tree: Located, path: Path): Place {
  const isKey = issue.code === "custom" && issue.params?.key === true;
  return isKey ? keyPlaceAt(tree, path.slice(0, -1), String(path.at(-1))) : placeAt(tree, path);
}

function wrongValue(
  issue: z.core.$ZodIssue,
  node: Located | undefined,
): Pick<Problem, "found" | "expected" | "nearest"> {
  const value = node && plainValue(node);
  const told = issue.code === "custom" ? issue.params : undefined;
  const words = issue.code === "invalid_value" ? issue.values.map(String) : [];
  const hint: unknown = told?.nearest ?? (typeof value === "string" ? nearest(value, words) : undefined);
  const found = typeof told?.found === "string" ? told.found : describe(value);
  return { found, expected: issue.message, ...(typeof hint === "string" && { nearest: hint }) };
}
