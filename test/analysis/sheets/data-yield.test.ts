import { describe, expect, it } from "vitest";
import { dataYieldSheet } from "../../../src/analysis/sheets/data-yield.ts";
import { lognormal } from "../../../src/math/lognormal-distribution.ts";
import { uniform } from "../../../src/math/uniform-distribution.ts";
import { section, valuesOf, wronglyShown } from "../figures.ts";
import { quantityLeaf } from "../leaves.ts";

const work = section("data", {
  person_days: 100,
  writing_share_fraction: 0.3,
  reviewing_share_fraction: 0.2,
  hours_per_day: 8,
  writing_speed: 25,
  reviewing_speed: 100,
  tokens_per_word: 1.5,
  tokens_per_instance: 300,
});

describe("what people write and review", () => {
  it("is what a hand calculation says, step by step", () => {
    const { figures } = dataYieldSheet(work);
    expect(valuesOf(figures)).toEqual({
      "data.dataset_share_fraction": 0.5,
      "data.writing_days": 30,
      "data.reviewing_days": 20,
      "data.dataset_days": 50,
      "data.days_left": 50,
      "data.words_written": 30 * 8 * 60 * 25,
      "data.words_reviewed": 20 * 8 * 60 * 100,
      "data.tokens_written": 540_000,
      "data.tokens_reviewed": 1_440_000,
      "data.tokens_total": 1_980_000,
      "data.instances": 6600,
      // 6600 instances in 50 days; a day of reviewing is 48,000 words, 72,000 tokens, 240 instances.
      "data.instances_per_person_day": 132,
      "data.reviewed_instances_per_person_day": 240,
    });
    expect(wronglyShown(figures)).toEqual([]);
  });

  it("comes to nothing, at no pace, where nobody has a share of the time", () => {
    const { figures } = dataYieldSheet({
      ...work,
      ...section("data", { writing_share_fraction: 0, reviewing_share_fraction: 0 }),
    });
    expect(valuesOf(figures)).toMatchObject({
      "data.instances": 0,
      "data.instances_per_person_day": 0,
      "data.days_left": 100,
    });
  });
});

describe("shares of the time", () => {
  const made = (writing: Parameters<typeof quantityLeaf>[1], reviewing: typeof writing) => () =>
    dataYieldSheet({
      ...work,
      writing_share_fraction: quantityLeaf("data.writing_share_fraction", writing),
      reviewing_share_fraction: quantityLeaf("data.reviewing_share_fraction", reviewing),
    });

  it.each([
    ["all of it", 0.7, 0.3],
    ["all of it, with the last digit of a sum of doubles", 0.1 + 0.2, 0.7 + 1e-10],
    ["spreads whose ends add up to all of it", uniform({ min: 0.1, max: 0.6 }), uniform({ min: 0.2, max: 0.4 })],
    ["a spread without an end whose P99.9 fits", lognormal({ mean: 0.1, sd: 0.01 }), 0.8],
  ])("may add up to %s", (_, writing, reviewing) => {
    expect(made(writing, reviewing)).not.toThrow();
  });

  it.each([
    [
      "two that are too large",
      0.75,
      0.3456,
      /found 0\.346 beside 0\.75 for data\.writing_share_fraction, expected sha/,
    ],
    ["the end of the first", uniform({ min: 0, max: 0.8 }), 0.3, /found 0\.3 beside up to 0\.8 for/],
    ["the end of the second", 0.3, uniform({ min: 0, max: 0.8 }), /found up to 0\.8 beside 0\.3 for/],
    ["P99.9 of a spread without an end", 0.3, lognormal({ mean: 0.5, sd: 0.2 }), /found up to 1\.\d\d beside 0\.3 for/],
  ])("are refused at the second one because of %s", (_, writing, reviewing, message) => {
    expect(made(writing, reviewing)).toThrow(message);
    expect(made(writing, reviewing)).toThrow(
      expect.objectContaining({ path: "data.reviewing_share_fraction.value" }) as Error,
    );
  });
});
