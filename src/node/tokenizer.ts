/** The optional tokenizer: exact counts of tokens in the encodings of OpenAI's models. */
import { createRequire } from "node:module";

export const ENCODINGS = ["cl100k_base", "o200k_base"] as const;
export type Encoding = (typeof ENCODINGS)[number];

/** How to get the package, which is optional: its vocabularies take 30 MB. */
export const TOKENIZER_HINT = "npm install gpt-tokenizer@4.0.0";

/**
 * The counting function of an encoding, loaded when the first text is counted. Marks such as <|endoftext|> in a text
 * are counted as plain text.
 *
 * @returns undefined where the package is not installed
 */
export function tokenizer(encoding: Encoding): ((text: string) => number) | undefined {
  const require = createRequire(import.meta.url);
  const name = `gpt-tokenizer/encoding/${encoding}`;
  try {
    require.resolve(name);
  } catch {
    return undefined;
  }
  let loaded: Tokenizer | undefined;
  return (text) => {
    loaded ??= require(name) as Tokenizer;
    return loaded.countTokens(text, { disallowedSpecial: new Set() });
  };
}

/** The part of the package that is used; the version is pinned in the package manifest. */
interface Tokenizer {
  readonly countTokens: (text: string, options: { readonly disallowedSpecial: Set<string> }) => number;
}
