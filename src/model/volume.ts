import { power } from "../math/power.ts";

/** How many conversations a plan expects, growing by the same share every month. */
export interface Volume {
  readonly conversationsPerMonth: number;
  /** 0.1 is 10 % more each month; above −1. */
  readonly growthPerMonthFraction: number;
  /** A whole number, 1 or more. */
  readonly months: number;
}

/** Conversations of each month: first month × (1 + growth)^(m − 1), m = 1 … months. */
export const conversationsByMonth = ({ conversationsPerMonth, growthPerMonthFraction, months }: Volume): number[] =>
  Array.from({ length: months }, (_, elapsed) => conversationsPerMonth * power(1 + growthPerMonthFraction, elapsed));

/** Standard deviation of the cost of so many independent conversations, USD: √conversations × that of one. */
export const totalCostSd = ({ conversations, sd }: { readonly conversations: number; readonly sd: number }): number =>
  Math.sqrt(conversations) * sd;
