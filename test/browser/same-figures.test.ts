import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ResultFigure } from "../../src/analysis/result.ts";
import { figureText } from "../../src/report/tables/figure-text.ts";
import { llmplan } from "../cli/run.ts";
import { CHROMIUM, everyFigure, makePage, type OpenedPage, openPage, settled } from "./chromium.ts";

/** What the command says of the same plan. */
function figuresOfCommand(...args: readonly string[]): Readonly<Record<string, ResultFigure>> {
  const { out, err } = llmplan(["check", "assumptions/rolepl-ai", "--json", ...args]);
  if (out === "") throw new Error(err);
  const said = JSON.parse(out) as { figures: Record<string, ResultFigure> };
  // JSON has no infinity and says it in a word; the page has the number.
  return Object.fromEntries(
    Object.entries(said.figures).map(([id, figure]) => [
      id,
      figure.value === "unlimited" && figure.unit !== "word" ? { ...figure, value: Infinity } : figure,
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
