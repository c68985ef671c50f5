import { describe, expect, it } from "vitest";
import { basisOf, printedValues } from "../../../src/analysis/claims/allowed-alternative.ts";
import { applyAlternative, statedValue } from "../../../src/analysis/claims/apply-alternative.ts";
import type { Alternative, Claim, ClaimSet } from "../../../src/analysis/claims/claim.ts";
import type { Node } from "../../../src/analysis/node.ts";
import type { Plan } from "../../../src/analysis/plan/plan.ts";
import { quantityLeaf } from "../leaves.ts";
import { chainOf, check, claim, INPUTS, made, notPrinted, printed, SHEET } from "./by-hand.ts";

const becomes = (input: string, value: Extract<Alternative, { kind: "becomes" }>["value"]): Alternative => ({
  ...{ kind: "becomes", input, value },
});

describe("a claim under one change", () => {
  /** 11 days to write as printed, 10 by the plan. */
  const cell = claim("cell", "11", "d.write");
  const words = claim("c", "440", "d.words", { from: ["cell"] });
  const days = claim("c", "30", { mean: ["d.write", "d.review"] });
  const rooted = claim("c", "10", "d.root");
  const under = (alternative: Alternative, ...claims: readonly Claim[]) => {
    const { chain, around } = chainOf(claims);
    return applyAlternative(chain, alternative, around.plan, around.nodes);
  };

  it.each<readonly [string, Alternative, number]>([
    ["a direct input keeps the printed cell", becomes("d.speed", 40), 11 * 80],
    ["the cell itself", becomes("cell", 7), 7 * 40],
    ["the figure that the cell is printed for", becomes("d.write", 7), 7 * 40],
    ["what lies behind the cell recomputes the chain", becomes("d.share", 0.2), 20 * 40],
    ["a step beside the cell keeps the cell", becomes("d.rate", 50), 11 * 50],
    ["a printed value", becomes("d.speed", "days"), 11 * 200],
    ["a printed claim", becomes("d.speed", "cell"), 11 * 22],
    ["a combination of printed values", becomes("d.speed", { ratio: ["days", 4] }), 11 * 50],
    ["another word recomputes the chain", { kind: "choice", input: "d.rule", word: "half" }, 10 * 40 * 0.5],
    ["a factor left out is 1", { kind: "left-out", id: "d.speed" }, 11 * 2],
  ])("%s", (_, alternative, value) => expect(under(alternative, words, cell)).toEqual({ value }));

  it.each<readonly [string, Alternative, number]>([
    ["a row left out", { kind: "left-out", id: "d.write" }, 50],
    ["a row alone", { kind: "alone", id: "d.write" }, 10],
    ["another statistic", { kind: "statistic", name: "max" }, 50],
    ["the sum", { kind: "statistic", name: "sum" }, 60],
  ])("%s", (_, alternative, value) => expect(under(alternative, days)).toEqual({ value }));

  it("starts from its cells when rows are taken otherwise", () => {
    const from = { ...days, from: ["cell"] };
    expect(under({ kind: "alone", id: "d.write" }, from, cell)).toEqual({ value: 11 });
    expect(under({ kind: "statistic", name: "sum" }, from, cell)).toEqual({ value: 61 });
  });

  it("takes rows out of what the plan states as a combination, at any depth", () => {
    const plan: Plan = {
      title: "t",
      ratios: { r: { label: "r", source: "s", is: { ratio: [{ sum: ["d.write", "d.review"] }, "d.days"] } } },
    };
    const ratio = made("ratio.r", "fraction", { w: SHEET.get("d.write") ?? expect.fail() }, () => 0.6);
    const { chain, around } = chainOf(
      [claim("c", "0.6", "ratio.r")],
      {},
      plan,
      new Map([...SHEET, ["ratio.r", ratio]]),
    );
    const apply = (alternative: Alternative) => applyAlternative(chain, alternative, around.plan, around.nodes);
    expect(apply({ kind: "left-out", id: "d.write" })).toEqual({ value: 0.5 });
    expect(apply({ kind: "alone", id: "d.write" })).toEqual({ value: 0.1 });
  });

  it.each<readonly [string, Alternative, string]>([
    ["nothing", becomes("nothing", 1), "nothing, which is no input of the plan"],
    ["what it does not rest on", becomes("d.other", 1), "the claim does not rest on d.other"],
    ["no number", becomes("d.speed", "nowhere"), "nowhere (expected an id of a figure or assumption that is a number)"],
    ["no choice", { kind: "choice", input: "d.speed", word: "half" }, "d.speed is not a choice of the plan"],
    ["no choice at all", { kind: "choice", input: "nothing", word: "half" }, "nothing is not a choice of the plan"],
    ["no row", { kind: "alone", id: "d.review" }, "d.review is no row or factor of what the claim follows"],
    ["no statistic", { kind: "statistic", name: "max" }, "a claim that follows no statistic"],
  ])("cannot be: %s", (_, alternative, wrong) => expect(under(alternative, words, cell)).toEqual({ wrong }));

  it("cannot be a choice that it does not rest on", () => {
    const alternative: Alternative = { kind: "choice", input: "d.rule", word: "half" };
    expect(under(alternative, days)).toEqual({ wrong: "the claim does not rest on d.rule" });
  });

  it("cannot leave a statistic without rows, or a ratio with one", () => {
    const single = claim("c", "10", { mean: ["d.write"] });
    expect(under({ kind: "left-out", id: "d.write" }, single)).toEqual({
      wrong: "mean of 0 operands (expected mean of at least 1)",
    });
    expect(under({ kind: "statistic", name: "ratio" }, single)).toEqual({
      wrong: "ratio of 1 operands (expected ratio of 2)",
    });
  });

  it("cannot be what a formula refuses; any other error is one of the program", () => {
    expect(under(becomes("d.days", -1), rooted)).toEqual({ wrong: "days below 0" });
    expect(() => under(becomes("d.days", 13), rooted)).toThrow("a mistake of the program");
    const { around } = chainOf([rooted]);
    const broken: ReadonlyMap<string, Node> = new Map([
      [
        "x",
        made("x", "", {}, () => {
          throw new Error("a mistake of the program");
        }),
      ],
    ]);
    expect(() => statedValue("x", broken)).toThrow("a mistake of the program");
    expect(statedValue({ sum: ["days", 1] }, around.nodes.printed)).toBe(101);
    expect(statedValue(7, new Map())).toBe(7);
  });
});

describe("what an input may be instead", () => {
  const more = (inputs: ClaimSet["inputs"], rest: Partial<ClaimSet> = {}) => ({
    inputs: [...INPUTS, ...inputs],
    ...rest,
  });
  const written = claim("c", "10", "d.write");
  const valuesOf = (input: string, claims: readonly Claim[], rest: Partial<ClaimSet> = {}, plan?: Plan) => {
    const { chain, around } = chainOf(claims, rest, plan);
    return printedValues(chain, input, around).map(({ value, says }) => [value, says]);
  };

  it("is a printed value of the same unit in its section, or in that of the claim, and not itself", () => {
    const far = { ...printed("far", "30%", { unit: "fraction", section: "2" }), where: "section 2" };
    const own = printed("near", "40%", { unit: "fraction" });
    expect(valuesOf("d.share", [written], more([far, own]))).toEqual([
      ["other", "the 50% of section 1, other"],
      ["near", "the 40% of section 1, near"],
    ]);
    const inSecond = { ...written, section: "2" };
    expect(valuesOf("d.share", [inSecond], more([far]))).toEqual([
      ["other", "the 50% of section 1, other"],
      ["far", "the 30% of section 2"],
    ]);
  });

  it("is another claim of the same unit, but not the claim that it is about", () => {
    const review = claim("review", "50", "d.review");
    expect(valuesOf("d.days", [written, review])).toEqual([["review", "the 50 of section 1, review"]]);
    expect(valuesOf("review", [written, review])).toEqual([["days", "the 100 of section 1, days"]]);
    // A claim of several figures has no unit.
    expect(
      valuesOf("mixed", [written, claim("mixed", "3", { sum: [1, 2] }), claim("m", "4", { sum: [2, 2] })]),
    ).toEqual([]);
  });

  it("is a value of the reciprocal unit, inverted", () => {
    const inverse = printed("inverse", "0.5", { unit: "day/words" });
    expect(valuesOf("d.speed", [written], more([inverse, printed("plain", "3", { unit: "words" })]))).toEqual([
      [{ ratio: [1, "inverse"] }, "the 0.5 of section 1, inverse, inverted"],
    ]);
    // A unit that reads the same backwards is no ratio.
    expect(valuesOf("d.days", [written], more([printed("again", "7", { unit: "days" })]))).toEqual([
      ["again", "the 7 of section 1, again"],
    ]);
  });

  it("is nothing beside an input that the document does not print", () => {
    const hidden = {
      inputs: [notPrinted("hidden", "d.share", "external"), printed("other", "50%", { unit: "fraction" })],
    };
    expect(valuesOf("d.share", [written], hidden)).toEqual([]);
    expect(valuesOf("nothing", [written])).toEqual([]);
    // Nor is what is not printed a value for another.
    const solved = more([notPrinted("solved", "d.other", "solved")].map((input) => ({ ...input, node: "d.rate" })));
    expect(valuesOf("d.speed", [written], solved)).toEqual([]);
  });

  it("is the other statement of a pair", () => {
    const place = written.place;
    const sameQuantity = [
      { key: "k", what: "a day", stated: ["d.days", { ratio: [37.5, 5] }, 8], place },
      { key: "l", what: "another", stated: ["d.speed", 3], place },
    ];
    expect(valuesOf("d.days", [written], { sameQuantity })).toEqual([
      [{ ratio: [37.5, 5] }, "the other statement of a day"],
      [8, "the other statement of a day"],
    ]);
  });

  it("may be said of printed values and combinations; a number of one's own is printed nowhere", () => {
    const { chain, around } = chainOf([written], more([], { variants: { "d.rule": ["half"] } }));
    const basis = (alternative: Alternative) => basisOf(chain, alternative, around);
    expect(basis(becomes("d.share", 0.3))).toBe("nowhere");
    expect(basis(becomes("d.share", "other"))).toBe("printed");
    const wrong = "another printed value of the same unit and section, a catalog factor, or the other value of a pair";
    expect(basis(becomes("d.share", "days"))).toEqual({ wrong });
    expect(basis(becomes("d.share", { ratio: [1, 2] }))).toEqual({ wrong });
    for (const alternative of [
      { kind: "left-out", id: "x" },
      { kind: "alone", id: "x" },
      { kind: "statistic", name: "max" },
      { kind: "choice", input: "d.rule", word: "half" },
    ] as const)
      expect(basis(alternative)).toBe("printed");
    for (const [input, word] of [
      ["d.rule", "none"],
      ["d.other_rule", "half"],
    ] as const)
      expect(basis({ kind: "choice", input, word })).toEqual({
        wrong: "a word that the variants list for this choice",
      });
  });
});

describe("a device whose factor another's stands in for", () => {
  const factor = quantityLeaf("gpu_equivalence.published.rows.a100.gpu_hours_per_h100_hour", 2, "ratio");
  const measured = quantityLeaf("gpu_equivalence.measured.rows.v100.gpu_hours_per_h100_hour", 9, "ratio");
  const id = "hardware.v100.gpu_hours_per_h100_hour";
  const derived = made(id, "ratio", { factor }, (x) => x.factor ?? 0);
  const hours = made("run.hours", "hours", { derived }, (x) => 10 * (x.derived ?? 0));
  const basis = (value: "published" | "measured") =>
    ({ ...quantityLeaf("hardware.equivalence_basis", 0), leaf: "choice", value }) as const;
  const gpus = {
    rows: {
      h100: { label: "H100", peak_tflops: quantityLeaf("gpus.rows.h100.peak_tflops", 1000) },
      a100: { label: "A100", peak_tflops: quantityLeaf("gpus.rows.a100.peak_tflops", 300) },
      v100: { label: "V100", peak_tflops: quantityLeaf("gpus.rows.v100.peak_tflops", 100) },
    },
  };
  const planOf = (change: Partial<Plan> = {}): Plan => ({
    title: "t",
    hardware: { equivalence_basis: basis("published") },
    gpus,
    gpu_equivalence: {
      published: { rows: { a100: { gpu_hours_per_h100_hour: factor }, v100: { same_as: "a100" } } },
      measured: { rows: { v100: { gpu_hours_per_h100_hour: measured } } },
    },
    ...change,
  });
  const sheet = new Map<string, Node>([...SHEET, ...[factor, derived, hours].map((node) => [node.id, node] as const)]);
  const of = (plan: Plan, input = id, follows = "run.hours") => {
    const { chain, around } = chainOf([claim("c", "20", follows)], {}, plan, sheet);
    return printedValues(chain, input, around).map(({ value, says }) => [value, says]);
  };
  const peaks = [
    [
      { product: [factor.id, { ratio: ["gpus.rows.a100.peak_tflops", "gpus.rows.v100.peak_tflops"] }] },
      "the catalog's peak of V100",
    ],
    [
      { ratio: ["gpus.rows.h100.peak_tflops", "gpus.rows.v100.peak_tflops"] },
      "the catalog's peaks of an H100 and of V100",
    ],
  ];
  const known = [measured.id, "the catalog's measured factor of V100"];

  it("may have what the catalog knows of it: its peak, and its measured factor where there is one", () => {
    expect(of(planOf())).toEqual([...peaks, known]);
    const unmeasured = planOf({
      gpu_equivalence: {
        published: { rows: { v100: { same_as: "a100" } } },
        measured: { rows: { v100: { same_as: "a100" } } },
      },
    });
    expect(of(unmeasured)).toEqual(peaks);
    const missing = planOf({
      gpu_equivalence: { published: { rows: { v100: { same_as: "a100" } } }, measured: { rows: {} } },
    });
    expect(of(missing)).toEqual(peaks);
  });

  it("is named by its key where the plan has no such GPU", () => {
    const { gpus: _, ...without } = planOf();
    expect(of(without).map(([, says]) => says)).toEqual([
      "the catalog's peak of v100",
      "the catalog's peaks of an H100 and of v100",
      "the catalog's measured factor of v100",
    ]);
  });

  it("has none where it has a factor of its own, the basis is another, or the claim does not rest on it", () => {
    const own = planOf({
      gpu_equivalence: { published: { rows: { v100: { gpu_hours_per_h100_hour: factor } } }, measured: { rows: {} } },
    });
    expect(of(own)).toEqual([]);
    expect(of(planOf({ hardware: { equivalence_basis: basis("measured") } }))).toEqual([]);
    const { hardware: _, ...without } = planOf();
    expect(of(without)).toEqual([]);
    const { gpu_equivalence: __, ...unknown } = planOf();
    expect(of(unknown)).toEqual([]);
    expect(of(planOf(), id, "d.write")).toEqual([]);
    for (const input of [`${id}.more`, `more.${id}`, "hardware.a100.gpu_hours_per_h100_hour", "d.days"])
      expect(of(planOf(), input)).toEqual([]);
  });

  it("gives alternatives that a claim may name", () => {
    // 300 ÷ 100 times the factor 2 of an A100.
    const named = becomes(id, {
      product: [factor.id, { ratio: ["gpus.rows.a100.peak_tflops", "gpus.rows.v100.peak_tflops"] }],
    });
    const peakLeaves = Object.values(gpus.rows).map(({ peak_tflops: leaf }) => [leaf.id, leaf] as const);
    const { checked } = check(
      [claim("c", "60", "run.hours", { alternative: named })],
      {},
      planOf(),
      new Map<string, Node>([...sheet, ...peakLeaves]),
    );
    expect(checked[0]).toMatchObject({
      verdict: "follows-with-other-input",
      because: { kind: "alternative", value: 60 },
    });
  });
});
