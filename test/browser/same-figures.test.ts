import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ResultFigure } from "../../src/analysis/result.ts";
import { figureText } from "../../src/report/tables/figure-text.ts";
import { llmplan } from "../cli/run.ts";
import { CHROMIUM, everyFigure, makePage, type OpenedPage, openPage, settled } from "./chromium.ts";

/** What the command says of the same plan. */
function figuresOfCommand(...args: readonly string[]): Readonly<Record<string, ResultFigure>> {
  const { out, err } = llmplan(["check", "assumptions/rolepl-ai", "--json", ...args]);
  if (out === "") throw new Error(err);
  // JSON has no infinity and says it in a word; the page has the number.
  const said = JSON.parse(out, (key, value) =>
    value === "unlimited" && ["value", "0", "1"].includes(key) ? Infinity : value,
  ) as { figures: Record<string, ResultFigure> };
  return Object.fromEntries(
    Object.entries(said.figures).map(([id, figure]) => [
      id,
      figure.value === Infinity && figure.unit === "word" ? { ...figure, value: "unlimited" } : figure,
    ]),
  );
}

/** Engines differ in the last bits of powers and logarithms; what is printed does not. */
function expectSame(shown: string | undefined, expected: ResultFigure["value"], id: string): void {
  if (typeof expected !== "number" || !Number.isFinite(expected)) expect(shown, id).toBe(String(expected));
  else expect(Math.abs(Number(shown) - expected), id).toBeLessThanOrEqual(1e-9 * Math.abs(expected));
}

describe.skipIf(CHROMIUM === "")("the figures on the page", () => {
  let opened: OpenedPage;
  beforeAll(async () => {
    opened = await openPage(makePage("assumptions/rolepl-ai"));
  }, 120_000);
  afterAll(async () => opened?.close());

  const edited: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
    ["the shipped plan", {}],
    ["a plan with fewer turns", { "conversation.turns.normal.mean": "8" }],
    [
      "a plan with ranges",
      { "data.writing_speed": "15 to 30", "budget.h100_price": "{pert: {min: 40, mode: 62, max: 90}}" },
    ],
    [
      "a plan with other laws and rules",
      {
        "conversation.messages": "lognormal",
        "hardware.equivalence_basis": "measured",
        "conversation.turns": "{geometric: {mean: 12}}",
      },
    ],
  ];

  it.each(edited)("are those of --json to the last digit: %s", async (_, edits) => {
    const { page } = opened;
    await page.locator("#tab-assumptions").click();
    if (await page.getByRole("button", { name: "Put all back" }).isEnabled())
      await page.getByRole("button", { name: "Put all back" }).click();
    for (const [path, text] of Object.entries(edits)) {
      const field = page.locator(`[data-assumption="${path}"]`).locator("input, select");
      if ((await field.evaluate((element) => element.tagName)) === "SELECT") await field.selectOption(text);
      else {
        await field.fill(text);
        await field.press("Enter");
      }
    }
    await settled(page);
    const expected = figuresOfCommand(...Object.entries(edits).flatMap(([path, text]) => ["--set", `${path}=${text}`]));
    const shown = await everyFigure(page);
    expect([...shown.keys()].sort()).toEqual(Object.keys(expected).sort());
    for (const [id, figure] of Object.entries(expected)) {
      expect(shown.get(id)?.text, id).toBe(figureText(figure));
      expectSame(shown.get(id)?.value, figure.value, id);
    }
    expect(opened.faults).toEqual([]);
  });

  it("ask nothing of the network", () => {
    expect(opened.requests.filter((url) => !url.startsWith("file:") && url !== "blob:")).toEqual([]);
  });
});

describe.skipIf(CHROMIUM === "")("the page of a plan that serves a model", () => {
  let opened: OpenedPage;
  beforeAll(async () => {
    const file = makePage("assumptions/rolepl-ai", "--scenario", "classroom");
    opened = await openPage(file, { fragment: "#tab=serving" });
  }, 120_000);
  afterAll(async () => opened?.close());

  it("shows the figures of --json, GPUs against load and waiting, and moves them with the class", async () => {
    const { page } = opened;
    await settled(page);
    const gpus = () => page.locator('[data-figure="serving.gpus_with_spare"]').textContent();
    const said = await gpus();
    const chart = page.locator('[data-chart="serving-load"]');
    const seen = await chart.locator("canvas").getAttribute("aria-label");
    expect(seen).toContain("P95 of the time to first token by load");
    const expected = figuresOfCommand("--scenario", "classroom");
    const shown = await everyFigure(page);
    expect([...shown.keys()].sort()).toEqual(Object.keys(expected).sort());
    for (const [id, figure] of Object.entries(expected)) expectSame(shown.get(id)?.value, figure.value, id);
    await page.locator("#tab-assumptions").click();
    const field = page.locator('[data-assumption="serving.class_size"] input');
    await field.fill("3000");
    await field.press("Enter");
    await settled(page);
    await page.locator("#tab-serving").click();
    expect(await gpus()).not.toBe(said);
    expect(await chart.locator("canvas").getAttribute("aria-label")).not.toBe(seen);
    expect(opened.faults).toEqual([]);
  });
});
