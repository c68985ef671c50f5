/** Documents of a few numbers about a few figures, made without files. */
import { checkClaims } from "../../../src/analysis/claims/check-claims.ts";
import type { Claim, ClaimSet, DocumentInput, PrintedNumber } from "../../../src/analysis/claims/claim.ts";
import { NO_CLAIMS } from "../../../src/analysis/claims/claim.ts";
import type { ClaimChain } from "../../../src/analysis/claims/claim-chain.ts";
import { type Figure, figure, type Law, type Node } from "../../../src/analysis/node.ts";
import type { Plan } from "../../../src/analysis/plan/plan.ts";
import { readPrinted } from "../../../src/assumptions/claim-number.ts";
import { point } from "../../../src/math/point-distribution.ts";
import { choiceLeaf, quantityLeaf } from "../leaves.ts";

export const place = (line: number) => ({ file: "published.yaml", line, column: 1 });

export function numberOf(text: string): PrintedNumber {
  const read = readPrinted(text);
  if (read?.kind !== "number") throw new Error(`${text} is no number`);
  return read.number;
}

/** A claim of section 1 on line 10; its parts stand on the lines after it. */
export const claim = (id: string, text: string, follows: Claim["follows"], more: Partial<Claim> = {}): Claim => ({
  ...{ id, section: "1", where: `section 1, ${id}`, place: place(10), text, number: numberOf(text), scale: 1 },
  ...{ relation: "equals", exact: false, follows, from: [] },
  places: { follows: place(11), from: place(12), simulated: place(13), alternative: place(14), accepted: place(15) },
  ...more,
});

/** A number that section 1 prints, of an assumption where one is named. */
export const printed = (
  id: string,
  text: string,
  more: { node?: string; exact?: boolean; unit?: string; section?: string } = {},
): DocumentInput => ({
  ...{ id, section: "1", where: `section 1, ${id}`, place: place(5), how: "printed", text, number: numberOf(text) },
  ...{ exact: false, unit: "", ...more },
});

/** An input that the document does not print. */
export const notPrinted = (id: string, node: string, how: "external" | "solved" | "implied"): DocumentInput => {
  const stated = { id, node, section: "1", where: "section 1", place: place(6) };
  switch (how) {
    case "external":
      return { ...stated, how, source: "another document" };
    case "solved":
      return { ...stated, how, what: "a whole number" };
    case "implied":
      return { ...stated, how, words: "every day" };
  }
};

export const setOf = (parts: Partial<ClaimSet>): ClaimSet => ({ ...NO_CLAIMS, ...parts });

export const made = (
  id: string,
  unit: string,
  of: Readonly<Record<string, Node>>,
  by: (values: Readonly<Record<string, number>>) => number,
): Figure<number> =>
  figure({ id, unit, label: id, formula: "", of, by: (values) => by(values as Record<string, number>) });

const days = { ...quantityLeaf("d.days", 100), range: { integer: true } };
const share = quantityLeaf("d.share", 0.1, "fraction");
const other = quantityLeaf("d.other", 0.5, "fraction");
const speed = quantityLeaf("d.speed", 20, "words/day");
const rule = choiceLeaf("d.rule", "all");
const mean = quantityLeaf("d.law.mean", 3, "turns");
const law: Law = {
  ...quantityLeaf("d.law", 0, "turns"),
  ...{ leaf: "law", of: { mean }, by: (parameters) => point("point", parameters, parameters.mean ?? 0) },
};
const write = made("d.write", "days", { days, share }, (x) => (x.days ?? 0) * (x.share ?? 0));
const review = made("d.review", "days", { days, other }, (x) => (x.days ?? 0) * (x.other ?? 0));
/** Twice the speed. */
const rate = made("d.rate", "words/day", { speed }, (x) => 2 * (x.speed ?? 0));
const words = figure({
  ...{ id: "d.words", unit: "words", label: "d.words", formula: "" },
  of: { write, rate, rule },
  by: (x) => x.write * x.rate * (String(x.rule) === "half" ? 0.5 : 1),
});
const root = made("d.root", "days", { days }, (x) => {
  if ((x.days ?? 0) < 0) throw new RangeError("days below 0");
  if (x.days === 13) throw new Error("a mistake of the program");
  return Math.sqrt(x.days ?? 0);
});
const long = made("d.long", "turns", { mean }, (x) => x.mean ?? 0);
const word = figure({ id: "d.word", unit: "word", label: "d.word", formula: "", of: { days }, by: () => "suitable" });

/**
 * 100 days, a tenth to write (10) and half to review (50); at twice 20 words a day 400 words are written.
 * `d.root` is the root of the days, `d.long` a parameter of a law, `d.word` no number.
 */
export const SHEET: ReadonlyMap<string, Node> = new Map(
  [days, share, other, speed, rule, law, mean, write, review, rate, words, root, long, word].map((node) => [
    node.id,
    node,
  ]),
);

/** Everything that the plan assumes, as section 1 prints it; what is no share is exact. */
export const INPUTS: readonly DocumentInput[] = [
  printed("days", "100", { node: "d.days", exact: true }),
  printed("share", "10%", { node: "d.share" }),
  printed("other", "50%", { node: "d.other" }),
  printed("speed", "20", { node: "d.speed", exact: true }),
];

/** Checks claims on the sheet. */
export const check = (
  claims: readonly Claim[],
  more: Partial<ClaimSet> = {},
  plan: Plan = { title: "Small" },
  sheet: ReadonlyMap<string, Node> = SHEET,
) => checkClaims(setOf({ inputs: INPUTS, claims, ...more }), plan, sheet);

/** The first of some claims with what it follows from, and what surrounds it. */
export function chainOf(...of: Parameters<typeof check>) {
  const { chains, around } = check(...of);
  const chain: ClaimChain | undefined = chains.get(of[0][0]?.id ?? "");
  if (!chain) throw new Error("the first claim follows nothing");
  return { chain, around };
}
