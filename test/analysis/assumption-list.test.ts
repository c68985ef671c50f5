import { describe, expect, it } from "vitest";
import { assumptionsById, listAssumptions } from "../../src/analysis/assumption-list.ts";
import { lognormal } from "../../src/math/lognormal-distribution.ts";
import { normal } from "../../src/math/normal-distribution.ts";
import { point } from "../../src/math/point-distribution.ts";
import { uniform } from "../../src/math/uniform-distribution.ts";
import { choiceLeaf, lawOf, quantityLeaf } from "./leaves.ts";

const lengths = lawOf("lengths", { mean: uniform({ min: 80, max: 100 }), sd: 60 }, ({ mean = 0, sd = 0 }) =>
  lognormal({ mean, sd }),
);
const always = lawOf("always", {}, () => point("empirical", { values: [3] }, 3));
const days = quantityLeaf("days", 7);
const price = { ...quantityLeaf("price", normal({ mean: 2, sd: 0.5 }), "EUR/h"), note: "a guess" };
const rule = choiceLeaf("rule", "double");
const common = { source: "test", provenance: "chosen", file: "test.yaml", line: 1 } as const;

describe("the list of assumptions", () => {
  it("has a number, a number with its interval, a word, and a law in words without its parameters", () => {
    const mean = lengths.of.mean ?? days;
    expect(listAssumptions([days, price, rule, lengths, mean, always])).toEqual([
      { ...common, id: "days", label: "days", kind: "quantity", unit: "days", value: 7 },
      {
        ...common,
        ...{ id: "price", label: "price", kind: "quantity", unit: "EUR/h", note: "a guess", value: 2 },
        interval90: [
          expect.closeTo(2 - 0.5 * 1.6448536269514722, 12),
          expect.closeTo(2 + 0.5 * 1.6448536269514722, 12),
        ],
      },
      { ...common, id: "rule", label: "rule", kind: "choice", unit: "", value: "double" },
      // The 5 % and 95 % quantiles of a uniform law from 80 to 100.
      {
        ...common,
        id: "lengths",
        label: "lengths",
        kind: "law",
        unit: "tokens",
        value: "lognormal (mean 81 to 99, sd 60)",
      },
      { ...common, id: "always", label: "always", kind: "law", unit: "tokens", value: "empirical" },
    ]);
  });

  it("keeps a quantity that is no parameter of a listed law", () => {
    expect(listAssumptions(Object.values(lengths.of)).map(({ id }) => id)).toEqual(["lengths.mean", "lengths.sd"]);
  });

  it("rounds the ends of a law's parameter to three digits", () => {
    const narrow = lawOf("narrow", { mean: uniform({ min: 0, max: 1234.5678 }) }, ({ mean = 0 }) =>
      normal({ mean, sd: 1 }),
    );
    // 61.728 and 1172.839
    expect(listAssumptions([narrow])[0]?.value).toBe("normal (mean 61.7 to 1170)");
  });

  it("by id has the parameters of laws too", () => {
    const leaves = [days, rule, lengths, ...Object.values(lengths.of)];
    const byId = assumptionsById(leaves);
    expect([...byId.keys()].sort()).toEqual(["days", "lengths", "lengths.mean", "lengths.sd", "rule"]);
    expect(byId.get("lengths.sd")?.value).toBe(60);
    expect(byId.get("lengths")?.kind).toBe("law");
  });
});
