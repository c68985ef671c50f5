import { deflateRawSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CHROMIUM, everyFigure, makePage, type OpenedPage, openPage, settled } from "./chromium.ts";

/** Far more than any answer takes, far less than somebody waits who thinks that the page is stuck. */
const SOON = { timeout: 8000 };

const deep = (levels: number): string => `${"{a: ".repeat(levels)}1${"}".repeat(levels)}`;
const bomb = `a: &a [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]\n${"bcdefghij"
  .split("")
  .map((name, at) => {
    const before = "abcdefghij"[at];
    return `${name}: &${name} [${Array(10).fill(`*${before}`).join(", ")}]\n`;
  })
  .join("")}`;
const scenario = (values: string, mark = ""): string => `${mark}title: Hostile\nreason: none\n${values}\n`;
const mark = (version: string, plan: string): string => `# llmplan workbench ${JSON.stringify({ version, plan })}\n`;
const manyKeys = Array.from({ length: 12_000 }, (_, key) => `k${key}: 1`).join("\n");

/** Files with what the page says of them; names say what they are. */
const FILES: readonly (readonly [string, string | Buffer, RegExp])[] = [
  ["5 MB", "x".repeat(5_000_000), /5000000 bytes; a scenario has at most/],
  ["empty", "", /expected a scenario/],
  ["binary", Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0xff, 0xfe, 0, 1, 2, 3]), /expected UTF-8 text/],
  ["binary, as long as may be", Buffer.alloc(190_000, 0x9d), /expected UTF-8 text/],
  ["a list", "- 1\n- 2\n", /expected a scenario/],
  ["deep nesting", `data: ${deep(20_000)}`, /more than 64 maps and lists/],
  ["deep nesting by indentation", Array.from({ length: 300 }, (_, at) => `${" ".repeat(at)}a:`).join("\n"), /64/],
  ["an alias bomb", bomb, /aliases|values/],
  ["aliases in a circle", "data: {person_days: &a [*a]}", /more than 64 maps and lists/],
  ["__proto__", scenario("__proto__: {polluted: {value: 1}}\nconstructor: {prototype: {polluted: 1}}"), /__proto__/],
  ["__proto__ within", scenario("data: {__proto__: {polluted: 1}}"), /__proto__/],
  ["a tag", "!!js/function 'alert(1)'", /not YAML|tag/],
  ["thousands of keys", scenario(manyKeys), /found 12000 changes, expected at most 1000/],
  ["half a megabyte in a value", scenario(`data: {person_days: "${"9".repeat(150_000)}"}`), /found /],
  [
    "a script where a number belongs",
    scenario("data: {person_days: <script>document.title='hacked'</script>}"),
    /found /,
  ],
  ["what is no assumption", scenario("data: {person_hours: 5}"), /did you mean|expected one of/],
  ["an unknown parent", scenario("extends: ../../etc/passwd"), /no scenario/],
  [
    "a value out of range",
    scenario("data: {person_days: -5}"),
    /of range\.yaml:3:8: data\.person_days\.value: found -5, expected a number from 0 up/,
  ],
];

/** Files that are read, with what the page says beside them. */
const STRANGE: readonly (readonly [string, string, RegExp])[] = [
  ["of another plan", scenario("data: {person_days: 181}", mark("0.1.0", "0000000000000000")), /another plan/],
  ["with a broken mark", scenario("data: {person_days: 182}", "# llmplan workbench {\n"), /^$/],
  ["with a mark of another kind", scenario("data: {person_days: 183}", `${mark("x", "y")}`), /another plan/],
];

const packed = (value: unknown): string =>
  deflateRawSync(typeof value === "string" ? value : JSON.stringify(value)).toString("base64url");
const state = (edits: readonly (readonly [string, string])[], p = "0", v = "0"): string =>
  packed({ v, p, s: [], e: edits });

const FRAGMENTS: readonly (readonly [string, string, RegExp])[] = [
  ["bad base64", "state=%00%ff!!!", /cannot be read/],
  ["bad deflate", "state=AAAA", /cannot be read/],
  [
    "a deflate bomb",
    `state=${deflateRawSync(Buffer.alloc(10_000_000)).toString("base64url")}`,
    /more than a page of changes/,
  ],
  ["half a link", `state=${state([["data.person_days", "5"]]).slice(0, 30)}`, /cannot be read/],
  ["a megabyte", `state=${"A".repeat(1_000_000)}`, /too long/],
  ["no JSON", `state=${packed("{")}`, /cannot be read/],
  ["another shape", `state=${packed({ v: 1, p: [], s: {}, e: "__proto__" })}`, /cannot be read/],
  ["HTML", "state=<img src=x onerror=document.title='hacked'>", /cannot be read/],
  [
    "a script as a value",
    `state=${state([["data.person_days", "<img src=x onerror=document.title='hacked'>"]])}`,
    /do not fit/,
  ],
  ["__proto__", `state=${state([["__proto__.polluted", "1"]])}`, /do not fit/],
  ["an alias bomb", `state=${state([["data.person_days", "{a: &a [*a, *a]}"]])}`, /do not fit/],
  ["more changes than a page has", `state=${state(Array(1500).fill(["data.person_days", "5"]))}`, /cannot be read/],
  ["a thousand changes", `state=${state(Array.from({ length: 1000 }, (_, at) => [`data.k${at}`, "5"]))}`, /do not fit/],
];

describe.skipIf(CHROMIUM === "")("hostile input", () => {
  let file: string;
  let opened: OpenedPage;
  let before: Awaited<ReturnType<typeof everyFigure>>;
  const told = () => opened.page.locator("#panel-scenarios ul.problems").textContent();
  const status = () => opened.page.locator(".status").textContent();

  beforeAll(async () => {
    file = makePage("assumptions/rolepl-ai");
    opened = await openPage(file);
    await settled(opened.page);
    before = await everyFigure(opened.page);
    await opened.page.locator("#tab-scenarios").click();
  }, 120_000);
  afterAll(async () => opened?.close());

  const choose = (name: string, content: string | Buffer) =>
    opened.page
      .locator("input[type=file]")
      .setInputFiles({ name: `${name}.yaml`, mimeType: "text/yaml", buffer: Buffer.from(content) });

  /** Drops a file as a hand does; a page takes what is dropped through an event that carries it. */
  const drop = (name: string, content: string | Buffer) =>
    opened.page.evaluate(`(() => {
      const dataTransfer = new DataTransfer();
      const bytes = Uint8Array.from(atob("${Buffer.from(content).toString("base64")}"), (one) => one.charCodeAt(0));
      dataTransfer.items.add(new File([bytes], ${JSON.stringify(`${name}.yaml`)}));
      const place = document.querySelector(".drop");
      for (const kind of ["dragover", "drop"])
        place.dispatchEvent(new DragEvent(kind, { dataTransfer, bubbles: true, cancelable: true }));
    })()`);

  it.each(FILES)("in a scenario file is refused with its reason: %s", async (name, content, reason) => {
    for (const give of content.length < 1_000_000 ? [choose, drop] : [choose]) {
      await give("good", "title: Good\nreason: none\n");
      await expect.poll(() => opened.page.locator("#panel-scenarios ul.problems").count(), SOON).toBe(0);
      await give(name, content);
      await expect.poll(told, SOON).toMatch(reason);
    }
    expect(await status()).toContain("As the plan has it.");
  });

  it.each(STRANGE)("a scenario file %s says so", async (name, content, said) => {
    await choose(name, content);
    await expect.poll(status, SOON).toContain("1 changed.");
    if (said.source !== "^$") expect(await told()).toMatch(said);
    else expect(await opened.page.locator("#panel-scenarios ul.problems").count()).toBe(0);
    await opened.page.getByRole("button", { name: "Put all back" }).click();
  });

  it("a scenario file of another version says so", async () => {
    const { digest } = JSON.parse((await opened.page.locator("#plan").textContent()) ?? "{}");
    await choose("older", scenario("data: {person_days: 184}", mark("0.0.1", digest)));
    await expect.poll(told, SOON).toContain("They were made with llmplan 0.0.1; this page is of");
    await opened.page.getByRole("button", { name: "Put all back" }).click();
  });

  it("a script in the title of a scenario file is words, and few of them", async () => {
    const title = `<img src=x onerror=document.title='hacked'>${"x".repeat(100_000)}`;
    await choose("title", `title: ${JSON.stringify(title)}\nreason: none\ndata: {person_days: 185}\n`);
    await expect.poll(status, SOON).toContain("<img src=x onerror=");
    expect((await status())?.length).toBeLessThan(400);
    await opened.page.getByRole("button", { name: "Put all back" }).click();
  });

  it.each(FRAGMENTS)("in the address is refused with its reason: %s", async (_, fragment, reason) => {
    await opened.page.evaluate(`location.hash = ${JSON.stringify(fragment)}`);
    await expect.poll(status, SOON).toMatch(reason);
    expect(await status()).toContain("As the plan has it.");
    await opened.page.evaluate("history.replaceState(null, '', '#tab=scenarios')");
    // A link that is fine, so that what is said next is of the next.
    await opened.page.getByRole("button", { name: "Copy link" }).click();
    await expect.poll(status, SOON).toMatch(/copied|Copy the address/);
  });

  it("in the address does not keep a page from opening", async () => {
    const fragment = `#tab=<script>document.title='hacked'</script>&state=${state([["data.person_days", "<b>"]])}`;
    const other = await openPage(file, { fragment });
    expect(await other.page.locator(".status").textContent()).toMatch(/do not fit/);
    expect(await other.page.locator("#panel-decision").count()).toBe(1);
    expect(await other.page.title()).not.toBe("hacked");
    expect(other.faults).toEqual([]);
    await other.close();
  });

  it("has changed no figure, run nothing and caused no fault", async () => {
    expect(await everyFigure(opened.page)).toEqual(before);
    expect(await opened.page.title()).not.toBe("hacked");
    expect(await opened.page.evaluate("({}).polluted === undefined")).toBe(true);
    expect(await opened.page.locator("img, script:not([id]):not(:last-of-type)").count()).toBe(0);
    expect(opened.faults).toEqual([]);
    expect(opened.requests.filter((url) => !/^(file|blob|data):/.test(url))).toEqual([]);
  });
});
