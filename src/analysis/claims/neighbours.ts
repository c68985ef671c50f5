import type { Operation } from "../combination.ts";
import { ancestorsOf, inputsOf } from "../evaluate.ts";
import type { Node } from "../node.ts";
import { printedValues, type Surroundings } from "./allowed-alternative.ts";
import { applyAlternative } from "./apply-alternative.ts";
import type { Hypothesis } from "./checked-claim.ts";
import type { Alternative } from "./claim.ts";
import { type ClaimChain, fromCells, fullChain, leavesOf } from "./claim-chain.ts";
import { fits } from "./fit.ts";
import { solveInput } from "./solve-input.ts";
import { namesIn, operationOf, unfold } from "./unfold.ts";

/**
 * Tries the neighbouring hypotheses of rule 6 and lists those that give the printed number, closest first: what the
 * document or the catalog states before values printed nowhere, those by how far the input has to move, and other
 * roundings last. It proposes and never accepts. A claim that follows, or is a bound, has none.
 */
export function hypothesesOf(chain: ClaimChain, around: Surroundings): readonly Hypothesis[] {
  const { claim, target } = chain;
  if (claim.relation !== "equals" || fits(claim, target, fromCells(chain))) return [];
  const nowhere = solvedInputs(chain);
  return [...printedHypotheses(chain, around), ...nowhere, ...otherRoundings(chain, around)];
}

/** The hypotheses of a claim that does not follow whose values are printed, those nearest to the printed number first. */
export function printedHypotheses(chain: ClaimChain, around: Surroundings): readonly Hypothesis[] {
  const miss = ({ computed }: Hypothesis): number => Math.abs(computed - chain.target.value);
  const seen = new Set<string>();
  return candidates(chain, around)
    .flatMap(({ alternative, says }): Hypothesis[] => {
      const key = JSON.stringify(alternative);
      if (seen.has(key)) return [];
      seen.add(key);
      const applied = applyAlternative(chain, alternative, around.plan, around.nodes);
      if ("wrong" in applied || !fits(chain.claim, chain.target, applied.value)) return [];
      return [{ basis: "printed", says, computed: applied.value, alternative }];
    })
    .toSorted((a, b) => miss(a) - miss(b));
}

interface Candidate {
  readonly alternative: Alternative;
  readonly says: string;
}

function candidates(chain: ClaimChain, around: Surroundings): readonly Candidate[] {
  return [
    ...inputIds(chain).flatMap((input) => otherValues(chain, input, around)),
    ...inputIds(chain).flatMap((input) => factorLeftOut(chain, input)),
    ...otherRows(chain, around),
    ...variants(chain, around),
  ];
}

/** Direct inputs, leaves further up, and the equivalence factors of named devices. */
function inputIds(chain: ClaimChain): readonly string[] {
  const devices = ancestorsOf([chain.figure]).flatMap(({ id }) => (/^hardware\./.test(id) ? [id] : []));
  return [...new Set([...chain.direct.map(({ id }) => id), ...leavesOf(chain).map(({ id }) => id), ...devices])];
}

function otherValues(chain: ClaimChain, input: string, around: Surroundings): readonly Candidate[] {
  return printedValues(chain, input, around).map(({ value, says }) => ({
    alternative: { kind: "becomes", input, value },
    says: `${input} is ${says}`,
  }));
}

/** A conversion factor or share that the text states and the table forgot. */
function factorLeftOut(chain: ClaimChain, input: string): readonly Candidate[] {
  const leaf = leavesOf(chain).find(({ id }) => id === input);
  if (!leaf || !/[/]|^fraction$|^ratio$/.test(leaf.unit)) return [];
  return [{ alternative: { kind: "left-out", id: input }, says: `without ${input} (${leaf.value})` }];
}

/** Rows left out or taken alone, factors of a product left out, and other statistics of the same rows. */
function otherRows(chain: ClaimChain, { plan, nodes }: Surroundings): readonly Candidate[] {
  const whole = unfold(chain.claim.follows, plan, nodes.followed);
  const names = operationOf(whole) ? namesIn(whole) : [];
  const rows = names.flatMap((id): Candidate[] => [
    { alternative: { kind: "left-out", id }, says: `without ${id}` },
    { alternative: { kind: "alone", id }, says: `${id} alone` },
  ]);
  const statistic = operationOf(whole)?.[0];
  if (statistic === undefined || !STATISTICS.includes(statistic)) return rows;
  const others = STATISTICS.filter((name) => name !== statistic).map(
    (name): Candidate => ({
      alternative: { kind: "statistic", name },
      says: `the ${name} instead of the ${statistic}`,
    }),
  );
  return [...rows, ...others];
}

const STATISTICS: readonly Operation[] = ["mean", "min", "max", "sum"];

function variants(chain: ClaimChain, { set }: Surroundings): readonly Candidate[] {
  const above = new Set(ancestorsOf([chain.figure]).map(({ id }) => id));
  return Object.entries(set.variants).flatMap(([input, words]) =>
    above.has(input)
      ? words.map((word): Candidate => ({ alternative: { kind: "choice", input, word }, says: `${input} is ${word}` }))
      : [],
  );
}

/** What each input would have to be, the least moved first. */
function solvedInputs(chain: ClaimChain): readonly Hypothesis[] {
  const { direct, target } = chain;
  const known = new Set(direct.map(({ id }) => id));
  const upstream = leavesOf(chain).filter(({ id }) => !known.has(id));
  const inputs = [
    ...direct.map(({ id, value, nodes }) => {
      const unit = nodes[0] && "unit" in nodes[0] ? nodes[0].unit : "";
      const compute = (x: number) => fromCells(chain, new Map(nodes.map((node) => [node, x])));
      return { id, unit, value, whole: nodes.some(isWhole), compute };
    }),
    ...upstream.map((leaf) => {
      const compute = (x: number) => fullChain(chain, new Map([[leaf, x]]));
      return { id: leaf.id, unit: leaf.unit, value: leaf.value, whole: isWhole(leaf), compute };
    }),
  ];
  return inputs
    .flatMap(({ id, unit, value, whole, compute }) => {
      const solution = solveInput(compute, value, target);
      if (!solution || (whole && !Number.isInteger(solution.roundest))) return [];
      return [{ id, unit, value, compute, ...solution }];
    })
    .toSorted((a, b) => moved(a) - moved(b))
    .map(({ id, unit, low, high, roundest, compute }) => ({
      basis: "nowhere",
      says: id,
      computed: compute(roundest),
      alternative: { kind: "becomes", input: id, value: roundest },
      range: { id, unit, low, high, value: roundest },
    }));
}

/** GPUs and sessions come whole. */
const isWhole = (node: Node): boolean =>
  node.kind === "leaf" && node.leaf === "quantity" && node.range?.integer === true;

const moved = ({ roundest, value }: { readonly roundest: number; readonly value: number }): number =>
  Math.abs(Math.log(roundest / value));

/** Cut or raised instead of rounded, from the printed cells, from nearer ones, or from the whole chain. */
function otherRoundings(chain: ClaimChain, around: Surroundings): readonly Hypothesis[] {
  const { claim, target } = chain;
  const unit = (claim.number.significantUnit * target.value) / claim.number.value;
  const starts = { "from the printed cells": fromCells(chain), "from the whole chain": fullChain(chain) };
  const nearer = fromNearestCells(chain, around);
  const values = Object.entries(
    nearer === undefined ? starts : { ...starts, "from the nearest printed cells": nearer },
  );
  const ways = { "cut off": Math.floor, "rounded up": Math.ceil };
  return values.flatMap(([start, computed]) =>
    Object.entries(ways).flatMap(([way, round]): Hypothesis[] => {
      const rounded = round(computed / unit) * unit;
      if (!(Math.abs(rounded - target.value) < unit / 1000) || fits(claim, target, computed)) return [];
      return [{ basis: "rounding", says: `${start}, ${way}`, computed }];
    }),
  );
}

/** The figure from printed cells that stand nearer to it than those the claim starts from. */
function fromNearestCells(chain: ClaimChain, { set, nodes }: Surroundings): number | undefined {
  const [own] = inputsOf(chain.figure);
  const cells = (own ? inputsOf(own) : []).flatMap((node) => {
    const printed = set.claims.find(({ follows, id }) => follows === node.id && id !== chain.claim.id);
    const cell = printed && nodes.printed.get(printed.id);
    return cell?.kind === "leaf" && cell.leaf === "quantity" ? [[node, cell.value] as const] : [];
  });
  return cells.length > 0 ? fromCells(chain, new Map(cells)) : undefined;
}
