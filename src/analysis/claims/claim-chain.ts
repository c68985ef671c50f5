import { type Combination, combined, ReferenceFault } from "../combination.ts";
import { ancestorsOf, evaluate, inputsOf } from "../evaluate.ts";
import type { Figure, Node, Place, Quantity } from "../node.ts";
import type { Claim, DocumentInput } from "./claim.ts";
import type { DocumentNodes } from "./document-nodes.ts";
import { unitOfClaim } from "./document-nodes.ts";
import { type Target, targetOf } from "./fit.ts";

/** One input that a claim rests on directly: a printed cell of another claim, or an assumption. */
export interface DirectInput {
  /** Id of the claim, or of the assumption. */
  readonly id: string;
  readonly value: number;
  /** Half a unit of its last printed digit, every digit counting; 0 where it is exact (rule 4). */
  readonly halfUnit: number;
  /** The nodes that take the value. */
  readonly nodes: readonly Node[];
  /** Source of an assumption that the document does not print (rule 5). */
  readonly external?: string;
}

/** A claim with the part of the sheet that it follows from. */
export interface ClaimChain {
  readonly claim: Claim;
  readonly unit: string;
  readonly target: Target;
  readonly figure: Figure<number>;
  readonly direct: readonly DirectInput[];
  /** Printed cells, put in for the figures they are printed for. */
  readonly cells: ReadonlyMap<Node, number>;
  /** Every assumption behind it is the one that the document prints. */
  readonly asPrinted: boolean;
}

/** What is wrong with a claim. */
export interface ClaimFault {
  readonly place: Place;
  readonly id: string;
  readonly found: string;
  readonly expected: string;
  /** What could have been written instead, where it can be named. */
  readonly words?: readonly string[];
}

export interface Document {
  readonly claims: ReadonlyMap<string, Claim>;
  /** Printed inputs by the assumption they are. */
  readonly inputs: ReadonlyMap<string, DocumentInput>;
  readonly nodes: DocumentNodes;
}

/** Finds what a claim follows from, or says why it cannot be found. */
export function claimChain(claim: Claim, document: Document): ClaimChain | readonly ClaimFault[] {
  const { nodes } = document;
  const figure = followed(claim, claim.follows, nodes);
  if ("found" in figure) return [figure];
  const faults: ClaimFault[] = [];
  const above = new Set(ancestorsOf([figure]));
  const started = startedFrom(claim, document);
  if ("found" in started) return [started];
  const cells = started.map((cell) => directCell(cell, nodes, above));
  for (const { id, nodes: replaced } of cells)
    if (replaced.length === 0)
      faults.push({ place: claim.places.from, id: claim.id, found: id, expected: "a claim that this one rests on" });
  const stops = new Set(cells.flatMap((cell) => cell.nodes));
  const assumptions = leavesBelow(figure, stops).map((leaf) => directAssumption(leaf, document.inputs.get(leaf.id)));
  if (faults.length > 0) return faults;
  const unit = unitOfClaim(claim, nodes.followed);
  return {
    claim,
    unit,
    target: targetOf(claim, unit),
    figure,
    direct: [...cells, ...assumptions],
    cells: new Map(cells.flatMap((cell) => cell.nodes.map((node) => [node, cell.value] as const))),
    asPrinted: leavesBelow(figure, new Set()).every((leaf) => isAsPrinted(leaf, document.inputs.get(leaf.id))),
  };
}

/** Whether the plan holds what the document prints; true of what the document does not print. */
export function isAsPrinted({ value }: Quantity, input: DocumentInput | undefined): boolean {
  if (!input) return false;
  if (input.how !== "printed") return true;
  return Math.abs(value - input.number.value) <= 1e-12 * Math.abs(value);
}

/** The figure from the printed cells that the claim starts from, with some inputs changed. */
export function fromCells({ figure, cells }: ClaimChain, changes: ReadonlyMap<Node, unknown> = new Map()): number {
  return evaluate([figure], new Map<Node, unknown>([...cells, ...changes])).of(figure);
}

/** The figure at full precision from the plan's assumptions, with some of them changed. */
export function fullChain({ figure }: ClaimChain, changes: ReadonlyMap<Node, unknown> = new Map()): number {
  return evaluate([figure], changes).of(figure);
}

/** A combination as a figure of its own. */
function followed(claim: Claim, combination: Combination, nodes: DocumentNodes): Figure<number> | ClaimFault {
  const about = { id: `claim.${claim.id}`, unit: "", label: claim.where, path: claim.id };
  try {
    return combined(about, combination, nodes.followed);
  } catch (error) {
    if (!(error instanceof ReferenceFault)) throw error;
    const { found, expected, words } = error;
    return { place: claim.places.follows, id: claim.id, found, expected, words };
  }
}

function startedFrom(claim: Claim, { claims }: Document): readonly Claim[] | ClaimFault {
  const found = new Map<string, Claim>();
  for (const name of claim.from) {
    const form = new RegExp(`^${name.replaceAll("*", "[a-z0-9-]+")}$`);
    const named = [...claims.values()].filter(({ id }) => form.test(id) && id !== claim.id);
    if (named.length === 0)
      return {
        place: claim.places.from,
        id: claim.id,
        found: name,
        expected: "an id of another claim",
        words: [...claims.keys()],
      };
    for (const other of named) found.set(other.id, other);
  }
  return [...found.values()];
}

function directCell(cell: Claim, nodes: DocumentNodes, above: ReadonlySet<Node>): DirectInput {
  const ids = cell.standsFor ?? (typeof cell.follows === "string" ? [cell.follows] : []);
  const replaced = ids.flatMap((id) => nodes.followed.get(id) ?? []).filter((node) => above.has(node));
  const target = targetOf(cell, unitOfClaim(cell, nodes.followed));
  const perUnit = cell.number.value === 0 ? cell.scale : target.value / cell.number.value;
  const halfUnit = cell.exact ? 0 : (cell.number.digitUnit / 2) * perUnit;
  return { id: cell.id, value: target.value, halfUnit, nodes: replaced };
}

function directAssumption(leaf: Quantity, input: DocumentInput | undefined): DirectInput {
  const rounded = input?.how === "printed" && !input.exact;
  const halfUnit = rounded ? input.number.digitUnit / 2 : 0;
  const external = input ? input.how === "external" && input.source : leaf.source;
  return { id: leaf.id, value: leaf.value, halfUnit, nodes: [leaf], ...(external && { external }) };
}

/** The quantities below a node, not looking behind the stops. */
function leavesBelow(node: Node, stops: ReadonlySet<Node>): readonly Quantity[] {
  const found = new Set<Quantity>();
  const seen = new Set<Node>(stops);
  const visit = (here: Node): void => {
    if (seen.has(here)) return;
    seen.add(here);
    if (here.kind === "leaf" && here.leaf === "quantity") found.add(here);
    inputsOf(here).forEach(visit);
  };
  visit(node);
  return [...found];
}

/** The quantities that a claim's figure rests on in the end. */
export const leavesOf = ({ figure }: ClaimChain): readonly Quantity[] => leavesBelow(figure, new Set());
