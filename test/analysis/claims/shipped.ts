/** The shipped plan and its claims, checked; and small made-up documents. */
import { readFileSync } from "node:fs";
import { checkPlan, type PlanCheck } from "../../../src/analysis/claims/check-plan.ts";
import { planSheet } from "../../../src/analysis/sheets/plan-sheet.ts";
import { readClaims } from "../../../src/assumptions/claims-file.ts";
import { loadPlan } from "../../../src/assumptions/load-plan.ts";
import { planFile } from "../../../src/assumptions/plan-file.ts";

const read = (path: string): string => readFileSync(path, "utf8");

/** @param sets assumptions changed, as `path=value` */
export function checkShipped(
  sets: readonly string[] = [],
  scenarios: readonly string[] = [],
  claims: (text: string) => string = (text) => text,
): PlanCheck {
  const { leaves, setBy } = loadPlan({
    read,
    path: "assumptions/rolepl-ai/plan.yaml",
    sets,
    scenarios,
    schema: planFile,
  });
  const set = readClaims((path) => claims(read(path)), "assumptions/rolepl-ai/published.yaml");
  return checkPlan(set, leaves, planSheet(leaves, { kind: "exact" }), (id) => setBy(id.split(".")) !== undefined);
}

/** A plan of three assumptions a person can compute by hand: 100 days, a tenth to write, half to review. */
const SMALL_PLAN = `schema: 1
title: Small
data:
  person_days: { value: 100, unit: days, source: chapter 1, provenance: published }
  writing_share_fraction: { value: 0.1, unit: fraction, source: chapter 1, provenance: chosen }
  reviewing_share_fraction: { value: 0.5, unit: fraction, source: chapter 1, provenance: chosen }
  hours_per_day: { value: 8, unit: hours/day, source: chapter 1, provenance: chosen }
  writing_speed: { value: 20, unit: words/min, source: chapter 1, provenance: chosen }
  reviewing_speed: { value: 100, unit: words/min, source: chapter 1, provenance: chosen }
  tokens_per_word: { value: 1.3, unit: tokens/word, source: chapter 1, provenance: chosen }
  tokens_per_instance: { value: 300, unit: tokens/instance, source: chapter 1, provenance: chosen }
`;

const SMALL_INPUTS = `
      days: { printed: "100", is: data.person_days }
      write: { printed: "10%", is: data.writing_share_fraction }
      review: { printed: "50%", exact: true, is: data.reviewing_share_fraction }
      hours: { printed: "8", exact: true, is: data.hours_per_day }
      write-speed: { printed: "20", exact: true, is: data.writing_speed }
      review-speed: { printed: "100", exact: true, is: data.reviewing_speed }
      per-word: { printed: "1.3", exact: true, is: data.tokens_per_word }
      per-instance: { printed: "300", exact: true, is: data.tokens_per_instance }`;

/**
 * Checks claims on the small plan.
 *
 * @param claims YAML of the claims, one a line, without indentation
 */
export function checkSmall(
  claims: string,
  {
    sets = [],
    head = "",
    plan = "",
    change = (text) => text,
  }: { sets?: readonly string[]; head?: string; plan?: string; change?: (text: string) => string } = {},
): PlanCheck {
  const { leaves, setBy } = loadPlan({
    read: () => change(SMALL_PLAN) + plan,
    path: "plan.yaml",
    sets,
    schema: planFile,
  });
  const lines = claims
    .trim()
    .split("\n")
    .map((line) => `      ${line.trim()}`);
  const text = `schema: 1\ndocument: Small\n${head}\nparts:\n  - section: "1"\n    inputs:${SMALL_INPUTS}\n    claims:\n${lines.join("\n")}\n`;
  return checkPlan(
    readClaims(() => text, "published.yaml"),
    leaves,
    planSheet(leaves, { kind: "exact" }),
    (id) => setBy(id.split(".")) !== undefined,
  );
}

/** Verdicts by id. */
export const verdictsOf = ({ checked }: PlanCheck): Readonly<Record<string, string>> =>
  Object.fromEntries(checked.map(({ id, verdict }) => [id, verdict]));
