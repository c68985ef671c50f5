/**
 * Limits that a plan sets to its figures stand in its section `budget`, under the ids of figures. Ids have dots and the
 * section's own keys have none, so the two are told apart by that.
 */
import type { Policy } from "../analysis/policies/policy.ts";
import { describe } from "./describe.ts";
import { LIMIT_FORMS, LIMIT_PATTERN, readLimit } from "./limit-text.ts";
import type { Entry, Located, LocatedMap, Path } from "./located.ts";
import { nearest } from "./nearest.ts";
import type { Problem } from "./problem.ts";

/** A plan's tree without the limits, and the limits by figure. A section of limits alone is no section of assumptions. */
export function separatePolicies(tree: Located): {
  readonly tree: Located;
  readonly policies: ReadonlyMap<string, Entry>;
} {
  const budget = tree.kind === "map" ? tree.entries.get(SECTION) : undefined;
  if (tree.kind !== "map" || !budget || budget.value.kind !== "map") return { tree, policies: new Map() };
  const entries = [...budget.value.entries];
  const policies = new Map(entries.filter(([key]) => key.includes(".")));
  if (policies.size === 0) return { tree, policies };
  const own = new Map(entries.filter(([key]) => !key.includes(".")));
  const sections = new Map(tree.entries);
  if (own.size === 0) sections.delete(SECTION);
  else sections.set(SECTION, { ...budget, value: { ...budget.value, entries: own } });
  return { tree: { ...tree, entries: sections }, policies };
}

/** Reads the limits; whether there are such figures is known only once the plan is computed. */
export function readPolicies(
  policies: ReadonlyMap<string, Entry>,
  report: (problem: Problem) => void,
): readonly Policy[] {
  return [...policies].flatMap(([figure, { keyPlace, value }]) => {
    const path = [SECTION, figure];
    if (!FIGURE.test(figure)) {
      report({
        place: keyPlace,
        path,
        found: "a key with a dot",
        expected: "the id of a figure, such as data.instances",
      });
      return [];
    }
    const written = value.kind === "list" ? value.items : [value];
    if (written.length === 0) report({ place: value.place, path, found: "an empty list", expected: EXPECTED });
    return written.flatMap((one, index) => {
      const at = value.kind === "list" ? [...path, index] : path;
      const policy = readPolicy(one, at, report);
      return policy ? [{ figure, ...policy, place: one.place.line > 0 ? one.place : keyPlace }] : [];
    });
  });
}

const SECTION = "budget";
const FIGURE = /^[a-z][a-z0-9_]*(\.[a-z0-9_]+)+$/;
const EXPECTED = `a limit, ${LIMIT_FORMS}; a map of limit, severity and reason; or a list of these`;

/** As editors see it, beside the section's own keys. */
export const POLICY_KEYWORDS = {
  pattern: FIGURE.source,
  schema: {
    description: "Limit on a figure, held by llmplan check and llmplan compare",
    anyOf: [{ $ref: "#/$defs/policy" }, { type: "array", minItems: 1, items: { $ref: "#/$defs/policy" } }],
  },
  definition: {
    anyOf: [
      { type: "string", pattern: LIMIT_PATTERN },
      {
        type: "object",
        properties: {
          limit: { type: "string", pattern: LIMIT_PATTERN },
          severity: { enum: ["warn", "fail"], description: "warn: say so; fail: fail the check as well" },
          reason: { type: "string", description: "Why there is a limit" },
        },
        required: ["limit"],
        additionalProperties: false,
      },
    ],
  },
};

type Read = Omit<Policy, "figure" | "place">;

function readPolicy(node: Located, path: Path, report: (problem: Problem) => void): Read | undefined {
  if (node.kind === "map") return readMap(node, path, report);
  const text = node.kind === "scalar" && typeof node.value === "string" ? node.value : undefined;
  const limit = text === undefined ? undefined : readLimit(text);
  if (text !== undefined && limit) return { limit, text: text.trim(), severity: "fail" };
  const found = node.kind === "scalar" ? describe(node.value) : "a list";
  report({ place: node.place, path, found, expected: EXPECTED });
  return undefined;
}

function readMap(map: LocatedMap, path: Path, report: (problem: Problem) => void): Read | undefined {
  for (const [key, { keyPlace }] of map.entries) {
    if (KEYS.includes(key)) continue;
    const hint = nearest(key, KEYS);
    report({
      ...{ place: keyPlace, path: [...path, key], found: "an unknown key", expected: `one of ${KEYS.join(", ")}` },
      ...(hint !== undefined && { nearest: hint }),
    });
  }
  const text = wordAt(map, "limit", `a limit: ${LIMIT_FORMS}`, path, report);
  const limit = text === undefined ? undefined : readLimit(text);
  const place = map.entries.get("limit")?.value.place ?? map.place;
  if (text !== undefined && !limit)
    report({ place, path: [...path, "limit"], found: describe(text), expected: LIMIT_FORMS });
  const severity = map.entries.has("severity") ? wordAt(map, "severity", SEVERITY, path, report) : "fail";
  const reason = map.entries.has("reason") ? wordAt(map, "reason", "a reason in words", path, report) : undefined;
  if (severity !== undefined && severity !== "warn" && severity !== "fail") {
    const at = map.entries.get("severity")?.value.place ?? map.place;
    report({ place: at, path: [...path, "severity"], found: describe(severity), expected: SEVERITY });
    return undefined;
  }
  if (text === undefined || !limit || severity === undefined) return undefined;
  return { limit, text: text.trim(), severity, ...(reason !== undefined && { reason }) };
}

const KEYS: readonly string[] = ["limit", "severity", "reason"];
const SEVERITY = "warn or fail";

function wordAt(
  map: LocatedMap,
  key: string,
  expected: string,
  path: Path,
  report: (problem: Problem) => void,
): string | undefined {
  const node = map.entries.get(key)?.value;
  if (node?.kind === "scalar" && typeof node.value === "string") return node.value;
  const found = node === undefined ? "nothing" : node.kind === "scalar" ? describe(node.value) : `a ${node.kind}`;
  report({ place: node?.place ?? map.place, path: [...path, key], found, expected });
  return undefined;
}
