import { describe, expect, it } from "vitest";
import { load, problemLines, SAMPLE } from "./sample-plan.ts";

const [HEAD, RUNS] = SAMPLE.split("runs:\n");
const scenario = (body: string, extend = "") => `title: T\nreason: Because.\n${extend}${body}`;

const files = {
  "plan.yaml": SAMPLE,
  "scenarios/lean.yaml": scenario("data:\n  person_days: 100\nruns:\n  rows:\n    bloom: { days: 90 to 120 }\n"),
  "scenarios/leaner.yaml": scenario("data: { person_days: 50 }\n", "extends: lean\n"),
  "scenarios/sourced.yaml": scenario("data: { person_days: { value: 187, source: Solved, provenance: derived } }\n"),
  "scenarios/noted.yaml": scenario("data: { person_days: { note: Why. } }\n"),
  "scenarios/loop.yaml": scenario("", "extends: pool\n"),
  "scenarios/pool.yaml": scenario("", "extends: loop\n"),
};

describe("includes", () => {
  it("join the sections of several files, which keep their places", () => {
    const { leaves, files: read } = load({
      "plan.yaml": `include: [sub/runs.yaml]\n${HEAD}`,
      "sub/runs.yaml": `include: [../more.yaml]\nruns:\n${RUNS?.split("context:")[0]}`,
      "more.yaml":
        "context: { a: 1 }\ndata: { speed: { value: 25, unit: words/min, source: S, provenance: chosen } }\n",
    });
    expect(leaves.runs?.rows.bloom?.days.place).toMatchObject({ file: "sub/runs.yaml", line: 7 });
    expect(leaves.data.speed?.place).toMatchObject({ file: "more.yaml", line: 2 });
    expect(read).toEqual(["plan.yaml", "sub/runs.yaml", "more.yaml"]);
  });

  it("that give a leaf twice are told with both places", () => {
    const twice = { "plan.yaml": `include: [b.yaml]\n${SAMPLE}`, "b.yaml": "data:\n  person_days: { value: 3 }\n" };
    expect(problemLines(twice)).toEqual([
      "b.yaml:2:3: data.person_days: found the key again (first at plan.yaml:4:3), expected each key once in all files",
    ]);
  });

  it("that are missing, circular or no file names are told at the include line", () => {
    expect(problemLines({ "plan.yaml": `include:\n  - no.yaml\n${SAMPLE}` })).toEqual([
      "plan.yaml:2:5: include.0: found a file that cannot be read (ENOENT: no such file, open 'no.yaml'), expected a readable file",
    ]);
    const circle = { "plan.yaml": `include: [b.yaml]\n${SAMPLE}`, "b.yaml": "include: [./plan.yaml]\n" };
    expect(problemLines(circle)).toEqual([
      "b.yaml:1:11: include.0: found a circle: plan.yaml → b.yaml → plan.yaml, expected files that do not include each other",
    ]);
    expect(problemLines({ "plan.yaml": `include: [/etc/passwd]\n${SAMPLE}` })[0]).toMatch(
      /^plan.yaml:1:11: include.0: found/,
    );
    expect(problemLines({ "plan.yaml": `include: b.yaml\n${SAMPLE}` })[0]).toMatch(
      /^plan.yaml:1:10: include: found the text/,
    );
  });
});

describe("scenarios", () => {
  it("replace a value, keep its unit and say who chose it, at their own place", () => {
    const { leaves, scenarioNames, scenarios } = load(files, { scenarios: ["lean"] });
    expect(leaves.data.person_days).toMatchObject({
      value: 100,
      unit: "days",
      source: "scenario lean",
      provenance: "chosen",
      place: { file: "scenarios/lean.yaml", line: 4, column: 16 },
    });
    expect("note" in leaves.data.person_days).toBe(false);
    expect(scenarioNames).toEqual(["lean"]);
    expect(scenarios).toEqual([{ name: "lean", title: "T", reason: "Because." }]);
  });

  it("replace single cells of a table, and leave the source of the others", () => {
    const { bloom } = load(files, { scenarios: ["lean"] }).leaves.runs?.rows ?? {};
    expect(bloom?.days).toMatchObject({
      source: "scenario lean",
      provenance: "chosen",
      spread: { family: "lognormal" },
    });
    expect(bloom?.gpus).toMatchObject({ value: 384, source: "D2.2 Table 3, row Bloom" });
  });

  it("extend another, and later ones win", () => {
    expect(load(files, { scenarios: ["leaner"] }).leaves.data.person_days.value).toBe(50);
    expect(load(files, { scenarios: ["leaner"] }).leaves.runs?.rows.bloom?.days.spread).toBeDefined();
    expect(load(files, { scenarios: ["leaner", "sourced"] }).leaves.data.person_days.value).toBe(187);
    expect(load(files, { scenarios: ["sourced", "leaner"] }).leaves.data.person_days.value).toBe(50);
    expect(load(files, { scenarios: ["leaner"] }).scenarios.map(({ name }) => name)).toEqual(["lean", "leaner"]);
  });

  it("may state a source, or change only the words", () => {
    const days = (name: string) => load(files, { scenarios: [name] }).leaves.data.person_days;
    expect(days("sourced")).toMatchObject({ value: 187, source: "Solved", provenance: "derived" });
    expect(days("noted")).toMatchObject({ value: 170, source: "D2.2 section 4.1.1", note: "Why." });
  });

  it("that are unknown are told with the nearest and the list", () => {
    expect(problemLines(files, { scenarios: ["laen"] })).toEqual([
      '--scenario: found the text "laen", no scenario, expected one of lean, leaner, loop, noted, pool, sourced (did you mean lean?)',
    ]);
    expect(problemLines({ "plan.yaml": SAMPLE }, { scenarios: ["../plan"] })[0]).toContain("no scenario");
  });

  it("that extend themselves in a circle are told with the circle", () => {
    expect(problemLines(files, { scenarios: ["loop"] })).toEqual([
      "scenarios/pool.yaml:3:10: extends: found a circle: loop → pool → loop, expected a scenario that does not extend itself",
    ]);
  });

  it("with unknown keys or rows, without title or reason, are told at their own lines", () => {
    const bad = {
      ...files,
      "scenarios/bad.yaml":
        "title: T\ndata:\n  person_dyas: 3\nruns:\n  rows:\n    blom: { days: 3 }\n    bloom: { dasy: 3 }\n",
    };
    expect(problemLines(bad, { scenarios: ["bad"] })).toEqual([
      "scenarios/bad.yaml:1:1: reason: found nothing, expected the reason for the scenario, in a sentence",
      "scenarios/bad.yaml:3:3: data.person_dyas: found an unknown key, expected one of person_days, share_fraction, speed, sessions (did you mean person_days?)",
      "scenarios/bad.yaml:6:5: runs.rows.blom: found an unknown row, expected a row of the plan: bloom, flm (did you mean bloom?)",
      "scenarios/bad.yaml:7:14: runs.rows.bloom.dasy: found an unknown key, expected one of label, source, provenance, note, days, gpus, gpu (did you mean days?)",
    ]);
  });
});

describe("--set", () => {
  const turns = (...sets: string[]) => load(files, { sets }).leaves.conversation?.turns;

  it("wins over scenarios and names itself as the place", () => {
    const { leaves } = load(files, { scenarios: ["lean"], sets: ["data.person_days=12", "data.person_days=13"] });
    expect(leaves.data.person_days).toMatchObject({ value: 13, source: "--set", place: { file: "--set", line: 0 } });
  });

  it("reaches into a distribution, and replaces one of another family or form", () => {
    expect(turns("conversation.turns.normal.mean=8")?.of).toMatchObject({ mean: { value: 8 }, sd: { value: 8 } });
    expect(turns("conversation.turns={lognormal: {p5: 4, p95: 9}}")?.of).toMatchObject({ p5: { value: 4 } });
    expect(turns("conversation.turns={normal: {mean: 3, sd: 1}}")?.of).toMatchObject({ mean: { value: 3 } });
    expect(turns("conversation.turns={empirical: [1, 2]}")?.of).toEqual({});
    expect(
      load(files, { sets: ["runs.rows.flm.days={uniform: {min: 1, max: 3}}"] }).leaves.runs?.rows.flm?.days.value,
    ).toBe(2);
  });

  it("with a wrong path or value is told without a line", () => {
    const lines = problemLines(files, {
      sets: [
        "conversaton.turns=3",
        "data.person_days",
        "data.share_fraction=1.2",
        "data.person_days=[",
        "data.speed=3",
      ],
    });
    expect(lines).toEqual([
      '--set: found the text "data.person_days", expected path=value, such as data.person_days=187',
      "--set data.person_days: found text that is not YAML (flow sequence must end with a ]), expected YAML 1.2",
      "--set data.share_fraction.value: found 1.2, expected a number from 0 to 1",
      "--set data.speed: found 3, expected a map of value, unit, source and provenance",
      "--set conversaton: found an unknown key, expected one of title, data, conversation, runs, context (did you mean conversation?)",
    ]);
  });
});
