/** What people can write and review in the days they have. Source of the method: ROLEPL-AI D2.2, section 4.1.1. */

const MINUTES_PER_HOUR = 60;

/** Days of a share of the working time. days = person-days × share. */
export const daysOfShare = ({ personDays, shareFraction }: { personDays: number; shareFraction: number }): number =>
  personDays * shareFraction;

/**
 * Days that no share claims. days = person-days × (1 − sum of shares). Shares that add up to more than 1 leave 0 days: a
 * plan with such shares is refused, but a drawn plan far out in the tails of both can still come here.
 */
export const daysLeft = ({ personDays, shareFraction }: { personDays: number; shareFraction: number }): number =>
  personDays * Math.max(0, 1 - shareFraction);

export interface WorkAtSpeed {
  /** Working days, ≥ 0. */
  readonly days: number;
  /** Working hours a day, 0–24. */
  readonly hoursPerDay: number;
  /** Steady speed in words a minute, > 0. */
  readonly wordsPerMinute: number;
}

/** Words handled in a working time at a steady speed. words = days × hours/day × 60 × words/minute. */
export const wordsHandled = ({ days, hoursPerDay, wordsPerMinute }: WorkAtSpeed): number =>
  days * hoursPerDay * MINUTES_PER_HOUR * wordsPerMinute;

/** Days to handle a number of words at a steady speed: the inverse of `wordsHandled`. */
export const daysForWords = (work: { words: number; hoursPerDay: number; wordsPerMinute: number }): number =>
  work.words / (work.hoursPerDay * MINUTES_PER_HOUR * work.wordsPerMinute);

/** Tokens of a text of so many words. tokens = words × tokens/word. */
export const tokensOfWords = ({ words, tokensPerWord }: { words: number; tokensPerWord: number }): number =>
  words * tokensPerWord;

/** Instances (examples, entries) that so many tokens make. instances = tokens ÷ tokens/instance. */
export const instancesOfTokens = (data: { tokens: number; tokensPerInstance: number }): number =>
  data.tokens / data.tokensPerInstance;

/** Tokens an instance holds on average. tokens/instance = tokens ÷ instances. */
export const tokensPerInstance = ({ tokens, instances }: { tokens: number; instances: number }): number =>
  tokens / instances;
