import { listAssumptions } from "../analysis/assumption-list.ts";
import type { DeliverableView } from "../report/deliverable/shown-cell.ts";
import type { ComputedPlan } from "./compute-plan.ts";

/** A computed plan with its assumptions by id, for tables that print a number with the digits its inputs support. */
export function withAssumptions<Computed extends ComputedPlan>(computed: Computed): Computed & DeliverableView {
  const { leaves } = computed.sheet;
  // A law is listed as a whole; a document may also name one of its parameters.
  const quantities = listAssumptions(leaves.filter(({ leaf }) => leaf === "quantity"));
  const assumptions = [...listAssumptions(leaves), ...quantities];
  return { ...computed, assumptions: new Map(assumptions.map((assumption) => [assumption.id, assumption])) };
}
