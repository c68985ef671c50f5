import type { Distribution } from "../../math/distribution.ts";
import { addressedUniform } from "../../math/random-stream.ts";
import type { LoggedRequest } from "../replay/replay.ts";
import type { CalibratedModel } from "./calibration.ts";

/**
 * Conversations drawn from a calibrated model, request by request, so that they can be billed by the same rules as the
 * log. The numbers of turns are stratified, one of `count` equal shares of the law for each conversation: nearly all of
 * the spread of a billed input comes from them, and a heavy tail would else be luck.
 */
export function simulatedConversations(
  { turns, userTokens, assistantTokens, initialTokens }: CalibratedModel,
  { seed, count }: { readonly seed: number; readonly count: number },
): (index: number) => readonly LoggedRequest[] {
  const turnsOf = addressedUniform(seed, "calibrated.turns");
  const uniform = {
    user: addressedUniform(seed, "calibrated.user"),
    assistant: addressedUniform(seed, "calibrated.assistant"),
  };
  const tokens = { user: lengthAt(userTokens.distribution), assistant: lengthAt(assistantTokens.distribution) };
  return (index) => {
    const share = Math.min((index + turnsOf(index)) / count, 1 - Number.EPSILON);
    const length = Math.max(0, Math.trunc(turns.distribution.quantile(share)));
    const requests: LoggedRequest[] = [];
    let context = initialTokens;
    for (let turn = 0; turn < Math.min(length, MOST_TURNS); turn++) {
      const address = index * MOST_TURNS + turn;
      const inputTokens = context + tokens.user(uniform.user(address));
      const outputTokens = tokens.assistant(uniform.assistant(address));
      context = inputTokens + outputTokens;
      requests.push({ inputTokens, outputTokens });
    }
    return requests;
  };
}

/** Addresses of a conversation's messages; no calibrated law goes beyond. */
const MOST_TURNS = 100_000;

/** A whole length by its probability: linear between 1025 quantiles, exact in the 8 cells at either end. */
function lengthAt(law: Distribution): (p: number) => number {
  const exact = (p: number): number => Math.max(0, Math.floor(law.quantile(p) + 0.5));
  if (law.variance === 0 || law.family === "empirical") return exact;
  const knots = Float64Array.from({ length: CELLS + 1 }, (_, k) =>
    k === 0 || k === CELLS ? 0 : law.quantile(k / CELLS),
  );
  return (p) => {
    const cell = Math.floor(p * CELLS);
    if (cell < ENDS || cell >= CELLS - ENDS) return exact(p);
    const left = knots[cell] ?? 0;
    return Math.max(0, Math.floor(left + (p * CELLS - cell) * ((knots[cell + 1] ?? 0) - left) + 0.5));
  };
}

const CELLS = 1024;
const ENDS = 8;
