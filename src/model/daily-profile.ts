/** How a day's requests spread over its hours. */

const HOURS = 24;

/** Shares of a day, as weights of its hours from midnight on. */
const WEIGHTS = {
  /** As many in every hour. */
  flat: [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1],
  /** Lessons from 8 to 16 with a break at noon, some homework after them. */
  school: [0, 0, 0, 0, 0, 0, 0, 2, 10, 12, 12, 12, 6, 10, 12, 10, 4, 3, 3, 2, 1, 1, 0, 0],
  /** Working hours, little beyond them. */
  office: [0, 0, 0, 0, 0, 0, 1, 3, 8, 12, 13, 12, 8, 11, 12, 11, 8, 4, 2, 1, 1, 1, 0, 0],
  /** People in their free time. */
  evening: [2, 1, 1, 0, 0, 0, 1, 2, 3, 3, 3, 4, 5, 4, 4, 5, 6, 8, 10, 12, 12, 10, 7, 4],
} as const satisfies Readonly<Record<string, readonly number[]>>;

export type DailyProfileName = keyof typeof WEIGHTS;
export const DAILY_PROFILES = Object.keys(WEIGHTS) as readonly DailyProfileName[];

/** Shares of 24 hours, which add up to 1. The named ones are illustrations: none is measured. */
export const namedShares = (name: DailyProfileName): readonly number[] => hourlyShares(WEIGHTS[name]) ?? [];

/** 24 weights of 0 or more as shares; undefined where they are not 24, one is below 0, or all are 0. */
export function hourlyShares(weights: readonly number[]): readonly number[] | undefined {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  if (weights.length !== HOURS || !weights.every((weight) => weight >= 0) || !(total > 0) || total === Infinity)
    return undefined;
  return weights.map((weight) => weight / total);
}

/** Busiest hour over the average hour of a day: 24 × its share. */
export const peakOverMean = (shares: readonly number[]): number => HOURS * Math.max(...shares);

/**
 * Requests a second in each hour of the day that is planned for.
 *
 * @param busiest requests a second in the busiest hour, as the profile has it
 * @param planned requests a second that are planned for; more where a class starts, which it does in the busiest hours
 */
export function hourlyRates(shares: readonly number[], busiest: number, planned: number): readonly number[] {
  const most = Math.max(...shares);
  return shares.map((share) => (share === most ? Math.max(planned, busiest) : (busiest * share) / most));
}
