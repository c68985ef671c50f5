import { describe, expect, it } from "vitest";
import type { Claim, ClaimSet, DocumentInput } from "../../../src/analysis/claims/claim.ts";
import { fromCells, fullChain, isAsPrinted, leavesOf } from "../../../src/analysis/claims/claim-chain.ts";
import { unclaimedFigures } from "../../../src/analysis/claims/coverage.ts";
import { documentNodes, unitOfClaim } from "../../../src/analysis/claims/document-nodes.ts";
import { withinInputRounding } from "../../../src/analysis/claims/input-rounding.ts";
import { asStatements, lonelyEnds } from "../../../src/analysis/claims/simulated-range.ts";
import { idsLike, mapOperands, namesIn, operationOf, unfold } from "../../../src/analysis/claims/unfold.ts";
import type { Node } from "../../../src/analysis/node.ts";
import type { Plan } from "../../../src/analysis/plan/plan.ts";
import { quantityLeaf } from "../leaves.ts";
import { chainOf, check, claim, INPUTS, made, notPrinted, numberOf, place, printed, SHEET, setOf } from "./by-hand.ts";

const directOf = (claims: readonly Claim[], more: Partial<ClaimSet> = {}) => {
  const { chain } = chainOf(claims, more);
  return chain.direct.map(({ nodes, ...rest }) => ({ ...rest, nodes: nodes.map(({ id }) => id) }));
};
const leaf = (id: string, value: number, halfUnit = 0, external?: string) => ({
  ...{ id, value, halfUnit, nodes: [id], ...(external && { external }) },
});

describe("what a claim rests on directly", () => {
  const inexact = (id: string, text: string, node: string) => ({ inputs: [printed(id, text, { node })] });

  it("is the assumptions of the plan, with half a unit of the last digit that is printed", () => {
    expect(directOf([claim("c", "10", "d.write")])).toEqual([leaf("d.days", 100), leaf("d.share", 0.1, 0.005)]);
    expect(directOf([claim("c", "10", "d.write")], inexact("days", "100", "d.days"))).toEqual([
      leaf("d.days", 100, 0.5),
      leaf("d.share", 0.1, 0, "test"),
    ]);
  });

  it("names where what the document does not print comes from, but not what is said in words or solved", () => {
    const of = (how: "external" | "solved" | "implied") =>
      directOf([claim("c", "10", "d.write")], { inputs: [notPrinted("days", "d.days", how), ...INPUTS.slice(1)] });
    expect(of("external")[0]).toEqual(leaf("d.days", 100, 0, "another document"));
    expect(of("solved")[0]).toEqual(leaf("d.days", 100));
    expect(of("implied")[0]).toEqual(leaf("d.days", 100));
  });

  it("is a printed cell in place of what lies behind it", () => {
    const cell = claim("cell", "11", "d.write");
    const words = claim("c", "440", "d.words", { from: ["cell"] });
    const speed = leaf("d.speed", 20);
    const own = { id: "cell", value: 11, halfUnit: 0.5, nodes: ["d.write"] };
    expect(directOf([words, cell])).toEqual([own, speed]);
    expect(directOf([words, { ...cell, exact: true }])).toEqual([{ ...own, halfUnit: 0 }, speed]);
    const thousands = { ...cell, text: "0.011", number: numberOf("0.011"), scale: 1000 };
    expect(directOf([words, thousands])).toEqual([{ ...own, value: 11, halfUnit: expect.closeTo(0.5, 12) }, speed]);
    const zero = { ...cell, text: "0", number: numberOf("0"), scale: 4 };
    expect(directOf([words, zero])).toEqual([{ ...own, value: 0, halfUnit: 2 }, speed]);
    const { chain } = chainOf([words, cell]);
    expect([fromCells(chain), fullChain(chain)]).toEqual([11 * 40, 10 * 40]);
    expect([...chain.cells.values()]).toEqual([11]);
  });

  it("is a cell in the unit of its figure: of a figure in percent, the number before the sign", () => {
    const percent = made("p.percent", "%", {}, () => 12);
    const half = made("p.half", "%", { percent }, (x) => (x.percent ?? 0) / 2);
    const claims = [claim("c", "6%", "p.half", { from: ["cell"] }), claim("cell", "12%", "p.percent")];
    const sheet = new Map<string, Node>([percent, half].map((node) => [node.id, node]));
    const { chain } = chainOf(claims, { inputs: [] }, undefined, sheet);
    expect(chain.direct).toMatchObject([{ id: "cell", value: 12, halfUnit: expect.closeTo(0.5, 12) }]);
  });

  it("is a cell for the figures that it is said to stand for", () => {
    const stands = claim("cell", "11", { sum: ["d.write", 1] }, { standsFor: ["d.write", "d.review"] });
    const words = claim("c", "440", "d.words", { from: ["cell"] });
    expect(directOf([words, stands])[0]).toMatchObject({ id: "cell", nodes: ["d.write"] });
  });

  it("is all cells that a pattern names, once, the claim itself aside", () => {
    const both = claim("t-both", "60", { sum: ["d.write", "d.review"] }, { from: ["t-*", "t-write"] });
    const cells = [claim("t-write", "11", "d.write"), claim("t-review", "49", "d.review")];
    expect(directOf([both, ...cells]).map(({ id }) => id)).toEqual(["t-write", "t-review"]);
    expect(directOf([both, ...cells, claim("at-x", "1", "d.days")]).map(({ id }) => id)).toEqual([
      "t-write",
      "t-review",
    ]);
  });

  it("is each leaf once, however often it is named", () => {
    const twice = claim("c", "60", { sum: ["d.write", "d.review", "d.days"] });
    expect(directOf([twice]).map(({ id }) => id)).toEqual(["d.days", "d.share", "d.other"]);
    expect(leavesOf(chainOf([twice]).chain).map(({ id }) => id)).toEqual(["d.days", "d.share", "d.other"]);
    expect(directOf([claim("c", "400", "d.words")]).map(({ id }) => id)).toEqual(["d.days", "d.share", "d.speed"]);
  });

  it("knows whether the plan still states what is printed", () => {
    const asPrinted = (follows: string, inputs: readonly DocumentInput[]) =>
      chainOf([claim("c", "10", follows)], { inputs }).chain.asPrinted;
    expect(asPrinted("d.write", INPUTS)).toBe(true);
    expect(asPrinted("d.write", [printed("days", "101", { node: "d.days" }), ...INPUTS.slice(1)])).toBe(false);
    expect(asPrinted("d.write", INPUTS.slice(1))).toBe(false);
    expect(asPrinted("d.write", [notPrinted("days", "d.days", "implied"), ...INPUTS.slice(1)])).toBe(true);
    const [input] = INPUTS;
    const rounded = (value: number) => isAsPrinted(quantityLeaf("d.days", value), input);
    expect([rounded(100 * (1 + 1e-13)), rounded(100 * (1 + 1e-11)), rounded(-100)]).toEqual([true, false, false]);
    const zero = printed("zero", "0", { node: "z" });
    expect([isAsPrinted(quantityLeaf("z", 0), zero), isAsPrinted(quantityLeaf("z", 1e-300), zero)]).toEqual([
      true,
      false,
    ]);
  });
});

describe("what is wrong with a claim", () => {
  const faults = (...claims: readonly Claim[]) => check(claims).faults.map(({ place: at, ...rest }) => [at.line, rest]);

  it("is told at its place with what could have been written", () => {
    const numbers = ["d.days", "d.share", "d.other", "d.speed", "d.law.mean", "d.write", "d.review"];
    expect(faults(claim("c", "1", "nothing"))).toEqual([
      [
        11,
        {
          ...{ id: "c", found: "nothing", expected: "an id of a figure or assumption that is a number" },
          words: [...numbers, "d.rate", "d.words", "d.root", "d.long"],
        },
      ],
    ]);
    expect(faults(claim("c", "10", "d.write", { from: ["nothing"] }), claim("e", "50", "d.review"))).toEqual([
      [12, { id: "c", found: "nothing", expected: "an id of another claim", words: ["c", "e"] }],
    ]);
    expect(faults(claim("c", "10", "d.write", { from: ["c"] }))[0]?.[0]).toBe(12);
    expect(
      faults(
        claim("c", "10", "d.write", { from: ["e", "f"] }),
        claim("e", "50", "d.review"),
        claim("f", "3", "d.long"),
      ),
    ).toEqual([
      [12, { id: "c", found: "e", expected: "a claim that this one rests on" }],
      [12, { id: "c", found: "f", expected: "a claim that this one rests on" }],
    ]);
    expect(faults(claim("c", "10", "d.write"))).toEqual([]);
  });

  it("is that a cell stands for nothing: a claim of several figures stands for none", () => {
    const several = claim("e", "60", { sum: ["d.write", "d.review"] });
    expect(faults(claim("c", "10", "d.write", { from: ["e"] }), several)).toHaveLength(1);
  });
});

describe("inputs of a document", () => {
  const faults = (...inputs: readonly DocumentInput[]) => check([], { inputs }).faults;

  it("are assumptions of the plan, parameters of its laws, or numbers of their own", () => {
    expect(faults(...INPUTS, printed("own", "7"), printed("law", "3", { node: "d.law.mean" }))).toEqual([]);
    // The plan may state another law, which has no such parameter.
    expect(faults(printed("law", "3", { node: "d.law.sd" }))).toEqual([]);
  });

  it("are a mistake where they name a figure, a choice or nothing", () => {
    const leaves = ["d.days", "d.share", "d.other", "d.speed", "d.rule", "d.law", "d.law.mean"];
    const expected = "an id of an assumption of the plan";
    for (const node of ["d.write", "d.rule", "d.days.more", "nothing"])
      expect(faults(printed("x", "1", { node }))).toEqual([
        { place: place(5), id: "x", found: node, expected, words: leaves },
      ]);
  });

  it("have the unit of the assumption that they are, and their own elsewhere", () => {
    const { set } = check([], {
      inputs: [printed("a", "100", { node: "d.days", unit: "x" }), printed("b", "1", { unit: "y" })],
    }).around;
    expect(set.inputs.map((input) => input.how === "printed" && input.unit)).toEqual(["days", "y"]);
    const choice = check([], { inputs: [printed("a", "1", { node: "d.rule", unit: "x" })] }).around.set.inputs[0];
    expect(choice).toMatchObject({ unit: "x" });
    const implied = notPrinted("c", "d.days", "implied");
    expect(check([], { inputs: [implied] }).around.set.inputs).toEqual([implied]);
  });
});

describe("the numbers of a document beside the plan's", () => {
  const set = setOf({
    inputs: [printed("own", "7", { unit: "weeks" }), ...INPUTS, notPrinted("words", "d.other", "implied")],
    claims: [
      claim("c", "12%", "p.percent"),
      claim("e", "12%", "d.share", { scale: 10 }),
      claim("f", "3", { sum: [1, 2] }),
    ],
  });
  const percent = made("p.percent", "%", {}, () => 12);
  const { followed, printed: all } = documentNodes(new Map([...SHEET, ["p.percent", percent]]), set);

  it("are what claims may follow: the sheet and what the plan does not hold", () => {
    expect([...followed.keys()]).toEqual([...SHEET.keys(), "p.percent", "own"]);
    expect(followed.get("own")).toEqual({
      ...{ kind: "leaf", leaf: "quantity", id: "own", unit: "weeks", value: 7, label: "as printed in section 1, own" },
      ...{ source: "section 1, own", provenance: "published", place: place(5) },
    });
  });

  it("are besides every printed number by its own id, in the unit of its figure", () => {
    expect([...all.keys()]).toEqual([...followed.keys(), "days", "share", "other", "speed", "c", "e", "f"]);
    const cellOf = (id: string) => {
      const node = all.get(id);
      return node?.kind === "leaf" && node.leaf === "quantity" && [node.value, node.unit];
    };
    // A figure in percent is compared with the number before the sign.
    expect(["share", "c", "e", "f"].map(cellOf)).toEqual([
      [0.1, ""],
      [12, "%"],
      [expect.closeTo(1.2, 12), "fraction"],
      [3, ""],
    ]);
    expect(unitOfClaim(claim("g", "1", "d.rule"), SHEET)).toBe("");
  });
});

describe("tables of a document", () => {
  const told = (table: Partial<ClaimSet["tables"][number]>, ...claims: readonly Claim[]) =>
    unclaimedFigures(
      setOf({ claims, tables: [{ name: "Table 1", figures: ["d.*"], notPrinted: {}, place: place(3), ...table }] }),
      SHEET,
    ).map(({ found, expected, place: at, id }) => [at.line, id, found, expected]);
  const every = "a claim for every figure of the table";

  it("have a claim for every figure, or a reason why it is not printed", () => {
    const figures = ["d.w*", "d.review"];
    const rest = [claim("b", "50", "d.review"), claim("w", "400", "d.words")];
    expect(told({ figures }, claim("a", "10", "d.write"), ...rest)).toEqual([]);
    expect(told({ figures }, ...rest)).toEqual([[3, "Table 1", "d.write, which no claim names", every]]);
    expect(told({ figures, notPrinted: { "d.write": "by hand" } }, ...rest)).toEqual([]);
    // A claim of several figures names none of them.
    expect(told({ figures: ["d.write"] }, claim("a", "10", { sum: ["d.write"] }))).toHaveLength(1);
    expect(told({ figures: ["x.*"] })).toEqual([[3, "Table 1", "x.*", "an id of a figure of the plan"]]);
  });
});

describe("combinations with their rows spelt out", () => {
  const plan: Plan = {
    title: "t",
    ratios: { r: { label: "r", source: "s", is: { ratio: ["d.write", "d.days"] } } },
    approaches: {
      a: { h100_days: { mean: ["d.w*"] }, tokens: { sum: ["d.days"] }, instances: 5 } as never,
    },
  };

  it("are what the plan itself states them as", () => {
    const of = (id: string) => unfold(id, plan, SHEET);
    expect(of("ratio.r")).toEqual({ ratio: ["d.write", "d.days"] });
    expect(of("approach.a.reference_h100_days")).toEqual({ mean: ["d.write", "d.words"] });
    expect(of("approach.a.reference_tokens")).toEqual({ sum: ["d.days"] });
    expect(of("approach.a.reference_instances")).toBe(5);
    for (const id of [
      "ratio.x",
      "ratio",
      "approach.a.other",
      "approach.x.reference_tokens",
      "other.a.reference_tokens",
    ])
      expect(of(id)).toBe(id);
    expect(unfold("ratio.r", { title: "t" }, SHEET)).toBe("ratio.r");
    expect(unfold("approach.a.reference_tokens", { title: "t" }, SHEET)).toBe("approach.a.reference_tokens");
    for (const need of ["reference_h100_days", "reference_instances"])
      expect(unfold(`approach.x.${need}`, plan, SHEET)).toBe(`approach.x.${need}`);
    expect(unfold({ sum: ["ratio.r"] }, plan, SHEET)).toEqual({ sum: ["ratio.r"] });
  });

  it("have ids of numbers in place of a name for one segment", () => {
    expect(idsLike("d.w*", SHEET)).toEqual(["d.write", "d.words"]);
    expect(idsLike("*.days", SHEET)).toEqual(["d.days"]);
    expect(idsLike("d.*.mean", SHEET)).toEqual(["d.law.mean"]);
    // Neither words nor choices, and nothing that only contains the name.
    expect([
      idsLike("d.word", SHEET),
      idsLike("d.rule", SHEET),
      idsLike("days", SHEET),
      idsLike("d.da", SHEET),
    ]).toEqual([[], [], [], []]);
    expect(idsLike("dxdays", SHEET)).toEqual([]);
    expect(unfold({ max: ["d.w*", { sum: ["*.days", 3] }, "d.share"] }, plan, SHEET)).toEqual({
      max: ["d.write", "d.words", { sum: ["d.days", 3] }, "d.share"],
    });
  });

  it("have an operation, operands that can be changed, and names, each once", () => {
    expect(operationOf({ mean: ["a", 1] })).toEqual(["mean", ["a", 1]]);
    expect([operationOf("a"), operationOf(3), operationOf({})]).toEqual([undefined, undefined, undefined]);
    const nested = { ratio: [{ sum: ["a", "b"] }, "a"] } as const;
    expect(namesIn(nested)).toEqual(["a", "b"]);
    expect([namesIn("a"), namesIn(3), namesIn({})]).toEqual([["a"], [], []]);
    const reversed = mapOperands(nested, (operands, name) => (name === "sum" ? operands.toReversed() : operands));
    expect(reversed).toEqual({ ratio: [{ sum: ["b", "a"] }, "a"] });
    expect([mapOperands("a", () => []), mapOperands(3, () => [])]).toEqual(["a", 3]);
  });
});

describe("the two ends of a simulated range", () => {
  const range = { low: numberOf("20"), high: numberOf("70") };
  const end = (id: string, side: "low" | "high", more: Partial<Claim> = {}): Claim =>
    claim(id, side === "low" ? "20" : "70", "d.review", {
      text: "20-70",
      simulatedRange: { ...range, end: side },
      ...more,
    });
  const left = { kind: "left-out", id: "d.days" } as const;
  const alternatives = (...claims: readonly Claim[]) =>
    asStatements(claims).map(({ alternative, places }) => [alternative, places.alternative.line]);

  it("share the alternative that one of them names, with its place", () => {
    const named = end("h", "high", { alternative: left });
    const at = { ...named, places: { ...named.places, alternative: place(40) } };
    expect(alternatives(end("l", "low"), at)).toEqual([
      [left, 40],
      [left, 40],
    ]);
    expect(alternatives(at, end("l", "low"))).toEqual([
      [left, 40],
      [left, 40],
    ]);
    expect(alternatives(end("l", "low"), end("h", "high"))).toEqual([
      [undefined, 14],
      [undefined, 14],
    ]);
    const plain = claim("p", "50", "d.review");
    expect(asStatements([plain, at])[0]).toBe(plain);
  });

  it("are a mistake where one stands alone, or says something else", () => {
    const lonely = (...claims: readonly Claim[]) =>
      lonelyEnds(claims).map(({ id, found, place: at }) => [id, found, at.line]);
    const low = end("l", "low");
    expect(lonely(low, end("h", "high"))).toEqual([]);
    expect(lonely(low)).toEqual([["l", "the low end of 20-70 alone", 13]]);
    expect(lonelyEnds([low])[0]?.expected).toContain("a claim on its high end too");
    expect(lonelyEnds([end("h", "high")])[0]?.expected).toContain("a claim on its low end too");
    expect(lonely(low, end("again", "low"))).toHaveLength(2);
    expect(lonely(low, claim("p", "50", "d.review", { text: "20-70" }))).toHaveLength(1);
    const others: readonly Partial<Claim>[] = [
      { section: "2" },
      { text: "20 to 70" },
      { follows: "d.write" },
      { from: ["x"] },
      { scale: 2 },
      { relation: "at-least" },
      { tolerance: { value: 1, reason: "so" } },
      { exact: true },
    ];
    for (const other of others) expect(lonely(low, end("h", "high", other))).toHaveLength(2);
  });

  it("may both name an alternative, the same", () => {
    const low = end("l", "low", { alternative: left });
    expect(lonelyEnds([low, end("h", "high", { alternative: left })])).toEqual([]);
    expect(lonelyEnds([low, end("h", "high", { alternative: { kind: "alone", id: "d.days" } })])).toHaveLength(2);
    expect(lonelyEnds([low, end("h", "high")])).toEqual([]);
  });
});

describe("values within the rounding of printed inputs", () => {
  const within = (
    text: string,
    follows: Claim["follows"],
    inputs: readonly DocumentInput[],
    sheet?: ReadonlyMap<string, Node>,
  ) => {
    const found = withinInputRounding(chainOf([claim("c", text, follows)], { inputs }, undefined, sheet).chain);
    return found && Object.fromEntries(found);
  };
  const rounded = [printed("days", "100", { node: "d.days" }), printed("share", "10%", { node: "d.share" })];

  it("are those that give the printed number, none moved further than half a unit of its last digit", () => {
    // 99.5 to 100.5 days of 9.5 % to 10.5 %: 9.4525 to 10.5525.
    const low = within("9.5", "d.write", rounded);
    expect(low?.["d.days"]).toBeGreaterThanOrEqual(99.5);
    expect(low?.["d.share"]).toBeGreaterThanOrEqual(0.095);
    expect((low?.["d.days"] ?? 0) * (low?.["d.share"] ?? 0)).toBeCloseTo(9.5, 1);
    const middle = within("10.27", "d.write", rounded);
    expect(Math.abs((middle?.["d.days"] ?? 0) * (middle?.["d.share"] ?? 0) - 10.27)).toBeLessThanOrEqual(0.005);
    expect(middle?.["d.days"]).toBeLessThan(100.5);
    expect(within("10.56", "d.write", rounded)).toBeUndefined();
    expect(within("9.44", "d.write", rounded)).toBeUndefined();
  });

  it("are at an end of the box where that is enough", () => {
    expect(within("10.55", "d.write", rounded)).toEqual({ "d.days": 100.5, "d.share": expect.closeTo(0.105, 12) });
    expect(within("9.45", "d.write", rounded)).toEqual({ "d.days": 99.5, "d.share": expect.closeTo(0.095, 12) });
  });

  it("move against each other where the figure falls with one of them", () => {
    // (99.5 to 100.5) ÷ (9.5 % to 10.5 %) is 947.6 to 1,057.9.
    const quotient = { ratio: ["d.days", "d.share"] };
    expect(within("1057", quotient, rounded)).toBeDefined();
    expect(within("948", quotient, rounded)).toBeDefined();
    expect(within("1,059", quotient, rounded)).toBeUndefined();
    expect(within("946", quotient, rounded)).toBeUndefined();
  });

  it("are none where nothing is rounded, or where the figure jumps over the printed number", () => {
    expect(within("9", "d.days", INPUTS)).toBeUndefined();
    const whole = { floor: [{ product: ["d.days", "d.share"] }] };
    const steps = { product: [3, whole] };
    // 27 or 30; 28 and 29 lie between.
    expect(within("27", steps, rounded)).toBeDefined();
    expect(within("28", steps, rounded)).toBeUndefined();
  });

  it("move a cell with every figure that it stands for", () => {
    const claims = [
      claim("c", "23", { sum: ["d.write", "d.write"] }, { from: ["cell"] }),
      claim("cell", "11", "d.write"),
    ];
    const found = withinInputRounding(chainOf(claims).chain);
    expect(found?.get("cell")).toBeGreaterThan(11);
    expect(found?.get("cell")).toBeLessThanOrEqual(11.5);
    expect([...(found?.keys() ?? [])]).toEqual(["cell"]);
  });
});
