import type { AssumptionChange, StatedAssumption } from "../../analysis/comparison/assumption-changes.ts";
import type { ClaimMove, Comparison } from "../../analysis/comparison/comparison.ts";
import type { WordMove } from "../../analysis/comparison/figure-moves.ts";
import { failsPolicy } from "../../analysis/policies/judge-policies.ts";
import { formatInterval } from "../interval.ts";
import { policyText } from "../policies/policy-text.ts";
import { formatPercent } from "../quantity.ts";
import { type Row, type Table, type TextColumn, table } from "../table.ts";
import { cells, columns, digitsThatDiffer, quantityText, reasons } from "./compare-cells.ts";
import { ALL_MOVES, familyHeads, fullRow, MOVES, moveRow } from "./figure-move-rows.ts";

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

const POLICY = columns(["severity", ""], ["figure", "Figure"], ["text", "What is wrong"]);
const WORDS = columns(["figure", "Judgement"], ["from", "Before"], ["to", "After"], ["because", "Because of"]);
const CLAIMS = columns(["claim", "Claim"], ["printed", "Prints"], ["from", "Before"], ["to", "After"]);
const ASSUMPTIONS = columns(
  ["path", "Assumption"],
  ["from", "Before", "right"],
  ["to", "After", "right"],
  ["source", "Source"],
);
const WORDING = columns(["path", "Assumption"], ["from", "Before"], ["to", "After"]);
const PRESENCE = columns(["figure", "Figure"], ["is", ""]);

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
