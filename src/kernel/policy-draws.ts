import { billerOf } from "./billing.ts";
import type { Cipher } from "./cipher.ts";
import type { GivenWords } from "./given-words.ts";
import { BLOCK, type PolicyDraws, PURPOSE } from "./job.ts";
import { lookupOf } from "./lookup.ts";
import { sfc32 } from "./sfc32.ts";

/** Where the conversations of a block are written: cost and control in cost units, and billed tokens. */
export interface PolicyBlock {
  readonly cost: Float64Array;
  readonly control: Float64Array;
  readonly input: Float64Array;
  readonly output: Float64Array;
}

/**
 * Draws conversations under a policy. Turns and messages come from the same words as without one, so a policy that
 * never binds changes nothing; the shared factor and failures have words of their own.
 */
export function policyDraws(
  draws: PolicyDraws,
  cipher: Cipher,
  given: GivenWords,
  turnsFrom: (word: number) => number,
  most: number,
): (id: number, block: PolicyBlock) => void {
  const { unitTokens, userStart, replyStart, factor, costUnitUsd } = draws;
  const userFrom = lookupOf(draws.user);
  const replyFrom = lookupOf(draws.reply);
  const scoreFrom = factor && lookupOf(factor.normal);
  const words = new Int32Array(4);
  const own = sfc32();
  const failing = sfc32();
  const user = new Float64Array(most);
  const reply = new Float64Array(most);
  const retries = draws.policy.retries;
  const failsBelow = (retries?.probability ?? 0) * 2 ** 32;
  const bill = billerOf(draws, draws.policy, () => failing.next() >>> 0 < failsBelow);
  const plainBill = billerOf(draws, {}, () => false);
  return (id, block) => {
    const high = Math.floor(id / 2 ** 32) | 0;
    for (let slot = 0; slot < BLOCK; slot++) {
      const low = (id + slot) | 0;
      cipher(low, high, PURPOSE.draws, 0, words);
      own.seed(words);
      const turnWord = given.turnWord(slot, own.next());
      const turns = turnsFrom(turnWord);
      let scale = 1;
      if (factor && scoreFrom) {
        cipher(low, high, PURPOSE.factor, 0, words);
        const byTurns = factor.byTurns[scoreFrom(turnWord)] as number;
        scale = byTurns * (factor.own[scoreFrom(words[0] as number)] as number);
      }
      for (let turn = 0; turn < turns; turn++) {
        const known = turn < given.turns;
        const x = userFrom(known ? given.word(2 * turn + 1, slot) : own.next());
        const y = replyFrom(known ? given.word(2 * turn + 2, slot) : own.next());
        user[turn] = scale * (userStart + unitTokens * x);
        reply[turn] = scale * (replyStart + unitTokens * y);
      }
      if (retries) {
        cipher(low, high, PURPOSE.retries, 0, words);
        failing.seed(words);
      }
      const { costUsd, input, output } = bill(turns, user, reply);
      block.cost[slot] = Math.floor(costUsd / costUnitUsd + 0.5);
      block.control[slot] = Math.floor(plainBill(turns, user, reply).costUsd / costUnitUsd + 0.5);
      block.input[slot] = Math.floor(input + 0.5);
      block.output[slot] = Math.floor(output + 0.5);
    }
  };
}
