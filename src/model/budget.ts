/** What a budget buys. Source of the method: ROLEPL-AI D2.2, sections 4.1.2 and 4.3. */

/**
 * H100-days a training budget rents. H100-days = budget × GPU share × (1 − reserve) ÷ price.
 *
 * @param budget.budgetEur whole training budget in EUR
 * @param budget.gpuShareFraction share of it that goes to GPUs, 0–1
 * @param budget.reserveFraction share of the GPU money kept for set-up, debugging and the alternative plan, 0–1
 * @param budget.priceEurPerH100Day rent of one H100 for a day, in EUR, > 0
 */
export const h100DaysOfBudget = (budget: {
  budgetEur: number;
  gpuShareFraction: number;
  reserveFraction: number;
  priceEurPerH100Day: number;
}): number => (budget.budgetEur * budget.gpuShareFraction * (1 - budget.reserveFraction)) / budget.priceEurPerH100Day;

/** H100-days for each of several equal training sessions. */
export const h100DaysPerSession = ({ h100Days, sessions }: { h100Days: number; sessions: number }): number =>
  h100Days / sessions;

/** USD that EUR buy at a dated exchange rate. */
export const usdOfEur = ({ eur, usdPerEur }: { eur: number; usdPerEur: number }): number => eur * usdPerEur;

/** Whole conversations a sum of money pays for at their mean cost; unlimited where they cost nothing. */
export const conversationsOfBudget = (money: { budgetUsd: number; costUsd: number }): number =>
  money.costUsd === 0 ? Number.POSITIVE_INFINITY : Math.floor(money.budgetUsd / money.costUsd);
