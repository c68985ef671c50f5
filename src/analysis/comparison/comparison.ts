import type { CheckedClaim } from "../claims/checked-claim.ts";
import { ancestorsOf } from "../evaluate.ts";
import { failsPolicy, type JudgedPlan, type JudgedPolicy } from "../policies/judge-policies.ts";
import type { ResultFigure } from "../result.ts";
import type { Sheet } from "../sheets/plan-sheet.ts";
import { type AssumptionChange, assumptionChanges, type PlanText } from "./assumption-changes.ts";
import { type FigureMove, type FigureMoves, figureMoves } from "./figure-moves.ts";

/** One side of a comparison. What is absent is not known: a saved result has figures alone. */
export interface ComparedSide {
  /** What the user called it. */
  readonly name: string;
  readonly title: string;
  readonly digest: string;
  readonly figures: Readonly<Record<string, ResultFigure>>;
  readonly text?: PlanText;
  readonly sheet?: Sheet;
  readonly drawsOf?: JudgedPlan["drawsOf"];
  readonly claims?: readonly CheckedClaim[];
}

/** A printed number of the document that follows now and did not, or the other way round. */
export interface ClaimMove {
  readonly id: string;
  readonly where: string;
  readonly printed: string;
  readonly from: CheckedClaim["outcome"];
  readonly to: CheckedClaim["outcome"];
  readonly verdict: CheckedClaim["verdict"];
}

type SideFacts = Pick<ComparedSide, "name" | "title" | "digest">;

/** What is different between two plans, as plain data, in the order in which somebody who decides would read it. */
export interface Comparison extends FigureMoves {
  readonly base: SideFacts;
  readonly head: SideFacts;
  /** Undefined where a side is a saved result, which does not say what it assumes. */
  readonly assumptions?: readonly AssumptionChange[];
  /** Undefined where not both sides have claims. */
  readonly claims?: readonly ClaimMove[];
  readonly policies: readonly JudgedPolicy[];
}

/**
 * Compares two sides. Figures in money come first, those that move most on top; the others by their relative change.
 *
 * @param policies limits of the later side, judged
 * @param usdPerEur puts dollars and euros in one order; 1 where the plan states no rate
 */
export function comparisonOf(
  base: ComparedSide,
  head: ComparedSide,
  { policies = [], usdPerEur = 1 }: { readonly policies?: readonly JudgedPolicy[]; readonly usdPerEur?: number } = {},
): Comparison {
  const assumptions = base.text && head.text ? assumptionChanges(base.text, head.text) : undefined;
  const changed = new Set(assumptions?.flatMap(({ path, of }) => (of === "value" ? [path] : [])));
  const found = figureMoves(base.figures, head.figures, {
    drawsOf: (id) => [base.drawsOf?.(id), head.drawsOf?.(id)],
    becauseOf: (id) => [...changed].filter((path) => isReached(path, id, [base.sheet, head.sheet])),
  });
  const facts = ({ name, title, digest }: ComparedSide): SideFacts => ({ name, title, digest });
  return {
    ...found,
    // An assumption that is shown beside the figures stands among the assumptions already.
    moves: found.moves.filter(({ id }) => !changed.has(id)).toSorted(byMoney(usdPerEur)),
    words: found.words.toSorted((a, b) => Number(a.from === a.to) - Number(b.from === b.to)),
    ...{ base: facts(base), head: facts(head), policies },
    ...(assumptions && { assumptions }),
    ...(base.claims && head.claims && { claims: claimMoves(base.claims, head.claims) }),
  };
}

/** Whether a limit is broken that fails the comparison. */
export const failsComparison = ({ policies }: Comparison): boolean => policies.some(failsPolicy);

/** Whether a changed path is among what a figure is made of, before or after. */
function isReached(path: string, id: string, sheets: readonly (Sheet | undefined)[]): boolean {
  return sheets.some((sheet) => {
    const node = sheet?.nodes.get(id);
    if (!sheet || !node) return false;
    const known = reaches.get(sheet) ?? new Map<string, ReadonlySet<string>>();
    reaches.set(sheet, known);
    const ids = known.get(id) ?? new Set(ancestorsOf([node]).map((ancestor) => ancestor.id));
    known.set(id, ids);
    return ids.has(path);
  });
}

/** What each figure rests on; gone with its sheet. */
const reaches = new WeakMap<Sheet, Map<string, ReadonlySet<string>>>();

const MONEY: ReadonlySet<string> = new Set(["USD", "EUR"]);

function byMoney(usdPerEur: number): (a: FigureMove, b: FigureMove) => number {
  const euros = ({ unit, change }: FigureMove): number =>
    MONEY.has(unit) ? Math.abs(change ?? Number.POSITIVE_INFINITY) / (unit === "USD" ? usdPerEur : 1) : -1;
  const share = ({ relative }: FigureMove): number => Math.abs(relative ?? Number.POSITIVE_INFINITY);
  const rank = { beyond: 0, unknown: 0, within: 1 } as const;
  return (a, b) =>
    rank[a.noise] - rank[b.noise] ||
    descending(euros(a), euros(b)) ||
    descending(share(a), share(b)) ||
    (a.id < b.id ? -1 : 1);
}

/** Also where both are infinite, whose difference is no number. */
const descending = (a: number, b: number): number => (a === b ? 0 : a > b ? -1 : 1);

function claimMoves(base: readonly CheckedClaim[], head: readonly CheckedClaim[]): readonly ClaimMove[] {
  const before = new Map(base.map((claim) => [claim.id, claim]));
  return head.flatMap(({ id, where, printed, outcome, verdict }) => {
    const from = before.get(id)?.outcome;
    return from === undefined || from === outcome ? [] : [{ id, where, printed, from, to: outcome, verdict }];
  });
}
