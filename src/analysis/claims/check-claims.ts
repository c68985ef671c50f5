import type { Node } from "../node.ts";
import type { Plan } from "../plan/plan.ts";
import { basisOf, type Surroundings } from "./allowed-alternative.ts";
import { applyAlternative } from "./apply-alternative.ts";
import type { CheckedClaim, Outcome, Verdict } from "./checked-claim.ts";
import type { Claim, ClaimSet, DocumentInput } from "./claim.ts";
import { type ClaimChain, type ClaimFault, claimChain, type Document, fromCells, fullChain } from "./claim-chain.ts";
import { unclaimedFigures } from "./coverage.ts";
import { documentNodes } from "./document-nodes.ts";
import { fits } from "./fit.ts";
import { withinInputRounding } from "./input-rounding.ts";
import { printedHypotheses } from "./neighbours.ts";
import { asStatements, lonelyEnds } from "./simulated-range.ts";

/** Every claim with its verdict, and what is wrong with the claims themselves. */
export interface ClaimCheck {
  readonly checked: readonly CheckedClaim[];
  /** Errors of the claims file, not of the document. */
  readonly faults: readonly ClaimFault[];
  readonly chains: ReadonlyMap<string, ClaimChain>;
  readonly around: Surroundings;
}

/**
 * Recomputes every claim and gives it one of four verdicts.
 *
 * @param sheet nodes of the plan's sheet, by id
 */
export function checkClaims(written: ClaimSet, plan: Plan, sheet: ReadonlyMap<string, Node>): ClaimCheck {
  const set = {
    ...written,
    inputs: written.inputs.map((input) => withUnit(input, sheet)),
    claims: asStatements(written.claims),
  };
  const nodes = documentNodes(sheet, set);
  const document: Document = {
    nodes,
    claims: new Map(set.claims.map((claim) => [claim.id, claim])),
    inputs: new Map(set.inputs.map((input) => [input.node ?? input.id, input])),
  };
  const around: Surroundings = { set, plan, nodes };
  const found = set.claims.map((claim) => claimChain(claim, document));
  const chains = found.filter((chain): chain is ClaimChain => "figure" in chain);
  const alternatives = new Map(chains.map((chain) => [chain.claim.id, confirmed(chain, chains, around)]));
  return {
    checked: chains.map((chain) => judged(chain, alternatives.get(chain.claim.id))),
    faults: [
      ...set.inputs.flatMap((input) => strayInput(input, sheet)),
      ...found.flatMap((chain) => ("figure" in chain ? [] : chain)),
      ...lonelyEnds(set.claims),
      ...chains.flatMap((chain) => faultOf(chain, alternatives.get(chain.claim.id))),
      ...unclaimedFigures(set, sheet),
    ],
    chains: new Map(chains.map((chain) => [chain.claim.id, chain])),
    around,
  };
}

/** An input that is an assumption has that assumption's unit. */
function withUnit(input: DocumentInput, sheet: ReadonlyMap<string, Node>): DocumentInput {
  const node = sheet.get(input.node ?? "");
  return input.how === "printed" && node && "unit" in node ? { ...input, unit: node.unit } : input;
}

function strayInput({ id, node, place }: DocumentInput, sheet: ReadonlyMap<string, Node>): readonly ClaimFault[] {
  const found = node === undefined ? undefined : sheet.get(node);
  if (node === undefined || (found?.kind === "leaf" && found.leaf === "quantity")) return [];
  if (isOfLaw(node, sheet)) return [];
  const words = [...sheet].flatMap(([name, { kind }]) => (kind === "leaf" ? [name] : []));
  return [{ place, id, found: node, expected: "an id of an assumption of the plan", words }];
}

/** Whether an id is a parameter of a law; a plan that states another law has no such parameter. */
function isOfLaw(id: string, sheet: ReadonlyMap<string, Node>): boolean {
  const parts = id.split(".");
  return parts.some((_, end) => {
    const node = sheet.get(parts.slice(0, end).join("."));
    return node?.kind === "leaf" && node.leaf === "law";
  });
}

type Confirmation =
  | { readonly kind: "none" }
  | { readonly kind: "confirmed"; readonly value: number }
  | { readonly kind: "unconfirmed"; readonly found: string; readonly expected: string };

/** Whether the alternative that a claim names is one that rule 6 allows and gives the printed number. */
function confirmed(chain: ClaimChain, chains: readonly ClaimChain[], around: Surroundings): Confirmation {
  const { claim, target } = chain;
  if (!claim.alternative) return { kind: "none" };
  const wrong = (found: string, expected: string): Confirmation => ({ kind: "unconfirmed", found, expected });
  if (claim.relation !== "equals") return wrong("an alternative of a bound", "none: a bound follows or does not");
  const basis = basisOf(chain, claim.alternative, around);
  if (typeof basis === "object") return wrong("a value that the claim cannot take", basis.wrong);
  const applied = applyAlternative(chain, claim.alternative, around.plan, around.nodes);
  if ("wrong" in applied) return wrong(applied.wrong, "a change to something the claim rests on");
  if (!fits(claim, target, applied.value))
    return wrong(`an alternative that gives ${Number(applied.value.toPrecision(6))}`, `one that gives ${claim.text}`);
  if (basis === "nowhere") {
    const repaired = chains.filter((other) => repairs(chain, other, around));
    if (repaired.length < 2)
      return wrong("a value printed nowhere that repairs this claim only", "one that repairs two claims or more");
    const [printed] = passes(chain) || !chain.asPrinted ? [] : printedHypotheses(chain, around);
    if (printed) return wrong("a value printed nowhere", `what is printed: ${printed.says}`);
  }
  return { kind: "confirmed", value: applied.value };
}

/**
 * Whether the alternative of one claim, named by another too, gives what that one prints. Where the plan has moved away
 * from what the other rests on, it is taken at its word: one changed assumption is not to fail claims beside it.
 */
function repairs({ claim: { alternative } }: ClaimChain, other: ClaimChain, around: Surroundings): boolean {
  if (!alternative || JSON.stringify(other.claim.alternative) !== JSON.stringify(alternative)) return false;
  if (!other.asPrinted) return true;
  const applied = applyAlternative(other, alternative, around.plan, around.nodes);
  return "value" in applied && fits(other.claim, other.target, applied.value);
}

function judged(chain: ClaimChain, alternative: Confirmation | undefined): CheckedClaim {
  const { claim, target } = chain;
  const computed = fromCells(chain);
  const verdict = verdictOf(chain, computed, alternative);
  const full = fullChain(chain);
  return {
    id: claim.id,
    where: claim.where,
    place: claim.place,
    printed: claim.text,
    printedValue: target.value,
    computed,
    fullChain: full,
    fullChainFits: fits(claim, target, full),
    unit: chain.unit,
    scale: claim.scale,
    verdict: verdict.verdict,
    accepted: claim.accepted ?? null,
    outcome: outcomeOf(claim, verdict.verdict, alternative),
    because: verdict.because,
  };
}

interface Judged {
  readonly verdict: Verdict;
  readonly because: CheckedClaim["because"];
}

/** Rules 1 to 6, in this order: the first that holds decides. */
function verdictOf(chain: ClaimChain, computed: number, alternative: Confirmation | undefined): Judged {
  const { claim, target, direct } = chain;
  const external = direct.flatMap(({ id, external: source }) =>
    source === undefined ? [] : [{ kind: "external" as const, id, source }],
  );
  const passing = (verdict: Verdict, because: CheckedClaim["because"]): Judged =>
    external[0] ? { verdict: "follows-with-other-input", because: external[0] } : { verdict, because };
  if (fits(claim, target, computed)) return passing("follows", { kind: "nothing" });
  if (claim.relation !== "equals") return { verdict: "does-not-follow", because: { kind: "bound" } };
  const values = withinInputRounding(chain);
  if (values) return passing("follows-within-input-rounding", { kind: "rounding", values: Object.fromEntries(values) });
  if (alternative?.kind === "confirmed" && claim.alternative)
    return {
      verdict: "follows-with-other-input",
      because: { kind: "alternative", alternative: claim.alternative, value: alternative.value },
    };
  if (alternative?.kind === "unconfirmed")
    return { verdict: "does-not-follow", because: { kind: "unconfirmed", says: alternative.found } };
  return { verdict: "does-not-follow", because: { kind: "nothing" } };
}

function outcomeOf(claim: Claim, verdict: Verdict, alternative: Confirmation | undefined): Outcome {
  if (isPass(verdict)) return claim.accepted === undefined ? "passes" : "accepted-for-nothing";
  if (claim.accepted === undefined || alternative?.kind === "unconfirmed") return "fails";
  return "accepted";
}

const isPass = (verdict: Verdict): boolean => verdict === "follows" || verdict === "follows-within-input-rounding";

const passes = (chain: ClaimChain): boolean => isPass(verdictOf(chain, fromCells(chain), undefined).verdict);

/**
 * An alternative that does not hold is an error of the claims file as long as the plan states what the document prints.
 * Where somebody has changed the plan, it is the plan that has moved: the claim then fails, no more.
 */
function faultOf(chain: ClaimChain, alternative: Confirmation | undefined): readonly ClaimFault[] {
  if (alternative?.kind !== "unconfirmed" || !chain.asPrinted) return [];
  const { claim } = chain;
  return [{ place: claim.places.alternative, id: claim.id, found: alternative.found, expected: alternative.expected }];
}
