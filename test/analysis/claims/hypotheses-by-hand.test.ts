import { describe, expect, it } from "vitest";
import type { Claim, ClaimSet } from "../../../src/analysis/claims/claim.ts";
import { hypothesesOf, printedHypotheses } from "../../../src/analysis/claims/neighbours.ts";
import { solveInput } from "../../../src/analysis/claims/solve-input.ts";
import type { Node } from "../../../src/analysis/node.ts";
import type { Plan } from "../../../src/analysis/plan/plan.ts";
import { quantityLeaf } from "../leaves.ts";
import { chainOf, claim, INPUTS, made, printed, SHEET } from "./by-hand.ts";

describe("the values of an input that give a printed number", () => {
  const target = (low: number, high: number) => ({ value: (low + high) / 2, low, high });

  it("are a range, with the roundest number in it, whichever way the figure goes", () => {
    // 0.1 x from 15 to 25.
    expect(solveInput((x) => 0.1 * x, 100, target(15, 25))).toEqual({
      ...{ low: expect.closeTo(150, 9), high: expect.closeTo(250, 9), roundest: 200 },
    });
    // 1,000 ÷ x from 15 to 25: 40 to 66.7, whose middle is 53.3.
    expect(solveInput((x) => 1000 / x, 100, target(15, 25))).toEqual({
      ...{ low: expect.closeTo(40, 9), high: expect.closeTo(1000 / 15, 9), roundest: 50 },
    });
  });

  it("have the fewest digits that lie within, nearest to the middle", () => {
    const roundest = (low: number, high: number) => solveInput((x) => x, 1, target(low, high))?.roundest;
    expect([roundest(1.32, 1.38), roundest(1.26, 1.36), roundest(1.231, 1.2349), roundest(1.9, 2.3)]).toEqual([
      1.35, 1.3, 1.233, 2,
    ]);
    expect(roundest(1.2345678, 1.2345678)).toBeCloseTo(1.2345678, 12);
    // The ends belong to it.
    expect(roundest(2, 2.4)).toBe(2);
    expect(roundest(1.6, 2)).toBe(2);
  });

  it("are looked for up to 32 times away", () => {
    const found = (low: number, high: number) => solveInput((x) => x, 1, target(low, high)) !== undefined;
    expect([found(30, 31.9), found(30, 33), found(33, 40), found(1 / 31, 1 / 30), found(1 / 33, 1 / 30)]).toEqual([
      true,
      false,
      false,
      true,
      false,
    ]);
    expect(found(31.9, 32)).toBe(true);
  });

  it("are none where the input is not positive, or the figure does not move, has no value or refuses one", () => {
    const any = target(15, 25);
    expect(solveInput((x) => x, 0, any)).toBeUndefined();
    expect(solveInput((x) => -20 * x, -1, any)).toBeUndefined();
    expect(solveInput(() => 3, 1, any)).toBeUndefined();
    expect(solveInput((x) => (x < 1 ? Number.NEGATIVE_INFINITY : 100 * x), 1, any)).toBeUndefined();
    expect(solveInput((x) => (x > 1 ? Number.POSITIVE_INFINITY : 10 * x), 1, any)).toBeUndefined();
    const throwing = (error: Error) => () =>
      solveInput(
        () => {
          throw error;
        },
        1,
        any,
      );
    expect(throwing(new RangeError("no"))()).toBeUndefined();
    expect(throwing(new Error("a mistake of the program"))).toThrow("a mistake of the program");
  });
});

const told = (
  claims: readonly Claim[],
  more: Partial<ClaimSet> = {},
  plan?: Plan,
  sheet?: ReadonlyMap<string, Node>,
) => {
  const { chain, around } = chainOf(claims, more, plan, sheet);
  return hypothesesOf(chain, around).map(({ basis, says, computed }) => [basis, says, computed]);
};
const of = (basis: string, ...args: Parameters<typeof told>) => told(...args).filter(([own]) => own === basis);

describe("hypotheses under which a claim would follow", () => {
  it("are none of what follows from numbers alone", () => {
    expect(told([claim("c", "5", { difference: [3, 1] })])).toEqual([]);
  });

  it("are none where it follows or is a bound", () => {
    expect(told([claim("c", "10", "d.write")])).toEqual([]);
    expect(told([claim("c", "20", "d.write", { relation: "at-least" })])).toEqual([]);
  });

  it("say what to write in the claims file, and for a value printed nowhere which range would do", () => {
    const { chain, around } = chainOf([claim("c", "20", "d.write")], {
      inputs: [...INPUTS, printed("twenty", "20%", { unit: "fraction" })],
    });
    const [printedOne, days, share] = hypothesesOf(chain, around);
    expect(printedOne).toEqual({
      ...{ basis: "printed", says: "d.share is the 20% of section 1, twenty", computed: 20 },
      alternative: { kind: "becomes", input: "d.share", value: "twenty" },
    });
    const close = (value: number) => expect.closeTo(value, 9);
    expect(days).toEqual({
      ...{
        basis: "nowhere",
        says: "d.days",
        computed: 20,
        alternative: { kind: "becomes", input: "d.days", value: 200 },
      },
      range: { id: "d.days", unit: "days", low: close(150), high: close(250), value: 200 },
    });
    expect(share).toMatchObject({ range: { id: "d.share", unit: "fraction", low: close(0.15), high: close(0.25) } });
  });

  it("begin with what is printed, the nearest first", () => {
    const inputs = [
      ...INPUTS,
      printed("far", "24%", { unit: "fraction" }),
      printed("near", "21%", { unit: "fraction" }),
      printed("below", "17%", { unit: "fraction" }),
      printed("off", "30%", { unit: "fraction" }),
    ];
    expect(of("printed", [claim("c", "20", "d.write")], { inputs })).toEqual([
      ["printed", "d.share is the 21% of section 1, near", 21],
      ["printed", "d.share is the 17% of section 1, below", 17],
      ["printed", "d.share is the 24% of section 1, far", 24],
    ]);
  });

  it("try each value once, and none that the input has already", () => {
    const inputs = [...INPUTS, printed("a", "10%", { unit: "fraction" }), printed("b", "20%", { unit: "fraction" })];
    const sameQuantity = [{ key: "k", what: "a share", stated: ["d.share", "b"], place: claim("c", "1", 1).place }];
    const { chain, around } = chainOf([claim("c", "20", "d.write")], { inputs, sameQuantity });
    expect(printedHypotheses(chain, around).map(({ says }) => says)).toEqual(["d.share is the 20% of section 1, b"]);
  });

  it("leave out a share or a factor of a unit, rows, and take rows alone or otherwise", () => {
    expect(of("printed", [claim("c", "100.0", "d.write")])).toEqual([["printed", "without d.share (0.1)", 100]]);
    // 10 days at 2 words a day.
    expect(of("printed", [claim("c", "20.0", "d.words")])).toEqual([["printed", "without d.speed (20)", 20]]);
    const mean = { mean: ["d.write", "d.review", "d.days"] } as const;
    expect(of("printed", [claim("c", "75", mean)])).toEqual([["printed", "without d.write", 75]]);
    expect(of("printed", [claim("c", "10.0", mean)])).toEqual([
      ["printed", "d.write alone", 10],
      ["printed", "the min instead of the mean", 10],
    ]);
    expect(of("printed", [claim("c", "160", mean)])).toEqual([["printed", "the sum instead of the mean", 160]]);
    expect(of("printed", [claim("c", "53.3", { sum: ["d.write", "d.review", "d.days"] })])).toEqual([
      ["printed", "the mean instead of the sum", expect.closeTo(160 / 3, 9)],
    ]);
    // No other statistic of a product, nor a factor of days.
    expect(of("printed", [claim("c", "110", { product: ["d.write", "d.days"] })])).toEqual([]);
    expect(of("printed", [claim("c", "0.1", "d.write")])).toEqual([]);
  });

  it("leave out factors of a product, whose names are rows", () => {
    expect(of("printed", [claim("c", "10", { product: ["d.days", "d.share", 3] })], {})).toEqual([]);
    expect(of("printed", [claim("c", "300", { product: ["d.days", "d.share", 3] })])).toEqual([
      ["printed", "without d.share (0.1)", 300],
    ]);
    expect(of("printed", [claim("c", "0.300", { product: ["d.days", "d.share", 3] })])).toEqual([
      ["printed", "without d.days", expect.closeTo(0.3, 12)],
    ]);
  });

  it("take the other words of a choice that the figure rests on", () => {
    const variants = { "d.rule": ["half"], "d.law": ["x"] };
    expect(of("printed", [claim("c", "200", "d.words")], { variants })).toEqual([["printed", "d.rule is half", 200]]);
    expect(of("printed", [claim("c", "5", "d.write")], { variants })).toEqual([]);
  });

  it("take another factor of a device", () => {
    const factor = quantityLeaf("gpu_equivalence.published.rows.a100.gpu_hours_per_h100_hour", 2, "ratio");
    const measured = quantityLeaf("gpu_equivalence.measured.rows.v100.gpu_hours_per_h100_hour", 9, "ratio");
    const device = made("hardware.v100.gpu_hours_per_h100_hour", "ratio", { factor }, (x) => x.factor ?? 0);
    const hours = made("run.hours", "hours", { device }, (x) => 10 * (x.device ?? 0));
    const plan: Plan = {
      title: "t",
      hardware: {
        equivalence_basis: { ...quantityLeaf("hardware.equivalence_basis", 0), leaf: "choice", value: "published" },
      },
      gpu_equivalence: {
        published: { rows: { v100: { same_as: "a100" } } },
        measured: { rows: { v100: { gpu_hours_per_h100_hour: measured } } },
      },
    };
    const sheet = new Map([...SHEET, ...[factor, measured, device, hours].map((node) => [node.id, node] as const)]);
    expect(of("printed", [claim("c", "90", "run.hours")], {}, plan, sheet)).toEqual([
      ["printed", "hardware.v100.gpu_hours_per_h100_hour is the catalog's measured factor of v100", 90],
    ]);
  });

  it("go on with values printed nowhere, those that move least first; what comes whole stays whole", () => {
    // 365 to 375 days of 10 %, or 36.5 % to 37.5 % of 100.
    const claims = [claim("c", "37", "d.write")];
    const names = (...of: Parameters<typeof told>) =>
      told(...of)
        .filter(([basis]) => basis === "nowhere")
        .map(([, says]) => says);
    expect(names(claims).toSorted()).toEqual(["d.days", "d.share"]);
    // 4.05 to 4.15 days: none whole.
    expect(names([claim("c", "0.41", "d.write")])).toEqual(["d.share"]);
    const product = { product: ["d.share", "d.review", "d.review"] } as const;
    // 50 × 50 × 0.1 = 250 becomes 1,000 with twice the days or the share, or four times the share.
    expect(names([claim("c", "1000.0", product)])).toEqual(["d.days", "d.other", "d.share"]);
  });

  it("look behind printed cells too", () => {
    const claims = [claim("c", "880", "d.words", { from: ["cell"] }), claim("cell", "11", "d.write")];
    const { chain, around } = chainOf(claims);
    const found = hypothesesOf(chain, around).filter(({ basis }) => basis === "nowhere");
    expect(found.map(({ range }) => [range?.id, range?.unit, range?.value]).toSorted()).toEqual([
      ["cell", "days", 22],
      ["d.days", "days", 220],
      ["d.share", "fraction", 0.22],
      ["d.speed", "words/day", 40],
    ]);
    // What lies behind the cell is solved from the whole chain.
    for (const { computed } of found) expect(computed).toBeCloseTo(880, 9);
  });

  it("end with other roundings: cut off or rounded up, from the printed cells or the whole chain", () => {
    // 100 × 19.9 % = 19.9.
    const inputs = [printed("share", "19.9%", { node: "d.share", exact: true }), ...INPUTS.slice(0, 1)];
    const sheet = (share: number) => {
      const leaf = quantityLeaf("d.share", share, "fraction");
      const days = SHEET.get("d.days") ?? expect.fail();
      const write = made("d.write", "days", { days, share: leaf }, (x) => (x.days ?? 0) * (x.share ?? 0));
      return new Map([...SHEET, ["d.share", leaf], ["d.write", write]]);
    };
    const roundings = (text: string, share: number, more: Partial<Claim> = {}) =>
      of("rounding", [claim("c", text, "d.write", more)], { inputs }, undefined, sheet(share)).map(
        ([, says, computed]) => [says, Number(Number(computed).toFixed(6))],
      );
    expect(roundings("19", 0.199)).toEqual([
      ["from the printed cells, cut off", 19.9],
      ["from the whole chain, cut off", 19.9],
    ]);
    expect(roundings("20", 0.142)).toEqual([
      ["from the printed cells, rounded up", 14.2],
      ["from the whole chain, rounded up", 14.2],
    ]);
    expect(roundings("13", 0.122).map(([says]) => says)).toEqual([
      "from the printed cells, rounded up",
      "from the whole chain, rounded up",
    ]);
    expect(roundings("0.013", 0.122, { scale: 1000 })).toHaveLength(2);
    expect(roundings("15", 0.122)).toEqual([]);
    expect(roundings("11", 0.122)).toEqual([]);
  });

  it("round from the printed cells, from the whole chain and from nearer cells, apart where they differ", () => {
    const ways = (...claims: readonly Claim[]) => of("rounding", claims).map(([, says]) => says);
    const from = { from: ["cell"] };
    // A cell of 11.97 days gives 478.8 words at 40 a day, the chain 400.
    const cell = claim("cell", "11.97", "d.write");
    expect(ways(claim("c", "478", "d.words", from), cell)).toEqual([
      "from the printed cells, cut off",
      "from the nearest printed cells, cut off",
    ]);
    // At the printed 41.86 words a day the plan's 10 days give 418.6 words, at 41.94 they give 419.4.
    expect(ways(claim("c", "418", "d.words"), claim("rate", "41.86", "d.rate"))).toEqual([
      "from the nearest printed cells, cut off",
    ]);
    expect(ways(claim("c", "420", "d.words"), claim("rate", "41.94", "d.rate"))).toEqual([]);
    expect(ways(claim("c", "420.0", "d.words"), claim("rate", "41.9921", "d.rate"))).toEqual([
      "from the nearest printed cells, rounded up",
    ]);
    expect(ways(claim("c", "418", "d.words"), claim("e", "41.86", { sum: ["d.rate"] }))).toEqual([]);
  });
});
