/** What page and worker say to each other. */
import type { Sensitivity } from "../../analysis/sensitivity/sensitivity.ts";
import type { PlanBundle } from "../../assumptions/plan-bundle.ts";
import type { Answer } from "../plan/answer.ts";
import type { ClaimsAnswer } from "../plan/plan-claims.ts";
import type { PlanState } from "../plan/plan-state.ts";

export type ToWorker =
  | { readonly kind: "bundle"; readonly bundle: PlanBundle }
  | { readonly kind: "refine"; readonly ticket: number; readonly state: PlanState; readonly parts: readonly Part[] };

/** What can be asked for, in the order in which it is answered. */
export type Part = "answer" | "claims" | "base-claims" | "sensitivity";

export type FromWorker = { readonly ticket: number } & (
  | { readonly kind: "answer"; readonly answer: Answer }
  | { readonly kind: "claims" | "base-claims"; readonly claims: ClaimsAnswer | undefined }
  | { readonly kind: "sensitivity"; readonly sensitivity: Sensitivity | undefined }
  | { readonly kind: "failed"; readonly part: Part; readonly message: string }
  | { readonly kind: "done" }
);
