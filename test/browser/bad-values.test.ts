import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { InputError } from "../../src/assumptions/problem.ts";
import { readPlan } from "../plans/read.ts";
import { CHROMIUM, everyFigure, makePage, type OpenedPage, openPage, settled } from "./chromium.ts";

/** Values that no assumption takes. */
const BAD_VALUES = [
  "banana",
  "-1e30",
  ".nan",
  "1e999",
  "",
  "{a: &a [*a]}",
  "12\u0007",
  "15 to 5",
  "{__proto__: {polluted: 1}}",
  "<img src=x onerror=document.title='hacked'>",
];

interface Attempt {
  readonly path: string;
  readonly text: string;
}

interface Told {
  readonly problems: string;
  readonly marked: boolean;
  readonly status: string;
}

/** What the loader says of a value in each of some places, by their paths. */
function saidByLoader(text: string, paths: readonly string[]): ReadonlyMap<string, string> {
  // It says everything at once; but a law and its parameters cannot be set together, so parameters are asked for alone.
  const parameters = paths.filter((path) => paths.some((other) => path.startsWith(`${other}.`)));
  const others = paths.filter((path) => !parameters.includes(path));
  return new Map([...saidAtOnce(text, others), ...parameters.flatMap((path) => [...saidAtOnce(text, [path])])]);
}

function saidAtOnce(text: string, paths: readonly string[]): ReadonlyMap<string, string> {
  const said = new Map<string, string>();
  try {
    readPlan({ scenarios: ["classroom"], sets: paths.map((path) => `${path}=${text}`) });
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    for (const { path, found, expected } of error.problems) {
      const key = path.join(".");
      const place = paths.length === 1 ? paths[0] : paths.find((one) => key === one || key.startsWith(`${one}.`));
      if (place !== undefined && !said.has(place)) said.set(place, `found ${found}, expected ${expected}`);
    }
  }
  return said;
}

/** Types each value into its field and leaves it; after each, the field is put back with Escape. */
const typing = (attribute: string, attempts: readonly Attempt[]): string => `(async () => {
  const drawn = async () => { for (let turn = 0; turn < 6; turn++) await null; };
  const told = [];
  for (const { path, text } of ${JSON.stringify(attempts)}) {
    const place = document.querySelector('[${attribute}="' + path + '"]');
    const field = place.querySelector("input[type=text], select");
    if (field.tagName === "SELECT") field.add(new Option(text, text));
    field.value = text;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.dispatchEvent(new Event("change", { bubbles: true }));
    await drawn();
    told.push({
      problems: place.querySelector(".problems")?.textContent ?? "",
      marked: field.getAttribute("aria-invalid") === "true" || field.tagName === "SELECT",
      status: document.querySelector(".status").textContent,
    });
    field.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true }));
    await drawn();
  }
  return told;
})()`;

describe.skipIf(CHROMIUM === "")("a bad value", () => {
  let opened: OpenedPage;
  let before: Awaited<ReturnType<typeof everyFigure>>;
  /** What the loader says, by value and path. */
  let loader: ReadonlyMap<string, ReadonlyMap<string, string>>;

  beforeAll(async () => {
    opened = await openPage(makePage("assumptions/rolepl-ai", "--scenario", "classroom"));
    await settled(opened.page);
    before = await everyFigure(opened.page);
  }, 120_000);
  afterAll(async () => opened?.close());

  async function expectRefused(attribute: string, attempts: readonly Attempt[]): Promise<void> {
    const told = (await opened.page.evaluate(typing(attribute, attempts))) as readonly Told[];
    for (const [at, { path, text }] of attempts.entries()) {
      const what = `${path}=${JSON.stringify(text)}`;
      const said = loader.get(text)?.get(path);
      expect(said, what).toBeDefined();
      expect(told[at]?.problems, what).toContain(said);
      expect(told[at]?.marked, what).toBe(true);
      expect(told[at]?.status, what).toContain("As the plan has it.");
    }
  }

  /** Some of the bad values for each path, in turn. */
  const inTurn = (paths: readonly string[], some: number): readonly Attempt[] =>
    paths.flatMap((path, place) =>
      Array.from({ length: some }, (_, turn) => ({
        path,
        text: BAD_VALUES[(place * some + turn) % BAD_VALUES.length] ?? "",
      })),
    );

  it("is refused by every field of the assumptions in the loader's words", async () => {
    const { page } = opened;
    await page.locator("#tab-assumptions").click();
    // Groups of published tables are folded.
    await page.locator("details.group:not([open]) > summary").evaluateAll((heads) => {
      for (const head of heads) (head as unknown as { click(): void }).click();
    });
    await expect.poll(() => page.locator("details.group:not([open])").count()).toBe(0);
    const paths = await pathsIn("data-assumption");
    expect(paths.length).toBeGreaterThan(300);
    // Cells of published tables are many of the same kind: each gets one of the values.
    const cells = paths.filter((path) => path.includes(".rows."));
    const own = paths.filter((path) => !cells.includes(path));
    const attempts = [...inTurn(own, BAD_VALUES.length), ...inTurn(cells, 1)];
    const tried = (text: string) => attempts.filter((attempt) => attempt.text === text).map(({ path }) => path);
    loader = new Map(BAD_VALUES.map((text) => [text, saidByLoader(text, tried(text))]));
    await expectRefused("data-assumption", attempts);
  }, 180_000);

  it("is refused by every field beside a slider in the loader's words", async () => {
    const { page } = opened;
    let fields = 0;
    for (const tab of await page.getByRole("tab").all()) {
      await tab.click();
      const paths = await pathsIn("data-lever");
      fields += paths.length;
      await expectRefused("data-lever", inTurn(paths, 3));
    }
    expect(fields).toBeGreaterThan(30);
  }, 180_000);

  it("has changed no figure, left no mark and caused no fault", async () => {
    const { page } = opened;
    expect(await everyFigure(page)).toEqual(before);
    await page.locator("#tab-assumptions").click();
    expect(await page.locator(".problems").count()).toBe(0);
    expect(await page.getByRole("button", { name: "Undo" }).isDisabled()).toBe(true);
    expect(await page.title()).not.toBe("hacked");
    expect(await page.evaluate("({}).polluted === undefined")).toBe(true);
    expect(opened.faults).toEqual([]);
  });

  const pathsIn = (attribute: string): Promise<readonly string[]> =>
    opened.page
      .locator(`[${attribute}]`)
      .evaluateAll((elements, name) => elements.map((element) => element.getAttribute(name) ?? ""), attribute);
});
