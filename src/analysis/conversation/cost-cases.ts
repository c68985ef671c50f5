import { assistantTokenUsd, userTokenUsd } from "../../model/conversation.ts";
import { type CachedModel, cachedByTurns, isCached } from "./cached-cost.ts";
import {
  costMean,
  costVariance,
  type MessageLengths,
  messageLengths,
  scaledLengths,
  tokenSumsGivenTurns,
} from "./given-turns.ts";
import { type LengthTransform, normalTransform, tabulatedTransform } from "./length-transform.ts";
import type { MessageLength } from "./message-length.ts";
import type { ConversationModel } from "./model.ts";
import { lengthStates } from "./shared-length.ts";
import { turnsTable } from "./turns.ts";

/** The cost given n turns, and the shared factor of lengths: their probability, moments after rounding, and the token prices of the messages it adds. */
export interface TurnCase {
  readonly turns: number;
  readonly weight: number;
  readonly mean: number;
  readonly variance: number;
  /** What rounding adds to the variance: var − Σ weights² × length variance. */
  readonly roundingVariance: number;
  /** USD per token of the n-th message from the end, times the factor; a conversation of n turns has those of 1 … n. */
  readonly userTokenUsd: number;
  readonly assistantTokenUsd: number;
}

/** A model made ready for exact answers. */
export interface CostCases {
  readonly model: ConversationModel;
  readonly lengths: MessageLengths;
  /** For each value of the shared factor, the cases of 0, 1, 2 … turns. */
  readonly states: readonly (readonly TurnCase[])[];
  readonly mean: number;
  readonly sd: number;
  /** Both lengths are normal, so the cost given n is. */
  readonly normal: boolean;
  readonly user: LengthTransform;
  readonly assistant: LengthTransform;
}

/** Splits the cost by number of turns and tabulates the length laws. */
export function costCases(model: ConversationModel): CostCases {
  const lengths = messageLengths(model);
  const { probability } = turnsTable(model.turns);
  let variance = 0;
  let mean = 0;
  const states = lengthStates(probability, model.sharedLength).flatMap(({ weight: ofState, factor, turns: given }) => {
    const scaled = scaledLengths(lengths, factor);
    if (isCached(model)) {
      const cases = cachedCases(model, scaled, given, { weight: ofState, factor });
      for (const c of cases.flat()) {
        mean += c.weight * c.mean;
        variance += c.weight * c.variance;
      }
      return cases;
    }
    const uncached = Array.from(given, (p, turns): TurnCase => {
      const weight = ofState * p;
      const sums = tokenSumsGivenTurns(model, scaled, turns);
      const exactSums = tokenSumsGivenTurns({ ...model, rounding: "none" }, scaled, turns);
      const conditional = costVariance(sums, model);
      mean += weight * costMean(sums, model);
      variance += weight * conditional;
      return {
        turns,
        weight,
        mean: costMean(sums, model),
        variance: conditional,
        roundingVariance: conditional - costVariance(exactSums, model),
        userTokenUsd: factor * userTokenUsd(turns - 1, model),
        assistantTokenUsd: factor * assistantTokenUsd(turns - 1, model, model.billing),
      };
    });
    return [uncached];
  });
  for (const cases of states) for (const c of cases) variance += c.weight * (c.mean - mean) ** 2;
  const user = transformOf(lengths.user);
  const assistant = lengths.assistant === lengths.user ? user : transformOf(lengths.assistant);
  const normal = lengths.user.normal && lengths.assistant.normal;
  return { model, lengths, states, mean, sd: Math.sqrt(variance), normal, user, assistant };
}

/**
 * The same with a cache; the initial prompt found when the conversation begins, and not found, are states of their own.
 * What the law of the lengths does not account for (prefixes lost to pauses, blocks) has the right mean and variance and
 * is spread normally; `hasExactLaw` says where there is none of it.
 */
function cachedCases(
  model: CachedModel,
  lengths: MessageLengths,
  turns: Float64Array,
  { weight: ofState, factor }: { readonly weight: number; readonly factor: number },
): readonly (readonly TurnCase[])[] {
  const { cache } = model;
  const { prefixProbability: q, initialPromptProbability: b } = cache;
  const found = q === 1 && b > 0 && b < 1 ? [{ p: b, b: 1 } as const, { p: 1 - b, b: 0 } as const] : [{ p: 1, b }];
  return found.map((state) => {
    const known = { ...model, cache: { ...cache, initialPromptProbability: state.b } };
    const rows = cachedByTurns(known, lengths, turns.length - 1);
    return rows.map(
      ({ costMean: mean, costVariance: variance, lengthVariance, userTokenUsd, replyTokenUsd }, n): TurnCase => ({
        turns: n,
        weight: ofState * state.p * (turns[n] ?? 0),
        mean,
        variance,
        roundingVariance: variance - lengthVariance,
        userTokenUsd: factor * userTokenUsd,
        assistantTokenUsd: factor * replyTokenUsd,
      }),
    );
  });
}

const transformOf = (length: MessageLength): LengthTransform =>
  length.normal ? normalTransform(length.variance) : tabulatedTransform(length);

/** Numerical reach of the cost given n: beyond it lies a mass of about 1e-9 at most, and the support's ends. */
export function reachOf({ lengths }: CostCases, cases: readonly TurnCase[], c: TurnCase): readonly [number, number] {
  if (c.variance === 0) return [c.mean, c.mean];
  const sd = Math.sqrt(c.variance);
  const side = (sign: 1 | -1): number => {
    let furthest = 0;
    let jump = 0;
    for (const [length, key] of [
      [lengths.user, "userTokenUsd"],
      [lengths.assistant, "assistantTokenUsd"],
    ] as const) {
      const { law, mean, normal } = length;
      const largest = c[key];
      const end = sign > 0 ? law.upper : law.lower;
      let sum = 0;
      if (Number.isFinite(end)) for (let n = 1; n <= c.turns; n++) sum += cases[n]?.[key] ?? 0;
      furthest += Number.isFinite(end) ? Math.max(0, sign * (end - mean) + 1) * sum : Infinity;
      const rare = normal ? 0 : sign * (law.quantile(sign > 0 ? 1 - 1e-10 : 1e-10) - mean);
      jump = Math.max(jump, largest * rare);
    }
    return Math.min(furthest + 2 * (c.userTokenUsd + c.assistantTokenUsd), Math.max(9 * sd, jump + 5 * sd));
  };
  return [c.mean - side(-1), c.mean + side(1)];
}

/** Numerical reach of the whole mixture. */
export function reachOfAll(costs: CostCases): readonly [number, number] {
  let low = Infinity;
  let high = -Infinity;
  for (const cases of costs.states) {
    for (const c of cases) {
      if (c.weight < NEGLIGIBLE) continue;
      const [from, to] = reachOf(costs, cases, c);
      low = Math.min(low, from);
      high = Math.max(high, to);
    }
  }
  return [low, high];
}

/** Numbers of turns less likely than this are left out of the law (not of its moments). */
export const NEGLIGIBLE = 1e-15;
