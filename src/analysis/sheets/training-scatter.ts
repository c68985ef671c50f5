import { studentT } from "../../math/student-t-distribution.ts";
import type { Quantity } from "../node.ts";

/** How far a run by a new team may lie from the estimate, in standard deviations; ignorance, like any spread. */
export function scatterLeaf(id: string, degreesOfFreedom: number, source: string): Quantity {
  return {
    kind: "leaf",
    leaf: "quantity",
    id,
    unit: "standard deviations",
    label: "Place of the run among runs by other teams",
    value: 0,
    source,
    provenance: "derived",
    place: { file: "", line: 0, column: 0 },
    spread: studentT({ degreesOfFreedom: Math.max(2, degreesOfFreedom) }),
  };
}
