import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CHROMIUM, makePage, type OpenedPage, openPage, settled } from "./chromium.ts";

interface Stop {
  readonly name: string;
  readonly kind: string;
  /** Whether the element has a ring of at least two pixels around it, and is in sight. */
  readonly ringed: boolean;
  readonly inSight: boolean;
}

const SOON = { timeout: 8000 };

/** Notes every element that gets the focus, with what is seen of it, from now on. */
const WATCH = `(() => {
  const nameOf = (element) => [
    element.tagName.toLowerCase(), element.id.replace(/^P[0-9-]+/, ""), element.type ?? "",
    element.closest("[data-lever], [data-assumption], [data-chart], [data-table], summary")?.textContent.slice(0, 60) ?? "",
    element.getAttribute("aria-label") ?? element.textContent.slice(0, 40),
  ].join(" ");
  const seen = (element) => {
    const { outlineStyle, outlineWidth } = getComputedStyle(element);
    const { top, bottom, left, right, width, height } = element.getBoundingClientRect();
    return {
      name: nameOf(element),
      kind: element.getAttribute("role") ?? (element.tagName === "INPUT" ? element.type : element.tagName.toLowerCase()),
      ringed: outlineStyle !== "none" && parseFloat(outlineWidth) >= 2,
      inSight: width > 0 && height > 0 && bottom > 0 && right > 0 && top < innerHeight && left < innerWidth,
    };
  };
  globalThis.stops = [];
  document.addEventListener("focusin", ({ target }) => globalThis.stops.push(seen(target)));
  const found = () => [...document.querySelectorAll("button, input, select, summary, a[href], [tabindex='0']")]
    .filter((element) => !element.disabled && element.tabIndex === 0 && element.checkVisibility());
  globalThis.controls = () => found().map(nameOf);
  globalThis.focusControl = (at) => found()[at].focus();
})()`;

describe.skipIf(CHROMIUM === "")("with the keyboard alone", () => {
  let opened: OpenedPage;
  let tabs: readonly string[];
  const press = (key: string) => opened.page.keyboard.press(key);
  const inPage = <Value>(code: string) => opened.page.evaluate(code) as Promise<Value>;

  beforeAll(async () => {
    opened = await openPage(makePage("assumptions/rolepl-ai", "--scenario", "classroom"));
    await settled(opened.page);
    await inPage(WATCH);
    tabs = await opened.page.getByRole("tab").evaluateAll((all) => all.map(({ id }) => id.slice("tab-".length)));
  }, 120_000);
  afterAll(async () => opened?.close());

  /** Goes to the next tab as the list of tabs is used: one stop, arrows between. */
  async function goTo(tab: string): Promise<void> {
    await opened.page.locator("[role=tab][aria-selected=true]").focus();
    for (let turn = 0; turn < tabs.length; turn++) {
      if ((await inPage<string>("document.activeElement.id")) === `tab-${tab}`) break;
      const before = await inPage<string>("document.activeElement.id");
      await press("ArrowRight");
      await expect.poll(() => inPage("document.activeElement.id"), SOON).not.toBe(before);
    }
    expect(await inPage("document.querySelector('.panel').id")).toBe(`panel-${tab}`);
    await settled(opened.page);
  }

  // Where the machine is busy the browser has once begun its round anew in the middle; a wrong order fails twice.
  it("every control of every tab is reached in its order, with a ring around it, and left again", {
    timeout: 240_000,
    retry: 1,
  }, async () => {
    expect(tabs.length).toBe(10);
    for (const tab of tabs) {
      await goTo(tab);
      await inPage("document.activeElement.blur(), scrollTo(0, 0), (stops.length = 0)");
      const controls = await inPage<readonly string[]>("controls()");
      expect(controls.length, tab).toBeGreaterThan(5);
      // One more, since after the last the focus is the browser's own for a step.
      for (let stop = 0; stop <= controls.length; stop++) await press("Tab");
      const stops = (await inPage<readonly Stop[]>("stops")).slice(0, controls.length);
      // From the tab that had the focus, Tab goes on to what follows it; the rest comes round.
      const first = controls.indexOf(stops[0]?.name ?? "");
      const round = [...controls.slice(first), ...controls.slice(0, first)];
      expect(
        stops.map(({ name }) => name),
        tab,
      ).toEqual(round);
      expect(
        stops.filter(({ ringed, inSight }) => !ringed || !inSight).map(({ name }) => name),
        tab,
      ).toEqual([]);
      await inPage("focusControl(5), (stops.length = 0)");
      for (let step = 0; step < 3; step++) await press("Shift+Tab");
      const back = await inPage<readonly string[]>("stops.map(({ name }) => name)");
      expect(back, `${tab}, back`).toEqual(controls.slice(2, 5).reverse());
    }
  });

  it("every slider moves and moves back", async () => {
    for (const tab of ["decision", "serving"]) {
      await goTo(tab);
      const levers = opened.page.locator(".lever").filter({ has: opened.page.locator("input[type=range]") });
      for (const lever of await levers.all()) {
        const said = lever.locator("output");
        const before = await said.textContent();
        await lever.locator("input[type=range]").focus();
        await press("PageUp");
        const up = await said.textContent();
        if (up === before) await press("PageDown");
        expect(await said.textContent(), `${tab}: ${before}`).not.toBe(before);
        await lever.getByRole("button", { name: /^Put back/ }).focus();
        await press("Enter");
        expect(await said.textContent(), tab).toBe(before);
      }
    }
  }, 120_000);

  it("a value is typed, undone, redone and put back", async () => {
    const status = () => opened.page.locator(".status").textContent();
    const button = (name: string) => opened.page.getByRole("button", { name, exact: true });
    await goTo("assumptions");
    const field = opened.page.locator('[data-assumption="data.person_days"] input');
    const before = await field.inputValue();
    await field.focus();
    await press("Control+A");
    await opened.page.keyboard.type("123");
    await press("Enter");
    expect(await status()).toContain("1 changed.");
    await button("Undo").focus();
    await press("Space");
    expect(await field.inputValue()).toBe(before);
    await button("Redo").focus();
    await press("Enter");
    expect(await field.inputValue()).toBe("123");
    await button("Put all back").focus();
    await press("Enter");
    expect(await field.inputValue()).toBe(before);
    // The button that had the focus can no longer be pressed; the focus is not lost with it.
    await press("Tab");
    expect(await inPage("document.activeElement !== document.body")).toBe(true);
    await field.focus();
    await opened.page.keyboard.type("9");
    await press("Escape");
    expect(await field.inputValue()).toBe(before);
  });

  it("a word is chosen, a group unfolded, a list narrowed", async () => {
    await goTo("assumptions");
    const select = opened.page.locator("[data-assumption] select").first();
    const before = await select.inputValue();
    await select.focus();
    await press("ArrowDown");
    await expect.poll(() => select.inputValue(), SOON).not.toBe(before);
    await press("ArrowUp");
    await expect.poll(() => select.inputValue(), SOON).toBe(before);
    const group = opened.page.locator("details.group").last();
    await group.locator("summary").focus();
    await press("Enter");
    await expect.poll(() => group.locator("[data-assumption]").count(), SOON).toBeGreaterThan(0);
    await press("Space");
    await expect.poll(() => group.locator("[data-assumption]").count(), SOON).toBe(0);
    await opened.page.locator("input[type=search]").focus();
    await opened.page.keyboard.type("writing speed");
    expect(await opened.page.locator("[data-assumption]").count()).toBeLessThan(5);
    await press("Control+A");
    await press("Delete");
    const only = opened.page.getByLabel("only what is changed");
    await only.focus();
    await press("Space");
    expect(await only.isChecked()).toBe(true);
    await press("Space");
  });

  it("a figure is unfolded, a chart's table and claims are shown, numbers are written another way", async () => {
    await goTo("figures");
    await opened.page.locator(".figure-list summary").first().focus();
    await press("Enter");
    await opened.page.locator(".figure-detail").first().waitFor();
    await goTo("conversation");
    const table = opened.page.locator("figure details").first();
    await table.locator("summary").focus();
    await press("Space");
    expect(await table.locator("table").first().isVisible()).toBe(true);
    await goTo("claims");
    const all = opened.page.getByRole("button", { name: /^show all/ });
    const claims = await opened.page.locator("[data-claim]").count();
    await all.focus();
    await press("Enter");
    expect(await opened.page.locator("[data-claim]").count()).toBeGreaterThan(claims);
    const format = opened.page.locator(".number-format select");
    await format.focus();
    await press("ArrowDown");
    await expect.poll(() => format.inputValue(), SOON).toBe("de");
    await press("ArrowUp");
  });

  it("a scenario is saved, shown, downloaded and removed; the plan is shared, printed and skipped to", async () => {
    await goTo("scenarios");
    await opened.page.getByLabel("Name").focus();
    await opened.page.keyboard.type("By hand");
    await press("Enter");
    const saved = opened.page.locator(".scenario-list li", { hasText: "By hand" });
    for (const name of ["Show", "Download", "Remove"]) {
      const download = name === "Download" ? opened.page.waitForEvent("download") : undefined;
      await saved.getByRole("button", { name }).focus();
      await press("Enter");
      await download;
    }
    expect(await saved.count()).toBe(0);
    await inPage("void (globalThis.print = () => { globalThis.printed = (globalThis.printed ?? 0) + 1; })");
    for (const name of ["Print", "Print all"]) {
      await opened.page.getByRole("button", { name, exact: true }).focus();
      await press("Enter");
    }
    await expect.poll(() => inPage("globalThis.printed"), SOON).toBe(2);
    await opened.page.getByRole("button", { name: "Copy link" }).focus();
    await press("Space");
    await expect.poll(() => opened.page.locator(".status").textContent(), SOON).toMatch(/copied|Copy the address/);
    await opened.page.getByRole("button", { name: "Skip to the content" }).focus();
    await press("Enter");
    expect(await inPage("document.activeElement.id")).toBe("panel-scenarios");
    expect(opened.faults).toEqual([]);
  });
});
