import { instanceGap, type Judgement, judgeApproach, wordsToCompare } from "../../model/approach.ts";
import { daysForWords, instancesOfTokens } from "../../model/data-yield.ts";
import { type Combination, combined } from "../combination.ts";
import { type Figure, figure, type Node } from "../node.ts";
import type { AnnotationAssumptions, ApproachAssumptions, DataAssumptions } from "../plan.ts";
import type { budgetSheet } from "./budget.ts";
import type { dataYieldSheet } from "./data-yield.ts";

/** What every approach is weighed against. */
export interface Means {
  readonly data: DataAssumptions;
  readonly yield: ReturnType<typeof dataYieldSheet>;
  readonly budget: ReturnType<typeof budgetSheet>;
  readonly annotation: AnnotationAssumptions | undefined;
}

/**
 * One approach: what it needs, what is missing, and the judgement.
 *
 * @param key `sft`, `lora` …
 * @param nodes what its combinations may name; approaches written before it among them
 */
export function approachSheet(
  key: string,
  a: ApproachAssumptions,
  means: Means,
  nodes: ReadonlyMap<string, Node>,
): readonly Figure<number | string>[] {
  const id = `approach.${key}`;
  const combine = (name: string, unit: string, label: string, is: Combination): Figure<number> =>
    combined(
      { id: `${id}.${name}`, unit, label: `${label}: ${a.label}`, path: `approaches.${key}.${pathOf(name)}` },
      is,
      nodes,
    );

  const h100Days = combine("h100_days", "H100-days", "H100-days needed", a.h100_days);
  const tokens = a.tokens === undefined ? undefined : combine("tokens_needed", "tokens", "Tokens needed", a.tokens);
  const instances = tokens
    ? figure({
        id: `${id}.instances_needed`,
        unit: "instances",
        label: `Instances needed: ${a.label}`,
        formula: "tokens needed ÷ tokens an instance",
        of: { tokens, tokensPerInstance: means.data.tokens_per_instance },
        by: instancesOfTokens,
      })
    : combine("instances_needed", "instances", "Instances needed", a.instances ?? 0);
  const publicInstances = combine("public_instances", "instances", "Instances of public data", a.public_instances ?? 0);
  const comparisons = combine("comparisons_needed", "comparisons", "Comparisons by people", a.comparisons ?? 0);
  const annotationDays = annotationDaysOf(id, a.label, comparisons, means);

  const gap = figure({
    id: `${id}.data_gap_instances`,
    unit: "instances",
    label: `Instances missing: ${a.label}`,
    formula: "instances needed − instances of the dataset, at least 0",
    of: { needed: instances, available: means.yield.instances },
    by: instanceGap,
  });
  const daysAt = (name: string, pace: Figure<number>, how: string): Figure<number> =>
    figure({
      id: `${id}.${name}`,
      unit: "days",
      label: `Person-days for the missing instances, ${how}: ${a.label}`,
      formula: "instances missing ÷ instances a person-day",
      of: { gap, pace },
      by: (work) => (work.gap === 0 ? 0 : work.gap / work.pace),
    });
  const gapDays = daysAt("data_gap_person_days", means.yield.pace, "at the plan's mix of writing and reviewing");
  const reviewDays = daysAt("data_gap_review_days", means.yield.reviewPace, "reviewing generated text");

  const judgement = figure({
    id: `${id}.judgement`,
    unit: "word",
    label: `Judgement: ${a.label}`,
    formula: "the rule of the approach decision",
    internal: true,
    of: {
      h100DaysNeeded: h100Days,
      h100DaysAvailable: means.budget.perSession,
      instancesNeeded: instances,
      instancesAvailable: means.yield.instances,
      annotationDaysNeeded: annotationDays,
      annotationDaysLeft: means.yield.daysLeft,
      publicInstances,
      reviewPace: means.yield.reviewPace,
    },
    by: (x) => judgeApproach(x, { ...x, instancesObtainable: x.publicInstances + x.annotationDaysLeft * x.reviewPace }),
  });
  return [
    h100Days,
    ...(tokens ? [tokens] : []),
    instances,
    publicInstances,
    comparisons,
    annotationDays,
    gap,
    gapDays,
    reviewDays,
    ...verdictOf(id, a.label, judgement),
  ];
}

/** Plan key of a need: `instances_needed` stands under `instances`. */
const pathOf = (name: string): string => name.replace(/_needed$/, "");

function annotationDaysOf(id: string, label: string, comparisons: Figure<number>, means: Means): Figure<number> {
  const about = { id: `${id}.annotation_days`, unit: "days", label: `Days of human annotation: ${label}` };
  if (!means.annotation) return figure({ ...about, formula: "none stated", of: {}, by: () => 0 });
  return figure({
    ...about,
    formula: "comparisons × replies × tokens an instance ÷ tokens/word ÷ (hours/day × 60 × reviewing speed)",
    of: {
      comparisons,
      repliesPerComparison: means.annotation.replies_per_comparison,
      tokensPerReply: means.data.tokens_per_instance,
      tokensPerWord: means.data.tokens_per_word,
      hoursPerDay: means.data.hours_per_day,
      wordsPerMinute: means.data.reviewing_speed,
    },
    by: (work) => daysForWords({ ...work, words: wordsToCompare(work) }),
  });
}

function verdictOf(id: string, label: string, judgement: Figure<Judgement>): readonly Figure<string>[] {
  return [
    figure({
      id: `${id}.suitability`,
      unit: "word",
      label: `Suitability: ${label}`,
      formula: "the rule of the approach decision",
      of: { judgement },
      by: (x) => x.judgement.suitability,
    }),
    figure({
      id: `${id}.short_of`,
      unit: "word",
      label: `What it is short of: ${label}`,
      formula: "conditions of the approach decision that do not hold",
      of: { judgement },
      by: (x) => x.judgement.shortOf.join(", ") || "nothing",
    }),
  ];
}
