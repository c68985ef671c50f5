import { daysLeft, daysOfShare, instancesOfTokens, tokensOfWords, wordsHandled } from "../../model/data-yield.ts";
import { ReferenceFault } from "../combination.ts";
import { figure, type Quantity } from "../node.ts";
import type { DataAssumptions } from "../plan/plan.ts";

/** What the people of the project can write and review: days, words, tokens, instances. */
export function dataYieldSheet(a: DataAssumptions) {
  requireShares(a.writing_share_fraction, a.reviewing_share_fraction);
  const shareFraction = figure({
    id: "data.dataset_share_fraction",
    unit: "fraction",
    label: "Share of the time for the dataset",
    formula: "writing share + reviewing share",
    of: { writing: a.writing_share_fraction, reviewing: a.reviewing_share_fraction },
    by: ({ writing, reviewing }) => writing + reviewing,
  });
  const [writingDays, wordsWritten, tokensWritten] = yieldOf(a, "writing", "written", "write", "writing speed");
  const [reviewingDays, wordsReviewed, tokensReviewed] = yieldOf(
    a,
    "reviewing",
    "reviewed",
    "review",
    "reviewing speed",
  );
  const daysUsed = figure({
    id: "data.dataset_days",
    unit: "days",
    label: "Days for the dataset",
    formula: "days to write + days to review",
    of: { writing: writingDays, reviewing: reviewingDays },
    by: ({ writing, reviewing }) => writing + reviewing,
  });
  const remaining = figure({
    id: "data.days_left",
    unit: "days",
    label: "Days that the dataset leaves",
    formula: "person-days × (1 − share for the dataset)",
    of: { personDays: a.person_days, shareFraction },
    by: daysLeft,
  });
  const tokensTotal = figure({
    id: "data.tokens_total",
    unit: "tokens",
    label: "Tokens of the dataset",
    formula: "tokens written + tokens reviewed",
    of: { written: tokensWritten, reviewed: tokensReviewed },
    by: ({ written, reviewed }) => written + reviewed,
  });
  const instances = figure({
    id: "data.instances",
    unit: "instances",
    label: "Instances of the dataset",
    formula: "tokens ÷ tokens an instance",
    of: { tokens: tokensTotal, tokensPerInstance: a.tokens_per_instance },
    by: instancesOfTokens,
  });
  const pace = figure({
    id: "data.instances_per_person_day",
    unit: "instances/day",
    label: "Instances a person-day, at the plan's mix of writing and reviewing",
    formula: "instances ÷ days for the dataset",
    of: { instances, days: daysUsed },
    by: (work) => (work.days === 0 ? 0 : work.instances / work.days),
  });
  const reviewPace = figure({
    id: "data.reviewed_instances_per_person_day",
    unit: "instances/day",
    label: "Instances a person-day, when generated text is only reviewed",
    formula: "hours/day × 60 × words/minute × tokens/word ÷ tokens an instance",
    of: {
      hoursPerDay: a.hours_per_day,
      wordsPerMinute: a.reviewing_speed,
      tokensPerWord: a.tokens_per_word,
      tokensPerInstance: a.tokens_per_instance,
    },
    by: (work) =>
      instancesOfTokens({
        tokens: tokensOfWords({ words: wordsHandled({ days: 1, ...work }), tokensPerWord: work.tokensPerWord }),
        tokensPerInstance: work.tokensPerInstance,
      }),
  });
  return {
    figures: [
      shareFraction,
      writingDays,
      reviewingDays,
      daysUsed,
      remaining,
      wordsWritten,
      wordsReviewed,
      tokensWritten,
      tokensReviewed,
      tokensTotal,
      instances,
      pace,
      reviewPace,
    ],
    tokensTotal,
    instances,
    daysLeft: remaining,
    pace,
    reviewPace,
  };
}

/** Days, words and tokens of one kind of work. */
function yieldOf(
  a: DataAssumptions,
  work: "writing" | "reviewing",
  done: "written" | "reviewed",
  verb: string,
  speed: string,
) {
  const days = figure({
    id: `data.${work}_days`,
    unit: "days",
    label: `Days to ${verb}`,
    formula: "person-days × share",
    of: { personDays: a.person_days, shareFraction: a[`${work}_share_fraction`] },
    by: daysOfShare,
  });
  const words = figure({
    id: `data.words_${done}`,
    unit: "words",
    label: `Words ${done}`,
    formula: `days × hours/day × 60 × ${speed}`,
    of: { days, hoursPerDay: a.hours_per_day, wordsPerMinute: a[`${work}_speed`] },
    by: wordsHandled,
  });
  const tokens = figure({
    id: `data.tokens_${done}`,
    unit: "tokens",
    label: `Tokens ${done}`,
    formula: "words × tokens/word",
    of: { words, tokensPerWord: a.tokens_per_word },
    by: tokensOfWords,
  });
  return [days, words, tokens] as const;
}

/**
 * Nobody works more than all of the time: what both shares can reach adds up to 1 at most. A share with a spread reaches
 * the end of it, or P99.9 where it has none.
 *
 * @throws ReferenceFault at the second share
 */
function requireShares(writing: Quantity, reviewing: Quantity): void {
  const [first, second] = [reach(writing), reach(reviewing)];
  // Shares such as 0.7 and 0.3 may add up to a last digit above 1.
  if (first + second <= 1 + 1e-9) return;
  const text = (share: number): string => String(Number(share.toPrecision(3)));
  const up = reviewing.spread ? "up to " : "";
  throw new ReferenceFault(
    `${reviewing.id}.value`,
    `${up}${text(second)} beside ${writing.spread ? "up to " : ""}${text(first)} for ${writing.id}`,
    "shares that add up to at most 1",
  );
}

function reach({ value, spread }: Quantity): number {
  if (!spread) return value;
  return Number.isFinite(spread.upper) ? spread.upper : spread.quantile(0.999);
}
