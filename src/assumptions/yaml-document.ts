import { Composer, type Document, Lexer, LineCounter, type ParsedNode, Parser } from "yaml";

/** Block and flow collections inside one another; a plan needs about ten. */
export const DEEPEST = 64;

/** Words, punctuation and line ends: a thousand lines of plan have about twenty thousand, ten thousand claims 400,000. */
const MOST_TOKENS = 1_000_000;

export interface ComposedDocument {
  readonly document: Document.Parsed<ParsedNode>;
  /** Whether a second document follows, after `---`. */
  readonly more: boolean;
  readonly lines: LineCounter;
}

export interface RefusedDocument {
  readonly refused: "too deep" | "too many tokens";
  readonly offset: number;
  readonly lines: LineCounter;
}

/**
 * Composes the first YAML document of a text under the 1.2 core schema. What is nested too deeply is refused before
 * anything recursive sees it.
 */
export function composeYaml(text: string): ComposedDocument | RefusedDocument {
  const lines = new LineCounter();
  lines.addNewLine(0);
  const parser = new Parser(lines.addNewLine);
  const tokens = [];
  let count = 0;
  for (const lexeme of new Lexer().lex(text)) {
    for (const token of parser.next(lexeme)) tokens.push(token);
    if (parser.stack.length > DEEPEST + 1) return { refused: "too deep", offset: parser.offset, lines };
    if (++count > MOST_TOKENS) return { refused: "too many tokens", offset: parser.offset, lines };
  }
  for (const token of parser.end()) tokens.push(token);
  // Duplicate keys are looked for by the reader of the tree, which names both lines and needs no quadratic time.
  const composer = new Composer({ version: "1.2", schema: "core", uniqueKeys: false, logLevel: "silent" });
  const [document, second] = composer.compose(tokens, true, text.length);
  if (!document) throw new Error("the YAML composer yields a document when it is told to");
  return { document, more: second !== undefined, lines };
}
