import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import pixelmatch from "pixelmatch";
import { PNG } from "pngjs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ROOT, scratch } from "../cli/run.ts";
import { CHROMIUM, makePage, type OpenedPage, openPage, settled } from "./chromium.ts";

const FOLDER = join(ROOT, "test/golden/pages");
/** Writes the pictures again instead of comparing them; look at each before it is committed. */
const WRITE = process.env.LLMPLAN_WRITE_PICTURES === "1";

/** How far the colours of two pixels may lie apart, of 1; edges that only antialiasing draws differently do not count. */
const COLOUR = 0.1;
/** Browsers draw curves and edges a little differently, here and there; a label that moves differs in one place. */
const TILE = { width: 48, height: 24, most: 24 } as const;

/** Lists go on for many screens, of which one is like the other; the others have charts further down. */
const LISTS: readonly string[] = ["assumptions", "claims", "figures"];
const HIGHEST = { list: 1000, other: 2300 } as const;

/** Of each colour in a kept picture: it takes half the room, and the comparison does not tell such close colours apart. */
const LEVELS = 31;

function smaller(png: Buffer): Buffer {
  const picture = PNG.sync.read(png);
  for (const [at, value] of picture.data.entries())
    picture.data[at] = Math.round((Math.round((value / 255) * LEVELS) * 255) / LEVELS);
  return PNG.sync.write(picture, { deflateLevel: 9, deflateStrategy: 0, filterType: 0, colorType: 2 });
}

/** Where two pictures differ, a line a place; the picture of it is written into a folder of its own. */
function differences(name: string, drawn: Buffer, kept: Buffer): readonly string[] {
  const [now, before] = [PNG.sync.read(drawn), PNG.sync.read(kept)];
  const { width, height } = now;
  if (width !== before.width || height !== before.height)
    return [`is ${width} by ${height} pixels, was ${before.width} by ${before.height}; see ${written(name, drawn)}`];
  const picture = new PNG({ width, height });
  // The picture of the difference is red where the two differ, but for edges, and transparent elsewhere.
  pixelmatch(now.data, before.data, picture.data, width, height, { threshold: COLOUR, diffMask: true });
  const tiles = new Map<string, number>();
  for (let at = 0; at < width * height; at++) {
    if (picture.data[4 * at + 3] === 0) continue;
    const tile = `${TILE.width * Math.floor((at % width) / TILE.width)},${TILE.height * Math.floor(at / width / TILE.height)}`;
    tiles.set(tile, (tiles.get(tile) ?? 0) + 1);
  }
  const bad = [...tiles].filter(([, pixels]) => pixels > TILE.most);
  if (bad.length === 0) return [];
  const files = `${written(name, drawn)}, ${written(`${name}-difference`, PNG.sync.write(picture))}`;
  return [...bad.slice(0, 10).map(([tile, pixels]) => `${pixels} pixels differ near ${tile}`), `see ${files}`];
}

function written(name: string, png: Buffer): string {
  const file = join(scratch(), `${name}.png`);
  writeFileSync(file, png);
  return file;
}

describe.skipIf(CHROMIUM === "")("the pictures of the page", () => {
  const file = CHROMIUM === "" ? "" : makePage("assumptions/rolepl-ai", "--scenario", "classroom");
  let opened: OpenedPage;
  const inPage = <Value>(code: string) => opened.page.evaluate(code) as Promise<Value>;
  const painted = () =>
    inPage("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done())))");

  beforeAll(async () => {
    opened = await openPage(file, { reducedMotion: "reduce" });
    await settled(opened.page);
    if (WRITE) mkdirSync(FOLDER, { recursive: true });
  }, 120_000);
  afterAll(async () => opened?.close());

  /** The tab from top to end, without the line that names the version. */
  async function shot(tab: string, width: number): Promise<Buffer> {
    await opened.page.setViewportSize({ width, height: 900 });
    await opened.page.locator(`#tab-${tab}`).click();
    await settled(opened.page);
    await painted();
    const height = await inPage<number>("document.documentElement.scrollHeight");
    const highest = LISTS.includes(tab) ? HIGHEST.list : HIGHEST.other;
    // Charts are drawn once they are in sight.
    await opened.page.setViewportSize({ width, height: Math.min(height, highest) });
    await inPage("document.activeElement.blur(), document.querySelector('footer').style.visibility = 'hidden'");
    await opened.page.mouse.move(0, 0);
    await painted();
    return opened.page.screenshot({ animations: "disabled", caret: "hide" });
  }

  it.each([
    ["decision", 1280, "light"],
    ["break-even", 1280, "light"],
    ["conversation", 1280, "light"],
    ["data", 1280, "light"],
    ["compute", 1280, "light"],
    ["serving", 1280, "light"],
    ["assumptions", 1280, "light"],
    ["claims", 1280, "light"],
    ["scenarios", 1280, "light"],
    ["figures", 1280, "light"],
    ["decision", 1280, "dark"],
    ["decision", 360, "light"],
  ] as const)("are as they were looked at: %s, %i pixels wide, %s", async (tab, width, colorScheme) => {
    await opened.page.emulateMedia({ colorScheme });
    const name = [tab, ...(width === 1280 ? [] : [width]), ...(colorScheme === "light" ? [] : [colorScheme])].join("-");
    const drawn = await shot(tab, width);
    const kept = join(FOLDER, `${name}.png`);
    if (WRITE) writeFileSync(kept, smaller(drawn));
    expect(differences(name, drawn, readFileSync(kept)), name).toEqual([]);
  });

  it("are found to differ where one digit does, or where a label is moved by three pixels", async () => {
    await opened.page.emulateMedia({ colorScheme: "light" });
    const before = await shot("data", 1280);
    expect(differences("data", await shot("data", 1280), before)).toEqual([]);
    const number = "document.querySelector('.tile .big')";
    await inPage(
      `void (${number}.firstChild.data = ${number}.textContent.replace(/\\d(?=\\D*$)/, (digit) => (Number(digit) + 1) % 10))`,
    );
    const digit = await opened.page.screenshot();
    expect(differences("digit", digit, before).join()).toMatch(/pixels differ near/);
    await inPage(`void (document.querySelector('.lever label').style.translate = '3px')`);
    const label = await opened.page.screenshot();
    expect(differences("label", label, digit).join()).toMatch(/pixels differ near/);
  });
});
