import { describe, expect, it } from "vitest";
import { approachComputeChart } from "../../../src/report/charts/approach-compute.ts";
import { approachDataChart } from "../../../src/report/charts/approach-data.ts";
import { costByTurnsChart } from "../../../src/report/charts/cost-by-turns.ts";
import { costComponentsChart } from "../../../src/report/charts/cost-components.ts";
import { costDistributionChart } from "../../../src/report/charts/cost-distribution.ts";
import { referenceRunsChart } from "../../../src/report/charts/reference-runs.ts";
import { UndrawableError } from "../../../src/report/charts/undrawable.ts";
import { renderSvg } from "../../../src/report/svg/render.ts";
import { textWidth } from "../../../src/report/svg/text-width.ts";
import { SAMPLE_CHARTS } from "../sample-charts.ts";
import { openTags, type TextBox, textBoxes } from "../svg/svg-parts.ts";

const apart = (one: TextBox, other: TextBox): boolean =>
  one.right <= other.left || other.right <= one.left || one.bottom <= other.top || other.bottom <= one.top;

describe.each(SAMPLE_CHARTS)("the chart $name", (picture) => {
  it("draws the same bytes as the picture that was looked at", async () => {
    const svg = await renderSvg(picture);
    expect(await renderSvg(picture)).toBe(svg);
    await expect(svg).toMatchFileSnapshot(`../../golden/charts/${picture.name}.svg`);
  });

  it("is well-formed, small, and says what it shows", async () => {
    const svg = await renderSvg(picture);
    expect(openTags(svg)).toEqual([]);
    expect(svg.length).toBeLessThan(30_000);
    expect(svg).toContain(`<title id="${picture.name}-title">`);
    expect(svg).toContain('role="img"');
    expect(svg).not.toMatch(/NaN|undefined|Infinity/);
    expect(svg, "coordinates of more than two decimals").not.toMatch(/="[^"]*\d\.\d{3}/);
  });

  it("keeps every text inside the picture and off every other", async () => {
    const boxes = textBoxes(await renderSvg(picture), textWidth);
    expect(boxes.length).toBeGreaterThan(8);
    for (const box of boxes) {
      expect(box.left, box.text).toBeGreaterThanOrEqual(0);
      expect(box.right, box.text).toBeLessThanOrEqual(picture.width);
      expect(box.top, box.text).toBeGreaterThanOrEqual(0);
      expect(box.bottom, box.text).toBeLessThanOrEqual(picture.height);
    }
    const touching = boxes.flatMap((one, index) =>
      boxes.slice(index + 1).flatMap((other) => (apart(one, other) ? [] : [`${one.text} | ${other.text}`])),
    );
    expect(touching).toEqual([]);
  });

  it("names both axes, values with their unit, and moves nothing", () => {
    const { options } = picture.configuration();
    const titles = ["x", "y"].map((axis) => {
      const scale = options?.scales?.[axis];
      return scale !== undefined && "title" in scale ? String(scale.title?.text) : "";
    });
    for (const title of titles)
      expect(title).toMatch(/\((USD|turns|%|H100-days|instances|billion).*\)|^(Approach|Component)$/);
    expect(new Set(titles).size).toBe(2);
  });

  it("has a title of one short sentence and an alternative text with its numbers", () => {
    expect(picture.title.length).toBeLessThan(90);
    expect(picture.alt).toContain(picture.title);
    expect(picture.alt.match(/\d/g)?.length ?? 0).toBeGreaterThan(6);
  });
});

describe("alternative texts", () => {
  it("hold every value of the chart", () => {
    const [compute, , distribution, , components, runs] = SAMPLE_CHARTS.map(({ alt }) => alt);
    for (const value of ["107.5", "23,000", "68", "730", "3.5", "2.1", "3,600–62,000"])
      expect(compute).toContain(value);
    for (const value of ["$0.25", "$0.99", "$2.08"]) expect(distribution).toContain(value);
    for (const value of ["$0.585", "$0.381", "$0.035", "$0.053", "56%"]) expect(components).toContain(value);
    for (const value of ["33,600", "OPT-IML 176B", "320", "0.122"]) expect(runs).toContain(value);
  });
});

describe("hostile and awkward data", () => {
  it("shows markup in a label as text, inside the picture", async () => {
    const label = '</text><script>alert(1)</script> & "quoted" \u001b[31m\n and a very long name of an approach';
    const picture = approachComputeChart({ rows: [{ label, value: 5 }], budgetH100DaysPerSession: { value: 10 } });
    const svg = await renderSvg(picture);
    expect(openTags(svg)).toEqual([]);
    expect(svg).not.toContain("<script");
    for (const { left, text } of textBoxes(svg, textWidth)) expect(left, text).toBeGreaterThanOrEqual(0);
  });

  it("keeps quantile labels apart where the quantiles are close", async () => {
    const bins = [{ lowUsd: 0, highUsd: 10, probability: 1 }];
    const svg = await renderSvg(costDistributionChart({ bins, p5Usd: 4.9, p50Usd: 5, p95Usd: 5.1 }));
    const boxes = textBoxes(svg, textWidth).filter(({ text }) => /^P\d/.test(text));
    expect(boxes.map(({ text }) => text)).toEqual(["P5 $4.90", "P50 $5.00", "P95 $5.10"]);
    for (const [index, box] of boxes.entries()) {
      for (const other of boxes.slice(index + 1)) expect(apart(box, other)).toBe(true);
    }
  });

  it("draws a single run, a need at the budget, and needs of one and the same size", async () => {
    const run = { label: "one", parametersBillion: 1, h100Days: 1 };
    expect(openTags(await renderSvg(referenceRunsChart({ groups: [{ label: "g", runs: [run] }] })))).toEqual([]);
    const same = approachDataChart({
      rows: [
        { label: "a", value: 10 },
        { label: "b", value: 10 },
      ],
      availableInstances: { value: 10 },
    });
    expect(same.title).toBe("The training data at hand is enough for both approaches");
    expect(openTags(await renderSvg(same))).toEqual([]);
  });

  it("leaves a need of nothing or without bound unmarked, and says it in its row", async () => {
    const rows = [
      { label: "a", value: 0 },
      { label: "b", value: Number.POSITIVE_INFINITY },
      { label: "c", value: 5, interval90: { low: 0, high: 9 } },
    ];
    const picture = approachDataChart({ rows, availableInstances: { value: 10 } });
    expect(picture.configuration().data.datasets[0]?.data).toEqual([{ x: 5, y: 2 }]);
    const svg = await renderSvg(picture);
    expect(svg).not.toMatch(/NaN|Infinity/);
    expect(textBoxes(svg, textWidth).map(({ text }) => text)).toEqual(
      expect.arrayContaining(["0", "unlimited", "0–9.0"]),
    );
  });

  it("says the same of one approach, of tiny prices and of large costs as a person would", () => {
    const one = (value: number) =>
      approachDataChart({ rows: [{ label: "a", value }], availableInstances: { value: 10 } }).title;
    expect(one(5)).toMatch(/enough for the one approach$/);
    expect(one(50)).toMatch(/enough for not even the one approach$/);
    const parts = (...costs: readonly number[]) =>
      costComponentsChart({ rows: costs.map((meanCostUsd) => ({ label: "a", meanCostUsd })) }).alt;
    expect(parts(3e-7, 2e-8)).toContain("a $0.000000300 (94%); a $0.000000020 (6%)");
    expect(parts(5, 1e-9)).toContain("<$0.001");
    expect(parts(123_456_789, 5)).toContain("$123,500,000 (100%)");
  });

  it("says in subtitle and words that a plan with doubt is drawn at its central values", () => {
    const bins = [{ lowUsd: 0, highUsd: 10, probability: 1 }];
    const chart = (central: boolean) => costDistributionChart({ bins, p5Usd: 1, p50Usd: 5, p95Usd: 9, central });
    expect(chart(true).alt).toMatch(/At the central values of the assumptions\.$/);
    const lines = JSON.stringify(chart(true).configuration().options?.plugins?.subtitle?.text);
    expect(lines).toContain("central values");
    expect(chart(false).alt).not.toContain("central");
  });

  it("refuses what cannot be drawn and says why", () => {
    const row = (value: number) => ({ rows: [{ label: "a", value }] });
    const nothing = () => approachComputeChart({ ...row(0), budgetH100DaysPerSession: { value: 1 } });
    expect(nothing).toThrow(UndrawableError);
    const broke = approachComputeChart({ ...row(1), budgetH100DaysPerSession: { value: 0 } });
    expect(() => broke.configuration()).toThrow(/logarithmic axis: 0/);
    expect(() => costDistributionChart({ bins: [], p5Usd: 0, p50Usd: 1, p95Usd: 2 })).toThrow(/bins: none/);
    expect(() => costByTurnsChart({ points: [], usualTurns: 20 })).toThrow(/points: 0/);
    expect(() => costComponentsChart({ rows: [{ label: "a", meanCostUsd: 0 }] })).toThrow(/meanCostUsd/);
  });
});
