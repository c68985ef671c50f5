import type { MessageDraws } from "../../kernel/job.ts";
import { lastReplySent } from "../../model/conversation.ts";
import type { MessageLengths } from "./given-turns.ts";
import { type LatticeLaw, latticeLaw } from "./lattice-law.ts";
import type { MessageLength } from "./message-length.ts";
import type { ConversationModel } from "./model.ts";
import { type PreparedDraws, type Sampler, tableOf } from "./prepared-draws.ts";

/** Lengths drawn message by message, in units in which no conversation leaves 32 bits, if there are any. */
export function messageDraws(
  model: ConversationModel,
  lengths: MessageLengths,
  most: number,
  sampler: Sampler,
): PreparedDraws<MessageDraws> {
  const lastReply = lastReplySent(model.billing);
  for (let bits = finestBits(model, lengths); ; bits--) {
    const lattices = messageLattices(model, lengths, bits);
    const { user, reply, unitTokens } = lattices;
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
    if (!fits32 && lattices.bits > 0) continue;
    if (!(largest < 2 ** 42))
      throw new RangeError("a conversation reaches beyond 2^42 tokens; expected fewer turns or shorter messages");
    const userTable = tableOf(sampler, user.probability);
    const draws: MessageDraws = {
      kind: "messages",
      user: userTable,
      reply: reply === user ? userTable : tableOf(sampler, reply.probability),
      lastReply,
      base,
      cutBits: model.rounding === "trunc-sums" ? Math.max(0, lattices.bits) : 0,
    };
    return { draws, unitTokens, fits32 };
  }
}

interface MessageLattices {
  readonly user: LatticeLaw;
  readonly reply: LatticeLaw;
  /** 2^−bits tokens. */
  readonly unitTokens: number;
  readonly bits: number;
}

/** Both lengths as whole numbers of the finest unit, from 2^−`most` tokens up, whose tables are short enough. */
export function messageLattices(
  model: ConversationModel,
  lengths: MessageLengths,
  most = finestBits(model, lengths),
): MessageLattices {
  for (let bits = most; bits >= COARSEST; bits--) {
    const unitTokens = 2 ** -bits;
    const user = lattice(lengths.user, unitTokens, bits);
    const reply = lengths.assistant === lengths.user ? user : lattice(lengths.assistant, unitTokens, bits);
    if (user && reply) return { user, reply, unitTokens, bits };
  }
  throw new RangeError("message lengths reach beyond 2^40 tokens; expected a law with a lighter tail");
}

const COARSEST = -24;

const finestBits = ({ rounding }: ConversationModel, { user, assistant }: MessageLengths): number =>
  rounding === "whole-tokens" || (user.whole && assistant.whole) ? 0 : 10;

/** Whole tokens may take a long table; a finer unit must be worth its place in the cache. */
const lattice = ({ law }: MessageLength, unit: number, bits: number): LatticeLaw | undefined =>
  latticeLaw(law, unit, bits > 0 ? 2 ** 13 : 65_534);
