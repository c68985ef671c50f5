/** What should stand in a region: the table, figure or claim that its marker names, in the form its options ask for. */
import type { PrintedClaim } from "../deliverable/claim-notes.ts";
import { selectTable } from "../deliverable/select-table.ts";
import { type DeliverableView, digitsAt, printedAt } from "../deliverable/shown-cell.ts";
import { escapeHtml, htmlTable } from "../formats/html.ts";
import { escapeLatex, latexTable } from "../formats/latex.ts";
import { escapeMarkdown, markdownTable } from "../markdown.ts";
import type { Table } from "../table.ts";
import { inlineFigure, SCALE_WORDS } from "./figure-text.ts";
import type { MarkerFault, StartMarker } from "./marker.ts";
import type { DocumentFormat } from "./region.ts";
import { list, oneOf, type RegionOptions, readOptions, whole, yesNo } from "./region-options.ts";

/** What a document can name, computed under one set of scenarios. */
export interface DocumentFacts {
  readonly view: DeliverableView;
  readonly tables: ReadonlyMap<string, Table>;
  readonly claims: ReadonlyMap<string, PrintedClaim>;
}

/** A block stands on lines of its own; anything else within a line. */
export interface RegionContent {
  readonly layout: "block" | "inline";
  readonly text: string;
}

export type ContentFault = MarkerFault & { readonly known?: readonly string[] };

/** @returns the content, or everything that is wrong with the marker */
export function regionContent(
  marker: StartMarker,
  format: DocumentFormat,
  facts: DocumentFacts,
): RegionContent | readonly ContentFault[] {
  switch (marker.kind) {
    case "table":
      return tableContent(marker, format, facts);
    case "figure":
      return figureContent(marker, format, facts);
    case "claim":
      return claimContent(marker, format, facts);
    case "claims":
      return claimsContent(marker, format, facts);
  }
}

const TABLE_OPTIONS = {
  columns: list,
  rows: list,
  digits: whole(1, 15),
  caption: yesNo,
  notes: yesNo,
  scenario: list,
} as const satisfies RegionOptions;

function tableContent({ name, options }: StartMarker, format: DocumentFormat, { tables }: DocumentFacts) {
  const found = tables.get(name);
  const read = readOptions(options, TABLE_OPTIONS);
  const faults: ContentFault[] = [...read.faults];
  if (!found) faults.push({ found: name, expected: "the name of a table", known: [...tables.keys()] });
  const { columns, rows, digits } = read.values;
  const part =
    found &&
    selectTable(found, { ...(columns && { columns }), ...(rows && { rows }), ...(digits !== undefined && { digits }) });
  if (Array.isArray(part))
    faults.push(...part.map(({ what, name, known }) => ({ found: name, expected: `a ${what} of the table`, known })));
  if (faults.length > 0 || !part || Array.isArray(part)) return faults;
  const table = part as Table;
  const shown = {
    ...table,
    ...(read.values.caption === false && { caption: "" }),
    ...(read.values.notes === false && { notes: [], footnotes: [] }),
  };
  return { layout: "block", text: WRITERS[format](shown) } as const;
}

const FIGURE_OPTIONS = {
  digits: whole(1, 15),
  unit: yesNo,
  scale: oneOf(SCALE_WORDS),
  show: oneOf(["value", "interval"] as const),
  scenario: list,
} as const satisfies RegionOptions;

function figureContent({ name, options }: StartMarker, format: DocumentFormat, { view }: DocumentFacts) {
  const figure = printedAt(view, name);
  const read = readOptions(options, FIGURE_OPTIONS);
  const faults: ContentFault[] = [...read.faults];
  if (!figure) {
    const known = [...Object.keys(view.figures), ...view.assumptions.keys()];
    faults.push({ found: name, expected: "the id of a figure or an assumption", known });
  }
  if (faults.length > 0 || !figure) return faults;
  const { digits, unit, scale, show } = read.values;
  const text = inlineFigure(figure, {
    digits: digits === undefined ? digitsAt(view, name, figure) : { significant: digits },
    unit: unit ?? false,
    scale: scale ?? "auto",
    show: show ?? "value",
  });
  if (text === undefined) return [{ found: `show=interval of ${name}`, expected: "a figure that has an interval" }];
  return inline(text, format);
}

const CLAIM_OPTIONS = {
  show: oneOf(["printed", "computed", "verdict"] as const),
  digits: whole(1, 15),
  unit: yesNo,
  scale: oneOf(SCALE_WORDS),
  scenario: list,
} as const satisfies RegionOptions;

function claimContent({ name, options }: StartMarker, format: DocumentFormat, { claims }: DocumentFacts) {
  const claim = claims.get(name);
  const read = readOptions(options, CLAIM_OPTIONS);
  const faults: ContentFault[] = [...read.faults];
  if (!claim) faults.push({ found: name, expected: "the id of a claim", known: [...claims.keys()] });
  if (faults.length > 0 || !claim) return faults;
  const { show = "printed", digits = 3, unit = false, scale = "auto" } = read.values;
  switch (show) {
    case "printed":
      return inline(claim.printed, format);
    case "verdict":
      return inline(claim.verdict.replaceAll("-", " "), format);
    case "computed": {
      const figure = { value: claim.computed, unit: claim.unit, label: "", formula: "", of: [] };
      return inline(
        inlineFigure(figure, { digits: { significant: digits }, unit, scale, show: "value" }) ?? "",
        format,
      );
    }
  }
}

/** What can be counted among the claims. */
const COUNTS: Readonly<Record<string, (claim: PrintedClaim) => boolean>> = {
  all: ({ verdict }) => verdict !== "stated",
  accepted: ({ accepted }) => accepted !== null,
  follows: ({ verdict }) => verdict === "follows",
  "follows-within-input-rounding": ({ verdict }) => verdict === "follows-within-input-rounding",
  "follows-with-other-input": ({ verdict }) => verdict === "follows-with-other-input",
  "does-not-follow": ({ verdict }) => verdict === "does-not-follow",
};

function claimsContent({ name, options }: StartMarker, format: DocumentFormat, { claims }: DocumentFacts) {
  const counted = Object.hasOwn(COUNTS, name) ? COUNTS[name] : undefined;
  const faults: ContentFault[] = [...readOptions(options, { scenario: list }).faults];
  if (!counted) faults.push({ found: name, expected: "what to count among the claims", known: Object.keys(COUNTS) });
  if (faults.length > 0 || !counted) return faults;
  return inline(String([...claims.values()].filter(counted).length), format);
}

/** A figure in LaTeX stands on a line between two comments, since a comment takes the rest of its line. */
const inline = (text: string, format: DocumentFormat): RegionContent => ({
  layout: format === "latex" ? "block" : "inline",
  text: ESCAPES[format](text),
});

const ESCAPES: Readonly<Record<DocumentFormat, (text: string) => string>> = {
  markdown: escapeMarkdown,
  html: escapeHtml,
  latex: escapeLatex,
};

const WRITERS: Readonly<Record<DocumentFormat, (table: Table) => string>> = {
  markdown: markdownTable,
  html: htmlTable,
  latex: latexTable,
};
