import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { llmplan, ROOT, scratch } from "./run.ts";

/** A copy of the shipped plan in which some text is replaced. */
function spoiled(...changes: readonly (readonly [from: string, to: string])[]): string {
  const folder = scratch();
  cpSync(join(ROOT, "assumptions"), join(folder, "assumptions"), { recursive: true });
  const file = join(folder, "assumptions/rolepl-ai/plan.yaml");
  let text = readFileSync(file, "utf8");
  for (const [from, to] of changes) {
    expect(text).toContain(from);
    text = text.replace(from, to);
  }
  writeFileSync(file, text);
  return folder;
}

/** Line and column at which a text first stands in the shipped plan. */
function placeOf(text: string): string {
  const before = readFileSync(join(ROOT, "assumptions/rolepl-ai/plan.yaml"), "utf8").split(text)[0] ?? "";
  const lines = before.split("\n");
  return `${lines.length}:${(lines.at(-1) ?? "").length + 1}`;
}

const PLAN = "assumptions/rolepl-ai/plan.yaml";

describe("bad input", () => {
  it.each<[string, string, string, RegExp]>([
    [
      "a wrong type",
      "value: 170",
      "value: many",
      /data\.person_days\.value: found the text "many", expected a number from 0 up/,
    ],
    ["a misspelt key", "writing_speed:", "writting_speed:", /found an unknown key, .*did you mean.*writing_speed/],
    [
      "a negative speed",
      "value: 25\n",
      "value: -25\n",
      /data\.writing_speed\.value: found -25, expected a number above 0/,
    ],
    ["a share above 1", "value: 0.3\n", "value: 1.3\n", /found 1\.3, expected a number from 0 to 1/],
    [
      "a duplicate key",
      "hours_per_day:",
      "person_days:",
      /data\.person_days: found the key twice, in line \d+ and line \d+, expected each key once/,
    ],
    ["a distribution that cannot exist", "{ mean: 20, sd: 8 }", "{ mean: 20, sd: -8 }", /sd: found -8/],
  ])("%s is told with file, line, column, key, found and expected", (_, from, to, message) => {
    const { code, err, out } = llmplan(["data"], { cwd: spoiled([from, to]) });
    expect(code).toBe(2);
    expect(out).toBe("");
    expect(err).toMatch(new RegExp(`^${PLAN.replaceAll(".", "\\.")}:\\d+:\\d+: `, "m"));
    expect(err).toMatch(message);
  });

  it("a missing unit is told at the assumption that lacks it", () => {
    const cwd = spoiled(["    value: 7.5\n    unit: hours/day\n", "    value: 7.5\n"]);
    const { code, err } = llmplan(["data"], { cwd });
    expect(code).toBe(2);
    expect(err).toMatch(/data\.hours_per_day(\.unit)?: found nothing|data\.hours_per_day\.unit/);
  });

  it("all problems come in one go, in the order of their lines, with their exact places", () => {
    const cwd = spoiled(["value: 170", "value: none"], ["value: 25\n", "value: 0\n"], ["unit: EUR\n", "unit: euros\n"]);
    const { err } = llmplan(["data"], { cwd });
    const lines = err.trim().split("\n");
    expect(lines).toHaveLength(3);
    const [days, speed, unit] = ["170", "25\n", "EUR\n"].map((text) => placeOf(text));
    expect(lines[0]).toMatch(`${PLAN}:${days}: data.person_days.value: found`);
    expect(lines[1]).toMatch(`${PLAN}:${speed}: data.writing_speed.value: found 0`);
    expect(lines[2]).toMatch(`${PLAN}:${unit}: budget.training_eur.unit: found`);
  });

  it("an unknown or a circular scenario names what there is", () => {
    const unknown = llmplan(["data", "--scenario", "with-dout"]);
    expect(unknown.code).toBe(2);
    expect(unknown.err).toMatch(/with-doubt/);
    const cwd = spoiled();
    const scenarios = join(cwd, "assumptions/rolepl-ai/scenarios");
    writeFileSync(join(scenarios, "a.yaml"), "title: A\nreason: x\nextends: b\n");
    writeFileSync(join(scenarios, "b.yaml"), "title: B\nreason: x\nextends: a\n");
    const circular = llmplan(["data", "--scenario", "a"], { cwd });
    expect(circular.code).toBe(2);
    expect(circular.err).toMatch(/a.* → .*b.* → .*a/);
  });

  it.each<[string, string, RegExp]>([
    ["a constant number of turns out of reach", "conversation.turns=200000", /conversation\.turns\.value: found turns/],
    [
      "a law of turns out of reach",
      "conversation.turns={lognormal: {mean: 20, sd: 400}}",
      /conversation\.turns\.value\.lognormal: found turns reach beyond 100000, expected a law/,
    ],
    [
      "shares above the whole",
      "data.reviewing_share_fraction=0.8",
      /data\.reviewing_share_fraction\.value: found 0\.8 beside 0\.3 .*, expected shares that add up to at most 1/,
    ],
    [
      "shares whose spreads reach above the whole",
      "data.reviewing_share_fraction={uniform: {min: 0.1, max: 0.75}}",
      /found up to 0\.75 beside 0\.3 /,
    ],
    [
      "a GPU without a factor",
      "pretraining.rows.bloom.gpu=a10",
      /bloom\.gpu: found a10, expected a GPU with a published H100 equivalence factor .*: h100, a100, .*did you mean a100/,
    ],
  ])("%s is told at its place, as input", (_, setting, message) => {
    const { code, err } = llmplan(["conversation", "--set", setting]);
    expect(code).toBe(2);
    expect(err).toMatch(message);
  });

  it("a setting that does not fit is told as such", () => {
    const { code, err } = llmplan(["data", "--set", "data.person_dys=3", "--set", "data.writing_speed=fast"]);
    expect(code).toBe(2);
    expect(err).toMatch(/--set data\.person_dys: .*did you mean person_days/);
    expect(err).toMatch(/--set data\.writing_speed\.value: found the text "fast"/);
  });

  it.each<[string, string, RegExp]>([
    ["an empty file", "", /found an empty file/],
    ["a list at the top", "- a\n", /found a list/],
    ["broken YAML", "data: {a: 1\nb: [", /plan\.yaml:\d+:\d+/],
    ["10 MB of YAML", `title: x\n${"a: 1 # padding\n".repeat(700_000)}`, /megabyte|MB|characters/],
  ])("%s is refused quickly", (_, text, message) => {
    const cwd = scratch();
    writeFileSync(join(cwd, "plan.yaml"), text);
    const start = performance.now();
    const { code, err } = llmplan(["data"], { cwd });
    expect(code).toBe(2);
    expect(err).toMatch(message);
    expect(performance.now() - start).toBeLessThan(10_000);
  });

  it("no plan, a plan that is not there, a folder without one, several plans", () => {
    const empty = scratch();
    expect(llmplan(["data"], { cwd: empty })).toMatchObject({ code: 2, err: expect.stringMatching(/no plan here/) });
    expect(llmplan(["data", "nowhere"], { cwd: empty })).toMatchObject({
      code: 2,
      err: expect.stringMatching(/nowhere/),
    });
    mkdirSync(join(empty, "folder"));
    expect(llmplan(["data", "folder"], { cwd: empty })).toMatchObject({
      code: 2,
      err: expect.stringMatching(/plan\.yaml/),
    });
    const two = spoiled();
    cpSync(join(two, "assumptions/rolepl-ai"), join(two, "assumptions/other"), { recursive: true });
    expect(llmplan(["data"], { cwd: two })).toMatchObject({ code: 2, err: expect.stringMatching(/several plans/) });
  });

  it("a section that the plan does not have", () => {
    const cwd = scratch();
    writeFileSync(join(cwd, "plan.yaml"), "schema: 1\ntitle: Nothing yet\n");
    for (const command of ["conversation", "data", "compute", "approaches"])
      expect(llmplan([command], { cwd })).toMatchObject({ code: 2, err: expect.stringMatching(/no section/) });
  });

  it("a reference to a figure or a GPU that is not there is told at its place", () => {
    const figure = llmplan(["approaches"], { cwd: spoiled(["sft_runs.*.h100_days", "sft_walks.*.h100_days"]) });
    expect(figure.code).toBe(2);
    expect(figure.err).toMatch(/plan\.yaml:\d+:\d+: approaches\.sft\.h100_days: found sft_walks/);
  });

  it.each([
    [["data", "--seed", "minus"]],
    [["data", "--seed", "1.5"]],
    [["conversation", "--engine", "magic"]],
    [["conversation", "--conversations", "0"]],
    [["nonsense"]],
    [["data", "--nonsense"]],
    [["report"]],
    [["report", "--out", ""]],
    [["data", "--out", ""]],
    [["schema", "--out", ""]],
    [["tables", "--format", "md", "--out", ""]],
    [["sensitivity", "data.instances", "--charts", ""]],
  ])("a wrong command line leaves with 2: %j", (args) => {
    const { code, err, out } = llmplan(args);
    expect(code).toBe(2);
    expect(out).toBe("");
    expect(err.length).toBeGreaterThan(0);
  });

  it("an output that cannot be written leaves nothing behind", () => {
    const cwd = spoiled();
    writeFileSync(join(cwd, "file"), "in the way");
    for (const args of [
      ["report", "--out", "file"],
      ["report", "--out", "file/deeper"],
      ["data", "--out", "file/data.txt"],
      ["data", "--out", "assumptions"],
    ]) {
      const { code, err } = llmplan(args, { cwd });
      expect(code, args.join(" ")).toBe(2);
      expect(err).toMatch(/cannot write/);
    }
    expect(readFileSync(join(cwd, "file"), "utf8")).toBe("in the way");
    expect(readdirSync(cwd).sort()).toEqual(["assumptions", "file"]);
    expect(readdirSync(join(cwd, "assumptions")).filter((name) => name.startsWith("."))).toEqual([]);
  });

  it("a plan on standard input is read, and told as - where it is wrong", () => {
    const cwd = scratch();
    const read = llmplan(["data", "-"], { cwd, input: "schema: 1\ntitle: 3\n" });
    expect(read).toMatchObject({ code: 2, err: expect.stringMatching(/^-:2:8: title: found 3, expected text/) });
  });

  it("writes a result into a new folder, whole", () => {
    const cwd = spoiled();
    expect(llmplan(["data", "--json", "--out", "new/data.json"], { cwd }).code).toBe(0);
    expect(JSON.parse(readFileSync(join(cwd, "new/data.json"), "utf8")).command).toBe("data");
    expect(existsSync(join(cwd, "new"))).toBe(true);
  });
});
