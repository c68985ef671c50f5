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
  const words = new Uint32Array(4 * BLOCK);
  const more = new Uint32Array(4);
  // Held in arrays, since captured variables that are written cost an allocation each.
  const conversation = new Float64Array(1);
  const used = new Int32Array(1);
  const spare = (): number => {
    const k = used[0] as number;
    const id = conversation[0] as number;
    if (k % 4 === 0) block(id | 0, (id / 2 ** 32) | 0, 1 + k / 4, 0, more, 1);
    used[0] = k + 1;
    return ((more[k % 4] as number) + 0.5) * 2 ** -32;
  };
  return inBlocks((first, count, input, output) => {
    block(first | 0, (first / 2 ** 32) | 0, 0, 0, words, count);
    for (let i = 0; i < count; i++) {
      conversation[0] = first + i;
      used[0] = 0;
      const at = 5 * turnsFromWord(words[4 * i] as number);
      const z1 = normalFromWord(words[4 * i + 1] as number, spare);
      const z2 = normalFromWord(words[4 * i + 2] as number, spare);
      input[i] = (facts[at] as number) + (facts[at + 1] as number) * z1 + (facts[at + 2] as number) * z2;
      output[i] = (facts[at + 3] as number) + (facts[at + 4] as number) * z1;
    }
  });
}

const BLOCK = 1024;

/** Splits a request into blocks that the buffers hold and in which the low word of the number does not wrap. */
function inBlocks(draw: ConversationSampler): ConversationSampler {
  return (first, count, input, output) => {
    for (let from = 0; from < count; ) {
      const untilWrap = 2 ** 32 - ((first + from) % 2 ** 32);
      const to = Math.min(count, from + BLOCK, from + untilWrap);
      draw(first + from, to - from, input.subarray(from, to), output.subarray(from, to));
      from = to;
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
      const high = ((first + i) / 2 ** 32) | 0;
      block(low, high, 0, 0, words, 1);
      const turns = turnsFromWord(words[0] as number);
      block(low, high, 1, 0, words, 1);
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
