/** What an option costs while it runs: month by month, at the month's share of the volume, until the plan ends. */
import { power } from "../math/power.ts";
import type { CostLine } from "./cost-line.ts";

/** One month of a plan's life. */
export interface LifeMonth {
  /** Conversations of the month ÷ conversations of an average month. */
  readonly weight: number;
  /** What a euro paid in that month is worth at the start, 0–1. */
  readonly discountFactor: number;
}

/** A month in which something is paid for, whole or in part. */
export interface PaidMonth {
  readonly weight: number;
  /** Share of the month, 0–1, times its discount factor. */
  readonly share: number;
}

/** What it costs to run an option for one month. */
export interface RunningCost {
  /** EUR a month, whatever the volume: people, licences. */
  readonly eurPerMonth: number;
  /** EUR a conversation: an API, seats. */
  readonly eurPerConversation: number;
  /** Servers, bought whole; absent where the option has none. */
  readonly servers?: Servers;
}

export interface Servers {
  /** EUR a month of one server: GPUs × price of a GPU-hour × hours. */
  readonly eurPerMonth: number;
  /** Conversations a month that one carries, above 0. */
  readonly conversationsPerMonth: number;
  /** Servers that stand by in case one fails. */
  readonly spare: number;
}

/**
 * The months of a plan's life: weight (1 + growth)^m ÷ their mean; discount (1 + rate)^(−(m + ½)/12), each month's
 * money at its middle.
 *
 * @param months whole, 1 or more
 * @param growthPerMonthFraction above −1
 * @param discountPerYearFraction above −1; 0 takes later money as today's
 */
export function lifeMonths({
  months,
  growthPerMonthFraction,
  discountPerYearFraction,
}: {
  readonly months: number;
  readonly growthPerMonthFraction: number;
  readonly discountPerYearFraction: number;
}): readonly LifeMonth[] {
  const volumes = Array.from({ length: months }, (_, month) => power(1 + growthPerMonthFraction, month));
  const mean = volumes.reduce((sum, volume) => sum + volume, 0) / months;
  return volumes.map((volume, month) => ({
    weight: volume / mean,
    discountFactor: power(1 + discountPerYearFraction, -(month + 0.5) / 12),
  }));
}

/**
 * The months before an option is ready, and those in which it runs. A month may be parted.
 *
 * @param startMonths from the plan's start until the option runs, 0 or more
 */
export function partedLife(
  life: readonly LifeMonth[],
  startMonths: number,
): { readonly before: readonly PaidMonth[]; readonly running: readonly PaidMonth[] } {
  const runs = life.map((_, month) => Math.min(1, Math.max(0, month + 1 - startMonths)));
  const paid = (part: (run: number) => number): readonly PaidMonth[] =>
    life
      .map(({ weight, discountFactor }, month) => ({ weight, share: part(runs[month] ?? 0) * discountFactor }))
      .filter(({ share }) => share > 0);
  return { before: paid((run) => 1 - run), running: paid((run) => run) };
}

/**
 * What running costs over some months, by volume:
 * Σ share × (month + conversation × v × weight + server × (max(1, ⌈v × weight ÷ carried⌉) + spare)).
 */
export function runningLine(
  { eurPerMonth, eurPerConversation, servers }: RunningCost,
  paid: readonly PaidMonth[],
): CostLine {
  const standing = eurPerMonth + (servers ? servers.eurPerMonth * servers.spare : 0);
  let fixedEur = 0;
  let eurPerMonthlyConversation = 0;
  // Without growth all months step at the same volumes.
  const steps = new Map<number, number>();
  for (const { weight, share } of paid) {
    fixedEur += share * standing;
    eurPerMonthlyConversation += share * weight * eurPerConversation;
    if (!servers) continue;
    const every = servers.conversationsPerMonth / weight;
    steps.set(every, (steps.get(every) ?? 0) + share * servers.eurPerMonth);
  }
  return {
    fixedEur,
    eurPerMonthlyConversation,
    steps: [...steps].map(([every, eachEur]) => ({ every, eachEur })),
  };
}

/**
 * Conversations a month that one server carries at the peak it must stand:
 * GPUs × requests/s of a GPU × share of its capacity used × 3600 × busy hours ÷ (peak ÷ mean × requests).
 *
 * @param gpus of the server
 * @param requestsPerSecondPerGpu requests of a conversation that a GPU answers in a second
 * @param utilisationFraction share of that which is planned with, so that nobody waits long, 0–1
 * @param busyHoursPerMonth hours of a month in which people talk to it
 * @param peakFactor arrivals of the busiest minutes ÷ mean of the busy hours, 1 or more
 * @param requestsPerConversation turns
 */
export const serverConversationsPerMonth = (x: {
  readonly gpus: number;
  readonly requestsPerSecondPerGpu: number;
  readonly utilisationFraction: number;
  readonly busyHoursPerMonth: number;
  readonly peakFactor: number;
  readonly requestsPerConversation: number;
}): number =>
  (x.gpus * x.requestsPerSecondPerGpu * x.utilisationFraction * 3600 * x.busyHoursPerMonth) /
  (x.peakFactor * x.requestsPerConversation);
