import { describe, expect, it } from "vitest";
import { isMixture } from "../../../src/analysis/training/run-efficiency.ts";
import { fitWholeRuns, type RunRatio } from "../../../src/analysis/training/whole-run-fit.ts";

const run = (team: string, factor: number, change: Partial<RunRatio> = {}): RunRatio => ({
  team,
  log: Math.log(factor),
  mixture: false,
  otherChip: false,
  ...change,
});

describe("what whole runs reach of benchmarks", () => {
  it("finds the level and what mixtures and other chips lose, where runs follow them exactly", () => {
    const fit = fitWholeRuns([
      run("a", 0.8),
      run("b", 0.8),
      run("c", 0.4, { mixture: true }),
      run("d", 0.4, { mixture: true }),
      run("e", 0.6, { otherChip: true }),
      run("f", 0.6, { otherChip: true }),
    ]);
    expect(fit.scatter.factor).toBeCloseTo(0.8, 12);
    expect(fit.mixtureFactor).toBeCloseTo(0.5, 12);
    expect(fit.otherChipFactor).toBeCloseTo(0.75, 12);
    expect(fit.scatter.log_sd).toBeCloseTo(0, 12);
    expect(fit.scatter.degrees_of_freedom).toBe(5);
  });

  it("takes the scatter of a team from the other teams", () => {
    // Left out, each of two teams lies a factor of 2 from the other: rms ln 2, not the ln √2 from their common mean.
    const { scatter } = fitWholeRuns([run("a", 1), run("a", 1), run("b", 2)]);
    expect(scatter.log_sd).toBeCloseTo(Math.LN2, 12);
  });

  it("takes the scatter of one team around its own centre", () => {
    const { scatter } = fitWholeRuns([run("a", 1), run("a", 2)]);
    expect(scatter.log_sd).toBeCloseTo(Math.LN2 / 2, 12);
    expect(scatter.degrees_of_freedom).toBe(1);
  });

  it("has factors of 1 where no run tells", () => {
    const fit = fitWholeRuns([run("a", 0.5), run("b", 0.7)]);
    expect([fit.mixtureFactor, fit.otherChipFactor]).toEqual([1, 1]);
  });
});

describe("a mixture of experts", () => {
  it.each([
    ["DeepSeek-V3, 37 of 671 billion", 37e9, 671e9, true],
    ["Mixtral 8x7B, 12.9 of 46.7 billion", 12.9e9, 46.7e9, true],
    ["a dense model counted without its embeddings", 6.4e9, 6.9e9, false],
    ["a dense model of which nothing is said", undefined, 7e9, false],
  ])("%s", (_, active, parameters, expected) => {
    expect(isMixture(active, parameters)).toBe(expected);
  });
});
