import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { checkClaims } from "../../../src/analysis/claims/check-claims.ts";
import type { Claim } from "../../../src/analysis/claims/claim.ts";
import { planSheet } from "../../../src/analysis/sheets/plan-sheet.ts";
import { readClaims } from "../../../src/assumptions/claims-file.ts";
import { loadPlan } from "../../../src/assumptions/load-plan.ts";
import { planFile } from "../../../src/assumptions/plan-file.ts";

const read = (path: string): string => readFileSync(path, "utf8");
const { leaves } = loadPlan({
  read,
  path: "assumptions/rolepl-ai/plan.yaml",
  sets: [],
  scenarios: [],
  schema: planFile,
});
const set = readClaims(read, "assumptions/rolepl-ai/published.yaml");
const { nodes } = planSheet(leaves, { kind: "exact" });

const page = read("docs/claims.md");

/** The slips that an author makes, put into one printed number at a time. */
const SLIPS: readonly (readonly [what: string, slip: (number: Claim["number"]) => number])[] = [
  ["one unit of its last significant digit", ({ value, significantUnit }) => value + significantUnit],
  ["10 % too high", ({ value }) => value * 1.1],
  ["20 % too high", ({ value }) => value * 1.2],
  ["twice as high", ({ value }) => value * 2],
];

const passing = (claims: readonly Claim[]): ReadonlySet<string> =>
  new Set(
    checkClaims({ ...set, claims }, leaves, nodes).checked.flatMap(({ id, verdict }) =>
      /^follows(-within-input-rounding)?$/.test(verdict) ? [id] : [],
    ),
  );

/** A claim and those that it starts from, and so on: all that its verdict needs, in a small part of the time. */
function withRoots(claim: Claim): readonly Claim[] {
  const wanted = new Set([claim]);
  for (const { from } of wanted)
    for (const pattern of from) {
      const named = new RegExp(`^${pattern.replaceAll("*", ".*")}$`);
      for (const other of set.claims) if (named.test(other.id)) wanted.add(other);
    }
  return set.claims.filter((other) => wanted.has(other));
}

it.each(SLIPS)("a printed number that is wrong by %s is found as often as docs/claims.md says", (what, slip) => {
  const sound = passing(set.claims);
  const held = set.claims.filter(
    ({ id, relation, simulatedRange, number }) =>
      sound.has(id) && relation === "equals" && simulatedRange === undefined && number.value !== 0,
  );
  const found = held.filter((claim) => {
    const changed = { ...claim, number: { ...claim.number, value: slip(claim.number) } };
    return !passing(withRoots(claim).map((other) => (other === claim ? changed : other))).has(claim.id);
  });
  // Nothing is found that is no slip.
  for (const claim of held) expect(passing(withRoots(claim)), claim.id).toContain(claim.id);
  expect(page).toContain(`| ${what} | ${found.length} of ${held.length} |`);
});
