import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { conversationsOfBudget, h100DaysOfBudget, h100DaysPerSession, usdOfEur } from "../../src/model/budget.ts";
import {
  daysForWords,
  daysLeft,
  instancesOfTokens,
  tokensPerInstance,
  wordsHandled,
} from "../../src/model/data-yield.ts";
import { equivalenceByPeak, gpuHours, h100Hours, h100HoursOfFlop } from "../../src/model/hardware.ts";
import { h100DaysAtRate, h100HoursRate, predictedRate } from "../../src/model/projection.ts";

const positive = fc.double({ min: 1e-6, max: 1e6, noNaN: true });

describe("data yield", () => {
  it("is the published 525,937 words for 46.75 days (D2.2 section 4.1.1)", () => {
    expect(wordsHandled({ days: 46.75, hoursPerDay: 7.5, wordsPerMinute: 25 })).toBe(525_937.5);
  });

  it("turns words into days and back", () => {
    fc.assert(
      fc.property(positive, positive, positive, (words, hoursPerDay, wordsPerMinute) => {
        const days = daysForWords({ words, hoursPerDay, wordsPerMinute });
        expect(wordsHandled({ days, hoursPerDay, wordsPerMinute }) / words).toBeCloseTo(1, 9);
      }),
    );
  });

  it("turns tokens into instances and back", () => {
    fc.assert(
      fc.property(positive, positive, (tokens, density) => {
        const instances = instancesOfTokens({ tokens, tokensPerInstance: density });
        expect(tokensPerInstance({ tokens, instances }) / density).toBeCloseTo(1, 9);
      }),
    );
  });

  it("leaves no negative days when drawn shares claim more than all of them, far out in their tails", () => {
    expect(daysLeft({ personDays: 100, shareFraction: 1.2 })).toBe(0);
  });
});

describe("hardware", () => {
  it("gives Bloom's 33,600 H100-days (D2.2 Table 3)", () => {
    const hours = gpuHours({ gpuCount: 384, hours: 105 * 24 });
    expect(h100Hours({ gpuHours: hours, gpuHoursPerH100Hour: 1.2 }) / 24).toBeCloseTo(33_600, 6);
  });

  it("gives a petaflop/s-day on a GPU of one petaflop/s at full use one day", () => {
    expect(h100HoursOfFlop({ petaflopDays: 1, h100PeakTflops: 1000, utilisationFraction: 1 })).toBe(24);
    expect(h100HoursOfFlop({ petaflopDays: 1, h100PeakTflops: 500, utilisationFraction: 0.5 })).toBe(96);
  });

  it("compares GPUs by their peaks: an H100 replaces 989.4/312 hours of an A100 (NVIDIA data sheets)", () => {
    expect(equivalenceByPeak({ h100PeakTflops: 989.4, gpuPeakTflops: 312 })).toBeCloseTo(3.171, 3);
  });
});

describe("budget", () => {
  const whole = { budgetEur: 20_000, gpuShareFraction: 1, reserveFraction: 0, priceEurPerH100Day: 62 };

  it("rents 322.58 H100-days for EUR 20,000 at EUR 62 a day (D2.2 section 4.1.2)", () => {
    expect(h100DaysOfBudget(whole)).toBeCloseTo(322.58, 2);
    expect(h100DaysPerSession({ h100Days: h100DaysOfBudget(whole), sessions: 3 })).toBeCloseTo(107.53, 2);
  });

  it("rents less by each share that goes elsewhere", () => {
    const less = h100DaysOfBudget({ ...whole, gpuShareFraction: 0.95, reserveFraction: 0.2 });
    expect(less / h100DaysOfBudget(whole)).toBeCloseTo(0.76, 12);
  });

  it("buys whole conversations, and any number of free ones", () => {
    expect(conversationsOfBudget({ budgetUsd: usdOfEur({ eur: 10, usdPerEur: 1.1 }), costUsd: 3 })).toBe(3);
    expect(conversationsOfBudget({ budgetUsd: usdOfEur({ eur: 30, usdPerEur: 1.1 }), costUsd: 3 })).toBe(11);
    expect(conversationsOfBudget({ budgetUsd: 1, costUsd: 0 })).toBe(Infinity);
    expect(conversationsOfBudget({ budgetUsd: 0, costUsd: 0 })).toBe(Infinity);
  });
});

describe("projection", () => {
  const run = { parameters: 7e9, tokens: 3.9e6, epochs: 3 };

  it("gives a run its own time back at its own rate", () => {
    const rate = h100HoursRate({ ...run, h100Hours: 5 });
    expect(h100DaysAtRate({ ...run, rate, sessions: 1 }) * 24).toBeCloseTo(5, 12);
    expect(h100DaysAtRate({ ...run, rate, sessions: 3, parameters: 14e9 }) * 24).toBeCloseTo(30, 12);
  });

  it("takes the geometric mean of the rows, and scatters as a prediction does", () => {
    // Logs 0, 1, 2: mean 1, s = 1, so one deviate is √(1 + 1/3) in the log.
    const rates = [1, Math.E, Math.E ** 2];
    expect(predictedRate({ rates, deviate: 0 })).toBeCloseTo(Math.E, 12);
    expect(Math.log(predictedRate({ rates, deviate: 1 }))).toBeCloseTo(1 + Math.sqrt(4 / 3), 12);
    expect(Math.log(predictedRate({ rates, deviate: -2 }))).toBeCloseTo(1 - 2 * Math.sqrt(4 / 3), 12);
  });

  it("counts billions of parameters and millions of tokens seen: 2 × (3 × 5) is 30", () => {
    const seen = { parameters: 2e9, tokens: 3e6, epochs: 5 };
    expect(h100HoursRate({ ...seen, h100Hours: 60 })).toBeCloseTo(2, 12);
    expect(h100DaysAtRate({ ...seen, rate: 1.6, sessions: 2 })).toBeCloseTo(4, 12);
  });

  it("scatters in proportion to what the rows scatter", () => {
    // Logs 0, 2, 4: s = 2.
    const rates = [1, Math.E ** 2, Math.E ** 4];
    expect(Math.log(predictedRate({ rates, deviate: 3 }))).toBeCloseTo(2 + 6 * Math.sqrt(4 / 3), 12);
  });
});
