import type { NormalDraws } from "../../kernel/job.ts";
import { normal } from "../../math/normal-distribution.ts";
import { type MessageLengths, tokenSumsGivenTurns } from "./given-turns.ts";
import { type LatticeLaw, latticeLaw } from "./lattice-law.ts";
import type { ConversationModel } from "./model.ts";
import { type PreparedDraws, type Sampler, tableOf } from "./prepared-draws.ts";

/** Output = μ_y + σ_y z₁, input = μ_x + (cov/σ_y) z₁ + √(σ_x² − cov²/σ_y²) z₂, with z on multiples of 1/256. */
export function normalDraws(
  model: ConversationModel,
  lengths: MessageLengths,
  most: number,
  sampler: Sampler,
): PreparedDraws<NormalDraws> {
  const exact = { ...model, rounding: "none" } as const;
  const rows = Array.from({ length: most + 1 }, (_, n) => tokenSumsGivenTurns(exact, lengths, n));
  const largest = Math.max(
    ...rows.map((row) => Math.abs(row.inputMean) + 7 * Math.sqrt(row.inputVariance)),
    ...rows.map((row) => Math.abs(row.outputMean) + 7 * Math.sqrt(row.outputVariance)),
  );
  const cut = model.rounding === "trunc-sums";
  const finest = cut ? 0 : -8;
  const unitTokens = 2 ** Math.max(finest, Math.min(0, Math.ceil(Math.log2(largest / 2 ** 31))));
  const law = normalLattice();
  const steps = STEP_CORRECTION * NORMAL_STEP;
  const facts = new Float64Array(5 * (most + 1));
  rows.forEach((sums, n) => {
    const outputSd = Math.sqrt(sums.outputVariance);
    const shared = outputSd > 0 ? sums.covariance / outputSd : 0;
    const own = Math.sqrt(Math.max(0, sums.inputVariance - shared * shared));
    // Numbers of a table begin at 0; its first stands for `first` steps.
    const inputStart = sums.inputMean + (shared + own) * steps * law.first;
    const outputStart = sums.outputMean + outputSd * steps * law.first;
    const row = [inputStart, shared * steps, own * steps, outputStart, outputSd * steps];
    facts.set(
      row.map((x) => x / unitTokens),
      5 * n,
    );
  });
  const normalTable = tableOf(sampler, law.probability);
  return {
    draws: { kind: "normals", normal: normalTable, facts, cut },
    unitTokens,
    fits32: largest / unitTokens < 2 ** 31,
  };
}

/** The standard normal law on multiples of 1/256. */
export function normalLattice(): LatticeLaw {
  const law = latticeLaw(normal({ mean: 0, sd: 1 }), NORMAL_STEP, 2 ** 13);
  if (law === undefined) throw new RangeError("the standard normal law needs a table of 8,192 entries");
  return law;
}

export const NORMAL_STEP = 2 ** -8;
/** Rounding to steps adds step²/12 to the variance 1 (Sheppard); taken back here. */
export const STEP_CORRECTION = 1 / Math.sqrt(1 + NORMAL_STEP ** 2 / 12);
