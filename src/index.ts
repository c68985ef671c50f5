/**
 * llmplan as a library: the part that knows no Node, for programs and pages alike. Text comes in through a function,
 * results go out as plain data. What needs files and pixels is in `llmplan/node`.
 *
 * @example
 * const { leaves, digest } = loadPlan({ read, path: "plan.yaml", schema: planFile });
 * const sheet = planSheet(leaves, { kind: "exact" });
 * const figures = resultOf(sheet.printed, { seed: 1, draws: 2000 });
 * figures["conversation.cost_usd.mean"].value;
 *
 * @module
 */

export { type ListedAssumption, listAssumptions } from "./analysis/assumption-list.ts";
export { optionShares } from "./analysis/break-even/option-shares.ts";
export { type VolumeCurve, volumeCurves } from "./analysis/break-even/volume-curves.ts";
export { checkPlan, type PlanCheck } from "./analysis/claims/check-plan.ts";
export type { CheckedClaim, Finding, Hypothesis, Verdict } from "./analysis/claims/checked-claim.ts";
export { type ClaimSet, NO_CLAIMS } from "./analysis/claims/claim.ts";
export { hypothesesOf } from "./analysis/claims/neighbours.ts";
export { type Combination, combined, ReferenceFault } from "./analysis/combination.ts";
export type { CostDistribution } from "./analysis/conversation/cost-distribution.ts";
export { type ConversationCurves, conversationCurves } from "./analysis/conversation/curves.ts";
export { conversationCost, totalCost } from "./analysis/conversation/exact.ts";
export type { ConversationModel } from "./analysis/conversation/model.ts";
export { type ConversationMoments, conversationMoments } from "./analysis/conversation/moments.ts";
export { simulate } from "./analysis/conversation/monte-carlo.ts";
export type { Simulation } from "./analysis/conversation/simulation.ts";
export { simulationJob } from "./analysis/conversation/simulation-job.ts";
export { ancestorsOf, compile, evaluate, type Values } from "./analysis/evaluate.ts";
export { type Contribution, contributionsTo } from "./analysis/explain/contributions.ts";
export { type Derivation, explain } from "./analysis/explain/derivation.ts";
export { type HostedModelAssumptions, providerCacheOf, scheduleOf } from "./analysis/hosted-model.ts";
export {
  type Choice,
  type Figure,
  figure,
  type Law,
  type Leaf,
  type Node,
  type Place,
  type Quantity,
} from "./analysis/node.ts";
export { type Outline, outlineOf } from "./analysis/outline.ts";
export type { Plan } from "./analysis/plan/plan.ts";
export type { DrawPlan, PlanSampling } from "./analysis/plan-draws.ts";
export { type Ranking, rankModels } from "./analysis/ratings/ranking.ts";
export { ratedModels } from "./analysis/ratings/rated-model.ts";
export { ratedPlan } from "./analysis/ratings/rated-plan.ts";
export type { RatingSheets } from "./analysis/ratings/rating.ts";
export { type Printed, type ResultFigure, resultOf, type Warning } from "./analysis/result.ts";
export { type BudgetAnswers, type BudgetQuestion, budgetAnswers } from "./analysis/risk/budget-answers.ts";
export { type SpreadParts, spreadParts } from "./analysis/risk/chance-and-ignorance.ts";
export { drawnCosts } from "./analysis/risk/drawn-costs.ts";
export type { Fan } from "./analysis/risk/fan.ts";
export { type Goal, type GoalAnswer, seekGoal } from "./analysis/risk/goal-seek.ts";
export { costOverPlans, type PlanCost } from "./analysis/risk/plan-cost.ts";
export { solvePlan } from "./analysis/risk/plan-goal.ts";
export { type Risk, riskOf } from "./analysis/risk/risk-figures.ts";
export { type Sensitivity, sensitivityOf } from "./analysis/sensitivity/sensitivity.ts";
export { varianceShares } from "./analysis/sensitivity/variance-shares.ts";
export { sheetDraws } from "./analysis/sheet-draws.ts";
export type { ConversationEngine } from "./analysis/sheets/conversation.ts";
export type { OptionsSheet } from "./analysis/sheets/options.ts";
export { figuresOf, planSheet, type Sheet, unusedLeavesOf } from "./analysis/sheets/plan-sheet.ts";
export type { PlannedTraining } from "./analysis/sheets/planned-training.ts";
export { trainingSheet } from "./analysis/sheets/training.ts";
export type { TrainingCatalog } from "./analysis/training/catalog.ts";
export { drawFigures, spreadOf, uncertainLeavesOf } from "./analysis/uncertainty.ts";
export { warningsOf } from "./analysis/warnings.ts";
export { readClaims } from "./assumptions/claims-file.ts";
export { planJsonSchema } from "./assumptions/json-schema.ts";
export { type LoadedPlan, loadPlan, type PlanRequest } from "./assumptions/load-plan.ts";
export { readModelConfig } from "./assumptions/model-config.ts";
export { planFile } from "./assumptions/plan-file.ts";
export { libraryModels } from "./assumptions/prices/library-prices.ts";
export { type PriceBook, priceBook } from "./assumptions/prices/price-book.ts";
export { ownModels, priceFile } from "./assumptions/prices/price-file.ts";
export { formatProblem, InputError, type Problem } from "./assumptions/problem.ts";
export { type RatingContext, readRatings } from "./assumptions/rating-sheet.ts";
export { readFacts } from "./assumptions/read-facts.ts";
export { trainingCatalogFile, trainingCatalogOf } from "./assumptions/training-catalog.ts";
export { simulatorFor } from "./kernel/simulator.ts";
export type { Distribution } from "./math/distribution.ts";
export { empirical } from "./math/empirical-distribution.ts";
export { lognormal, lognormalFromP5P95 } from "./math/lognormal-distribution.ts";
export { normal } from "./math/normal-distribution.ts";
export { pert } from "./math/pert-distribution.ts";
export { triangular } from "./math/triangular-distribution.ts";
export { uniform } from "./math/uniform-distribution.ts";
export { type Crossing, cheaperFrom, crossings } from "./model/break-even.ts";
export { type CostLine, costAt } from "./model/cost-line.ts";
export { kvBytesPerToken, kvTokensIn } from "./model/kv-cache.ts";
export { MissingPriceError, type PriceSchedule, pricesAt, requestCostUsd } from "./model/price-schedule.ts";
export { cacheableTokens, type ProviderCache } from "./model/provider-cache.ts";
export { type MemoryCase, memoryParts } from "./model/training-memory.ts";
export { parameterCount, type Transformer } from "./model/transformer.ts";
export { PICTURE_SIZE, type Picture } from "./report/charts/picture.ts";
export { csvTable } from "./report/csv.ts";
export { type DeliverableTable, deliverableTables } from "./report/deliverable/deliverable-tables.ts";
export type { DeliverableView } from "./report/deliverable/shown-cell.ts";
export { derivationMermaid } from "./report/explain/explain-mermaid.ts";
export { derivationTree } from "./report/explain/explain-text.ts";
export { htmlPage, htmlTable } from "./report/formats/html.ts";
export { latexTable } from "./report/formats/latex.ts";
export { latexFigures } from "./report/formats/latex-figures.ts";
export { markdownTable } from "./report/markdown.ts";
export { type PlanPictures, planPictures } from "./report/plan-pictures.ts";
export { type Refreshed, refresh } from "./report/regions/refresh.ts";
export { type DocumentFacts, regionContent } from "./report/regions/region-content.ts";
export { reportDocument } from "./report/report-document.ts";
export type { ReportContent } from "./report/report-parts.ts";
export { approachesSection } from "./report/sections/approaches-section.ts";
export { breakEvenSection } from "./report/sections/break-even-section.ts";
export { computeSection } from "./report/sections/compute-section.ts";
export { conversationSection } from "./report/sections/conversation-section.ts";
export { dataSection } from "./report/sections/data-section.ts";
export { modelsSection } from "./report/sections/models-section.ts";
export type { Section, View } from "./report/sections/section.ts";
export { renderSvg } from "./report/svg/render.ts";
export { type Table, table } from "./report/table.ts";
