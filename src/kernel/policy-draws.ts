import { billerOf, FOUND } from "./billing.ts";
import type { Cipher } from "./cipher.ts";
import type { GivenWords } from "./given-words.ts";
import { BLOCK, type BlockTokens, type PolicyDraws, PURPOSE } from "./job.ts";
import { lookupOf } from "./lookup.ts";
import { sfc32 } from "./sfc32.ts";

/** Where the conversations of a block are written: cost and control in cost units, and tokens. */
export interface PolicyBlock {
  readonly cost: Float64Array;
  readonly control: Float64Array;
  readonly tokens: { readonly [Kind in keyof BlockTokens]: Float64Array };
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
  const { cache } = draws;
  const found = new Uint8Array(cache ? most : 0);
  const finding = sfc32();
  const prefixBelow = (cache?.prefixProbability ?? 0) * 2 ** 32;
  const promptBelow = (cache?.initialPromptProbability ?? 0) * 2 ** 32;
  const bill = billerOf(draws, cache, draws.policy, () => failing.next() >>> 0 < failsBelow);
  const plainBill = billerOf(draws, draws.controlCached ? cache : undefined, {}, () => false);
  return (id, block) => {
    const { tokens } = block;
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
      if (cache) {
        cipher(low, high, PURPOSE.cache, 0, words);
        finding.seed(words);
        for (let turn = 0; turn < turns; turn++) {
          const prefix = finding.next() >>> 0 < prefixBelow && turn > 0;
          const prompt = finding.next() >>> 0 < promptBelow;
          found[turn] = prefix ? FOUND.prefix : prompt ? FOUND.initialPrompt : FOUND.nothing;
        }
      }
      const { costUsd, input, output, cacheRead, cacheWrite, dropped } = bill(turns, user, reply, found);
      block.cost[slot] = Math.floor(costUsd / costUnitUsd + 0.5);
      tokens.input[slot] = Math.floor(input + 0.5);
      tokens.output[slot] = Math.floor(output + 0.5);
      tokens.cacheRead[slot] = Math.floor(cacheRead + 0.5);
      tokens.cacheWrite[slot] = Math.floor(cacheWrite + 0.5);
      tokens.dropped[slot] = Math.floor(dropped + 0.5);
      tokens.forgets[slot] = dropped > 0 ? 1 : 0;
      block.control[slot] = Math.floor(plainBill(turns, user, reply, found).costUsd / costUnitUsd + 0.5);
    }
  };
}
