import type { Combination } from "../combination.ts";
import { ancestorsOf } from "../evaluate.ts";
import type { Node } from "../node.ts";
import type { Plan } from "../plan/plan.ts";
import type { Alternative, Claim, ClaimSet, DocumentInput } from "./claim.ts";
import type { ClaimChain } from "./claim-chain.ts";
import { type DocumentNodes, unitOfClaim } from "./document-nodes.ts";

/** Where the value of an alternative comes from: the document and the catalog, or nowhere in print. */
export type Basis = "printed" | "nowhere";

/** Values that rule 6 lets stand in for an input without being guesses. */
export interface PrintedValue {
  readonly value: Combination;
  readonly says: string;
}

/** What a claims file says besides its claims, and the plan it is about. */
export interface Surroundings {
  readonly set: ClaimSet;
  readonly plan: Plan;
  readonly nodes: DocumentNodes;
}

/** Whether an alternative's value is printed, or a guess that must repair two claims to count. */
export function basisOf(
  chain: ClaimChain,
  alternative: Alternative,
  around: Surroundings,
): Basis | { readonly wrong: string } {
  if (alternative.kind === "choice") {
    const words = around.set.variants[alternative.input] ?? [];
    return words.includes(alternative.word) ? "printed" : { wrong: "a word that the variants list for this choice" };
  }
  if (alternative.kind !== "becomes") return "printed";
  const { input, value } = alternative;
  if (typeof value === "number") return "nowhere";
  const allowed = printedValues(chain, input, around).some((other) => sameCombination(other.value, value));
  return allowed
    ? "printed"
    : { wrong: "another printed value of the same unit and section, a catalog factor, or the other value of a pair" };
}

/** Everything rule 6 lets an input be instead. */
export function printedValues(chain: ClaimChain, input: string, around: Surroundings): readonly PrintedValue[] {
  return [
    ...neighboursInSection(chain, input, around),
    ...otherOfPair(input, around),
    ...catalogFactors(chain, input, around),
  ];
}

interface Cell {
  readonly id: string;
  readonly section: string;
  readonly unit: string;
  readonly text: string;
  readonly where: string;
}

/** Printed values of the same unit in the section of the input or of the claim; of the reciprocal unit, inverted. */
function neighboursInSection(chain: ClaimChain, input: string, { set, nodes }: Surroundings): readonly PrintedValue[] {
  const own = cellOfInput(input, set, nodes);
  if (!own || own.unit === "") return [];
  const cells = [...set.inputs, ...set.claims].flatMap((stated) => cellOf(stated, nodes) ?? []);
  return cells.flatMap(({ id, section, unit, text, where }): PrintedValue[] => {
    if (id === own.id || id === chain.claim.id || (section !== own.section && section !== chain.claim.section))
      return [];
    const says = `the ${text} of ${where}`;
    if (unit === own.unit) return [{ value: id, says }];
    return unit.includes("/") && unit === reciprocal(own.unit)
      ? [{ value: { ratio: [1, id] }, says: `${says}, inverted` }]
      : [];
  });
}

const reciprocal = (unit: string): string => unit.split("/").toReversed().join("/");

function cellOfInput(input: string, set: ClaimSet, nodes: DocumentNodes): Cell | undefined {
  const stated = set.inputs.find(({ id, node }) => (node ?? id) === input) ?? set.claims.find(({ id }) => id === input);
  return stated && cellOf(stated, nodes);
}

function cellOf(stated: Claim | DocumentInput, nodes: DocumentNodes): Cell | undefined {
  const { id, section, where } = stated;
  if ("follows" in stated) return { id, section, where, text: stated.text, unit: unitOfClaim(stated, nodes.followed) };
  if (stated.how !== "printed") return undefined;
  return { id, section, where, text: stated.text, unit: stated.unit };
}

/** The other statements of a pair or group that means the same quantity. */
function otherOfPair(input: string, { set }: Surroundings): readonly PrintedValue[] {
  return set.sameQuantity
    .filter(({ stated }) => stated.includes(input))
    .flatMap(({ stated, what }) =>
      stated.filter((value) => value !== input).map((value) => ({ value, says: `the other statement of ${what}` })),
    );
}

/** For a device whose factor another's stands in for: what the catalog knows of the device itself. */
function catalogFactors(chain: ClaimChain, input: string, { plan }: Surroundings): readonly PrintedValue[] {
  const gpu = /^hardware\.([a-z0-9_]+)\.gpu_hours_per_h100_hour$/.exec(input)?.[1] ?? "";
  const basis = plan.hardware?.equivalence_basis.value;
  if (basis !== "published" || !isAbove(chain, input)) return [];
  const borrowed = plan.gpu_equivalence?.published.rows[gpu]?.same_as;
  if (borrowed === undefined) return [];
  const label = plan.gpus?.rows[gpu]?.label ?? gpu;
  const peak = (name: string): string => `gpus.rows.${name}.peak_tflops`;
  const factor = (kind: string, name: string): string => `gpu_equivalence.${kind}.rows.${name}.gpu_hours_per_h100_hour`;
  const ratio = { ratio: [peak(borrowed), peak(gpu)] };
  return [
    { value: { product: [factor("published", borrowed), ratio] }, says: `the catalog's peak of ${label}` },
    { value: { ratio: [peak("h100"), peak(gpu)] }, says: `the catalog's peaks of an H100 and of ${label}` },
    ...(plan.gpu_equivalence?.measured.rows[gpu]?.gpu_hours_per_h100_hour
      ? [{ value: factor("measured", gpu), says: `the catalog's measured factor of ${label}` }]
      : []),
  ];
}

const isAbove = ({ figure }: ClaimChain, id: string): boolean =>
  ancestorsOf([figure]).some((node: Node) => node.id === id);

/** Whether two values are stated in the same words. */
const sameCombination = (a: Combination, b: Combination): boolean => JSON.stringify(a) === JSON.stringify(b);
