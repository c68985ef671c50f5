import { sampleRankCorrelation } from "simple-statistics";
import { describe, expect, it } from "vitest";
import { figure, type Quantity } from "../../src/analysis/node.ts";
import { type DrawPlan, PLAN_SAMPLINGS, uniformDraws } from "../../src/analysis/plan-draws.ts";
import { correlatedGroups, impossibleCorrelations, type RankCorrelation } from "../../src/analysis/rank-correlation.ts";
import { drawFigures } from "../../src/analysis/uncertainty.ts";
import { lognormal } from "../../src/math/lognormal-distribution.ts";
import { uniform } from "../../src/math/uniform-distribution.ts";
import { quantityLeaf } from "./leaves.ts";

const DRAWS = 4096;
const columns = (ids: readonly string[], drawn: DrawPlan): readonly (readonly number[])[] => {
  const draw = uniformDraws(ids, drawn);
  const rows = Array.from({ length: drawn.draws }, (_, k) => draw(k));
  return ids.map((_, i) => rows.map((row) => row[i] ?? Number.NaN));
};

describe.each(PLAN_SAMPLINGS)("%s sampling of plans", (sampling) => {
  const inputs = ["a", "b", "c"];
  const drawn: DrawPlan = { seed: 1, draws: DRAWS, sampling, inputs };

  it("draws an input the same whichever other inputs a figure asks for", () => {
    const [, , c] = columns(inputs, drawn);
    expect(columns(["c"], drawn)[0]).toEqual(c);
  });

  it("leaves the draws alone when the plan gets another input after them", () => {
    const more = columns([...inputs, "d"], { ...drawn, inputs: [...inputs, "d"] });
    expect(more.slice(0, 3)).toEqual(columns(inputs, drawn));
  });

  it("is uniform in each input", () => {
    for (const column of columns(inputs, drawn)) {
      const sorted = column.toSorted((x, y) => x - y);
      const distance = Math.max(...sorted.map((u, i) => Math.abs(u - (i + 0.5) / DRAWS)));
      // Kolmogorov's quantile at 1 − 1e-6; the even designs are far inside.
      expect(distance).toBeLessThan(2.69 / Math.sqrt(DRAWS));
      if (sampling !== "random") expect(distance).toBeLessThan(1 / DRAWS);
    }
  });

  it("reaches the stated rank correlation, and leaves an input outside the group alone", () => {
    const correlations: readonly RankCorrelation[] = [{ between: ["a", "c"], rank: 0.6 }];
    const [a, b, c] = columns(inputs, { ...drawn, correlations });
    // Fieller, Hartley & Pearson 1957: standard error √(1.06/(n − 3)) on Fisher's scale; 4.9 of them.
    const achieved = sampleRankCorrelation([...(a ?? [])], [...(c ?? [])]);
    expect(Math.abs(Math.atanh(achieved) - Math.atanh(0.6))).toBeLessThan(4.9 * Math.sqrt(1.06 / (DRAWS - 3)));
    expect([a, b]).toEqual(columns(inputs, drawn).slice(0, 2));
  });
});

describe("random and Latin hypercube sampling", () => {
  it.each(["random", "latin-hypercube"] as const)(
    "%s leaves draws alone when an input is added before them",
    (sampling) => {
      const drawn = { seed: 1, draws: 64, sampling };
      expect(columns(["new", "a"], { ...drawn, inputs: ["new", "a"] })[1]).toEqual(
        columns(["a"], { ...drawn, inputs: ["a"] })[0],
      );
    },
  );
});

describe("draws of inputs with correlations", () => {
  const drawn: DrawPlan = { seed: 1, draws: 8, inputs: ["m", "z"] };

  it("leave correlations with what the plan does not draw aside", () => {
    const correlations: readonly RankCorrelation[] = [{ between: ["a", "z"], rank: 0.9 }];
    expect(columns(["m", "z"], { ...drawn, correlations })).toEqual(columns(["m", "z"], drawn));
  });

  it("draw what is asked for and what it is tied to, nothing else", () => {
    const correlations: readonly RankCorrelation[] = [{ between: ["a", "b"], rank: 0.9 }];
    const all = { ...drawn, correlations, inputs: ["a", "b", "m"] };
    expect(uniformDraws(["m"], all)(0)).toHaveLength(1);
    expect(uniformDraws(["b"], all)(0)).toHaveLength(2);
    expect(columns(["b"], all)).toEqual([columns(["a", "b"], all)[1]]);
    expect(columns(["b"], all)).not.toEqual(columns(["b"], { ...all, correlations: [] }));
  });
});

describe("correlations between inputs", () => {
  it("connect inputs through others", () => {
    const rank = 0.1;
    expect(
      correlatedGroups([
        { between: ["d", "a"], rank },
        { between: ["x", "y"], rank },
        { between: ["b", "a"], rank },
      ]),
    ).toEqual([
      ["x", "y"],
      ["a", "b", "d"],
    ]);
  });

  it("that cannot hold together are named, and only those", () => {
    const impossible: readonly RankCorrelation[] = [
      { between: ["a", "b"], rank: 0.9 },
      { between: ["b", "c"], rank: 0.9 },
      { between: ["a", "c"], rank: -0.9 },
    ];
    const fine: RankCorrelation = { between: ["x", "y"], rank: 0.5 };
    expect(impossibleCorrelations([fine, ...impossible])).toEqual(impossible);
    expect(impossibleCorrelations([fine])).toBeUndefined();
    // What only hangs on to them is not to blame.
    const beyond: RankCorrelation = { between: ["c", "d"], rank: 0.1 };
    expect(impossibleCorrelations([...impossible, beyond])).toEqual(impossible);
    const drawn = { seed: 1, draws: 2, correlations: impossible };
    expect(() => uniformDraws(["a", "b", "c"], drawn)).toThrow(/rank correlations of a, b, c/);
  });

  it("widen a sum as the closed form says", () => {
    // Two uniforms with rank correlation r have Pearson correlation r too: Var(a + b) = (2 + 2r)/12.
    const [a, b] = [quantityLeaf("a", uniform({ min: 0, max: 1 })), quantityLeaf("b", uniform({ min: 0, max: 1 }))];
    const sum = figure({ id: "s", unit: "", label: "", formula: "", of: { a, b }, by: (x) => x.a + x.b });
    const correlations: readonly RankCorrelation[] = [{ between: ["a", "b"], rank: 0.5 }];
    const values = drawFigures([sum], { seed: 2, draws: 8192, sampling: "sobol", correlations }).get(sum) ?? [];
    const variance = values.reduce((total, v) => total + (v - 1) ** 2, 0) / values.length;
    // A random sample of this size has a standard error of about √(2/8192) = 1.6 %; the Sobol sample is inside it.
    expect(Math.abs(variance / (3 / 12) - 1)).toBeLessThan(0.016);
  });
});

describe("the convergence of an even sample", () => {
  const spread = lognormal({ mean: 1, sd: 0.5 });
  const leaves: readonly Quantity[] = ["p", "q", "r"].map((id) => quantityLeaf(id, spread));
  const product = figure({
    id: "product",
    unit: "",
    label: "",
    formula: "",
    of: { leaves },
    by: (x) => x.leaves.reduce((total, value) => total * value, 1),
  });
  /** Root mean square error of the mean, which is 1, over 24 seeds. */
  const error = (sampling: DrawPlan["sampling"] & string): number => {
    const errors = Array.from({ length: 24 }, (_, seed) => {
      const values = drawFigures([product], { seed, draws: 512, sampling }).get(product) ?? [];
      return values.reduce((sum, v) => sum + v, 0) / values.length - 1;
    });
    return Math.sqrt(errors.reduce((sum, e) => sum + e * e, 0) / errors.length);
  };

  it("is better than that of random draws: Latin hypercube, then Sobol", () => {
    const [random, hypercube, sobol] = PLAN_SAMPLINGS.map(error);
    // Var of the product is 1.25³ − 1; what a hypercube cannot remove is its interactions, 1.25³ − 1 − 3 · 0.25.
    const expected = Math.sqrt((1.25 ** 3 - 1) / 512);
    expect(random).toBeGreaterThan(expected / 2);
    expect(hypercube).toBeLessThan(0.75 * expected);
    expect(sobol).toBeLessThan(0.25 * expected);
  });
});
