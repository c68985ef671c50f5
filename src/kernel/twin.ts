import { type Cipher, cipherOf } from "./cipher.ts";
import { exactSums } from "./exact-sums.ts";
import { type GivenWords, givenWords } from "./given-words.ts";
import {
  BLOCK,
  type BlockTokens,
  type DrawnBlock,
  type Kernel,
  type KernelJob,
  type MessageDraws,
  type NormalDraws,
  PURPOSE,
} from "./job.ts";
import { lookupOf } from "./lookup.ts";
import { policyDraws } from "./policy-draws.ts";

/** The kernel in plain TypeScript: oracle of the WebAssembly kernel, and what runs where there is none or it cannot. */
export function twinKernel(job: KernelJob): Kernel {
  const { draw, tokens } = drawerOf(job);
  const { offset, perInput, perOutput, cells } = job.histogram;
  return {
    draw,
    run(first, stride, blocks, counts) {
      const sums = exactSums();
      const tokenSums = [exactSums(), exactSums(), exactSums()] as const;
      for (let i = 0; i < blocks; i++) {
        const { input, output } = draw(first + i * stride);
        const [billed, cached, forgotten] = tokenSums;
        for (let slot = 0; slot < BLOCK; slot++) {
          const x = input[slot] as number;
          const y = output[slot] as number;
          sums.add(x, y);
          if (tokens) {
            billed.add(tokens.input[slot] as number, tokens.output[slot] as number);
            cached.add(tokens.cacheRead[slot] as number, tokens.cacheWrite[slot] as number);
            forgotten.add(tokens.dropped[slot] as number, tokens.forgets[slot] as number);
          }
          const cell = Math.max(0, Math.min(Math.trunc(offset + perInput * x + perOutput * y), cells - 1));
          counts[cell] = (counts[cell] as number) + 1;
        }
      }
      return tokens ? [...sums.sums(), ...tokenSums.flatMap((of) => of.sums())] : sums.sums();
    },
  };
}

/** Draws blocks into arrays of its own. */
function drawerOf(job: KernelJob) {
  const cipher = cipherOf(job.key);
  const given = givenWords(job, cipher);
  const { draws } = job;
  const array = (): Float64Array => new Float64Array(BLOCK);
  const [input, output] = [array(), array()];
  const turnsFrom = lookupOf(job.turns);
  const blockOf = (fill: (id: number) => void, tokens?: BlockTokens) => ({
    tokens,
    draw: (block: number): DrawnBlock => {
      given.prepare(block);
      fill(block * BLOCK);
      return { slots: SLOTS, input, output, ...(tokens && { tokens }) };
    },
  });
  switch (draws.kind) {
    case "messages": {
      const fill = messages(draws, cipher, given, turnsFrom);
      return blockOf((id) => fill(id, input, output));
    }
    case "normals": {
      const fill = normals(draws, cipher, given, turnsFrom);
      return blockOf((id) => fill(id, input, output));
    }
    case "policy": {
      const fill = policyDraws(draws, cipher, given, turnsFrom, job.turns.last);
      const tokens = {
        input: array(),
        output: array(),
        cacheRead: array(),
        cacheWrite: array(),
        dropped: array(),
        forgets: array(),
      };
      return blockOf((id) => fill(id, { cost: input, control: output, tokens }), tokens);
    }
  }
}

const SLOTS = Uint16Array.from({ length: BLOCK }, (_, slot) => slot);

type Fill = (id: number, input: Float64Array, output: Float64Array) => void;

/** Each message from a word of sfc32 (Chris Doty-Humphrey, PractRand 0.94), whose state is the conversation's cipher block. */
function messages(draws: MessageDraws, cipher: Cipher, given: GivenWords, turnsFrom: (word: number) => number): Fill {
  const { lastReply, base, cutBits } = draws;
  const user = lookupOf(draws.user);
  const reply = lookupOf(draws.reply);
  const unit = 2 ** cutBits;
  const words = new Int32Array(4);
  return (id, input, output) => {
    const high = Math.floor(id / 2 ** 32) | 0;
    for (let slot = 0; slot < BLOCK; slot++) {
      cipher((id + slot) | 0, high, PURPOSE.draws, 0, words);
      let a = words[0] as number;
      let b = words[1] as number;
      let c = words[2] as number;
      let d = words[3] as number;
      let word = (((a + b) | 0) + d) | 0;
      d = (d + 1) | 0;
      a = b ^ (b >>> 9);
      b = (c + (c << 3)) | 0;
      c = (((c << 21) | (c >>> 11)) + word) | 0;
      const turns = turnsFrom(given.turnWord(slot, word));
      let history = 0;
      let billed = 0;
      let written = 0;
      for (let turn = 0; turn < turns; turn++) {
        let x: number;
        let y: number;
        if (turn < given.turns) {
          x = user(given.word(2 * turn + 1, slot));
          y = reply(given.word(2 * turn + 2, slot));
        } else {
          word = (((a + b) | 0) + d) | 0;
          d = (d + 1) | 0;
          a = b ^ (b >>> 9);
          b = (c + (c << 3)) | 0;
          c = (((c << 21) | (c >>> 11)) + word) | 0;
          x = user(word);
          word = (((a + b) | 0) + d) | 0;
          d = (d + 1) | 0;
          a = b ^ (b >>> 9);
          b = (c + (c << 3)) | 0;
          c = (((c << 21) | (c >>> 11)) + word) | 0;
          y = reply(word);
        }
        history += x;
        billed += history + lastReply * y;
        history += y;
        written += y;
      }
      billed += base[2 * turns] as number;
      written += base[2 * turns + 1] as number;
      input[slot] = cutBits > 0 ? Math.trunc(billed / unit) * unit : billed;
      output[slot] = cutBits > 0 ? Math.trunc(written / unit) * unit : written;
    }
  };
}

function normals(draws: NormalDraws, cipher: Cipher, given: GivenWords, turnsFrom: (word: number) => number): Fill {
  const { facts, cut } = draws;
  const normal = lookupOf(draws.normal);
  const words = new Int32Array(4);
  const whole = (x: number): number => (cut ? Math.trunc(x) : Math.floor(x + 0.5));
  return (id, input, output) => {
    const high = Math.floor(id / 2 ** 32) | 0;
    for (let slot = 0; slot < BLOCK; slot++) {
      cipher((id + slot) | 0, high, PURPOSE.draws, 0, words);
      const at = 5 * turnsFrom(given.turnWord(slot, words[0] as number));
      const z1 = normal(given.turns > 0 ? given.word(1, slot) : (words[1] as number));
      const z2 = normal(given.turns > 0 ? given.word(2, slot) : (words[2] as number));
      input[slot] = whole((facts[at] as number) + (facts[at + 1] as number) * z1 + (facts[at + 2] as number) * z2);
      output[slot] = whole((facts[at + 3] as number) + (facts[at + 4] as number) * z1);
    }
  };
}
