/** The optional tokenizer: exact counts of tokens in the encodings of OpenAI's models. */
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

export const ENCODINGS = ["cl100k_base", "o200k_base"] as const;
export type Encoding = (typeof ENCODINGS)[number];

/** The package is optional, 30 MB; this says how to get it. */
export class TokenizerUnavailableError extends Error {
  override readonly name = "TokenizerUnavailableError";

  constructor() {
    super("counting tokens exactly needs an optional package: npm install gpt-tokenizer@4.0.0");
  }
}

/** Loads the counting function of an encoding. Marks such as <|endoftext|> in a text are counted as plain text. */
export async function loadTokenizer(encoding: Encoding): Promise<(text: string) => number> {
  const { countTokens } = await load(encoding);
  return (text) => countTokens(text, { disallowedSpecial: new Set() });
}

/** The part of the package that is used; the version is pinned in the package manifest. */
interface Tokenizer {
  readonly countTokens: (text: string, options: { readonly disallowedSpecial: Set<string> }) => number;
}

async function load(encoding: Encoding): Promise<Tokenizer> {
  let path: string;
  try {
    path = createRequire(import.meta.url).resolve(`gpt-tokenizer/encoding/${encoding}`);
  } catch {
    throw new TokenizerUnavailableError();
  }
  const module = (await import(pathToFileURL(path).href)) as Tokenizer & { readonly default?: Tokenizer };
  return module.default ?? module;
}
