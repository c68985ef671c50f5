import { assumptionsById } from "../analysis/assumption-list.ts";
import type { DeliverableView } from "../report/deliverable/shown-cell.ts";
import type { ComputedPlan } from "./compute-plan.ts";

/** A computed plan with its assumptions by id, for tables that print a number with the digits its inputs support. */
export const withAssumptions = <Computed extends ComputedPlan>(computed: Computed): Computed & DeliverableView => ({
  ...computed,
  assumptions: assumptionsById(computed.sheet.leaves),
});
