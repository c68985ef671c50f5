/** The shipped plan for the notebooks: read from this project, whatever folder the kernel was started in. */
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { checkPlan, type PlanCheck } from "../src/analysis/claims/check-plan.ts";
import { type Outline, outlineOf } from "../src/analysis/outline.ts";
import type { Plan } from "../src/analysis/plan/plan.ts";
import { type ResultFigure, resultOf } from "../src/analysis/result.ts";
import { figuresOf, planSheet, type Sheet } from "../src/analysis/sheets/plan-sheet.ts";
import { readClaims } from "../src/assumptions/claims-file.ts";
import { loadPlan } from "../src/assumptions/load-plan.ts";
import { planFile } from "../src/assumptions/plan-file.ts";

const text = (file: string): string => readFileSync(fileURLToPath(new URL(`../${file}`, import.meta.url)), "utf8");
const names = (folder: string): string[] => readdirSync(fileURLToPath(new URL(`../${folder}`, import.meta.url)));

export interface RoleplAi {
  readonly plan: Plan;
  readonly sheet: Sheet;
  readonly outline: Outline;
  readonly figures: Readonly<Record<string, ResultFigure>>;
  /** A figure's number; asking for a word or for what is not there is a mistake in the notebook. */
  readonly number: (id: string) => number;
}

/**
 * The plan with scenarios and settings over it, and its figures; 2,000 drawn plans where assumptions have a spread.
 *
 * @param changes sections: first parts of the ids of the figures to compute; all of them where absent
 */
export function roleplAi(
  changes: {
    readonly scenarios?: readonly string[];
    readonly sets?: readonly string[];
    readonly sections?: readonly string[];
  } = {},
): RoleplAi {
  const plan = loadPlan({
    ...changes,
    read: text,
    list: names,
    path: "assumptions/rolepl-ai/plan.yaml",
    schema: planFile,
  }).leaves;
  const sheet = planSheet(plan, { kind: "exact" });
  const printed = changes.sections ? figuresOf(sheet, changes.sections) : sheet.printed;
  const figures = resultOf(printed, { seed: 1, draws: 2000 });
  const number = (id: string): number => {
    const value = figures[id]?.value;
    if (typeof value !== "number") throw new Error(`${id} is no number of the plan`);
    return value;
  };
  return { plan, sheet, outline: outlineOf(plan), figures, number };
}

/** What the deliverable prints, held to a plan. */
export const audit = ({ plan, sheet }: RoleplAi): PlanCheck =>
  checkPlan(readClaims(text, "assumptions/rolepl-ai/published.yaml"), plan, sheet);
