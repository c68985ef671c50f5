/**
 * What a document prints, as plain data: its own inputs, and the claims that should follow from them. The form of the
 * file it is read from is the business of `assumptions`.
 */
import type { Combination, Operation } from "../combination.ts";
import type { Place } from "../node.ts";

/** A number as printed, in plain units: "~40k" is 40,000 and "75%" is 0.75. */
export interface PrintedNumber {
  readonly value: number;
  /** One of the last significant digit: 10,000 for "~40k". Zeros that end a whole number are not significant. */
  readonly significantUnit: number;
  /** One of the last printed digit: 1,000 for "~40k". */
  readonly digitUnit: number;
  readonly percent: boolean;
}

interface Stated {
  /** Id within the document, such as `t3-bloom-h100-days`. */
  readonly id: string;
  /** Section of the document: `4.2.1`. */
  readonly section: string;
  /** In words: `section 4.2.1, Table 3, Bloom`. */
  readonly where: string;
  readonly place: Place;
}

/** An input that the document prints, or that its figures need although it does not print it. */
export type DocumentInput = Stated & {
  /** The assumption of the plan that it is; absent where the plan has none. */
  readonly node?: string;
} & (
    | {
        readonly how: "printed";
        readonly text: string;
        readonly number: PrintedNumber;
        /** Counts, prices, code constants and chosen factors: no value but the printed one is meant. */
        readonly exact: boolean;
        readonly unit: string;
      }
    /** Printed elsewhere only. */
    | { readonly how: "external"; readonly source: string }
    /** A whole number that gives the printed figure; counts as stated. */
    | { readonly how: "solved"; readonly what: string }
    /** Said in words. */
    | { readonly how: "implied"; readonly words: string }
  );

export type Relation = "equals" | "more-than" | "less-than" | "at-least" | "at-most";

/** One change that would give the printed number. */
export type Alternative =
  /** Another value of an input: a number printed nowhere, or what a document id or a combination says. */
  | { readonly kind: "becomes"; readonly input: string; readonly value: Combination }
  /** Another word of a choice: a variant of the formula. */
  | { readonly kind: "choice"; readonly input: string; readonly word: string }
  /** A row or a stated factor left out. */
  | { readonly kind: "left-out"; readonly id: string }
  /** A row taken alone. */
  | { readonly kind: "alone"; readonly id: string }
  | { readonly kind: "statistic"; readonly name: Operation };

/** A printed number that should follow from figures. */
export type Claim = Stated & {
  readonly text: string;
  readonly number: PrintedNumber;
  /** Both ends, and which of them this is, when the printed range reports simulation runs and is one statement. */
  readonly simulatedRange?: { readonly low: PrintedNumber; readonly high: PrintedNumber; readonly end: "low" | "high" };
  /** What one printed unit is in the unit of the figure: 1e6 in a column headed "millions". */
  readonly scale: number;
  readonly relation: Relation;
  readonly tolerance?: { readonly value: number; readonly reason: string };
  /** The printed number is a count: no rounding when other claims start from it. */
  readonly exact: boolean;
  readonly follows: Combination;
  /** Claims whose printed cells this one starts from, by id; `*` for any part of an id. */
  readonly from: readonly string[];
  /** The nodes that the printed number replaces in claims that start from it; else the figure it follows. */
  readonly standsFor?: readonly string[];
  readonly alternative?: Alternative;
  /** Why a failing claim is left as it is. */
  readonly accepted?: string;
  readonly places: {
    readonly follows: Place;
    readonly from: Place;
    readonly simulated: Place;
    readonly alternative: Place;
    readonly accepted: Place;
  };
};

/** A table of the document, all of whose figures should be claimed. */
export interface ClaimedTable {
  readonly name: string;
  /** Figure ids with `*` for one segment. */
  readonly figures: readonly string[];
  /** Figures that fit but are not printed, with the reason. */
  readonly notPrinted: Readonly<Record<string, string>>;
  readonly place: Place;
}

/** Statements that mean the same quantity and should agree. */
export interface SameQuantity {
  readonly key: string;
  readonly what: string;
  readonly stated: readonly Combination[];
  readonly place: Place;
}

/** A finding of a rule that is left as it is. */
export interface AcceptedFinding {
  readonly code: string;
  readonly subject: string;
  readonly reason: string;
  readonly place: Place;
}

/** Everything a claims file holds. */
export interface ClaimSet {
  readonly inputs: readonly DocumentInput[];
  readonly claims: readonly Claim[];
  readonly tables: readonly ClaimedTable[];
  readonly sameQuantity: readonly SameQuantity[];
  /** Other words of a choice that stand for a variant of a formula, by the choice's id. */
  readonly variants: Readonly<Record<string, readonly string[]>>;
  readonly acceptedFindings: readonly AcceptedFinding[];
}

/** What a plan without a claims file is checked against. */
export const NO_CLAIMS: ClaimSet = {
  inputs: [],
  claims: [],
  tables: [],
  sameQuantity: [],
  variants: {},
  acceptedFindings: [],
};
