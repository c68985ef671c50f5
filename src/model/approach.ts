/**
 * Which approach fits. The rule is ours, made explicit so that it can be argued with; on the assumptions of ROLEPL-AI
 * D2.2 it gives the judgements of its Table 10. In order:
 *
 * 1. `not-suitable` when one training session cannot pay the computation,
 * 2. or when people would have to annotate for more days than the project has left,
 * 3. or when data is short by more than public and generated data can add;
 * 4. `needs-more-data` when data is short by no more than that;
 * 5. `suitable` otherwise.
 */

export type Suitability = "suitable" | "needs-more-data" | "not-suitable";

export interface ApproachNeeds {
  readonly h100DaysNeeded: number;
  readonly instancesNeeded: number;
  /** Days of human annotation (comparing replies) the approach cannot do without. */
  readonly annotationDaysNeeded: number;
}

export interface ApproachMeans {
  /** For one training session. */
  readonly h100DaysAvailable: number;
  readonly instancesAvailable: number;
  readonly annotationDaysLeft: number;
  /** Instances that public data sets and generated, reviewed data could add. */
  readonly instancesObtainable: number;
}

export interface Judgement {
  readonly suitability: Suitability;
  /** Every condition that does not hold, not only the first. */
  readonly shortOf: readonly ("compute" | "annotation" | "data" | "obtainable-data")[];
}

/** Applies the rule above. */
export const judgeApproach = (needs: ApproachNeeds, means: ApproachMeans): Judgement => {
  const gap = instanceGap({ needed: needs.instancesNeeded, available: means.instancesAvailable });
  const shortOf: Judgement["shortOf"][number][] = [];
  if (needs.h100DaysNeeded > means.h100DaysAvailable) shortOf.push("compute");
  if (needs.annotationDaysNeeded > means.annotationDaysLeft) shortOf.push("annotation");
  if (gap > 0) shortOf.push(gap > means.instancesObtainable ? "obtainable-data" : "data");
  const fatal = shortOf.some((reason) => reason !== "data");
  return { suitability: fatal ? "not-suitable" : gap > 0 ? "needs-more-data" : "suitable", shortOf };
};

/** Instances missing. gap = max(0, needed − available). */
export const instanceGap = ({ needed, available }: { needed: number; available: number }): number =>
  Math.max(0, needed - available);

/**
 * Instances that public data sets hold, and that people could review of generated text in the days that annotation
 * leaves. instances = public + max(0, days left − annotation days) × instances reviewed a day.
 */
export const obtainableInstances = (source: {
  publicInstances: number;
  daysLeft: number;
  annotationDays: number;
  reviewedPerDay: number;
}): number => source.publicInstances + Math.max(0, source.daysLeft - source.annotationDays) * source.reviewedPerDay;

/** Prompting an API fits when its budget buys at least the conversations the project needs. */
export const judgeApi = (conversations: { bought: number; needed: number }): Suitability =>
  conversations.bought >= conversations.needed ? "suitable" : "not-suitable";

/** Words an annotator reads to compare replies. words = comparisons × replies × tokens/reply ÷ tokens/word. */
export const wordsToCompare = (annotation: {
  comparisons: number;
  repliesPerComparison: number;
  tokensPerReply: number;
  tokensPerWord: number;
}): number =>
  (annotation.comparisons * annotation.repliesPerComparison * annotation.tokensPerReply) / annotation.tokensPerWord;
