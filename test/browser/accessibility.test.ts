import axe from "axe-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CHROMIUM, makePage, type OpenedPage, openPage, settled } from "./chromium.ts";

/** The rules of WCAG 2.2, A and AA, and what axe calls best practice. */
async function violationsOf({ page }: OpenedPage): Promise<readonly string[]> {
  // The page's policy lets no script be added; the debugger's evaluation is not the page's.
  await page.evaluate(axe.source);
  const found = (await page.evaluate("axe.run()")) as {
    readonly violations: readonly { id: string; nodes: readonly { target: readonly string[] }[] }[];
  };
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(" ")).join(", ")}`);
}

describe.skipIf(CHROMIUM === "")("axe finds nothing", () => {
  const file = CHROMIUM === "" ? "" : makePage("assumptions/rolepl-ai", "--scenario", "classroom");

  describe.each([
    ["light", 1280],
    ["dark", 360],
  ] as const)("%s, %i pixels wide", (colorScheme, width) => {
    let opened: OpenedPage;
    beforeAll(async () => {
      opened = await openPage(file, { colorScheme, viewport: { width, height: 900 } });
      await settled(opened.page);
    }, 120_000);
    afterAll(async () => opened?.close());

    it.each([
      "decision",
      "break-even",
      "conversation",
      "data",
      "compute",
      "serving",
      "assumptions",
      "claims",
      "scenarios",
      "figures",
    ])("on the tab %s", async (tab) => {
      await opened.page.locator(`#tab-${tab}`).click();
      await opened.page.locator(`#panel-${tab}`).waitFor();
      expect(await violationsOf(opened)).toEqual([]);
    });
  });
});
