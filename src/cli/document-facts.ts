import { join } from "node:path";
import { checkClaims } from "../analysis/claims/check-claims.ts";
import { readClaims } from "../assumptions/claims-file.ts";
import { standingAt } from "../node/folders.ts";
import { claimNotes, type PrintedClaim } from "../report/deliverable/claim-notes.ts";
import { type DeliverableTable, deliverableTables } from "../report/deliverable/deliverable-tables.ts";
import { withNotes } from "../report/deliverable/notes.ts";
import type { DeliverableView } from "../report/deliverable/shown-cell.ts";
import type { DocumentFacts } from "../report/regions/region-content.ts";
import { type ComputedPlan, computePlan } from "./compute-plan.ts";
import { readText } from "./input-files.ts";
import type { PlanOptions } from "./options.ts";
import { withAssumptions } from "./with-assumptions.ts";

/** What documents can name: figures, tables with their notes, and the claims of the document that the plan is of. */
export interface PlanFacts extends DocumentFacts {
  readonly computed: ComputedPlan;
  readonly view: DeliverableView;
  readonly deliverable: readonly DeliverableTable[];
}

/** Computes a plan for documents. */
export function documentFacts(named: string | undefined, options: PlanOptions): PlanFacts {
  const computed = computePlan(named, options);
  const view = withAssumptions(computed);
  const claims = printedClaims(computed);
  const deliverable = deliverableTables(view).map((made) => ({
    ...made,
    table: withNotes(made.table, claimNotes(made, claims)),
  }));
  return {
    computed,
    view,
    deliverable,
    tables: new Map(deliverable.map(({ table }) => [table.name, table])),
    claims: new Map(claims.map((claim) => [claim.id, claim])),
  };
}

/** The claims beside the plan, checked, and what their document states itself; none where there is no such file. */
function printedClaims({ read, sheet }: ComputedPlan): readonly PrintedClaim[] {
  const file = join(read.folder, "published.yaml").replaceAll("\\", "/");
  if (!standingAt(file)) return [];
  const set = readClaims(readText, file);
  const follows = new Map(set.claims.map((claim) => [claim.id, claim.follows]));
  const stated = set.inputs.flatMap((input): readonly PrintedClaim[] => {
    if (input.how !== "printed") return [];
    const { id, text: printed, where, number, unit } = input;
    return [{ id, printed, where, verdict: "stated", accepted: null, computed: number.value, unit }];
  });
  const claimed = checkClaims(set, read.plan, sheet.nodes).checked.map(
    ({ id, printed, where, verdict, accepted, computed, unit }) => {
      const figure = follows.get(id);
      return { id, printed, where, verdict, accepted, computed, unit, ...(typeof figure === "string" && { figure }) };
    },
  );
  return [...claimed, ...stated];
}
