import type { DrawTable, KernelJob, MessageDraws, NormalDraws, Sampling } from "../../kernel/job.ts";
import { aliasTable, inverseTable, trimmedWeights } from "../../math/draw-table.ts";
import { normal } from "../../math/normal-distribution.ts";
import { requireWhole } from "../../math/parameters.ts";
import { fnv1a64 } from "../../math/random-stream.ts";
import { lastReplySent, usdPerToken } from "../../model/conversation.ts";
import { type MessageLengths, messageLengths, tokenSumsGivenTurns } from "./given-turns.ts";
import { type LatticeLaw, latticeLaw } from "./lattice-law.ts";
import type { MessageLength } from "./message-length.ts";
import type { ConversationModel } from "./model.ts";
import { conversationMoments } from "./moments.ts";
import { turnsTable } from "./turns.ts";

/** `monotone` draws rise with their word, which common random numbers and Sobol points need; `fast` is by alias. */
export type Sampler = "monotone" | "fast";

export interface SimulationOptions {
  /** 32-bit integer. */
  readonly seed: number;
  readonly sampling: Sampling;
  readonly sampler: Sampler;
}

/** A model as a kernel takes it, with what turns the kernel's units back into tokens and USD. */
export interface SimulationJob {
  readonly job: KernelJob;
  /** Tokens in a unit of the kernel's sums, a power of 2. */
  readonly unitTokens: number;
  readonly histogram: { readonly lowUsd: number; readonly cellUsd: number };
}

/**
 * Normal lengths that are not rounded need two normal draws a conversation, since the two token sums are then jointly
 * normal given the number of turns; any other lengths are drawn message by message, as whole numbers of a unit: one
 * token where lengths are whole, else the smallest power of 2 whose table stays within 8,192 entries (for the
 * published law, 1/2 token, which adds 1e-6 to a length's variance, relative).
 *
 * The histogram has 32,768 cells from the mean − 8 sd to the mean + 12 sd of the cost, so a quantile is off by less
 * than 0.0007 sd.
 */
export function simulationJob(model: ConversationModel, { seed, sampling, sampler }: SimulationOptions): SimulationJob {
  requireWhole("seed", seed, -(2 ** 31), 2 ** 32 - 1);
  const lengths = messageLengths(model);
  const turns = turnsDrawn(model);
  const joint = model.rounding !== "whole-tokens" && lengths.user.normal && lengths.assistant.normal;
  const { draws, unitTokens, fits32 } = joint
    ? normalDraws(model, lengths, turns.last, sampler)
    : messageDraws(model, lengths, turns.last, sampler);
  const { mean, sd } = conversationMoments(model).costUsd;
  const spread = sd > 0 ? sd : Math.abs(mean) || 1;
  const lowUsd = mean - 8 * spread;
  const cellUsd = (20 * spread) / CELLS;
  const stream = fnv1a64("conversation");
  return {
    unitTokens,
    histogram: { lowUsd, cellUsd },
    job: {
      key: [seed | 0, 0, Number(stream & 0xffffffffn) | 0, Number(stream >> 32n) | 0],
      sampling,
      turns,
      draws,
      histogram: {
        offset: -lowUsd / cellUsd,
        perInput: (usdPerToken(model.inputPriceUsdPerMtok) * unitTokens) / cellUsd,
        perOutput: (usdPerToken(model.outputPriceUsdPerMtok) * unitTokens) / cellUsd,
        cells: CELLS,
      },
      fits32,
    },
  };
}

const CELLS = 32_768;

/** Numbers of turns start at 0, likely or not. */
function turnsDrawn({ turns }: ConversationModel): DrawTable {
  const { start, probability } = trimmedWeights(turnsTable(turns).probability);
  const all = new Float64Array(start + probability.length);
  all.set(probability, start);
  return inverseTable(all);
}

interface Draws<Kind> {
  readonly draws: Kind;
  readonly unitTokens: number;
  readonly fits32: boolean;
}

const tableOf = (sampler: Sampler, probability: Float64Array): DrawTable =>
  sampler === "fast" ? aliasTable(probability) : inverseTable(probability);

/** Output = μ_y + σ_y z₁, input = μ_x + (cov/σ_y) z₁ + √(σ_x² − cov²/σ_y²) z₂, with z on multiples of 1/256. */
function normalDraws(
  model: ConversationModel,
  lengths: MessageLengths,
  most: number,
  sampler: Sampler,
): Draws<NormalDraws> {
  const exact = { ...model, rounding: "none" } as const;
  const rows = Array.from({ length: most + 1 }, (_, n) => tokenSumsGivenTurns(exact, lengths, n));
  const largest = Math.max(
    ...rows.map((row) => Math.abs(row.inputMean) + 7 * Math.sqrt(row.inputVariance)),
    ...rows.map((row) => Math.abs(row.outputMean) + 7 * Math.sqrt(row.outputVariance)),
  );
  const cut = model.rounding === "trunc-sums";
  const finest = cut ? 0 : -8;
  const unitTokens = 2 ** Math.max(finest, Math.min(0, Math.ceil(Math.log2(largest / 2 ** 31))));
  const law = required(latticeLaw(normal({ mean: 0, sd: 1 }), NORMAL_STEP, 2 ** 13));
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

const NORMAL_STEP = 2 ** -8;
/** Rounding to steps adds step²/12 to the variance 1 (Sheppard); taken back here. */
const STEP_CORRECTION = 1 / Math.sqrt(1 + NORMAL_STEP ** 2 / 12);

function messageDraws(
  model: ConversationModel,
  lengths: MessageLengths,
  most: number,
  sampler: Sampler,
): Draws<MessageDraws> {
  const whole = model.rounding === "whole-tokens" || (lengths.user.whole && lengths.assistant.whole);
  const lastReply = lastReplySent(model.billing);
  for (let bits = whole ? 0 : 10; ; bits--) {
    if (bits < -24)
      throw new RangeError("message lengths reach beyond 2^40 tokens; expected a law with a lighter tail");
    const unitTokens = 2 ** -bits;
    const user = lattice(lengths.user, unitTokens, bits);
    const reply = lengths.assistant === lengths.user ? user : lattice(lengths.assistant, unitTokens, bits);
    if (!user || !reply) continue;
    const base = new Float64Array(2 * (most + 1));
    let largest = 0;
    for (let n = 0; n <= most; n++) {
      const sends = (n * (n + 1)) / 2;
      const replySends = sends - n * (1 - lastReply);
      const initial = Math.floor((n * model.initialTokens) / unitTokens + 0.5);
      base[2 * n] = initial + sends * user.first + replySends * reply.first;
      base[2 * n + 1] = n * reply.first;
      const drawn = sends * (user.probability.length - 1) + replySends * (reply.probability.length - 1);
      largest = Math.max(largest, drawn + Math.abs(base[2 * n] ?? 0), drawn + Math.abs(base[2 * n + 1] ?? 0));
    }
    const fits32 = largest < 2 ** 31;
    if (!fits32 && bits > 0) continue;
    if (!(largest < 2 ** 42))
      throw new RangeError("a conversation reaches beyond 2^42 tokens; expected fewer turns or shorter messages");
    const userTable = tableOf(sampler, user.probability);
    const draws: MessageDraws = {
      kind: "messages",
      user: userTable,
      reply: reply === user ? userTable : tableOf(sampler, reply.probability),
      lastReply,
      base,
      cutBits: model.rounding === "trunc-sums" ? Math.max(0, bits) : 0,
    };
    return { draws, unitTokens, fits32 };
  }
}

/** Whole tokens may take a long table; a finer unit must be worth its place in the cache. */
const lattice = ({ law }: MessageLength, unit: number, bits: number): LatticeLaw | undefined =>
  latticeLaw(law, unit, bits > 0 ? 2 ** 13 : 65_534);

function required(law: LatticeLaw | undefined): LatticeLaw {
  if (law === undefined) throw new RangeError("the standard normal law needs a table of 8,192 entries");
  return law;
}
