/** From conversations a month, and from a class, to requests a second when it matters. */

/** Hours of an average month, 730.5: rent of a month is the same in every place that states it. */
export const HOURS_PER_MONTH = (365.25 / 12) * 24;
const SECONDS_PER_MONTH = HOURS_PER_MONTH * 3600;

/** Mean requests a second of a month. rate = conversations × requests of each ÷ seconds of a month (2,629,800). */
export const meanRequestsPerSecond = (load: {
  readonly conversationsPerMonth: number;
  readonly requestsPerConversation: number;
}): number => (load.conversationsPerMonth * load.requestsPerConversation) / SECONDS_PER_MONTH;

/**
 * Requests a second while a class starts: learners ÷ the time in which they start, or ÷ the time between the requests of
 * one, whichever is more.
 */
export const classRequestsPerSecond = (load: {
  readonly learners: number;
  readonly startSeconds: number;
  readonly secondsBetweenRequests: number;
}): number => load.learners / Math.min(load.startSeconds, load.secondsBetweenRequests);

/** Requests a second that are planned for: the busiest hour or the class, and growth. */
export const peakRequestsPerSecond = (load: {
  readonly meanPerSecond: number;
  readonly peakFactor: number;
  readonly classPerSecond: number;
  readonly growthFactor: number;
}): number => Math.max(load.meanPerSecond * load.peakFactor, load.classPerSecond) * load.growthFactor;

/** Rent of GPUs that run day and night, for a month of 730.5 hours. */
export const monthlyRent = (fleet: { readonly gpus: number; readonly pricePerHour: number }): number =>
  fleet.gpus * fleet.pricePerHour * HOURS_PER_MONTH;
