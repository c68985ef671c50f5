/** What a check found, as plain data; reports and formats read this and nothing else of the claims. */
import type { Place } from "../node.ts";
import type { Alternative } from "./claim.ts";

export type Verdict = "follows" | "follows-within-input-rounding" | "follows-with-other-input" | "does-not-follow";

/** `accepted-for-nothing`: it passes, so its acceptance is no longer needed and fails. */
export type Outcome = "passes" | "accepted" | "fails" | "accepted-for-nothing";

/** Why a claim has its verdict. */
export type Because =
  | { readonly kind: "nothing" }
  | { readonly kind: "bound" }
  /** Values within the rounding of the printed inputs that give the printed number, by id. */
  | { readonly kind: "rounding"; readonly values: Readonly<Record<string, number>> }
  | { readonly kind: "external"; readonly id: string; readonly source: string }
  | { readonly kind: "alternative"; readonly alternative: Alternative; readonly value: number }
  /** It names an alternative that does not hold. */
  | { readonly kind: "unconfirmed"; readonly says: string };

export interface CheckedClaim {
  readonly id: string;
  readonly where: string;
  readonly place: Place;
  /** As printed. */
  readonly printed: string;
  /** The printed number in the unit of the figure. */
  readonly printedValue: number;
  /** From the printed cells that the claim starts from. */
  readonly computed: number;
  /** From the plan's assumptions, at full precision. */
  readonly fullChain: number;
  readonly fullChainFits: boolean;
  readonly unit: string;
  /** What one printed unit is in the unit of the figure. */
  readonly scale: number;
  readonly verdict: Verdict;
  /** The reason for which a failing claim is left as it is. */
  readonly accepted: string | null;
  readonly outcome: Outcome;
  readonly because: Because;
}

/** A hypothesis under which a claim would follow. */
export interface Hypothesis {
  /** `printed`: rule 6 lets it be an alternative; `nowhere`: only if it repairs two claims; `rounding`: never. */
  readonly basis: "printed" | "nowhere" | "rounding";
  /** What it changes, in words. */
  readonly says: string;
  readonly computed: number;
  readonly alternative?: Alternative;
  /** For a value printed nowhere, the range that gives the printed number. */
  readonly range?: {
    readonly id: string;
    readonly unit: string;
    readonly low: number;
    readonly high: number;
    readonly value: number;
  };
}

/** Something a rule on the plan found. */
export interface Finding {
  readonly code: string;
  /** An error fails the check; a warning does not. */
  readonly severity: "error" | "warning";
  /** Id of the assumption, run or pair it is about. */
  readonly subject: string;
  readonly message: string;
  readonly place: Place;
  /** The reason for which it is left as it is. */
  readonly accepted: string | null;
}

/** How many claims have each verdict. */
export type VerdictCounts = Readonly<Record<Verdict, number>>;

export function countVerdicts(claims: readonly CheckedClaim[]): VerdictCounts {
  const count = (verdict: Verdict): number => claims.filter((claim) => claim.verdict === verdict).length;
  return {
    follows: count("follows"),
    "follows-within-input-rounding": count("follows-within-input-rounding"),
    "follows-with-other-input": count("follows-with-other-input"),
    "does-not-follow": count("does-not-follow"),
  };
}

/** Whether a claim fails the check. */
export const isFailure = ({ outcome }: CheckedClaim): boolean =>
  outcome === "fails" || outcome === "accepted-for-nothing";

/** Whether a finding fails the check. */
export const isFailing = ({ severity, accepted }: Finding): boolean => severity === "error" && accepted === null;
