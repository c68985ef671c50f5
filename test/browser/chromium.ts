import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type BrowserContext, chromium, type Page } from "playwright-core";
import { ROOT, scratch } from "../cli/run.ts";

/** Chromium of the system: `CHROMIUM`, or what the path has. Empty where there is none, which CI does not allow. */
export const CHROMIUM = process.env.CHROMIUM ?? spawnSync("which", ["chromium"], { encoding: "utf8" }).stdout.trim();

if (CHROMIUM === "") {
  const told = "no Chromium: set CHROMIUM or install one (apt-get install chromium); browser tests are left out";
  if (process.env.CI) throw new Error(told);
  process.stderr.write(`${told}\n`);
}

/** No network, no services of its own, nothing kept. */
const FLAGS = [
  ...["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"],
  ...["--disable-background-networking", "--disable-component-update", "--disable-sync"],
  // The same pixels on every machine.
  ...["--font-render-hinting=none", "--disable-lcd-text", "--force-color-profile=srgb"],
];

export interface OpenedPage {
  readonly page: Page;
  readonly context: BrowserContext;
  /** What went wrong in the page, and what it asked for besides itself. */
  readonly faults: readonly string[];
  readonly requests: readonly string[];
  close(): Promise<void>;
}

/** Opens a file as somebody would who got it by mail. */
export async function openPage(
  file: string,
  {
    fragment = "",
    ...options
  }: { readonly fragment?: string } & Parameters<typeof chromium.launchPersistentContext>[1] = {},
): Promise<OpenedPage> {
  const profile = mkdtempSync(join(tmpdir(), "llmplan-chromium-"));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: CHROMIUM,
    headless: true,
    viewport: { width: 1280, height: 900 },
    deviceScaleFactor: 1,
    ...options,
    args: FLAGS,
  });
  const page = context.pages()[0] ?? (await context.newPage());
  const faults: string[] = [];
  const requests: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") faults.push(message.text());
  });
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("request", (request) => requests.push(request.url().replace(/^blob:.*/, "blob:")));
  await page.goto(`${pathToFileURL(file).href}${fragment}`);
  await page.locator("[role=tablist]").waitFor();
  return {
    page,
    context,
    faults,
    requests,
    async close() {
      await context.close();
      rmSync(profile, { recursive: true, force: true });
    },
  };
}

/** Makes a page with the built command. */
export function makePage(...args: readonly string[]): string {
  const file = join(scratch(), "plan.html");
  const command = [join(ROOT, "dist/cli/main.js"), "workbench", ...args, "--out", file];
  const { status, stderr } = spawnSync(process.execPath, command, { cwd: ROOT, encoding: "utf8" });
  if (status !== 0) throw new Error(stderr);
  return file;
}

/** Every figure that the page shows, by id, as its text and its full value. */
export async function everyFigure(page: Page): Promise<ReadonlyMap<string, { text: string; value: string }>> {
  await page.locator("#tab-figures").click();
  const rows = await page
    .locator("[data-every]")
    .evaluateAll((elements) =>
      elements.map((element) => [
        element.getAttribute("data-every") ?? "",
        { text: element.textContent ?? "", value: element.getAttribute("data-value") ?? "" },
      ]),
    );
  return new Map(rows as [string, { text: string; value: string }][]);
}

/** Waits until nothing is being computed. */
export const settled = async (page: Page): Promise<void> =>
  page.locator(".panel[aria-busy=false]").first().waitFor({ timeout: 60_000 });
