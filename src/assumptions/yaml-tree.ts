import { type Document, isAlias, isMap, isScalar, isSeq, type ParsedNode, type Scalar } from "yaml";
import type { Place } from "../analysis/node.ts";
import { shorten } from "./describe.ts";
import type { Entry, Located, LocatedMap, Path } from "./located.ts";
import { isPlainNumber } from "./number-text.ts";
import type { Problem } from "./problem.ts";
import { DEEPEST } from "./yaml-document.ts";

type ReadNode = ParsedNode | null;

export interface ParsedYaml {
  readonly problems: readonly Problem[];
  /** Absent when the text has no reading that further checks could trust. */
  readonly tree?: Located;
}

/** Turns a composed document into a located tree: aliases are followed, numbers must be finite and plainly written. */
export function readTree(document: Document.Parsed<ParsedNode>, place: (offset: number) => Place): ParsedYaml {
  const reader = new TreeReader(document, place);
  try {
    return { tree: reader.read(document.contents, []), problems: reader.problems };
  } catch (error) {
    if (error instanceof TooMuch) return { problems: [...reader.problems, error.problem] };
    throw error;
  }
}

/** Values after aliases are followed: what a bomb blows up. */
const MOST_NODES = 400_000;
/** Following an alias looks through the document, so only so many are followed. */
const MOST_ALIASES = 100;

class TooMuch extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.found);
    this.problem = problem;
  }
}

/** Counts what it reads, so that no text makes it read for long. */
class TreeReader {
  readonly problems: Problem[] = [];
  readonly #document: Document.Parsed<ParsedNode>;
  readonly #place: (offset: number) => Place;
  #nodes = 0;
  #aliases = 0;

  constructor(document: Document.Parsed<ParsedNode>, place: (offset: number) => Place) {
    this.#document = document;
    this.#place = place;
  }

  read(node: ReadNode, path: Path, parent = this.#place(0)): Located {
    const place = node ? this.#place(node.range[0]) : parent;
    const tooMuch = (found: string, expected: string) => new TooMuch({ place, path, found, expected });
    if (++this.#nodes > MOST_NODES) throw tooMuch(`more than ${MOST_NODES} values, aliases followed`, "a plan by hand");
    if (path.length > DEEPEST) throw tooMuch(`more than ${DEEPEST} maps and lists inside one another`, "fewer");
    if (node?.tag && !CORE_TAGS.has(node.tag)) this.#problem(place, path, `the tag ${shorten(node.tag)}`, "no tag");

    if (isAlias(node)) {
      if (++this.#aliases > MOST_ALIASES) throw tooMuch(`more than ${MOST_ALIASES} aliases`, "values written out");
      const target = node.resolve(this.#document);
      if (target === undefined) throw tooMuch(`an alias of nothing, *${shorten(node.source)}`, "an anchor before it");
      // The anchors of a parsed document are parsed nodes.
      return this.read(target as ReadNode, path, place);
    }
    if (isMap(node)) return { kind: "map", place, entries: this.#entries(node.items, path, place) };
    if (isSeq(node)) {
      const items = node.items.map((item, index) => this.read(item as ReadNode, [...path, index], place));
      return { kind: "list", place, items };
    }
    return { kind: "scalar", place, value: node ? this.#scalar(node, path, place) : null };
  }

  #entries(pairs: readonly { key: unknown; value: unknown }[], path: Path, mapPlace: Place): LocatedMap["entries"] {
    const entries = new Map<string, Entry>();
    for (const pair of pairs) {
      const key = pair.key as ReadNode;
      const keyPlace = key ? this.#place(key.range[0]) : mapPlace;
      if (!isScalar(key) || key.value === null) {
        this.#problem(keyPlace, path, "a key that is not a word", "a word before the colon");
        continue;
      }
      const name = typeof key.value === "string" ? key.value : (key.source ?? String(key.value));
      const first = entries.get(name);
      if (first) {
        const lines = `line ${first.keyPlace.line} and line ${keyPlace.line}`;
        this.#problem(keyPlace, [...path, name], `the key twice, in ${lines}`, "each key once");
        continue;
      }
      entries.set(name, { keyPlace, value: this.read(pair.value as ReadNode, [...path, name], keyPlace) });
    }
    return entries;
  }

  #scalar(node: Scalar, path: Path, place: Place): string | number | boolean | null {
    const { value } = node;
    if (typeof value === "number") {
      const source = node.source ?? String(value);
      if (!isPlainNumber(source) || !Number.isFinite(value)) {
        this.#problem(place, path, shorten(source), "a finite number in plain decimal digits");
      }
      return value === 0 ? 0 : value;
    }
    return typeof value === "string" || typeof value === "boolean" ? value : null;
  }

  #problem(place: Place, path: Path, found: string, expected: string): void {
    this.problems.push({ place, path, found, expected });
  }
}

const CORE_TAGS: ReadonlySet<string> = new Set(["map", "seq", "str"].map((name) => `tag:yaml.org,2002:${name}`));
