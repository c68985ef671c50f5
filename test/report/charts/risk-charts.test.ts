import { describe, expect, it } from "vitest";
import { fanChart } from "../../../src/report/charts/fan.ts";
import { tornadoChart } from "../../../src/report/charts/tornado.ts";
import { varianceSharesChart } from "../../../src/report/charts/variance-shares.ts";
import { renderSvg } from "../../../src/report/svg/render.ts";
import { textWidth } from "../../../src/report/svg/text-width.ts";
import { RISK_CHARTS } from "../risk-charts.ts";
import { openTags, type TextBox, textBoxes } from "../svg/svg-parts.ts";

const apart = (one: TextBox, other: TextBox): boolean =>
  one.right <= other.left || other.right <= one.left || one.bottom <= other.top || other.bottom <= one.top;

describe.each(RISK_CHARTS)("the chart $name", (picture) => {
  it("draws the same bytes as the picture that was looked at", async () => {
    const svg = await renderSvg(picture);
    expect(await renderSvg(picture)).toBe(svg);
    await expect(svg).toMatchFileSnapshot(`../../golden/charts/${picture.name}.svg`);
  });

  it("is well-formed, and keeps every text inside the picture and off every other", async () => {
    const svg = await renderSvg(picture);
    expect(openTags(svg)).toEqual([]);
    expect(svg).not.toMatch(/NaN|undefined|Infinity/);
    const boxes = textBoxes(svg, textWidth);
    expect(boxes.length).toBeGreaterThan(8);
    for (const box of boxes) {
      expect(box.left, box.text).toBeGreaterThanOrEqual(0);
      expect(box.right, box.text).toBeLessThanOrEqual(picture.width);
      expect(box.bottom, box.text).toBeLessThanOrEqual(picture.height);
    }
    const touching = boxes.flatMap((one, index) =>
      boxes.slice(index + 1).flatMap((other) => (apart(one, other) ? [] : [`${one.text} | ${other.text}`])),
    );
    expect(touching).toEqual([]);
  });

  it("has a short title, and an alternative text with its numbers", () => {
    expect(picture.title.length).toBeLessThan(90);
    expect(picture.alt).toContain(picture.title);
    expect(picture.alt.match(/\d/g)?.length ?? 0).toBeGreaterThan(6);
  });
});

describe("awkward data", () => {
  const bar = (label: string, low: number, high: number) => ({
    label,
    unit: "fraction",
    low: { input: 0.1, figure: low },
    high: { input: 0.2, figure: high },
  });
  const around = { label: "Share", unit: "fraction", basis: "ten-percent", central: 0.5 } as const;

  it("is drawn: shares in percent, figures below zero, markup in a label, more inputs than there is room for", async () => {
    const bars = Array.from({ length: 30 }, (_, k) => bar(`</text><script>${k}`, -0.4 + k / 100, 0.9 - k / 100));
    const svg = await renderSvg(tornadoChart({ ...around, bars }));
    expect(openTags(svg)).toEqual([]);
    expect(svg).not.toContain("<script");
    expect(svg).toContain("The 21 smallest are left out.");
    expect(svg).toContain("Share (%)");
  });

  it("never shows a share of the variance below 0", () => {
    const nothing = { value: -0.004, standardError: 0.01 };
    const { alt } = varianceSharesChart({ label: "x", factors: [{ label: "a", first: nothing, total: nothing }] });
    expect(alt).toContain("a 0% and 0%");
  });

  it("is refused where there is nothing to draw", () => {
    expect(() => tornadoChart({ ...around, bars: [] })).toThrow(/bars: none/);
    expect(() => varianceSharesChart({ label: "x", factors: [] })).toThrow(/factors: none/);
    expect(() => fanChart({ points: [], cumulative: true, uncertain: true })).toThrow(/points: 0/);
  });
});
