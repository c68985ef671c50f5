import { describe, expect, it } from "vitest";
import { simulate } from "../../src/analysis/conversation/monte-carlo.ts";
import { evaluate } from "../../src/analysis/evaluate.ts";
import { resultOf } from "../../src/analysis/result.ts";
import type { ConversationEngine } from "../../src/analysis/sheets/conversation.ts";
import { planSheet } from "../../src/analysis/sheets/plan-sheet.ts";
import { simulatorFor } from "../../src/kernel/simulator.ts";
import { figuresOfPlan, numberAt, readPlan, SCENARIOS } from "./read.ts";

const CONVERSATIONS = 200_000;

const monteCarlo = (seed: number): ConversationEngine => ({
  kind: "monte-carlo",
  seed,
  simulate: (model, conversations) =>
    simulate(model, { conversations, seed, sampler: "monotone", sampling: "stratified" }, simulatorFor),
});

describe("the exact and the simulated conversation", () => {
  // Four standard errors: a false alarm once in 16,000 for each of 8 figures in each scenario, and the seed is fixed.
  it.each(SCENARIOS)("agree within four standard errors, at the central values of %s", (scenario) => {
    const plan = readPlan({ scenarios: [scenario], sets: [`conversation.conversations=${CONVERSATIONS}`] }).leaves;
    const exact = planSheet(plan, { kind: "exact" });
    const simulated = planSheet(plan, monteCarlo(1));
    const ids = [
      ...["mean", "sd", "p5", "p50", "p95", "p99"].map((name) => `conversation.cost_usd.${name}`),
      "conversation.input_tokens.mean",
      "conversation.output_tokens.mean",
    ];
    const exactFigures = exact.printed.filter(({ id }) => ids.includes(id));
    const expected = evaluate(exactFigures);
    for (const figure of simulated.printed.filter(({ id }) => ids.includes(id))) {
      if (figure.kind !== "figure" || !figure.standardError) throw new Error(`${figure.id} has no standard error`);
      const values = evaluate([figure, figure.standardError]);
      const twin = exactFigures.find(({ id }) => id === figure.id);
      if (!twin) throw new Error(`${figure.id} is not computed exactly`);
      const error = Math.abs(Number(values.of(figure)) - Number(expected.of(twin)));
      expect(error, figure.id).toBeLessThan(4 * values.of(figure.standardError));
    }
  });

  it("have the published values without rounding (mean and variance in closed form: E and Var given n turns, mixed over P(n) of the normal law cut to whole turns)", () => {
    const at = (billing: string) => {
      const figures = figuresOfPlan({ sets: [`conversation.billing=${billing}`, "conversation.rounding=none"] });
      return ["mean", "sd", "p95"].map((name) => numberAt(figures, `conversation.cost_usd.${name}`));
    };
    const closeTo = (values: readonly number[], expected: readonly number[]) => {
      for (const [index, value] of expected.entries()) expect(values[index]).toBeCloseTo(value, 6);
    };
    closeTo(at("as-printed"), [1.05566362, 0.55789775, 2.065589]);
    closeTo(at("api"), [1.03809623, 0.55066839, 2.035857]);
  });

  it("move by less than 3e-5 when sums are cut to whole tokens", () => {
    const mean = (rounding: string) =>
      numberAt(figuresOfPlan({ sets: [`conversation.rounding=${rounding}`] }), "conversation.cost_usd.mean");
    expect(Math.abs(mean("trunc-sums") - mean("none"))).toBeLessThan(3e-5);
    expect(mean("trunc-sums")).not.toBe(mean("none"));
  });

  it("give the same figures twice, and others with another seed", () => {
    const plan = readPlan().leaves;
    const run = (seed: number) => {
      const { printed } = planSheet(plan, monteCarlo(seed));
      return resultOf(printed, { seed, draws: 100 })["conversation.cost_usd.mean"];
    };
    expect(run(7)).toEqual(run(7));
    expect(run(7)).not.toEqual(run(8));
  });
});
