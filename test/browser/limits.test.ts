import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ROOT, scratch } from "../cli/run.ts";
import { CHROMIUM, makePage, type OpenedPage, openPage, settled } from "./chromium.ts";

const TURNS = "conversation.turns.normal.mean";

describe.skipIf(CHROMIUM === "")("a plan with limits on its figures", () => {
  let opened: OpenedPage;
  const limit = (figure: string) => opened.page.locator(`[data-limit="${figure}"]`);
  const outcomes = () =>
    opened.page
      .locator("[data-limit]")
      .evaluateAll((rows) =>
        rows.map((row) => `${row.getAttribute("data-limit")} ${row.getAttribute("data-outcome")}`),
      );
  const slider = () => opened.page.locator(`[data-lever="${TURNS}"] input[type=range]`);

  beforeAll(async () => {
    opened = await openPage(makePage(planWithLimits(), "--scenario", "rollout"));
    await settled(opened.page);
  }, 120_000);
  afterAll(async () => opened?.close());

  it("says of each whether it is kept, as llmplan check does, with the figure's value", async () => {
    expect(await outcomes()).toEqual([
      "conversation.cost_usd.p95 holds",
      "approach.lora.h100_days broken",
      "conversation.total_cost_usd.mean holds",
      "volume.cost_usd.p95 holds",
    ]);
    const text = (await limit("conversation.cost_usd.p95").textContent()) ?? "";
    const value = await opened.page.locator('[data-limit="conversation.cost_usd.p95"] .limit-value').textContent();
    expect(text).toContain("at most $2.5");
    expect(value).toMatch(/^\$\d/);
    expect(await limit("approach.lora.h100_days").textContent()).toMatch(/in \d+% of the drawn plans/);
  });

  it("follows a slider at every move, before it is let go", async () => {
    await slider().evaluate((element) => {
      const input = element as unknown as { value: string };
      input.value = "45";
      element.dispatchEvent(new Event("input", { bubbles: true }));
    });
    expect(await outcomes()).toEqual([
      "conversation.cost_usd.p95 broken",
      "approach.lora.h100_days broken",
      "conversation.total_cost_usd.mean broken",
      "volume.cost_usd.p95 broken",
    ]);
    expect(await limit("conversation.cost_usd.p95").textContent()).toContain("was kept before your changes");
  });

  it("refines in a worker while the hand rests, and lets the fan and the tornado follow the hand", async () => {
    const { page } = opened;
    await settled(page);
    expect(await page.getByRole("button", { name: "Undo" }).isEnabled()).toBe(false);
    await page.locator("#tab-conversation").click();
    const said = () =>
      page
        .locator('[data-chart="fan-cumulative"] canvas, [data-chart="tornado"] canvas')
        .evaluateAll((charts) => charts.map((chart) => chart.getAttribute("aria-label")));
    const before = await said();
    await slider().evaluate((element) => {
      const input = element as unknown as { value: string };
      input.value = "8";
      element.dispatchEvent(new Event("input", { bubbles: true }));
    });
    const after = await said();
    expect(after).toHaveLength(2);
    expect(after[0]).not.toBe(before[0]);
    expect(after[1]).not.toBe(before[1]);
    await slider().evaluate((element) => element.dispatchEvent(new Event("change", { bubbles: true })));
    await settled(page);
    expect(await page.getByRole("button", { name: "Undo" }).isEnabled()).toBe(true);
    expect(opened.faults).toEqual([]);
  });
});

/** The shipped plan with limits of every kind. */
function planWithLimits(): string {
  const folder = scratch();
  for (const part of ["rolepl-ai", "catalog"])
    cpSync(join(ROOT, "assumptions", part), join(folder, part), { recursive: true });
  const path = join(folder, "rolepl-ai/plan.yaml");
  const limits = [
    'conversation.cost_usd.p95: "<= 2.5"',
    'approach.lora.h100_days: "<= 1 with 90%"',
    'conversation.total_cost_usd.mean: "increase <= 5%"',
    'volume.cost_usd.p95: "<= 6000"',
  ];
  const lines = ["budget:", ...limits.map((limit) => `  ${limit}`)].join("\n");
  writeFileSync(path, readFileSync(path, "utf8").replace(/^budget:$/m, lines));
  return join(folder, "rolepl-ai");
}
