import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { llmplan, ROOT, scratch } from "../cli/run.ts";
import { CHROMIUM, makePage, type OpenedPage, openPage, settled } from "./chromium.ts";

const TURNS = "conversation.turns.normal.mean";
const COST = "conversation.cost_usd.mean";

describe.skipIf(CHROMIUM === "")("the workbench page", () => {
  const file = CHROMIUM === "" ? "" : makePage("assumptions/rolepl-ai");
  let opened: OpenedPage;
  const tab = (name: string) => opened.page.getByRole("tab", { name, exact: true }).click();
  const cost = async () => opened.page.locator(`[data-figure="${COST}"]`).textContent();
  const slider = () => opened.page.locator(`[data-lever="${TURNS}"] input[type=range]`);
  const field = () => opened.page.locator(`[data-lever="${TURNS}"] input[type=text]`);

  beforeAll(async () => {
    opened = await openPage(file, { fragment: "#tab=conversation", acceptDownloads: true });
  }, 120_000);
  afterAll(async () => opened?.close());
  beforeEach(async () => {
    if (await opened.page.getByRole("button", { name: "Put all back" }).isEnabled())
      await opened.page.getByRole("button", { name: "Put all back" }).click();
    await tab("Conversation");
  });

  it("is below 900 kB without the plan's data", () => {
    const html = readFileSync(file, "utf8");
    const data = /<script type="application\/json" id="plan">([\s\S]*?)<\/script>/.exec(html)?.[1] ?? "";
    expect(data.length).toBeGreaterThan(1000);
    expect(Buffer.byteLength(html) - Buffer.byteLength(data)).toBeLessThan(900_000);
  });

  it("moves the figures with a slider, by the keyboard alone, and goes back and forward again", async () => {
    expect(await cost()).toBe("$1.056");
    await slider().focus();
    await opened.page.keyboard.press("Home");
    await expect.poll(cost).not.toBe("$1.056");
    const moved = await cost();
    await opened.page.getByRole("button", { name: "Undo" }).click();
    expect(await cost()).toBe("$1.056");
    await opened.page.getByRole("button", { name: "Redo" }).click();
    expect(await cost()).toBe(moved);
  });

  it("takes a range, and says of nonsense what the command says", async () => {
    await field().fill("banana");
    await field().press("Enter");
    const told = await opened.page.locator(`[data-lever="${TURNS}"] .problems`).textContent();
    const { err } = llmplan(["conversation", "assumptions/rolepl-ai", "--set", `${TURNS}=banana`]);
    const said = /found .*/.exec(err)?.[0] ?? "nothing";
    expect(told).toContain(said);
    expect(await cost()).toBe("$1.056");
    await field().fill("12 to 30");
    await field().press("Enter");
    await settled(opened.page);
    await expect.poll(async () => opened.page.locator(".tile .quiet").first().textContent()).toContain("90% interval");
  });

  it("refuses a value of a megabyte at once", async () => {
    await field().evaluate((element) => {
      (element as unknown as { value: string }).value = "9".repeat(1_000_000);
      element.dispatchEvent(new Event("change", { bubbles: true }));
    });
    await expect
      .poll(async () => opened.page.locator(`[data-lever="${TURNS}"] .problems`).textContent())
      .toContain("1000000 characters");
    await field().press("Escape");
  });

  it("says what was changed in its address, and goes from tab to tab with back and forward", async () => {
    await field().fill("8");
    await field().press("Enter");
    await expect.poll(cost).not.toBe("$1.056");
    const changed = await cost();
    const other = await openPage(file, { fragment: new URL(opened.page.url()).hash });
    expect(await other.page.locator(`[data-figure="${COST}"]`).textContent()).toBe(changed);
    expect(other.faults).toEqual([]);
    await other.close();
    await tab("Data");
    await opened.page.goBack();
    expect(await opened.page.locator("[role=tab][aria-selected=true]").textContent()).toBe("Conversation");
    expect(await cost()).toBe(changed);
    await opened.page.goForward();
    expect(await opened.page.locator("[role=tab][aria-selected=true]").textContent()).toBe("Data");
  });

  it("downloads a scenario that the command reads to the same figures, and opens it again", async () => {
    await field().fill("8");
    await field().press("Enter");
    await expect.poll(cost).not.toBe("$1.056");
    const changed = await cost();
    await tab("Scenarios");
    await opened.page.getByLabel("Name").fill("Short talks");
    await opened.page.getByRole("button", { name: "Save what is shown" }).click();
    const [download] = await Promise.all([
      opened.page.waitForEvent("download"),
      opened.page.getByRole("button", { name: "Download" }).click(),
    ]);
    expect(download.suggestedFilename()).toBe("short-talks.yaml");
    const plan = copyOfPlan();
    const scenario = join(plan, "scenarios/short-talks.yaml");
    await download.saveAs(scenario);
    const { out } = llmplan(["conversation", plan, "--scenario", "short-talks"]);
    expect(out).toContain(`costs ${changed}`);
    await opened.page.getByRole("button", { name: "Put all back" }).click();
    await opened.page.locator("input[type=file]").setInputFiles(scenario);
    await expect.poll(async () => opened.page.locator(".status").textContent()).toContain("Short talks");
    await tab("Conversation");
    expect(await cost()).toBe(changed);
  });

  it("says what is wrong with a hostile scenario file, and of another plan's that it is one", async () => {
    await tab("Scenarios");
    const bad = join(scratch(), "bad.yaml");
    writeFileSync(
      bad,
      "title: <img src=x onerror=document.title='hacked'>\nreason: none\n__proto__: {value: 1}\ndata: {person_days: -5}\n",
    );
    await opened.page.locator("input[type=file]").setInputFiles(bad);
    await expect.poll(async () => opened.page.locator("ul.problems").textContent()).toContain("person_days");
    const other = join(scratch(), "other.yaml");
    writeFileSync(
      other,
      '# llmplan workbench {"version":"0.0.1","plan":"0000000000000000"}\ntitle: Other\nreason: none\ndata: {person_days: 180}\n',
    );
    await opened.page.locator("input[type=file]").setInputFiles(other);
    await expect.poll(async () => opened.page.locator("ul.problems").textContent()).toContain("another plan");
    expect(await opened.page.title()).not.toBe("hacked");
  });

  it("fits the width of a phone on every tab", async () => {
    await opened.page.setViewportSize({ width: 360, height: 780 });
    for (const name of await opened.page.getByRole("tab").allTextContents()) {
      await tab(name);
      const width = await opened.page.evaluate("document.documentElement.scrollWidth");
      expect(width, name).toBeLessThanOrEqual(360);
    }
    await opened.page.setViewportSize({ width: 1280, height: 900 });
  });

  it("has caused no fault and asked nothing of the network", () => {
    expect(opened.faults).toEqual([]);
    expect(opened.requests.filter((url) => !/^(file|blob|data):/.test(url))).toEqual([]);
  });
});

describe.skipIf(CHROMIUM === "")("a plan whose words are scripts", () => {
  it("shows them as words", async () => {
    const plan = copyOfPlan();
    const path = join(plan, "plan.yaml");
    const evil = `</script><script>document.title='hacked'</script><img src=x onerror="document.title='hacked'">\u2028`;
    const text = readFileSync(path, "utf8")
      .replace(/^title: .*$/m, `title: ${JSON.stringify(evil)}`)
      .replace("note: Truncated towards zero and at 0, as the appendix does.", `note: ${JSON.stringify(evil)}`)
      .replace("source: D2.2 section 4.1.1, FHD and VUC on Work Package 3", `source: ${JSON.stringify(evil)}`);
    writeFileSync(path, text);
    const opened = await openPage(makePage(plan));
    for (const name of await opened.page.getByRole("tab").allTextContents())
      await opened.page.getByRole("tab", { name, exact: true }).click();
    await opened.page.getByRole("tab", { name: "Assumptions" }).click();
    expect(await opened.page.locator("h1").textContent()).toContain("</script><script>");
    expect(await opened.page.locator('[data-assumption="data.person_days"]').textContent()).toContain("onerror");
    expect(await opened.page.locator("img").count()).toBe(0);
    expect(await opened.page.evaluate("document.title")).not.toBe("hacked");
    expect(opened.faults).toEqual([]);
    await opened.close();
  });
});

/** The shipped plan with what it includes, to be written into. */
function copyOfPlan(): string {
  const folder = scratch();
  for (const part of ["rolepl-ai", "catalog"])
    cpSync(join(ROOT, "assumptions", part), join(folder, part), { recursive: true });
  return join(folder, "rolepl-ai");
}
