import type { Cipher } from "./cipher.ts";
import { BLOCK, type KernelJob } from "./job.ts";
import { sobolWords } from "./sobol.ts";
import { strataOf } from "./strata.ts";

/** The words of a block that do not come from the conversation's own stream. */
export interface GivenWords {
  /** Sets the block that the others speak of. */
  prepare(block: number): void;
  /** The word of the number of turns, from the word that the conversation's own stream has for it. */
  turnWord(slot: number, own: number): number;
  /** Turns whose two words are given; word 2t + 1 is of the user message of turn t, word 2t + 2 of the reply. */
  readonly turns: number;
  word(dimension: number, slot: number): number;
}

export function givenWords(
  { sampling, key, draws }: Pick<KernelJob, "sampling" | "key" | "draws">,
  cipher: Cipher,
): GivenWords {
  switch (sampling) {
    case "iid":
      return { prepare: () => {}, turnWord: (_, own) => own, turns: 0, word: () => 0 };
    case "stratified": {
      const strataOfBlock = strataOf(cipher);
      let strata: ArrayLike<number> = [];
      return {
        prepare: (block) => {
          strata = strataOfBlock(block);
        },
        turnWord: (slot, own) => ((strata[slot] as number) << 22) | (own >>> 10),
        turns: 0,
        word: () => 0,
      };
    }
    case "sobol": {
      const turns = draws.kind === "normals" ? 1 : GIVEN_TURNS;
      const words = new Uint32Array((1 + 2 * turns) * BLOCK);
      const fill = sobolWords(key, 1 + 2 * turns);
      return {
        prepare: (block) => fill(block, words),
        turnWord: (slot) => words[slot] as number,
        turns,
        word: (dimension, slot) => words[dimension * BLOCK + slot] as number,
      };
    }
  }
}

/** Turns whose messages come from the sequence: the first ones weigh most, since they are sent most often. */
export const GIVEN_TURNS = 8;
