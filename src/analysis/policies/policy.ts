/** Limits that a plan sets to its own figures. */
import type { Place } from "../node.ts";

export type Comparison = "<=" | "<" | ">=" | ">";

/**
 * What a limit says of a figure.
 * - `value`: of the figure itself; `percent` where it is written so, which only shares can be
 * - `change`: of how much it moves away from a base, up or down; `percent` means of the base
 *
 * With `probability` (0 to 1), it must hold in that share of the drawn plans; without, for the value that is printed.
 */
export type Limit = {
  readonly comparison: Comparison;
  /** As written: 5 for 5 %. */
  readonly bound: number;
  readonly percent: boolean;
  readonly probability?: number;
} & (
  | { readonly of: "value" }
  /** A comparison from above, and a bound of at least 0. */
  | { readonly of: "change"; readonly direction: "increase" | "decrease" }
);

/** One limit, with what follows when it is broken. */
export interface Policy {
  /** Id of the figure. */
  readonly figure: string;
  readonly limit: Limit;
  /** As written. */
  readonly text: string;
  /** `warn` says so; `fail` also fails the check. */
  readonly severity: "warn" | "fail";
  readonly reason?: string;
  readonly place: Place;
}
