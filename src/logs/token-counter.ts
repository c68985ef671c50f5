import type { TokenBasis } from "./log-record.ts";

/** How text becomes a number of tokens. */
export interface TokenCounter {
  /** The encoding as a reader knows it, `cl100k_base`, or `estimate`. */
  readonly encoding: string;
  readonly basis: TokenBasis;
  readonly count: (text: string) => number;
}

/**
 * Guesses tokens from the text's length: one for four characters, and one for each character of a script written
 * without spaces (OpenAI's rule of thumb for English, "one token ~= 4 chars"; Chinese takes about one a character in
 * cl100k_base). Off by a quarter for English prose and by more for code.
 */
export const estimatingCounter: TokenCounter = {
  encoding: "estimate",
  basis: "estimated",
  count(text) {
    const dense = text.match(/[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff]/g)?.length ?? 0;
    return dense + Math.ceil((text.length - dense) / 4);
  },
};

/**
 * A tokenizer made safe for any text. Pair merging takes time that grows with the square of an unbroken run, so a run
 * of more than 2,000 characters without a space (base64, a hostile line) is counted in pieces.
 */
export function carefulCounter(encoding: string, count: (text: string) => number): TokenCounter {
  return {
    encoding,
    basis: "counted",
    count: (text) =>
      text.length <= LONGEST_RUN || !RUN.test(text)
        ? count(text)
        : pieces(text).reduce((sum, piece) => sum + count(piece), 0),
  };
}

const LONGEST_RUN = 2000;
const RUN = new RegExp(`\\S{${LONGEST_RUN + 1}}|\\s{${LONGEST_RUN + 1}}`);

function pieces(text: string): readonly string[] {
  return text.match(new RegExp(`[\\s\\S]{1,${LONGEST_RUN}}`, "g")) ?? [];
}
