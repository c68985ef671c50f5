import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { erlangC, queueResult, waitQuantile } from "../../src/model/queue.ts";

const SHARED = join(import.meta.dirname, "../../../shared/data/erlang.csv");
const poisson = { arrivalScv: 1, serviceScv: 1 };

describe("waiting lines", () => {
  it.skipIf(!existsSync(SHARED))("agree with Erlang's formulas at 40 digits (shared erlang.csv) to 1e-9", () => {
    const [, ...lines] = readFileSync(SHARED, "utf8").trim().split("\n");
    expect(lines.length).toBeGreaterThan(40);
    for (const line of lines) {
      const [servers = 0, , load = 0, , waits = 0, wait = 0, length = 0] = line.split(",").map(Number);
      const found = queueResult({ servers, arrivalsPerSecond: load, serviceSeconds: 1, ...poisson });
      expect(found?.waitProbability).toBeDefined();
      expect(Math.abs((found?.waitProbability ?? 0) / waits - 1)).toBeLessThan(1e-9);
      expect(Math.abs((found?.meanWaitSeconds ?? 0) / wait - 1)).toBeLessThan(1e-9);
      expect(Math.abs((found?.meanQueueLength ?? 0) / length - 1)).toBeLessThan(1e-9);
    }
  });

  it("know M/M/1 in closed form: C = ρ, wait = ρ ÷ (1 − ρ) services, P95 by its exponential tail", () => {
    const found = queueResult({ servers: 1, arrivalsPerSecond: 0.8, serviceSeconds: 1, ...poisson });
    expect(found?.waitProbability).toBeCloseTo(0.8, 12);
    expect(found?.meanWaitSeconds).toBeCloseTo(4, 12);
    // P(W > t) = ρ e^{−(1 − ρ) t}
    if (found) expect(waitQuantile(found, 0.95)).toBeCloseTo(Math.log(0.8 / 0.05) / 0.2, 12);
  });

  it("know M/D/1 and M/G/1 by Pollaczek and Khinchine: wait = ρ (1 + s) ÷ 2(1 − ρ)", () => {
    for (const serviceScv of [0, 0.5, 2, 4])
      for (const rho of [0.1, 0.5, 0.9]) {
        const found = queueResult({ servers: 1, arrivalsPerSecond: rho, serviceSeconds: 1, arrivalScv: 1, serviceScv });
        expect(found?.meanWaitSeconds).toBeCloseTo((rho * (1 + serviceScv)) / (2 * (1 - rho)), 10);
      }
  });

  it("have a limit at a hundred thousand servers: the normal approximation by Halfin and Whitt", () => {
    // C → 1 ÷ (1 + √(2π) β Φ(β) e^{β²/2}) for load c − β√c; Φ(1) = 0.841344746 (Halfin & Whitt 1981, eq. 1.2).
    const servers = 100_000;
    const waits = erlangC({ servers, offeredLoad: servers - Math.sqrt(servers) });
    const limit = 1 / (1 + Math.sqrt(2 * Math.PI) * 0.841344746 * Math.exp(0.5));
    expect(Math.abs(waits / limit - 1)).toBeLessThan(0.005);
  });

  it("grow without end where requests come as fast as they are answered", () => {
    expect(queueResult({ servers: 3, arrivalsPerSecond: 3, serviceSeconds: 1, ...poisson })).toBeUndefined();
    expect(queueResult({ servers: 3, arrivalsPerSecond: 5, serviceSeconds: 1, ...poisson })).toBeUndefined();
    expect(erlangC({ servers: 3, offeredLoad: 4 })).toBe(1);
    expect(erlangC({ servers: 3, offeredLoad: 0 })).toBe(0);
    expect(() => erlangC({ servers: 0, offeredLoad: 1 })).toThrow(RangeError);
    expect(() => erlangC({ servers: 1.5, offeredLoad: 1 })).toThrow(RangeError);
    expect(() => erlangC({ servers: 1, offeredLoad: Number.NaN })).toThrow(RangeError);
  });

  it("are shorter with another server, and longer with more arrivals or bursts", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 300 }),
        fc.double({ min: 0.01, max: 0.98, noNaN: true }),
        (servers, rho) => {
          const at = (more: number, load: number, arrivalScv = 1) =>
            queueResult({
              servers: servers + more,
              arrivalsPerSecond: load,
              serviceSeconds: 1,
              arrivalScv,
              serviceScv: 1,
            })?.meanWaitSeconds ?? Infinity;
          const load = rho * servers;
          expect(at(1, load)).toBeLessThanOrEqual(at(0, load));
          expect(at(0, load * 1.01)).toBeGreaterThanOrEqual(at(0, load));
          expect(at(0, load, 4)).toBeGreaterThanOrEqual(at(0, load));
        },
      ),
    );
  });

  it("know M/D/c by Cosmetatos: half of M/M/c's wait, and a little more the more servers there are", () => {
    // Wait over that of M/M/c at load 0.9 and 0.5 of the servers (½ (1 + (1 − ρ)(c − 1)(√(4 + 5c) − 2) ÷ 16ρc)).
    const ratio = (servers: number, rho: number): number => {
      const wait = (serviceScv: number): number =>
        queueResult({ servers, arrivalsPerSecond: rho * servers, serviceSeconds: 1, arrivalScv: 1, serviceScv })
          ?.meanWaitSeconds ?? 0;
      return wait(0) / wait(1);
    };
    expect(ratio(1, 0.9)).toBeCloseTo(0.5, 12);
    expect(ratio(5, 0.9)).toBeCloseTo(0.5 * (1 + (0.1 * 4 * (Math.sqrt(29) - 2)) / (16 * 0.9 * 5)), 12);
    expect(ratio(5, 0.5)).toBeCloseTo(0.5 * (1 + (0.5 * 4 * (Math.sqrt(29) - 2)) / (16 * 0.5 * 5)), 12);
    // In light traffic constant times wait no longer than exponential ones.
    expect(ratio(100, 0.01)).toBeCloseTo(1, 12);
  });

  it("wait for nothing without arrivals, or where neither arrivals nor service vary", () => {
    const still = queueResult({ servers: 2, arrivalsPerSecond: 0, serviceSeconds: 1, arrivalScv: 1, serviceScv: 0 });
    expect(still).toEqual({ utilisationFraction: 0, waitProbability: 0, meanWaitSeconds: 0, meanQueueLength: 0 });
    const even = queueResult({ servers: 2, arrivalsPerSecond: 1, serviceSeconds: 1, arrivalScv: 0, serviceScv: 0 });
    expect(even?.meanWaitSeconds).toBe(0);
  });

  it("have no P95 to speak of where few wait, or where those who wait do not wait long", () => {
    const few = { utilisationFraction: 0.1, waitProbability: 0.04, meanWaitSeconds: 3, meanQueueLength: 1 };
    expect(waitQuantile(few, 0.95)).toBe(0);
    expect(waitQuantile({ ...few, waitProbability: 0.2, meanWaitSeconds: 0 }, 0.95)).toBe(0);
    expect(waitQuantile({ ...few, waitProbability: 0.2 }, 0.95)).toBeCloseTo(15 * Math.log(4), 12);
  });

  it("say what is wrong with a line that cannot be", () => {
    expect(() => erlangC({ servers: 1.5, offeredLoad: 1 })).toThrow("servers is 1.5, not whole and ≥ 1");
    expect(() => erlangC({ servers: 1, offeredLoad: -1 })).toThrow("offeredLoad is -1, not a number ≥ 0");
  });
});
