import { describe, expect, it } from "vitest";
import { DAILY_PROFILES, hourlyRates, hourlyShares, namedShares, peakOverMean } from "../../src/model/daily-profile.ts";

describe("a day's profile", () => {
  it.each(DAILY_PROFILES)("has 24 shares that add up to 1: %s", (name) => {
    const shares = namedShares(name);
    expect(shares).toHaveLength(24);
    expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
    expect(peakOverMean(shares)).toBeGreaterThanOrEqual(1 - 1e-12);
  });

  it("is refused where it is not 24 weights of 0 or more with a sum", () => {
    const day = Array<number>(24).fill(1);
    expect(hourlyShares(day.slice(1))).toBeUndefined();
    expect(hourlyShares(day.with(3, -1))).toBeUndefined();
    expect(hourlyShares(day.with(3, Number.NaN))).toBeUndefined();
    expect(hourlyShares(day.with(3, Number.POSITIVE_INFINITY))).toBeUndefined();
    expect(hourlyShares(day.fill(0))).toBeUndefined();
  });

  it("keeps the mean of the day, and puts a class into the busiest hours only", () => {
    const shares = namedShares("evening");
    const busiest = 5 * peakOverMean(shares);
    const rates = hourlyRates(shares, busiest, busiest);
    expect(rates.reduce((sum, rate) => sum + rate, 0) / 24).toBeCloseTo(5, 12);
    const together = hourlyRates(shares, busiest, 100);
    expect(together.filter((rate) => rate === 100)).toHaveLength(2);
    expect(together.filter((rate) => rate !== 100)).toEqual(rates.filter((rate) => rate !== Math.max(...rates)));
  });
});
