/**
 * The two kinds of node a sheet is made of. A leaf is what somebody wrote down; a figure is computed from other nodes.
 * Both carry what a reader needs to check them: unit, wording, and where they come from.
 */
import type { Distribution } from "../math/distribution.ts";

/** Where a leaf can be changed: 1-based line and column in a file, or the command line (line 0). */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

export type Provenance = "measured" | "published" | "derived" | "chosen";

interface LeafFacts {
  readonly kind: "leaf";
  /** Plan path: `data.person_days`. */
  readonly id: string;
  readonly label: string;
  readonly source: string;
  readonly provenance: Provenance;
  /** Why this value, in the words of whoever chose it. */
  readonly note?: string;
  readonly place: Place;
}

/** What a quantity can be, whoever believes it: a share lies between 0 and 1, a count is whole. */
export interface ValueRange {
  readonly min?: number;
  readonly max?: number;
  readonly exclusiveMin?: number;
  readonly integer?: boolean;
}

/** A number somebody believes. A spread on it is ignorance: it does not shrink with volume. */
export interface Quantity extends LeafFacts {
  readonly leaf: "quantity";
  /** Where the plan's form says so; a law's parameters are held by the law itself. */
  readonly range?: ValueRange;
  readonly unit: string;
  /** The value as written, or the median of the spread. */
  readonly value: number;
  readonly spread?: Distribution;
}

/** A word: a billing rule, a policy, a statistic. */
export interface Choice<Word extends string = string> extends LeafFacts {
  readonly leaf: "choice";
  readonly value: Word;
  /** The words it could be, where the plan's form says so. */
  readonly words?: readonly Word[];
}

/** Chance itself: how long messages are, how many turns there are. Its parameters are quantities, which may have spread. */
export interface Law extends LeafFacts {
  readonly leaf: "law";
  readonly unit: string;
  readonly of: Readonly<Record<string, Quantity>>;
  readonly by: (parameters: Readonly<Record<string, number>>) => Distribution;
}

export type Leaf = Quantity | Choice | Law;

/** A number, whether somebody believes it or it is computed. */
export type Numeric = Quantity | Figure<number>;

/** Something computed. `by` is a plain function of `model`; `of` holds the nodes it takes, by argument name. */
export interface Figure<Value = unknown> {
  readonly kind: "figure";
  /** Public id, `data.tokens_total`; renaming one is a breaking change. */
  readonly id: string;
  readonly unit: string;
  readonly label: string;
  /** The formula in words, with the argument names of `of` replaced by what they mean. */
  readonly formula: string;
  readonly of: Readonly<Record<string, Input>>;
  readonly by: (inputs: never) => Value;
  /** A step on the way (a law, a distribution, a row list): explained, but not printed as a figure of its own. */
  readonly internal: boolean;
  /** Standard error of a simulated value: the error of the estimate, not the spread. */
  readonly standardError?: Figure<number>;
}

export type Node = Leaf | Figure<unknown>;
export type Input = Node | readonly Node[];

/** What a node evaluates to. */
export type ValueOf<N> = N extends Quantity
  ? number
  : N extends Law
    ? Distribution
    : N extends Choice<infer Word>
      ? Word
      : N extends Figure<infer Value>
        ? Value
        : N extends readonly (infer Element)[]
          ? readonly ValueOf<Element>[]
          : never;

export type ValuesOf<Of> = { readonly [Name in keyof Of]: ValueOf<Of[Name]> };

/**
 * Declares a figure. The compiler holds the names and kinds in `of` to those that `by` takes.
 *
 * @param spec id, unit, label and formula text; `of`, the nodes it is made of; `by`, the model function
 */
export function figure<const Of extends Readonly<Record<string, Input>>, Value>(spec: {
  readonly id: string;
  readonly unit: string;
  readonly label: string;
  readonly formula: string;
  readonly of: Of;
  readonly by: (inputs: ValuesOf<Of>) => Value;
  readonly internal?: boolean;
  readonly standardError?: Figure<number>;
}): Figure<Value> {
  return { ...spec, kind: "figure", internal: spec.internal ?? false };
}
