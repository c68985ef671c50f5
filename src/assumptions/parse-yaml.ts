import type { Place } from "../analysis/node.ts";
import { shorten } from "./describe.ts";
import type { Problem } from "./problem.ts";
import { lengthProblem } from "./source-text.ts";
import { type ComposedDocument, composeYaml, DEEPEST, type RefusedDocument } from "./yaml-document.ts";
import { type ParsedYaml, readTree } from "./yaml-tree.ts";

export interface YamlSource {
  readonly file: string;
  readonly text: string;
  /** Given for text that stands in no file: everything in it is at this place. */
  readonly place?: Place;
}

/** Reads YAML text into a located tree. Problems that leave the rest readable come together with the tree. */
export function parseYaml(source: YamlSource): ParsedYaml {
  const tooLong = lengthProblem(source.text, source.file);
  if (tooLong) return { problems: [tooLong] };
  const composed = composeYaml(source.text);
  const place = placesIn(source, composed);
  if ("refused" in composed) return { problems: [refusal(composed, place)] };

  const { document, more } = composed;
  const syntax = [...document.errors, ...document.warnings]
    .slice(0, MOST_SYNTAX_PROBLEMS)
    .map(({ code, message, pos }) => ({
      place: place(pos[0]),
      path: [],
      found: `text that is not YAML (${shorten(lowerFirst(message), 200)})`,
      expected: EXPECTED[code] ?? (message.includes("same column") ? SAME_COLUMN : "YAML 1.2"),
    }));
  if (more) {
    const [, , end] = document.range;
    syntax.push({ place: place(end), path: [], found: "a second document", expected: "one YAML document a file" });
  }
  if (syntax.length > 0) return { problems: syntax };
  return readTree(document, place);
}

const SAME_COLUMN = "lines of one group to begin in the same column";

/** Where the parser names a construct that nobody wrote; a colon in a text looks to it as a line too far right does. */
const EXPECTED: Readonly<Record<string, string>> = {
  TAB_AS_INDENT: "spaces in place of tabs",
  BLOCK_AS_IMPLICIT_KEY: `${SAME_COLUMN}, and quotes around a text that holds a colon`,
  MULTILINE_IMPLICIT_KEY: SAME_COLUMN,
};

/** One slip makes many syntax errors; the first few say it all. */
const MOST_SYNTAX_PROBLEMS = 10;

function placesIn(source: YamlSource, { lines }: ComposedDocument | RefusedDocument): (offset: number) => Place {
  if (source.place) {
    const { place } = source;
    return () => place;
  }
  return (offset) => {
    const { line, col } = lines.linePos(offset);
    return { file: source.file, line, column: col };
  };
}

function refusal({ refused, offset }: RefusedDocument, place: (offset: number) => Place): Problem {
  const at = { place: place(offset), path: [] };
  return refused === "too deep"
    ? { ...at, found: `more than ${DEEPEST} maps and lists inside one another`, expected: `at most ${DEEPEST}` }
    : { ...at, found: "more values than a plan has", expected: "a plan written by hand" };
}

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);
