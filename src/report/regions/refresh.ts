/** Brings the regions of a document up to date and leaves every other character as it is. */

import type { StartMarker } from "./marker.ts";
import { type DocumentFormat, type Region, type RegionFault, regionsOf } from "./region.ts";
import type { ContentFault, RegionContent } from "./region-content.ts";

export interface Refreshed {
  /** The document with every region up to date; as it was where there are faults. */
  readonly text: string;
  readonly regions: readonly Region[];
  /** The regions whose text was not what it should be. */
  readonly stale: readonly Region[];
  readonly faults: readonly (RegionFault & Pick<ContentFault, "known">)[];
}

/** @param contentOf what should stand in a region, or what is wrong with its marker */
export function refresh(
  text: string,
  format: DocumentFormat,
  contentOf: (marker: StartMarker) => RegionContent | readonly ContentFault[],
): Refreshed {
  const { regions, faults: found } = regionsOf(text, format);
  const faults: (RegionFault & Pick<ContentFault, "known">)[] = [...found];
  const stale: Region[] = [];
  const parts: string[] = [];
  let passed = 0;
  // The end of what stands before a region once all before it are up to date: its own line may begin in one of them.
  let before = "";
  let done = 0;
  for (const region of regions) {
    before = endOf(before + endOf(text.slice(done, region.at)));
    done = region.at;
    const content = contentOf(region.marker);
    if ("length" in content) faults.push(...content.map((fault) => ({ ...fault, at: region.at })));
    else {
      const laid = layOut(text, format, region, content, before);
      if (typeof laid === "string") {
        before = endOf(before + endOf(text.slice(region.at, region.start)) + endOf(laid));
        done = region.end;
      }
      if (typeof laid !== "string") faults.push(laid);
      else if (laid !== text.slice(region.start, region.end)) {
        stale.push(region);
        parts.push(text.slice(passed, region.start), laid);
        passed = region.end;
      }
    }
  }
  if (faults.length > 0) return { text, regions, stale: [], faults: faults.toSorted((a, b) => a.at - b.at) };
  return { text: parts.join("") + text.slice(passed), regions, stale, faults };
}

/** The content as it stands between its markers: within the line, or on lines that begin as the marker's own line does. */
function layOut(
  text: string,
  format: DocumentFormat,
  { at, marker }: Region,
  content: RegionContent,
  textBefore: string,
): string | RegionFault {
  if (content.layout === "inline") return content.text;
  const before = lastLine(textBefore);
  const prefix = before === undefined ? undefined : continuationOf(before, format);
  if (prefix === undefined)
    return { at, found: `llmplan:${marker.kind} after other text`, expected: "a marker at the beginning of its line" };
  const newline = lineBreakOf(text, at);
  const gap = format === "markdown" ? [""] : [];
  const lines = [...gap, ...content.text.trimEnd().split("\n"), ...gap];
  return `${newline}${lines.map((line) => `${(prefix + line).trimEnd()}${newline}`).join("")}${prefix}`;
}

/** What a line begins with to go on where the marker's line began: indentation, marks of quotations, room for list marks. */
function continuationOf(before: string, format: DocumentFormat): string | undefined {
  const bare = before.replace(/^\uFEFF/, "");
  if (format !== "markdown") return /^[ \t]*/.exec(bare)?.[0] ?? "";
  if (!/^(?:[ \t]*(?:>|[*+-]|\d{1,9}[.)]))*[ \t]*$/.test(bare)) return undefined;
  return bare.replace(/[^>\t ]/g, " ");
}

/** What stands in the line that a text ends in; undefined where that is more than marks of quotations and lists can be. */
function lastLine(textBefore: string): string | undefined {
  const start = Math.max(textBefore.lastIndexOf("\n"), textBefore.lastIndexOf("\r")) + 1;
  return start === 0 && textBefore.length > LONGEST_BEFORE ? undefined : textBefore.slice(start);
}

const endOf = (text: string): string => text.slice(-LONGEST_BEFORE - 1);

/** A line may hold thousands of markers, and each would be looked at from its beginning on. */
const LONGEST_BEFORE = 1000;

/** The line break that ends the marker's line, else the first of the document, else a line feed. */
function lineBreakOf(text: string, at: number): string {
  const breaks = /\r\n|\n|\r/g;
  breaks.lastIndex = at;
  return breaks.exec(text)?.[0] ?? /\r\n|\n|\r/.exec(text)?.[0] ?? "\n";
}
