import { describe, expect, it } from "vitest";
import { ancestorsOf, compile, evaluate, inputsOf } from "../../src/analysis/evaluate.ts";
import { figure, type Numeric } from "../../src/analysis/node.ts";
import { point } from "../../src/math/point-distribution.ts";
import { choiceLeaf, lawOf, quantityLeaf } from "./leaves.ts";

const days = quantityLeaf("days", 10);
const speed = quantityLeaf("speed", 25);
const words = figure({
  id: "words",
  unit: "words",
  label: "Words",
  formula: "days × speed",
  of: { days, speed },
  by: (work) => work.days * work.speed,
});
const total = figure({
  id: "total",
  unit: "words",
  label: "Total",
  formula: "sum",
  of: { parts: [words, words, speed] },
  by: ({ parts }) => parts.reduce((sum, part) => sum + part, 0),
});

describe("evaluate", () => {
  it("computes a figure from its inputs, and a list of inputs in its order", () => {
    expect(evaluate([total, words]).of(total)).toBe(10 * 25 + 10 * 25 + 25);
  });

  it("puts a replaced value in the place of a derived figure and does not evaluate what lies behind it", () => {
    const broken = figure({
      id: "broken",
      unit: "",
      label: "",
      formula: "",
      of: { days },
      by: (): number => {
        throw new Error("evaluated");
      },
    });
    const onTop = figure({ id: "top", unit: "", label: "", formula: "", of: { broken }, by: (x) => x.broken + 1 });
    expect(evaluate([onTop], new Map([[broken, 41]])).of(onTop)).toBe(42);
  });

  it("refuses a figure that was not asked for", () => {
    expect(() => evaluate([words]).of(total)).toThrow(RangeError);
  });

  it("computes each figure once, and once for all calls where it does not depend on what is given", () => {
    let calls = 0;
    const counted = figure({
      id: "counted",
      unit: "",
      label: "",
      formula: "",
      of: { speed },
      by: (x) => {
        calls++;
        return x.speed;
      },
    });
    const both = figure({
      id: "both",
      unit: "",
      label: "",
      formula: "",
      of: { counted, again: [counted, counted], days },
      by: (x) => x.counted + x.days,
    });
    const run = compile([both], [days]);
    expect([run([1]), run([2]), run([3])]).toEqual([[26], [27], [28]]);
    expect(calls).toBe(1);
  });

  it("puts a replaced value in the place of an assumption, and gives constants as they are", () => {
    expect(evaluate([total, speed], new Map([[days, 1]])).of(total)).toBe(25 + 25 + 25);
    expect(evaluate([speed]).of(speed)).toBe(25);
    expect(evaluate([days], new Map([[days, 3]])).of(days)).toBe(3);
    expect(() => evaluate([words]).of(days)).toThrow("days was not asked for in this evaluation");
  });

  it("evaluates a law with the parameters that are given", () => {
    const law = lawOf("law", { at: 5 }, ({ at = 0 }) => point("empirical", { values: [at] }, at));
    expect(evaluate([law]).of(law).mean).toBe(5);
    expect(inputsOf(law)).toEqual([law.of.at]);
    expect(inputsOf(days)).toEqual([]);
    expect(inputsOf(total)).toEqual([words, words, speed]);
  });

  it("takes words as inputs", () => {
    const rule = choiceLeaf("rule", "double");
    const ruled = figure({
      id: "ruled",
      unit: "",
      label: "",
      formula: "",
      of: { rule, days },
      by: (x) => (x.rule === "double" ? 2 * x.days : x.days),
    });
    expect(evaluate([ruled]).of(ruled)).toBe(20);
  });
});

describe("ancestorsOf", () => {
  it("lists inputs before what they make, each once", () => {
    expect(ancestorsOf([total]).map((node) => node.id)).toEqual(["days", "speed", "words", "total"]);
  });

  it("looks behind each node once, however many ways lead to it", () => {
    // Each figure takes the one before twice: 2^60 ways to the first.
    let last = days as Numeric;
    for (let k = 0; k < 60; k++)
      last = figure({ id: `${k}`, unit: "", label: "", formula: "", of: { both: [last, last] }, by: () => k });
    expect(ancestorsOf([last])).toHaveLength(61);
  });
});

describe("figure", () => {
  it("is printed unless it says that it is a step on the way", () => {
    expect([words.kind, words.internal]).toEqual(["figure", false]);
    expect(figure({ ...words, of: { days }, by: (x) => x.days, internal: true }).internal).toBe(true);
  });

  it("is held by the compiler to the names and kinds that its formula takes", () => {
    const by = (work: { days: number; speed: number }): number => work.days * work.speed;
    // @ts-expect-error an input is missing
    figure({ id: "a", unit: "", label: "", formula: "", of: { days }, by });
    // @ts-expect-error an input is misspelt
    figure({ id: "b", unit: "", label: "", formula: "", of: { days, sped: speed }, by });
    // @ts-expect-error a word is no number
    figure({ id: "c", unit: "", label: "", formula: "", of: { days, speed: choiceLeaf("speed", "fast") }, by });
    expect(evaluate([figure({ id: "d", unit: "", label: "", formula: "", of: { days, speed }, by })])).toBeDefined();
  });
});
