import { describe, expect, it } from "vitest";
import type { ServingRow } from "../../../src/analysis/serving/catalog.ts";
import { errorsOf, fitServing, servingAccuracy, sourceScatter, summary } from "../../../src/analysis/serving/fit.ts";
import { serverOf } from "../../../src/analysis/serving/server.ts";
import { fullRate } from "../../../src/model/serving-capacity.ts";
import type { ServingEfficiency } from "../../../src/model/serving-step.ts";
import { usualTransformer } from "../../../src/model/transformer.ts";
import { GPUS } from "../training/small-catalog.ts";

/** What is believed before rows are seen. */
const PRIOR: ServingEfficiency = {
  weightBandwidthFraction: 0.85,
  cacheBandwidthFraction: 0.6,
  decodeMfu: 0.5,
  prefillMfu: 0.5,
  attentionMfu: 0.3,
  sixteenBitFactor: 1.2,
  mixtureFactor: 0.7,
  linkFraction: 0.5,
  exchangeMicroseconds: 5,
  stepMilliseconds: 3,
  sequenceMicroseconds: 3,
};
const transformer = usualTransformer(8e9);

/** Tokens a second as the formulas expect them; a benchmark gives nearly all memory to the cache. */
function expectedRate(row: ServingRow, efficiency: ServingEfficiency): number {
  const server = serverOf({ ...row, transformer: row.model.transformer }, efficiency);
  const request = { inputTokens: row.inputTokens, outputTokens: row.outputTokens, cachedFraction: 0 };
  const rate = server && fullRate(server, request, { memoryFraction: 0.93, maxSequences: row.maxSequences });
  if (!rate) throw new Error("the row does not fit");
  return rate.outputTokensPerSecond;
}
const bare: ServingRow = {
  team: "a",
  model: { key: "m", label: "M", transformer },
  gpu: GPUS.h100,
  tensorParallel: 1,
  precision: "fp8",
  inputTokens: 500,
  outputTokens: 200,
  tokensPerSecond: 0,
  maxSequences: 128,
};
/** A row that reaches a factor of what is expected. */
const row = (factor: number, changed: Partial<ServingRow> = {}, efficiency = PRIOR): ServingRow => {
  const made = { ...bare, ...changed };
  return { ...made, tokensPerSecond: factor * expectedRate(made, efficiency) };
};
const mixture = { ...transformer, experts: 8, expertsPerToken: 2 };
const rows: readonly Partial<ServingRow>[] = [
  {},
  { precision: "bf16", inputTokens: 4000 },
  { gpu: GPUS.a100, precision: "bf16", tensorParallel: 2 },
  { model: { key: "x", label: "X", transformer: mixture }, tensorParallel: 2 },
];
const twoLarge = { ...bare, model: { key: "l", label: "L", transformer: usualTransformer(400e9) }, tokensPerSecond: 1 };

describe("how far estimates lie from rows", () => {
  it("is the logarithm of estimate ÷ truth, of rows that fit", () => {
    const found = errorsOf([row(0.5), twoLarge, row(2), row(1, { gpu: GPUS.a100, precision: "bf16" })], PRIOR);
    expect(found).toEqual([Math.LN2, -Math.LN2, 0].map((error) => expect.closeTo(error, 12)));
    const noFp8 = { ...bare, gpu: GPUS.a100, tokensPerSecond: 1 };
    expect(errorsOf([noFp8], PRIOR)).toEqual([]);
  });

  it("is summed up by median, bias and the share within a quarter", () => {
    const errors = [Math.log(1.1), Math.log(0.7), Math.log(1.25), Math.log(1.3), Math.log(0.74)];
    expect(summary(errors)).toEqual({
      rows: 5,
      median_error: expect.closeTo(0.26, 12),
      log_bias: expect.closeTo(Math.log(1.1), 12),
      within_quarter: expect.closeTo(0.4, 12),
    });
    expect(summary([Math.log(0.75) + 1e-9, 0.9]).within_quarter).toBe(0.5);
  });

  it("is told of each source by itself, under its name", () => {
    const of = [row(1, { team: "b" }), row(2, { team: "a" }), row(0.5, { team: "b" }), row(2, { team: "b" })];
    expect(servingAccuracy(of, PRIOR, new Map([["a", "A's server"]]))).toEqual([
      {
        source: "b",
        label: "b",
        ...summary(
          errorsOf(
            [of[0], of[2], of[3]].flatMap((one) => one ?? []),
            PRIOR,
          ),
        ),
      },
      { source: "a", label: "A's server", ...summary(errorsOf([row(2)], PRIOR)) },
    ]);
  });

  it("scatters between sources, each counting alike", () => {
    const of = [row(2, { team: "a" }), row(1, { team: "a" }), row(4, { team: "b" })];
    // Mean squares: (ln² 2 + 0) ÷ 2 and ln² 4.
    const { log_sd, degrees_of_freedom } = sourceScatter(of, PRIOR);
    expect(log_sd).toBeCloseTo(Math.sqrt((Math.LN2 ** 2 / 2 + Math.log(4) ** 2) / 2), 12);
    expect(degrees_of_freedom).toBe(2);
  });
});

describe("the fit of a server's efficiency", () => {
  it("leaves what is believed where rows say just that", () => {
    const fitted = fitServing(rows.map((one) => row(1, one)));
    for (const name of Object.keys(PRIOR) as (keyof ServingEfficiency)[])
      expect(fitted[name] / PRIOR[name]).toBeCloseTo(1, 3);
  });

  it("leaves nothing better nearby, and the speed of weights as it is known", () => {
    const seen = [row(0.6, rows[0]), row(1.3, rows[1]), row(0.9, rows[2]), row(3, rows[3]), twoLarge];
    const fitted = fitServing(seen);
    const soft = (error: number): number => 2 * 0.04 * (Math.sqrt(1 + (error / 0.2) ** 2) - 1);
    const loss = (efficiency: ServingEfficiency): number =>
      errorsOf(seen, efficiency).reduce((sum, error) => sum + soft(error), 0) +
      Object.keys(PRIOR).reduce((sum, name) => {
        const key = name as keyof ServingEfficiency;
        return sum + soft(0.3 * Math.log(efficiency[key] / PRIOR[key]));
      }, 0);
    expect(fitted.weightBandwidthFraction).toBe(0.85);
    const least = loss(fitted);
    expect(least).toBeLessThan(loss(PRIOR) - 0.05);
    for (const name of Object.keys(PRIOR) as (keyof ServingEfficiency)[]) {
      if (name === "weightBandwidthFraction") continue;
      for (const factor of [0.98, 1.02])
        expect(loss({ ...fitted, [name]: factor * fitted[name] })).toBeGreaterThan(least);
    }
  });

  it("is what is believed without rows", () => {
    const fitted = fitServing([]);
    for (const name of Object.keys(PRIOR) as (keyof ServingEfficiency)[])
      expect(fitted[name] / PRIOR[name]).toBeCloseTo(1, 4);
  });
});
