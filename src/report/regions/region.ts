/** The regions of a document: what stands between a marker and its end. */
import type { Comment } from "./comment.ts";
import { htmlComments } from "./html-comments.ts";
import { latexComments } from "./latex-comments.ts";
import { markdownComments } from "./markdown/markdown-comments.ts";
import { type MarkerFault, markerOf, type StartMarker } from "./marker.ts";

/** How a document is written. */
export type DocumentFormat = "markdown" | "html" | "latex";

export interface Region {
  readonly marker: StartMarker;
  /** Offset of the marker. */
  readonly at: number;
  /** Offsets of what stands between the marker and its end. */
  readonly start: number;
  readonly end: number;
}

/** Something wrong with a marker, at an offset of the document. */
export interface RegionFault extends MarkerFault {
  readonly at: number;
}

export interface Regions {
  /** In the order of the document; regions do not overlap. */
  readonly regions: readonly Region[];
  readonly faults: readonly RegionFault[];
}

/** Finds the regions of a document, and everything that is wrong with its markers. */
export function regionsOf(text: string, format: DocumentFormat): Regions {
  const regions: Region[] = [];
  const faults: RegionFault[] = [];
  const open: { readonly marker: StartMarker; readonly comment: Comment }[] = [];
  const nested: RegionFault[] = [];
  for (const comment of commentsOf(text, format)) {
    const marker = markerOf(comment);
    if (!marker) continue;
    if ("fault" in marker) faults.push({ ...marker.fault, at: comment.start });
    else if ("start" in marker) {
      const outer = open.at(-1);
      if (outer)
        nested.push({
          at: comment.start,
          found: "a region inside another",
          expected: `/llmplan, the end of ${named(outer.marker)}, first`,
        });
      open.push({ marker: marker.start, comment });
    } else {
      const begun = open.pop();
      if (!begun) faults.push({ at: comment.start, found: "/llmplan", expected: "a marker that it ends, before it" });
      else if (open.length === 0)
        regions.push({ marker: begun.marker, at: begun.comment.start, start: begun.comment.end, end: comment.start });
    }
  }
  // What has no end makes all that follows look nested.
  const [unended] = open;
  if (unended)
    faults.push({
      at: unended.comment.start,
      found: `${named(unended.marker)} without an end`,
      expected: "/llmplan after it",
    });
  faults.push(...nested.filter(({ at }) => !unended || at < unended.comment.start));
  return { regions, faults: faults.toSorted((a, b) => a.at - b.at) };
}

function commentsOf(text: string, format: DocumentFormat): readonly Comment[] {
  const near = [...text.matchAll(/<!--\s*\/?\s*llmplan/gi)].map(({ index }) => index);
  switch (format) {
    case "latex":
      return latexComments(text);
    case "html":
      return near.length > 0 ? htmlComments(text) : [];
    case "markdown":
      return near.length > 0 ? markdownComments(text, near) : [];
  }
}

const named = ({ kind, name }: StartMarker): string => `llmplan:${kind} ${name}`;
