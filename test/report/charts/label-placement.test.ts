import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Box, distanceTo, placeLabels } from "../../../src/report/charts/label-placement.ts";

const plot: Box = { left: 0, right: 700, top: 0, bottom: 350 };
const covers = (one: Box, other: Box): boolean =>
  Math.min(one.right, other.right) - Math.max(one.left, other.left) > 1e-9 &&
  Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > 1e-9;

describe("placeLabels", () => {
  it("keeps a dozen scattered labels apart and inside the plot", () => {
    const point = fc.record({
      x: fc.integer({ min: 10, max: 690 }),
      y: fc.integer({ min: 10, max: 340 }),
      width: fc.constant(60),
      height: fc.constant(14),
    });
    // Points are at least 20 pixels apart; on top of each other there may be no free place.
    const close = (a: { x: number; y: number }, b: { x: number; y: number }) => Math.hypot(a.x - b.x, a.y - b.y) < 20;
    const points = fc
      .array(point, { minLength: 1, maxLength: 12 })
      .map((all) => all.filter((one, index) => !all.slice(0, index).some((other) => close(one, other))));
    fc.assert(
      fc.property(points, (all) => {
        const boxes = placeLabels(all, plot, 7);
        for (const [index, box] of boxes.entries()) {
          expect(box.left).toBeGreaterThanOrEqual(-1e-9);
          expect(box.right).toBeLessThanOrEqual(700 + 1e-9);
          for (const other of boxes.slice(index + 1)) expect(covers(box, other)).toBe(false);
        }
        expect(placeLabels(all, plot, 7)).toEqual(boxes);
      }),
      { numRuns: 60, seed: 7 },
    );
  });

  it("puts a lone label to the right, and to the left at the right edge", () => {
    const [right] = placeLabels([{ x: 100, y: 100, width: 60, height: 14 }], plot, 7);
    expect(right?.left).toBe(110);
    const [left] = placeLabels([{ x: 680, y: 100, width: 60, height: 14 }], plot, 7);
    expect(left?.right).toBe(670);
  });

  it("puts no label of the runs at 7 billion parameters beside another run's mark", () => {
    // Pixels of the chart of D2.2, tables 5, 7 and 8, at 7B: 8.33, 2.78, 1.67, 1.11, 0.208 and 0.122 H100-days, and
    // WizardLM-6B at 11 days; 53 pixels a decade of days, 489 a decade of parameters.
    const y = (days: number) => 250 - 53 * Math.log10(days);
    const at = (billion: number, days: number, width: number) => ({
      x: 489 * Math.log10(billion / 5),
      y: y(days),
      width,
      height: 15,
    });
    const points = [
      at(7, 8.33, 206),
      at(7, 2.78, 152),
      at(7, 1.67, 120),
      at(7, 1.11, 115),
      at(7, 0.208, 56),
      at(7, 0.122, 56),
      at(6, 11, 75),
    ];
    const boxes = placeLabels(points, { left: 0, right: 783, top: 0, bottom: 321 }, 7);
    for (const [index, point] of points.entries()) {
      const box = boxes[index] ?? plot;
      const distances = points.map((other) => distanceTo(box, other));
      expect(distances.indexOf(Math.min(...distances)), `label ${index}`).toBe(index);
      expect(distanceTo(box, point)).toBeLessThan(80);
    }
  });
});
