import type { AssumptionChange, StatedAssumption } from "../../analysis/comparison/assumption-changes.ts";
import type { ClaimMove, Comparison } from "../../analysis/comparison/comparison.ts";
import type { FigureMove, WordMove } from "../../analysis/comparison/figure-moves.ts";
import { failsPolicy } from "../../analysis/policies/judge-policies.ts";
import { formatInterval } from "../interval.ts";
import { formatLargeNumber } from "../large-number.ts";
import { policyText } from "../policies/policy-text.ts";
import { formatPercent, formatQuantity, isMoney } from "../quantity.ts";
import { type Cell, type Row, type Table, type TextColumn, table, textCell, textColumn } from "../table.ts";

/** One table of a comparison; what only some readers want is folded away where the format can. */
export interface CompareBlock {
  readonly title: string;
  readonly table: Table;
  readonly folded: boolean;
}

export interface CompareView {
  /** What is compared with what. */
  readonly title: string;
  /** The answer in a sentence or two. */
  readonly answer: string;
  readonly blocks: readonly CompareBlock[];
}

/** A comparison as a reviewer reads it: what is broken, what is decided otherwise, the largest moves, and why. */
export function compareView(comparison: Comparison): CompareView {
  const { base, head, moves, words, policies, assumptions, claims, added, removed } = comparison;
  const flips = words.filter(({ from, to }) => from !== to);
  const certain = moves.filter(({ noise }) => noise !== "within");
  const top = familyHeads(certain).slice(0, MOST_TOP);
  const changed = assumptions?.filter(({ of }) => of === "value") ?? [];
  const wording = assumptions?.filter(({ of }) => of === "wording") ?? [];
  const broken = policies.filter(({ outcome }) => outcome === "broken");
  const blocks: (CompareBlock | undefined)[] = [
    block("limits", "Limits that are broken", POLICY, broken.map(policyRow), false),
    block("judgements", "Judgements that are others now", WORDS, flips.map(wordRow), false),
    block("top-moves", "Largest moves, money first", MOVES, top.map(moveRow), false),
    block("assumptions", "Assumptions that differ", ASSUMPTIONS, changed.map(assumptionRow), false),
    block("claims", CLAIMS_TITLE, CLAIMS, (claims ?? []).map(claimRow), (claims ?? []).length > MOST_TOP),
    block("all-moves", `All ${moves.length} moves`, ALL_MOVES, moves.map(fullRow), true),
    block(
      "probabilities",
      "Judgements with another probability",
      WORDS,
      words.filter(({ from, to }) => from === to).map(wordRow),
      true,
    ),
    block("wording", "Other sources, provenance or notes, same values", WORDING, wording.map(wordingRow), true),
    block(
      "new-and-gone",
      "Figures that are new or gone",
      PRESENCE,
      [...added.map((id) => presence(id, "new")), ...removed.map((id) => presence(id, "gone"))],
      true,
    ),
  ];
  return {
    title: `${head.title === base.title ? head.title : `${base.title} → ${head.title}`}: ${base.name} → ${head.name}`,
    answer: answerOf(comparison),
    blocks: blocks.filter((found) => found !== undefined),
  };
}

const MOST_TOP = 10;
const CLAIMS_TITLE = "Printed numbers whose check changed";

function answerOf({ assumptions, moves, words, unchanged, policies, claims, base, head }: Comparison): string {
  const values = assumptions?.filter(({ of }) => of === "value").length;
  const within = moves.filter(({ noise }) => noise === "within").length;
  const flips = words.filter(({ from, to }) => from !== to).length;
  const broken = policies.filter(({ outcome }) => outcome === "broken");
  const differ =
    values === undefined
      ? `What a saved result assumes is not known (${base.digest === head.digest ? "the same" : "another"} digest of the assumptions)`
      : `${count(values, "assumption differs", "assumptions differ")}`;
  const parts = [
    `${count(moves.length, "figure moves", "figures move")}${within > 0 ? ` (${within} within noise)` : ""}, ${unchanged} stay`,
    ...(flips > 0 ? [count(flips, "judgement flips", "judgements flip")] : []),
    ...((claims ?? []).length > 0
      ? [`${count(claims?.length ?? 0, "printed number is", "printed numbers are")} judged otherwise`]
      : []),
    ...(broken.length > 0
      ? [`${count(broken.length, "limit is", "limits are")} broken${broken.some(failsPolicy) ? "" : ", only to warn"}`]
      : []),
  ];
  return `${differ.replace(/^no /, "No ")}; ${parts.join("; ")}.`;
}

const count = (n: number, one: string, many: string): string => `${n === 0 ? "no" : n} ${n === 1 ? one : many}`;

function block(
  name: string,
  title: string,
  columns: readonly TextColumn[],
  rows: readonly Row[],
  folded: boolean,
): CompareBlock | undefined {
  if (rows.length === 0) return undefined;
  return { title, folded, table: table({ name, caption: "", columns, rows, footnotes: [] }) };
}

const columns = (...heads: readonly (readonly [string, string, ("right" | "left")?])[]): readonly TextColumn[] =>
  heads.map(([key, label, alignment = "left"]) => ({ ...textColumn(key, label), alignment }));

const POLICY = columns(["severity", ""], ["figure", "Figure"], ["text", "What is wrong"]);
const WORDS = columns(["figure", "Judgement"], ["from", "Before"], ["to", "After"], ["because", "Because of"]);
const CLAIMS = columns(["claim", "Claim"], ["printed", "Prints"], ["from", "Before"], ["to", "After"]);
const MOVES = columns(
  ["figure", "Figure"],
  ["from", "Before", "right"],
  ["to", "After", "right"],
  ["change", "Change", "right"],
  ["relative", "", "right"],
  ["because", "Because of"],
);
const ALL_MOVES = columns(
  ["figure", "Figure"],
  ["from", "Before", "right"],
  ["to", "After", "right"],
  ["change", "Change", "right"],
  ["relative", "", "right"],
  ["noise", "Noise"],
);
const ASSUMPTIONS = columns(
  ["path", "Assumption"],
  ["from", "Before", "right"],
  ["to", "After", "right"],
  ["source", "Source"],
);
const WORDING = columns(["path", "Assumption"], ["from", "Before"], ["to", "After"]);
const PRESENCE = columns(["figure", "Figure"], ["is", ""]);

const cells = (texts: Readonly<Record<string, string>>): Row =>
  Object.fromEntries(Object.entries(texts).map(([key, text]): [string, Cell] => [key, textCell(text)]));

const policyRow = (policy: Comparison["policies"][number]): Row =>
  cells({ severity: failsPolicy(policy) ? "fails" : "warns", figure: policy.figure, text: policyText(policy) });

function wordRow({ label, from, to, probabilityFrom, probabilityTo, because }: WordMove): Row {
  return cells({
    figure: label,
    from: word(from, probabilityFrom),
    to: word(to, probabilityTo),
    because: reasons(because),
  });
}

function word(text: string | null, probability: number | undefined): string {
  if (text === null) return "does not apply";
  const share = probability === undefined ? "" : ` (${formatPercent(probability, { decimals: 0 })})`;
  return `${text.replaceAll("-", " ")}${share}`;
}

const claimRow = ({ id, where, printed, from, to, verdict }: ClaimMove): Row =>
  cells({
    claim: `${id} (${where})`,
    printed,
    from: from.replaceAll("-", " "),
    to: `${to.replaceAll("-", " ")}: ${verdict}`,
  });

const moveRow = (move: FigureMove): Row => {
  const { relative: _, noise: __, ...said } = moveTexts(move);
  return cells({ ...said, relative: percentText(move), figure: move.label, because: reasons(move.because) });
};

const fullRow = (move: FigureMove): Row => cells({ ...moveTexts(move), figure: move.id, noise: NOISE[move.noise] });

const NOISE = { beyond: "", within: "within", unknown: "not known" } as const;

function moveTexts(move: FigureMove) {
  const { unit, from, to, change } = move;
  const digits = { atMost: digitsThatDiffer(from, to) };
  const said = (value: number | null): string => (value === null ? "–" : quantityText(value, unit, digits));
  const moved = change === null || !Number.isFinite(change) ? "–" : quantityText(change, unit, { atMost: 3 });
  return {
    ...{ from: said(from), to: said(to), relative: percentText(move), noise: "" },
    change: change !== null && change > 0 && moved !== "–" ? `+${moved}` : moved,
  };
}

/** A count with too many zeros to read is in words. */
function quantityText(value: number, unit: string, digits: { readonly atMost: number }): string {
  const isLarge = Math.abs(value) >= 1e9 && Number.isFinite(value) && !isMoney(unit);
  if (!isLarge) return formatQuantity(value, unit, digits);
  const text = `${formatLargeNumber(Math.abs(value), digits)} ${unit}`;
  return value < 0 ? `-${text}` : text;
}

function percentText({ relative }: FigureMove): string {
  if (relative === null) return "";
  return `${relative > 0 ? "+" : ""}${formatPercent(relative, Math.abs(relative) < 0.1 ? { atMost: 2 } : { atMost: 3 })}`;
}

/** Four digits, or as many as it takes to see that the two are not the same. */
function digitsThatDiffer(from: number | null, to: number | null): number {
  if (from === null || to === null || !Number.isFinite(from) || !Number.isFinite(to)) return 4;
  for (let digits = 4; digits < 12; digits++) if (from.toPrecision(digits) !== to.toPrecision(digits)) return digits;
  return 12;
}

function assumptionRow({ path, from, to }: AssumptionChange): Row {
  const source = to === undefined ? "" : from === undefined || from.source !== to.source ? to.source : "as before";
  const numberOf = (side: StatedAssumption | undefined) => (typeof side?.value === "number" ? side.value : null);
  const digits = Math.max(6, digitsThatDiffer(numberOf(from), numberOf(to)));
  return cells({ path, from: stated(from, digits), to: stated(to, digits), source });
}

function stated(side: StatedAssumption | undefined, digits: number): string {
  if (!side) return "–";
  const { value, unit, interval90 } = side;
  if (typeof value === "string") return value;
  const text = quantityText(value, unit, { atMost: digits });
  if (!interval90) return text;
  const [low, high] = interval90;
  return `${text} (${formatInterval({ low, high }, unit, { atMost: 3 })})`;
}

function wordingRow({ path, from, to }: AssumptionChange): Row {
  const said = (side: StatedAssumption | undefined): string =>
    [side?.source, side?.provenance, side?.note].filter(Boolean).join("; ");
  return cells({ path, from: said(from), to: said(to) });
}

const presence = (id: string, is: string): Row => cells({ figure: id, is });

function reasons(because: readonly string[]): string {
  const shown = because.slice(0, MOST_REASONS);
  const more = because.length - shown.length;
  return `${shown.join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}

const MOST_REASONS = 3;

/** Mean and quantiles of one thing are one line: the first of them in the order in which they are read. */
function familyHeads(moves: readonly FigureMove[]): readonly FigureMove[] {
  const families = new Map<string, FigureMove>();
  for (const move of moves) {
    const [, stem = move.id, statistic = ""] = /^(.*)\.(mean|sd|p\d+)$/.exec(move.id) ?? [];
    const first = families.get(stem);
    if (!first) families.set(stem, move);
    else if (rankOf(statistic) < rankOf(first.id.slice(stem.length + 1))) families.set(stem, move);
  }
  return [...families.values()];
}

const rankOf = (statistic: string): number => {
  const rank = ["mean", "p50", "p95"].indexOf(statistic);
  return rank < 0 ? 3 : rank;
};
