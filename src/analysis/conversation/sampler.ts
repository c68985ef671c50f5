import { addressedBlocks } from "../../math/random-stream.ts";
import { sfc32 } from "../../math/sfc32.ts";
import { wholeFromWord } from "../../math/word-table.ts";
import { normalFromWord } from "../../math/ziggurat.ts";
import { lastReplySent } from "../../model/conversation.ts";
import { type MessageLengths, messageLengths, tokenSumsGivenTurns } from "./given-turns.ts";
import { lengthFromWord } from "./length-sampler.ts";
import type { ConversationModel } from "./model.ts";
import { turnsTable } from "./turns.ts";

/** Conversations `first` … `first + count − 1`: their billed tokens, written to the start of the two arrays. */
export type ConversationSampler = (first: number, count: number, input: Float64Array, output: Float64Array) => void;

/**
 * Draws conversations one by one from addressed streams: conversation i is a function of (seed, i) alone. Normal
 * lengths that are not rounded need two normal draws a conversation, since the two token sums are then jointly normal
 * given the number of turns; any other lengths are drawn message by message.
 */
export function conversationSampler(model: ConversationModel, seed: number): ConversationSampler {
  const lengths = messageLengths(model);
  const joint = model.rounding !== "whole-tokens" && lengths.user.normal && lengths.assistant.normal;
  const draw = joint ? jointNormal(model, lengths, seed) : messageByMessage(model, lengths, seed);
  if (model.rounding !== "trunc-sums") return draw;
  return (first, count, input, output) => {
    draw(first, count, input, output);
    for (let i = 0; i < count; i++) {
      input[i] = Math.trunc(input[i] as number);
      output[i] = Math.trunc(output[i] as number);
    }
  };
}

/** Output = μ_y + σ_y z₁, input = μ_x + (cov/σ_y) z₁ + √(σ_x² − cov²/σ_y²) z₂, by number of turns. */
function jointNormal(model: ConversationModel, lengths: MessageLengths, seed: number): ConversationSampler {
  const block = addressedBlocks(seed, "conversation");
  const { probability } = turnsTable(model.turns);
  const turnsFromWord = wholeFromWord(probability, 0);
  const exact = { ...model, rounding: "none" } as const;
  const facts = new Float64Array(5 * probability.length);
  probability.forEach((_, n) => {
    const sums = tokenSumsGivenTurns(exact, lengths, n);
    const outputSd = Math.sqrt(sums.outputVariance);
    const shared = outputSd > 0 ? sums.covariance / outputSd : 0;
    const own = Math.sqrt(Math.max(0, sums.inputVariance - shared * shared));
    facts.set([sums.inputMean, shared, own, sums.outputMean, outputSd], 5 * n);
  });
  const words = new Uint32Array(4);
  const more = new Uint32Array(4);
  let low = 0;
  let high = 0;
  let used = 0;
  const spare = (): number => {
    if (used % 4 === 0) block(low, high, 1 + used / 4, 0, more);
    return ((more[used++ % 4] as number) + 0.5) * 2 ** -32;
  };
  return (first, count, input, output) => {
    for (let i = 0; i < count; i++) {
      low = (first + i) | 0;
      high = Math.floor((first + i) / 2 ** 32);
      used = 0;
      block(low, high, 0, 0, words);
      const at = 5 * turnsFromWord(words[0] as number);
      const z1 = normalFromWord(words[1] as number, spare);
      const z2 = normalFromWord(words[2] as number, spare);
      input[i] = (facts[at] as number) + (facts[at + 1] as number) * z1 + (facts[at + 2] as number) * z2;
      output[i] = (facts[at + 3] as number) + (facts[at + 4] as number) * z1;
    }
  };
}

/** Each message from a word of sfc32, whose state is the conversation's second Threefry block. */
function messageByMessage(model: ConversationModel, lengths: MessageLengths, seed: number): ConversationSampler {
  const block = addressedBlocks(seed, "conversation");
  const turnsFromWord = wholeFromWord(turnsTable(model.turns).probability, 0);
  const user = lengthFromWord(lengths.user, model.rounding);
  const same = lengths.assistant === lengths.user;
  const assistant = same ? user : lengthFromWord(lengths.assistant, model.rounding);
  const lastReply = lastReplySent(model.billing);
  const words = new Uint32Array(4);
  const generator = sfc32();
  return (first, count, input, output) => {
    for (let i = 0; i < count; i++) {
      const low = (first + i) | 0;
      const high = Math.floor((first + i) / 2 ** 32);
      block(low, high, 0, 0, words);
      const turns = turnsFromWord(words[0] as number);
      block(low, high, 1, 0, words);
      generator.seed(words);
      let billed = turns * model.initialTokens;
      let written = 0;
      for (let sends = turns; sends > 0; sends--) {
        const reply = assistant(generator.next());
        billed += sends * user(generator.next()) + (sends - 1 + lastReply) * reply;
        written += reply;
      }
      input[i] = billed;
      output[i] = written;
    }
  };
}
