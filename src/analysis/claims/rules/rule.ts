import type { Node } from "../../node.ts";
import type { Plan } from "../../plan/plan.ts";
import type { Sheet } from "../../sheets/plan-sheet.ts";
import type { Finding } from "../checked-claim.ts";
import type { ClaimSet } from "../claim.ts";
import type { ClaimChain } from "../claim-chain.ts";

/** What rules look at. */
export interface Examined {
  readonly plan: Plan;
  readonly sheet: Sheet;
  readonly set: ClaimSet;
  readonly chains: readonly ClaimChain[];
  /** What statements about printed values may name: the sheet, and the document's ids. */
  readonly nodes: ReadonlyMap<string, Node>;
  /** Whether a scenario or a setting, not the plan itself, put the assumption of an id there. */
  readonly isSupposed: (id: string) => boolean;
}

/** What a rule found; whether it is accepted is added later. */
export type Found = Omit<Finding, "accepted">;

/** One rule on a plan and its document. */
export type Rule = (examined: Examined) => readonly Found[];
