import type { Node, Quantity } from "../node.ts";
import type { Claim, ClaimSet, DocumentInput } from "./claim.ts";
import { scaleOf } from "./fit.ts";

/** What the combinations of a claims file may name. */
export interface DocumentNodes {
  /** For claims: the sheet's figures and assumptions, and inputs of the document that the plan does not hold. */
  readonly followed: ReadonlyMap<string, Node>;
  /** For statements about printed values: besides, every printed input and claim by its document id. */
  readonly printed: ReadonlyMap<string, Node>;
}

/** Puts the numbers of a document beside the nodes of a sheet. */
export function documentNodes(sheet: ReadonlyMap<string, Node>, { inputs, claims }: ClaimSet): DocumentNodes {
  const printed = inputs.flatMap((input) => printedInput(input) ?? []);
  const own = printed.filter(({ input }) => input.node === undefined);
  const followed = new Map<string, Node>([...sheet, ...own.map(({ leaf }) => [leaf.id, leaf] as const)]);
  const cells = claims.map((claim) => [claim.id, claimCell(claim, followed)] as const);
  return {
    followed,
    printed: new Map<string, Node>([...followed, ...printed.map(({ leaf }) => [leaf.id, leaf] as const), ...cells]),
  };
}

/** Unit of what a claim follows, where that is a single figure; else none is known. */
export function unitOfClaim({ follows }: Claim, nodes: ReadonlyMap<string, Node>): string {
  const node = typeof follows === "string" ? nodes.get(follows) : undefined;
  return node && "unit" in node ? node.unit : "";
}

function printedInput(input: DocumentInput): { readonly input: DocumentInput; readonly leaf: Quantity } | undefined {
  if (input.how !== "printed") return undefined;
  return { input, leaf: cell(input, input.unit, input.number.value) };
}

function claimCell(claim: Claim, nodes: ReadonlyMap<string, Node>): Quantity {
  const unit = unitOfClaim(claim, nodes);
  return cell(claim, unit, claim.number.value * scaleOf(claim, claim.number.percent, unit));
}

const cell = ({ id, where, place }: Claim | DocumentInput, unit: string, value: number): Quantity => ({
  kind: "leaf",
  leaf: "quantity",
  id,
  unit,
  value,
  label: `as printed in ${where}`,
  source: where,
  provenance: "published",
  place,
});
