import {
  instanceGap,
  type Judgement,
  judgeApproach,
  obtainableInstances,
  wordsToCompare,
} from "../../model/approach.ts";
import { daysForWords, instancesOfTokens } from "../../model/data-yield.ts";
import { type Combination, combined } from "../combination.ts";
import { type Figure, figure, type Node, type Quantity } from "../node.ts";
import type { AnnotationAssumptions, ApproachAssumptions, DataAssumptions, NeedsAssumptions } from "../plan/plan.ts";
import type { budgetSheet } from "./budget.ts";
import type { dataYieldSheet } from "./data-yield.ts";

/** What every approach is weighed against. */
export interface Means {
  readonly data: DataAssumptions;
  readonly yield: ReturnType<typeof dataYieldSheet>;
  readonly budget: ReturnType<typeof budgetSheet>;
  readonly needs: NeedsAssumptions | undefined;
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
  const combine: Combine = (name, unit, label, is) =>
    combined(
      { id: `${id}.${name}`, unit, label: `${label}: ${a.label}`, path: `approaches.${key}.${pathOf(name)}` },
      is,
      nodes,
    );

  const [reference, h100Days] = needOf(
    id,
    { name: "h100_days", unit: "H100-days", label: `H100-days needed: ${a.label}` },
    combine("reference_h100_days", "H100-days", "H100-days of the reference rows", a.h100_days),
    means.needs?.compute_factor,
  );
  const stated = statedInstances(id, a, combine, means.data.tokens_per_instance);
  const [, instances] = needOf(
    id,
    { name: "instances_needed", unit: "instances", label: `Instances needed: ${a.label}` },
    stated.instances,
    means.needs?.data_factor,
  );
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

  const obtainable = figure({
    id: `${id}.instances_obtainable`,
    unit: "instances",
    label: `Instances that public and generated data could add: ${a.label}`,
    formula: "public data + (days left − days of annotation) × instances reviewed a day",
    of: {
      publicInstances,
      daysLeft: means.yield.daysLeft,
      annotationDays,
      reviewedPerDay: means.yield.reviewPace,
    },
    by: obtainableInstances,
  });
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
      instancesObtainable: obtainable,
    },
    by: (x) => judgeApproach(x, x),
  });
  return [
    reference,
    h100Days,
    ...stated.figures,
    instances,
    publicInstances,
    comparisons,
    annotationDays,
    gap,
    gapDays,
    reviewDays,
    obtainable,
    ...verdictOf(id, a.label, judgement),
  ];
}

type Combine = (name: string, unit: string, label: string, is: Combination) => Figure<number>;

/** Plan key of a need: `reference_instances` stands under `instances`. */
const pathOf = (name: string): string => name.replace(/^reference_|_needed$/g, "");

/** What the reference rows say, and what the project needs: as much, or more or less by a factor. */
function needOf(
  id: string,
  { name, unit, label }: { readonly name: string; readonly unit: string; readonly label: string },
  reference: Figure<number>,
  factor: Quantity | undefined,
): readonly [reference: Figure<number>, need: Figure<number>] {
  const about = { id: `${id}.${name}`, unit, label };
  const need = factor
    ? figure({
        ...about,
        formula: "as the reference rows × factor",
        of: { reference, factor },
        by: (x) => x.reference * x.factor,
      })
    : figure({ ...about, formula: "as the reference rows", of: { reference }, by: (x) => x.reference });
  return [reference, need];
}

/** Instances that the reference rows say, directly or through their tokens. */
function statedInstances(id: string, a: ApproachAssumptions, combine: Combine, tokensPerInstance: Quantity) {
  const label = "Instances of the reference rows";
  if (a.tokens === undefined) {
    const instances = combine("reference_instances", "instances", label, a.instances ?? 0);
    return { instances, figures: [instances] };
  }
  const tokens = combine("reference_tokens", "tokens", "Tokens of the reference rows", a.tokens);
  const instances = figure({
    id: `${id}.reference_instances`,
    unit: "instances",
    label: `${label}: ${a.label}`,
    formula: "tokens of the reference rows ÷ tokens an instance",
    of: { tokens, tokensPerInstance },
    by: instancesOfTokens,
  });
  return { instances, figures: [tokens, instances] };
}

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
