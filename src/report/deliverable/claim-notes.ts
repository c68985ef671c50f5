import type { DeliverableTable } from "./deliverable-tables.ts";
import type { TableNote } from "./notes.ts";

/** What a check found about a number that the document prints. */
export interface PrintedClaim {
  readonly id: string;
  /** As printed: `33 600`, `~40k`. */
  readonly printed: string;
  /** Where it stands: `section 4.2.1, Table 3, Bloom`. */
  readonly where: string;
  /** `stated` for the document's own inputs, which follow from nothing. */
  readonly verdict: string;
  /** What follows from the printed cells that the claim starts from, in `unit`. */
  readonly computed: number;
  readonly unit: string;
  /** Why it is left as it is, where it does not follow and that is accepted. */
  readonly accepted: string | null;
  /** The figure that it states, where it states one. */
  readonly figure?: string;
}

/** A note for each number that the document prints otherwise and that is left so, at the cell that shows the figure. */
export function claimNotes({ number, table }: DeliverableTable, claims: readonly PrintedClaim[]): readonly TableNote[] {
  const accepted = claims.filter((claim) => claim.accepted !== null && standsIn(claim, number));
  return table.rows.flatMap((cells, index) =>
    table.columns.flatMap(({ key }): readonly TableNote[] => {
      const cell = cells[key];
      const origin = cell?.kind === "number" ? cell.of : undefined;
      const row = table.rowKeys?.[index];
      if (!origin || row === undefined) return [];
      return accepted
        .filter(({ figure }) => figure === origin.id)
        .map(({ printed, accepted: reason }) => ({
          table: table.name,
          row,
          column: key,
          note: `The document prints ${printed}. ${reason ?? ""}`.trim(),
        }));
    }),
  );
}

/** Whether the number stands in a table, and not in the text or another table that shows the same figure. */
function standsIn({ where }: PrintedClaim, number: number): boolean {
  return Number(/\bTable (\d+)/.exec(where)?.[1]) === number;
}
