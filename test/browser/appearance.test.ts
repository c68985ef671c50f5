import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CHROMIUM, makePage, type OpenedPage, openPage, settled } from "./chromium.ts";

/** What is wider than the page, and what lies over something else, on the tab that is shown. */
const FAULTS = `(() => {
  const found = [];
  const { scrollWidth, clientWidth } = document.documentElement;
  if (scrollWidth > clientWidth) found.push("the page is " + scrollWidth + " wide in " + clientWidth);
  const boxOf = (element) => {
    const range = document.createRange();
    range.selectNodeContents(element);
    return range.getBoundingClientRect();
  };
  const overlap = (one, other) =>
    Math.min(one.right, other.right) - Math.max(one.left, other.left) > 1 &&
    Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > 1;
  // Words that stand beside one another: heads of a table, tabs, buttons, what is above and beside a slider.
  for (const row of document.querySelectorAll("thead tr, [role=tablist], .actions, .lever-head, .lever-foot, summary, .need")) {
    const parts = [...row.children].filter((part) => part.checkVisibility()).map((part) => [part, boxOf(part)]);
    parts.forEach(([part, box], at) => {
      for (const [other, otherBox] of parts.slice(at + 1))
        if (overlap(box, otherBox)) found.push("“" + part.textContent + "” lies over “" + other.textContent + "”");
    });
  }
  // Text that sticks out of what holds it, without a way to scroll there.
  for (const element of document.querySelectorAll("p, h1, h2, h3, button, label, output, th, td, dt, dd, li, code, .tile, .card")) {
    if (!element.checkVisibility() || element.closest(".scroll, .unseen, .skip, .panel-title, [role=tablist], caption")) continue;
    const { left, right } = boxOf(element);
    if (right > clientWidth + 1 || left < -1) found.push("“" + element.textContent.slice(0, 40) + "” reaches from " + left + " to " + right);
  }
  for (const canvas of document.querySelectorAll("canvas")) {
    const { width, height } = canvas.getBoundingClientRect();
    if (width < 200 || height < 150) found.push(canvas.ariaLabel + " is drawn in " + width + " by " + height);
  }
  return found;
})()`;

describe.skipIf(CHROMIUM === "")("the page", () => {
  const file = CHROMIUM === "" ? "" : makePage("assumptions/rolepl-ai", "--scenario", "classroom");
  let opened: OpenedPage;
  const inPage = <Value>(code: string) => opened.page.evaluate(code) as Promise<Value>;

  beforeAll(async () => {
    opened = await openPage(file);
    await settled(opened.page);
  }, 120_000);
  afterAll(async () => opened?.close());

  /** Shows each tab in turn; what is at its end is asked for when it is drawn. */
  async function onEachTab<Value>(code: string): Promise<Readonly<Record<string, Value>>> {
    const said: Record<string, Value> = {};
    for (const tab of await opened.page.getByRole("tab").all()) {
      await tab.click();
      await inPage("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done())))");
      said[(await tab.textContent()) ?? ""] = await inPage<Value>(code);
    }
    expect(Object.keys(said).length).toBe(10);
    return said;
  }
  const nothingOnAnyTab = (said: Readonly<Record<string, readonly string[]>>) =>
    expect(Object.entries(said).flatMap(([tab, faults]) => faults.map((fault) => `${tab}: ${fault}`))).toEqual([]);

  it.each([
    [360, 780],
    [768, 1024],
    [1280, 900],
    [3840, 2160],
  ])("has room for everything at %i by %i pixels on every tab", async (width, height) => {
    await opened.page.setViewportSize({ width, height });
    nothingOnAnyTab(await onEachTab<readonly string[]>(FAULTS));
  });

  // The checks above find what a slip in a style sheet would do.
  it.each([
    [
      "an answer as wide as it is long",
      "document.querySelector('.answer').style.minWidth = '3000px'",
      /the page is \d+ wide|reaches from/,
    ],
    [
      "a head over its neighbour",
      "document.querySelector('.lever-head output').style.translate = '-9rem'",
      /lies over/,
    ],
    ["a flat chart", "document.querySelector('canvas').style.height = '40px'", /is drawn in/],
  ])("would be found to have no room for %s", async (_, slip, fault) => {
    await opened.page.setViewportSize({ width: 1280, height: 900 });
    await opened.page.getByRole("tab", { name: "Data" }).click();
    await opened.page.getByRole("tab", { name: "Conversation" }).click();
    await opened.page.locator("#panel-conversation canvas").first().waitFor();
    await inPage(`void (${slip})`);
    expect((await inPage<readonly string[]>(FAULTS)).join("\n")).toMatch(fault);
  });

  it("is readable from afar at 3840 pixels", async () => {
    await opened.page.setViewportSize({ width: 3840, height: 2160 });
    expect(await inPage("parseFloat(getComputedStyle(document.documentElement).fontSize)")).toBeGreaterThanOrEqual(20);
    await opened.page.setViewportSize({ width: 1280, height: 900 });
  });

  it("moves nothing by itself where motion is to be reduced", async () => {
    const moving = `[...document.querySelectorAll("*")].flatMap((element) => {
      const { transitionDuration, animationName, scrollBehavior } = getComputedStyle(element);
      const still = transitionDuration.split(", ").every((time) => parseFloat(time) === 0) && animationName === "none";
      return still && scrollBehavior !== "smooth" ? [] : [element.className || element.tagName];
    })`;
    await opened.page.emulateMedia({ reducedMotion: "no-preference" });
    expect(Object.values(await onEachTab<readonly string[]>(moving)).flat()).toContain("full");
    await opened.page.emulateMedia({ reducedMotion: "reduce" });
    nothingOnAnyTab(await onEachTab<readonly string[]>(moving));
    await opened.page.emulateMedia({ reducedMotion: null });
  });

  it("is ink on white paper, without controls, whatever the screen is", async () => {
    await opened.page.emulateMedia({ media: "print", colorScheme: "dark" });
    const left = await onEachTabInPrint();
    expect(left).toEqual([]);
    const ground = "getComputedStyle(document.documentElement).backgroundColor";
    expect(await inPage(ground)).toBe("rgb(255, 255, 255)");
    await opened.page.emulateMedia({ media: "screen", colorScheme: "dark" });
    expect(await inPage(ground)).not.toBe("rgb(255, 255, 255)");
    await opened.page.emulateMedia({ media: null, colorScheme: "light" });
  });

  /** The tabs cannot be pressed on paper; the address leads to each. */
  async function onEachTabInPrint(): Promise<readonly string[]> {
    const tabs = await opened.page
      .getByRole("tab", { includeHidden: true })
      .evaluateAll((all) => all.map(({ id }) => id));
    const found: string[] = [];
    for (const id of tabs) {
      const tab = id.slice("tab-".length);
      await inPage(`void (location.hash = "tab=${tab}")`);
      await opened.page.locator(`#panel-${tab}`).waitFor();
      const controls = await inPage<readonly string[]>(
        `[...document.querySelectorAll("button, input[type=range], input[type=file], [role=tablist]")]
          .filter((element) => element.checkVisibility()).map((element) => element.textContent || element.type)`,
      );
      const pale = await inPage<readonly string[]>(
        `[...document.querySelectorAll(".panel *")].filter((element) => element.checkVisibility() && element.childNodes.length > 0)
          .flatMap((element) => {
            const [red, green, blue] = getComputedStyle(element).color.match(/[0-9.]+/g).map(Number);
            return 0.299 * red + 0.587 * green + 0.114 * blue > 130 ? [element.textContent.slice(0, 40)] : [];
          })`,
      );
      found.push(...[...controls, ...pale].map((what) => `${tab}: ${what}`));
    }
    return found;
  }

  it("prints as a PDF of all tabs", async () => {
    await inPage("void (globalThis.print = () => { globalThis.asked = document.querySelectorAll('.panel').length; })");
    await opened.page.getByRole("button", { name: "Print all" }).click();
    await expect.poll(() => inPage("globalThis.asked"), { timeout: 8000 }).toBe(10);
    const pdf = await opened.page.pdf({ format: "A4" });
    expect(pdf.subarray(0, 5).toString()).toBe("%PDF-");
    expect(pdf.length).toBeLessThan(3_000_000);
    expect(opened.faults).toEqual([]);
  });
});
