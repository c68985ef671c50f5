import type { Comment } from "./comment.ts";

/** A table by its name, a figure or assumption by its id, what the document prints for a claim, or how many claims there are. */
export const REGION_KINDS = ["table", "figure", "claim", "claims"] as const;
export type RegionKind = (typeof REGION_KINDS)[number];

export interface StartMarker {
  readonly kind: RegionKind;
  readonly name: string;
  /** Options in the order written. */
  readonly options: ReadonlyMap<string, string>;
}

export type Marker = { readonly start: StartMarker } | { readonly end: true } | { readonly fault: MarkerFault };

export interface MarkerFault {
  readonly found: string;
  readonly expected: string;
}

/**
 * What a comment says to llmplan; nothing where it is not meant for it. Meant are comments that begin with `llmplan:`,
 * `/llmplan` or just `llmplan`, so that a slip is told and not passed over.
 *
 * `llmplan:table pretraining columns=model,h100_days`, `llmplan:figure data.tokens_total digits=2`, `/llmplan`
 */
export function markerOf({ text }: Comment): Marker | undefined {
  const trimmed = text.trim();
  if (!MEANT.test(trimmed)) return undefined;
  if (trimmed.length > LONGEST)
    return { fault: { found: `a marker of ${trimmed.length} characters`, expected: `at most ${LONGEST}` } };
  if (/[\r\n]/.test(text)) return { fault: { found: "a line break in a marker", expected: "a marker on one line" } };
  if (trimmed === "/llmplan") return { end: true };
  const words = trimmed.match(/(?:[^\s"]|"[^"]*")+|"/g) ?? [];
  const [keyword = "", name, ...rest] = words;
  const kind = REGION_KINDS.find((word) => keyword === `llmplan:${word}`);
  if (kind === undefined) return { fault: { found: keyword, expected: `${EXPECTED.join(", ")} or /llmplan` } };
  if (name === undefined || name.includes("=")) {
    return { fault: { found: trimmed, expected: `llmplan:${kind} and ${NAMES[kind]}` } };
  }
  return markerWith(kind, name, rest);
}

function markerWith(kind: RegionKind, name: string, words: readonly string[]): Marker {
  const options = new Map<string, string>();
  for (const word of words) {
    const [, key, bare, quoted] = /^([a-z]+)=(?:([^"]+)|"([^"]*)")$/.exec(word) ?? [];
    if (key === undefined) return { fault: { found: word, expected: "an option as key=value" } };
    if (options.has(key)) return { fault: { found: `a second ${key}=`, expected: "each option once" } };
    options.set(key, bare ?? quoted ?? "");
  }
  return { start: { kind, name, options } };
}

const LONGEST = 10_000;

const MEANT = /^\/?\s*llmplan(?:\s*:|\s*$)/i;

const EXPECTED = REGION_KINDS.map((kind) => `llmplan:${kind}`);

const NAMES: Readonly<Record<RegionKind, string>> = {
  table: "the name of a table",
  figure: "the id of a figure or an assumption",
  claim: "the id of a claim",
  claims: "what to count",
};
