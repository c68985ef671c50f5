import { evaluate } from "../analysis/evaluate.ts";
import type { ResultFigure } from "../analysis/result.ts";
import { budgetFigures } from "../analysis/risk/budget-figures.ts";
import { solvePlan } from "../analysis/risk/plan-goal.ts";
import { sheetDraws } from "../analysis/sheet-draws.ts";
import { interruptible } from "../node/interruptible.ts";
import { goalText } from "../report/goal-text.ts";
import { formatPercent } from "../report/quantity.ts";
import { budgetSection } from "../report/sections/budget-section.ts";
import { type ComputedPlan, computePlan } from "./compute-plan.ts";
import { UsageError } from "./exit.ts";
import type { FigureGoal } from "./goal-option.ts";
import { namedFigure, namedInput } from "./named-node.ts";
import type { PlanOptions } from "./options.ts";
import { progressLine } from "./progress.ts";
import { showSection } from "./show-section.ts";

export interface BudgetOptions extends PlanOptions {
  readonly usd?: number;
  readonly confidence: number;
  readonly solve?: string;
  readonly for?: FigureGoal;
}

/** `llmplan budget`: what a budget pays and how surely, or the value of an assumption that meets a goal. */
export function budgetCommand(named: string | undefined, options: BudgetOptions): void {
  const { solve, for: goal } = options;
  if ((solve === undefined) !== (goal === undefined))
    throw new UsageError(
      '--solve and --for go together: --solve conversation.initial_tokens --for "conversation.total_cost_usd.p95 <= 1000"',
    );
  const computed = computePlan(named, options, { choose: () => [] });
  const progress = progressLine();
  progress.show("solving");
  const done =
    solve === undefined || goal === undefined ? answered(computed, options) : solved(computed, options, solve, goal);
  progress.clear();
  showSection("budget", { ...computed, figures: done.figures, warnings: [] }, options, () => done.section, done.added);
}

function answered(computed: ComputedPlan, options: BudgetOptions) {
  const { sheet, read } = computed;
  const { planCost } = sheet;
  const conversation = read.plan.conversation;
  if (!planCost || !conversation) throw new UsageError("the plan has no section conversation");
  const question = { budgetUsd: options.usd ?? plannedBudget(computed), confidence: options.confidence };
  const figures = budgetFigures(planCost, conversation.initial_tokens, question, drawsOf(computed, options));
  return { figures, section: budgetSection(figures), added: {} };
}

/** The budget that the plan itself has for conversations, at the medians of its inputs; else its limit on their cost. */
function plannedBudget({ sheet, read }: ComputedPlan): number {
  const node = sheet.nodes.get("approach.api.budget_usd");
  const value = node && evaluate([node]).of(node);
  if (typeof value === "number") return value;
  const limit = read.policies.find(
    ({ figure, limit: asked }) =>
      UPPER_COST.test(figure) && asked.of === "value" && !asked.percent && asked.comparison.startsWith("<"),
  )?.limit.bound;
  if (limit === undefined)
    throw new UsageError("the plan has no budget in USD and no limit on the cost of all conversations: say --usd");
  return limit;
}

/** The mean, or a quantile from the median up: a bound on a spread or on a low quantile is no budget. */
const UPPER_COST = /^conversation\.total_cost_usd\.(mean|p[5-9]\d)$/;

function solved(computed: ComputedPlan, options: BudgetOptions, solve: string, goal: FigureGoal) {
  const { sheet } = computed;
  const figure = namedFigure(sheet, goal.figure);
  const leaf = namedInput(sheet, solve, figure);
  const { confidence } = options;
  if (typeof evaluate([figure]).of(figure) !== "number")
    throw new UsageError(`${figure.id} is not a number in this plan`);
  const { answer, plans } = interruptible(() =>
    solvePlan({ figure, leaf, goal, confidence }, drawsOf(computed, options)),
  );
  const certainty = plans === 1 ? "" : `in ${formatPercent(confidence, { atMost: 4 })} of ${plans} drawn plans`;
  const text = goalText({ assumption: leaf, figure, goal, answer, certainty });
  const solution: ResultFigure = {
    value: answer.kind === "limit" ? answer.value : null,
    unit: leaf.unit,
    label: `${leaf.label} for ${goal.figure} ${goal.comparison} ${goal.target}`,
    formula: "sought by root finding over the plan",
    of: [figure.id, leaf.id],
  };
  return {
    figures: { [`risk.solution.${leaf.id}`]: solution },
    section: { title: "Goal", answer: text, tables: [] },
    added: { goal: { ...goal, assumption: leaf.id, confidence, plans, answer, text } },
  };
}

const drawsOf = ({ sheet }: ComputedPlan, { seed, draws, planSampling }: PlanOptions) =>
  sheetDraws(sheet, { seed, draws, sampling: planSampling });
