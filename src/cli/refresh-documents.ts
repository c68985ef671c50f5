import { realpathSync } from "node:fs";
import { extname } from "node:path";
import { nearest } from "../assumptions/nearest.ts";
import { formatProblem, InputError, type Problem } from "../assumptions/problem.ts";
import { readExactText } from "../node/exact-text.ts";
import { attempt } from "../node/file-error.ts";
import type { StartMarker } from "../report/regions/marker.ts";
import { type Refreshed, refresh } from "../report/regions/refresh.ts";
import type { DocumentFormat, Region } from "../report/regions/region.ts";
import { type ContentFault, type RegionContent, regionContent } from "../report/regions/region-content.ts";
import { documentFacts, type PlanFacts } from "./document-facts.ts";
import { UsageError } from "./exit.ts";
import type { PlanOptions } from "./options.ts";

/** A document, as it is and as it should be. */
export interface RefreshedDocument {
  /** As named on the command line. */
  readonly file: string;
  /** Where its bytes are; another path than `file` where that is a link. */
  readonly target: string;
  readonly before: string;
  readonly after: string;
  readonly regions: readonly Region[];
  readonly stale: readonly (Region & { readonly line: number })[];
}

/**
 * Works out what the regions of some documents should hold.
 *
 * @throws InputError with everything that is wrong with the markers of all of them
 */
export function refreshDocuments(
  files: readonly string[],
  facts: (scenarios: readonly string[]) => PlanFacts,
): readonly RefreshedDocument[] {
  const problems: Problem[] = [];
  const documents = [...new Set(files)].flatMap((file): readonly RefreshedDocument[] => {
    const format = FORMATS[extname(file).toLowerCase()];
    if (!format) {
      const expected = `a document that ends in ${Object.keys(FORMATS).join(", ")}`;
      problems.push({ place: { file, line: 0, column: 0 }, path: [], found: extname(file) || file, expected });
      return [];
    }
    const read = readExactText(file);
    if (!("text" in read)) {
      problems.push({
        place: { file, ...read },
        path: [],
        found: "bytes that are no UTF-8",
        expected: "a text in UTF-8",
      });
      return [];
    }
    const refreshed = refresh(read.text, format, (marker) => contentOf(marker, format, facts));
    problems.push(...problemsOf(file, read.text, refreshed));
    const lines = placesIn(read.text);
    const stale = refreshed.stale.map((region) => ({ ...region, line: lines(region.at).line }));
    const target = attempt(`cannot read ${file}`, () => realpathSync(file));
    return [{ file, target, before: read.text, after: refreshed.text, regions: refreshed.regions, stale }];
  });
  if (problems.length > 0) throw new InputError(problems);
  return documents;
}

/** The facts under the scenarios of the command and some more, each set computed once. */
export function factsByScenario(
  named: string | undefined,
  options: PlanOptions,
): (scenarios: readonly string[]) => PlanFacts {
  const known = new Map<string, PlanFacts>();
  return (scenarios) => {
    const key = JSON.stringify(scenarios);
    if (!known.has(key) && known.size === MOST_SETS)
      throw new UsageError(`the markers name more than ${MOST_SETS} sets of scenarios, each a plan of its own`);
    const facts = known.get(key) ?? documentFacts(named, { ...options, scenario: [...options.scenario, ...scenarios] });
    known.set(key, facts);
    return facts;
  };
}

/** Each takes as long as a command. */
const MOST_SETS = 100;

const FORMATS: Readonly<Record<string, DocumentFormat>> = {
  ".md": "markdown",
  ".markdown": "markdown",
  ".html": "html",
  ".htm": "html",
  ".tex": "latex",
};

/** A scenario that the marker names wrongly is the marker's fault; anything else wrong with the plan is told as it is. */
function contentOf(
  marker: StartMarker,
  format: DocumentFormat,
  facts: (scenarios: readonly string[]) => PlanFacts,
): RegionContent | readonly ContentFault[] {
  const base = facts([]);
  const scenarios = marker.options.get("scenario")?.split(",") ?? [];
  try {
    return regionContent(marker, format, scenarios.length === 0 ? base : facts(scenarios));
  } catch (error) {
    const [first] = error instanceof InputError ? error.problems : [];
    if (!first) throw error;
    return [{ found: `scenario=${scenarios.join(",")}`, expected: `scenarios of the plan (${formatProblem(first)})` }];
  }
}

function problemsOf(file: string, text: string, { faults }: Refreshed): readonly Problem[] {
  const place = placesIn(text);
  return faults.map(({ at, found, expected, known }) => {
    const near = known && nearest(found, known);
    return { place: { file, ...place(at) }, path: [], found, expected, ...(near !== undefined && { nearest: near }) };
  });
}

/** Offsets to lines and columns, both from 1; asked for in ascending order. */
function placesIn(text: string): (offset: number) => { readonly line: number; readonly column: number } {
  const breaks = /\r\n|\n|\r/g;
  let line = 1;
  let start = 0;
  // Where the next line starts, looked for once: thousands of offsets may be in the same line.
  const nextStart = (): number => (breaks.exec(text) ? breaks.lastIndex : Number.POSITIVE_INFINITY);
  let next = nextStart();
  return (offset) => {
    for (; next <= offset; next = nextStart()) {
      line++;
      start = next;
    }
    return { line, column: offset - start + 1 };
  };
}
