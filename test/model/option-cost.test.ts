import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { costAt } from "../../src/model/cost-line.ts";
import {
  lifeMonths,
  partedLife,
  type RunningCost,
  runningLine,
  serverConversationsPerMonth,
} from "../../src/model/option-cost.ts";

const plain = (months: number) => lifeMonths({ months, growthPerMonthFraction: 0, discountPerYearFraction: 0 });

describe("a plan's life", () => {
  it("has months whose weights average 1 and grow as stated", () => {
    const life = lifeMonths({ months: 12, growthPerMonthFraction: 0.1, discountPerYearFraction: 0 });
    expect(life.reduce((sum, { weight }) => sum + weight, 0) / 12).toBeCloseTo(1, 12);
    expect((life[11]?.weight ?? 0) / (life[10]?.weight ?? 1)).toBeCloseTo(1.1, 12);
    expect(life.every(({ discountFactor }) => discountFactor === 1)).toBe(true);
  });

  it("discounts the money of a month from its middle: a year and a half later at 4 % it is 1.04^-1.5", () => {
    // The nineteenth month begins a year and a half after the start.
    const month = lifeMonths({ months: 24, growthPerMonthFraction: 0, discountPerYearFraction: 0.04 })[18];
    expect(month?.discountFactor).toBeCloseTo(1.04 ** -(18.5 / 12), 12);
  });

  it("is parted where an option becomes ready, within a month too, and nothing is lost", () => {
    const { before, running } = partedLife(plain(6), 2.25);
    expect(before.map(({ share }) => share)).toEqual([1, 1, 0.25]);
    expect(running.map(({ share }) => share)).toEqual([0.75, 1, 1, 1]);
    expect(partedLife(plain(3), 12).running).toEqual([]);
    expect(partedLife(plain(3), 0).before).toEqual([]);
  });
});

describe("what running an option costs", () => {
  it("has no steps where nothing stands by: months × (fee + conversations × price)", () => {
    const line = runningLine({ eurPerMonth: 100, eurPerConversation: 0.5 }, partedLife(plain(10), 0).running);
    expect(line).toEqual({ fixedEur: 1000, eurPerMonthlyConversation: 5, steps: [] });
  });

  it("is months × (fee + conversations × price + whole servers × rent), worked by hand", () => {
    const running: RunningCost = {
      eurPerMonth: 100,
      eurPerConversation: 0.5,
      servers: { eurPerMonth: 1000, conversationsPerMonth: 400, spare: 1 },
    };
    const line = runningLine(running, partedLife(plain(10), 0).running);
    // 10 × (100 + 900 × 0.5 + (3 + 1) × 1000)
    expect(costAt(line, 900)).toBeCloseTo(45_500, 9);
    // One server stands there for no conversation at all.
    expect(costAt(line, 0)).toBeCloseTo(10 * (100 + 2000), 9);
    expect(costAt(line, 400)).toBeCloseTo(10 * (100 + 200 + 2000), 9);
    expect(costAt(line, 400.001)).toBeCloseTo(10 * (100 + 200.0005 + 3000), 9);
  });

  it("is what a month-by-month sum gives, with growth, discount and a late start", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 36 }),
        fc.double({ min: -0.05, max: 0.2, noNaN: true }),
        fc.double({ min: 0, max: 0.1, noNaN: true }),
        fc.double({ min: 0, max: 12, noNaN: true }),
        fc.double({ min: 0, max: 20_000, noNaN: true }),
        (months, growth, rate, start, volume) => {
          const life = lifeMonths({ months, growthPerMonthFraction: growth, discountPerYearFraction: rate });
          const line = runningLine(
            {
              eurPerMonth: 250,
              eurPerConversation: 0.2,
              servers: { eurPerMonth: 1700, conversationsPerMonth: 333, spare: 2 },
            },
            partedLife(life, start).running,
          );
          const first =
            (volume * months) / Array.from({ length: months }, (_, m) => (1 + growth) ** m).reduce((a, b) => a + b, 0);
          let sum = 0;
          for (let month = 0; month < months; month++) {
            const conversations = first * (1 + growth) ** month;
            const runs = Math.min(1, Math.max(0, month + 1 - start));
            const servers = Math.max(1, Math.ceil(conversations / 333 - 1e-12)) + 2;
            sum += (runs * (250 + 0.2 * conversations + 1700 * servers)) / (1 + rate) ** ((month + 0.5) / 12);
          }
          expect(costAt(line, volume)).toBeCloseTo(sum, 5);
        },
      ),
      { numRuns: 200, seed: 1 },
    );
  });

  it("plans servers for the peak: 2 GPUs of 1.5 requests/s at 60 %, 160 hours, a peak of 6, 20 requests", () => {
    // 2 × 1.5 × 0.6 = 1.8 requests/s at the peak, 0.3 on average, 0.3 × 3600 × 160 ÷ 20 = 8640.
    expect(
      serverConversationsPerMonth({
        gpus: 2,
        requestsPerSecondPerGpu: 1.5,
        utilisationFraction: 0.6,
        busyHoursPerMonth: 160,
        peakFactor: 6,
        requestsPerConversation: 20,
      }),
    ).toBeCloseTo(8640, 9);
  });
});
