import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { judgeApi, judgeApproach, obtainableInstances, wordsToCompare } from "../../src/model/approach.ts";

const fits = { h100DaysNeeded: 10, instancesNeeded: 100, annotationDaysNeeded: 0 };
const means = { h100DaysAvailable: 20, instancesAvailable: 200, annotationDaysLeft: 5, instancesObtainable: 1000 };

describe("the approach rule", () => {
  it("is content when everything is there, ends included", () => {
    expect(judgeApproach(fits, means)).toEqual({ suitability: "suitable", shortOf: [] });
    const exact = { h100DaysNeeded: 20, instancesNeeded: 200, annotationDaysNeeded: 5 };
    expect(judgeApproach(exact, means).suitability).toBe("suitable");
  });

  it("asks for data that can be had", () => {
    const needs = { ...fits, instancesNeeded: 1200 };
    expect(judgeApproach(needs, means)).toEqual({ suitability: "needs-more-data", shortOf: ["data"] });
  });

  it.each([
    ["compute", { ...fits, h100DaysNeeded: 20.1 }],
    ["annotation", { ...fits, annotationDaysNeeded: 5.1 }],
    ["obtainable-data", { ...fits, instancesNeeded: 1200.1 }],
  ])("refuses for want of %s", (reason, needs) => {
    expect(judgeApproach(needs, means)).toEqual({ suitability: "not-suitable", shortOf: [reason] });
  });

  it("names every condition that does not hold", () => {
    const needs = { h100DaysNeeded: 21, instancesNeeded: 300, annotationDaysNeeded: 6 };
    expect(judgeApproach(needs, means).shortOf).toEqual(["compute", "annotation", "data"]);
  });

  it("never gets worse when there is more of something", () => {
    const order = ["not-suitable", "needs-more-data", "suitable"];
    const amount = fc.double({ min: 0, max: 1000, noNaN: true });
    const amounts = fc.record({ compute: amount, data: amount, days: amount, obtainable: amount });
    fc.assert(
      fc.property(amounts, amounts, fc.constantFrom("compute", "data", "days", "obtainable"), (need, have, more) => {
        const judge = (x: typeof have) =>
          judgeApproach(
            { h100DaysNeeded: need.compute, instancesNeeded: need.data, annotationDaysNeeded: need.days },
            {
              h100DaysAvailable: x.compute,
              instancesAvailable: x.data,
              annotationDaysLeft: x.days,
              instancesObtainable: x.obtainable,
            },
          ).suitability;
        const better = { ...have, [more]: have[more as keyof typeof have] + need.compute };
        expect(order.indexOf(judge(better))).toBeGreaterThanOrEqual(order.indexOf(judge(have)));
      }),
    );
  });
});

describe("annotation and data that can be had", () => {
  it("reads two replies of 300 tokens for each comparison: 461.5 words at 1.3 tokens a word", () => {
    const words = wordsToCompare({ comparisons: 1, repliesPerComparison: 2, tokensPerReply: 300, tokensPerWord: 1.3 });
    expect(words).toBeCloseTo(461.538, 3);
  });

  it("reviews generated text only in the days that annotation leaves", () => {
    const source = { publicInstances: 50, daysLeft: 10, annotationDays: 4, reviewedPerDay: 100 };
    expect(obtainableInstances(source)).toBe(650);
    expect(obtainableInstances({ ...source, annotationDays: 40 })).toBe(50);
  });
});

describe("prompting an API", () => {
  it("fits when the budget buys what is needed", () => {
    expect(judgeApi({ bought: 1000, needed: 1000 })).toBe("suitable");
    expect(judgeApi({ bought: 999, needed: 1000 })).toBe("not-suitable");
  });
});
