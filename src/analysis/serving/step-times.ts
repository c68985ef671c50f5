import { decodeSeconds, type ModelServer, prefillSeconds } from "../../model/serving-step.ts";

/** Times of steps, looked up instead of computed again: decoding is linear in context, reading in the pairs of tokens. */
export interface StepTimes {
  readonly decode: (sequences: number, contextTokens: number) => number;
  readonly prefill: (newTokens: number, pastTokens: number) => number;
}

/** The formulas of a server as a table. */
export function stepTimes(server: ModelServer): StepTimes {
  const base: number[] = [];
  const one = decodeSeconds(server, { sequences: 1, contextTokens: 0 });
  const cacheSeconds = decodeSeconds(server, { sequences: 1, contextTokens: 1 }) - one;
  const short = prefillSeconds(server, { newTokens: 1, pastTokens: 0 });
  const pair = prefillSeconds(server, { newTokens: 1, pastTokens: 1 }) - short;
  const each = short - pair / 2;
  return {
    decode(sequences, contextTokens) {
      base[sequences] ??= decodeSeconds(server, { sequences, contextTokens: 0 });
      return (base[sequences] ?? 0) + sequences * contextTokens * cacheSeconds;
    },
    prefill: (newTokens, pastTokens) => newTokens * (each + pair * (pastTokens + newTokens / 2)),
  };
}
