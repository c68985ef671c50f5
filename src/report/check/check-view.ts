import type { CheckedClaim, Finding } from "../../analysis/claims/checked-claim.ts";
import type { JudgedPolicy } from "../../analysis/policies/judge-policies.ts";

/** What is shown of a check, in whatever format. */
export interface CheckView {
  readonly claims: readonly CheckedClaim[];
  readonly findings: readonly Finding[];
  /** The plan's own limits on its figures. */
  readonly policies: readonly JudgedPolicy[];
  /** What is wrong with the claims file itself. */
  readonly errors: readonly CheckError[];
}

export interface CheckError {
  readonly subject: string;
  readonly message: string;
  readonly place: CheckedClaim["place"];
}
