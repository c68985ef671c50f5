import { describe, expect, it } from "vitest";
import { problemLines, SAMPLE } from "./sample-plan.ts";

/** The problems of the sample with one text replaced. */
function changed(from: string, to: string): readonly string[] {
  expect(SAMPLE).toContain(from);
  return problemLines(SAMPLE.replace(from, to));
}

const BELIEF = "a 90 % interval such as 25 to 40, or a distribution such as {pert: {min, mode, max}}";

describe("bad input gets file, line, column, key, what was found and what was expected", () => {
  it("a wrong type", () => {
    expect(changed("value: 170", "value: many")).toEqual([
      `plan.yaml:4:12: data.person_days.value: found the text "many", expected a number from 0 up, ${BELIEF}`,
    ]);
    expect(changed("value: 170", 'value: "170"')).toEqual([
      'plan.yaml:4:12: data.person_days.value: found the text "170", expected the number 170',
    ]);
    expect(changed("{ value: 0.3, unit: fraction, source: D2.2, provenance: chosen }", "0.3")).toEqual([
      "plan.yaml:9:19: data.share_fraction: found 0.3, expected a map of value, unit, source and provenance",
    ]);
    expect(changed("value: as-printed", "value: as_printed")).toEqual([
      'plan.yaml:16:21: conversation.billing.value: found the text "as_printed", expected as-printed or api (did you mean as-printed?)',
    ]);
  });

  it("a misspelt key, once", () => {
    expect(changed("    value: 170", "    vlaue: 170")).toEqual([
      "plan.yaml:4:5: data.person_days.vlaue: found an unknown key, expected one of value, unit, source, provenance, note (did you mean value?)",
    ]);
    expect(changed("mean: 12", "maen: 12")).toEqual([
      "plan.yaml:12:24: conversation.turns.value.normal.maen: found an unknown key, expected {mean, sd} (did you mean mean?)",
    ]);
    expect(changed("pert:", "prt:")[0]).toMatch(/^plan.yaml:24:15: runs.rows.flm.days.prt: .*did you mean pert\?\)$/);
  });

  it("a missing or strange unit", () => {
    expect(changed("    unit: days\n", "")).toEqual([
      "plan.yaml:3:3: data.person_days.unit: found nothing, expected the unit days or hours",
    ]);
    expect(changed("unit: days", "unit: day")).toEqual([
      'plan.yaml:5:11: data.person_days.unit: found the text "day", expected the unit days or hours (did you mean days?)',
    ]);
    expect(changed("{ days: days, gpus: GPUs }", "{ days: days }")).toEqual([
      "plan.yaml:20:3: runs.units.gpus: found nothing, expected the unit GPUs",
    ]);
  });

  it("a missing source or provenance", () => {
    expect(changed("    source: D2.2 section 4.1.1\n    provenance: published\n", "")).toEqual([
      "plan.yaml:3:3: data.person_days.source: found nothing, expected a source: document with section, table or page, or URL with date",
      "plan.yaml:3:3: data.person_days.provenance: found nothing, expected measured or published or derived or chosen",
    ]);
  });

  it("a negative number, a share above 1, a part of a whole", () => {
    expect(changed("value: 170", "value: -1")).toEqual([
      "plan.yaml:4:12: data.person_days.value: found -1, expected a number from 0 up",
    ]);
    expect(changed("value: 0.3", "value: 1.3")).toEqual([
      "plan.yaml:9:28: data.share_fraction.value: found 1.3, expected a number from 0 to 1",
    ]);
    expect(changed("gpus: 384", "gpus: 3.5")).toEqual([
      "plan.yaml:22:45: runs.rows.bloom.gpus: found 3.5, expected a whole number from 1 up",
    ]);
    expect(changed("mean: 12 to 30", "mean: -3")).toEqual([
      "plan.yaml:12:30: conversation.turns.value.normal.mean: found -3, expected a number from 0 up",
    ]);
  });

  it("a spread that reaches beyond the range, with the forms that do not", () => {
    const ends = "uniform, triangular, pert and truncated_normal end where they say";
    expect(changed("value: 0.3", "value: { uniform: { min: 0.5, max: 1.5 } }")).toEqual([
      `plan.yaml:9:28: data.share_fraction.value: found a spread, uniform, that reaches 1.5, expected a number from 0 to 1; ${ends}`,
    ]);
    // Φ⁻¹(0.001) = −3.0902, so P0.1 is 0.3 − 3.09 × 0.2 = −0.318.
    expect(changed("value: 0.3", "value: { normal: { mean: 0.3, sd: 0.2 } }")).toEqual([
      `plan.yaml:9:28: data.share_fraction.value: found a spread, normal, that reaches -0.318 (P0.1), expected a number from 0 to 1 from P0.1 to P99.9; ${ends}`,
    ]);
    expect(changed("value: 0.3", "value: { truncated_normal: { mean: 0.3, sd: 0.2, lower: 0, upper: 1 } }")).toEqual(
      [],
    );
    expect(changed("value: 0.3", "value: 0.2 to 0.4")).toEqual([]);
  });

  it("a distribution that cannot exist, at the parameter to blame", () => {
    expect(changed("value: 170", "value: { normal: { mean: 3, sd: -1 } }")).toEqual([
      "plan.yaml:4:37: data.person_days.value.normal.sd: found sd is -1, expected a finite number, 0 or more",
    ]);
    expect(changed("min: 20, mode: 22", "min: 20, mode: 12")[0]).toMatch(/^plan.yaml:24:\d+: runs.rows.flm.days.pert/);
    expect(changed("value: 170", "value: { lognormal: { mean: 3, p95: 4 } }").join()).toMatch(/lognormal/);
    expect(changed("value: 170", "value: { normal: { mean: 3 } }")).toEqual([
      "plan.yaml:4:14: data.person_days.value.normal.sd: found nothing, expected a number",
    ]);
    expect(changed("value: 170", "value: {}")[0]).toContain("found an empty map, expected one distribution");
    expect(changed("value: 170", "value: { empirical: [1, x] }")).toEqual([
      'plan.yaml:4:29: data.person_days.value.empirical.1: found the text "x", expected a number',
    ]);
    expect(changed("mean: 12 to 30, sd: 8", "mean: 20, sd: { normal: { mean: 3, sd: 2 } }")[0]).toContain(
      "plan.yaml:12:38: conversation.turns.value.normal.sd: found a spread, normal, that reaches -3.18 (P0.1)",
    );
  });

  it("numbers too large to compute with", () => {
    for (const value of ["{ normal: { mean: 1, sd: 1e300 } }", "{ empirical: [1e308, 1e308] }"]) {
      expect(changed("value: 170", `value: ${value}`)[0]).toContain("found numbers too large to compute with");
    }
  });

  it("a law whose uncertain parameters can make it impossible", () => {
    const [line] = changed("{ normal: { mean: 12 to 30, sd: 8 } }", "{ uniform: { min: 5 to 20, max: 10 to 30 } }");
    expect(line).toMatch(/^plan.yaml:12:\d+: conversation.turns.value.uniform: found a range in which min is/);
  });

  it("a short form that is none", () => {
    expect(changed("value: 170", "value: 20,000 to 30,000")).toEqual([
      "plan.yaml:4:12: data.person_days.value: found 20,000, expected 20000 or 20.000, without a comma",
      "plan.yaml:4:12: data.person_days.value: found 30,000, expected 30000 or 30.000, without a comma",
    ]);
    expect(changed("value: 170", "value: 40 to 25")[0]).toContain("expected two ends above 0, the smaller first");
    expect(changed("value: 170", "value: 0 to 25")[0]).toContain("expected two ends above 0");
    for (const good of [
      "1e3 to 2e3",
      "20_000 to 30_000",
      "1,000,000 to 2,000,000",
      "1.5 to 2",
      "20,000.5 to 30,000.5",
    ]) {
      expect(changed("value: 170", `value: ${good}`)).toEqual([]);
    }
  });

  it("a duplicate key, with both lines", () => {
    expect(changed("    unit: days\n", "    unit: days\n    unit: hours\n")).toEqual([
      "plan.yaml:6:5: data.person_days.unit: found the key twice, in line 5 and line 6, expected each key once",
    ]);
  });

  it("numbers that are not finite or not plain", () => {
    for (const number of [".nan", ".inf", "-.inf", "1e400", "017", "0o17", "0x1f", "9".repeat(400)]) {
      const lines = changed("value: 170", `value: ${number}`);
      expect(lines).toHaveLength(1);
      expect(lines[0]).toMatch(/^plan.yaml:4:12: data.person_days.value: found .*, expected a finite number in plain/);
    }
  });

  it("row keys that cannot be part of an id", () => {
    for (const key of ["Bloom", "2x", "value", "normal", "constructor"]) {
      expect(changed("    bloom:", `    ${key}:`)[0]).toContain(
        `plan.yaml:22:5: runs.rows.${key}: found the key ${key}`,
      );
    }
  });

  it("prototype keys are ordinary unknown keys", () => {
    for (const key of ["__proto__", "constructor", "toString"]) {
      expect(changed("data:\n", `data:\n  ${key}: { polluted: 1 }\n`)[0]).toMatch(
        new RegExp(`^plan.yaml:3:3: data.${key}: found an unknown key`),
      );
    }
    expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
  });

  it("several problems of one file, in the order of its lines", () => {
    const text = SAMPLE.replace("value: 170", "value: x").replace("unit: turns", "unit: turn").replace("105", "-105");
    expect(problemLines(text).map((line) => line.split(": ").slice(0, 2))).toEqual([
      ["plan.yaml:4:12", "data.person_days.value"],
      ["plan.yaml:13:11", "conversation.turns.unit"],
      ["plan.yaml:22:34", "runs.rows.bloom.days"],
    ]);
  });
});

describe("a file that is no plan", () => {
  const told = (text: string) => problemLines(text)[0];

  it("unreadable, empty or no map", () => {
    expect(problemLines({})).toEqual([
      "plan.yaml:1:1: found a file that cannot be read (ENOENT: no such file, open 'plan.yaml'), expected a readable file",
    ]);
    expect(told("")).toBe("plan.yaml:1:1: found an empty file, expected a map of keys and values");
    expect(told("# only a comment\n")).toContain("found an empty file");
    expect(told("- a\n")).toBe("plan.yaml:1:1: found a list, expected a map of keys and values");
    expect(told("words")).toBe('plan.yaml:1:1: found the text "words", expected a map of keys and values');
  });

  it("no UTF-8, with NUL, or with a byte order mark, which is taken off", () => {
    expect(told("a: 1\nb: \uFFFD")).toBe("plan.yaml:2:4: found bytes that are not UTF-8, expected UTF-8 text");
    expect(told("a: \0")).toBe("plan.yaml:1:4: found a NUL character, expected UTF-8 text");
    expect(told("a: \uD800")).toContain("found bytes that are not UTF-8");
    expect(problemLines(`\uFEFF${SAMPLE}`)).toEqual([]);
  });

  it("no YAML, or more than one document", () => {
    expect(told("a:\n  b: 1\n   c: 2")).toMatch(
      /^plan.yaml:\d+:\d+: .*expected lines of one group to begin in the same column/,
    );
    expect(told("a: [1,\nb: 2")).toMatch(/^plan.yaml:\d+:\d+: found text that is not YAML/);
    expect(told("a:\n\tb: 1")).toMatch(
      /^plan.yaml:2:1: found text that is not YAML \(tabs are not allowed.*expected spaces in place of tabs$/,
    );
    expect(told("title: Help: desk")).toMatch(/and quotes around a text that holds a colon$/);
    expect(told("a: {b: 1,\nc: 2")).not.toContain("same column");
    expect(told("a: 1\n---\nb: 1")).toContain("found a second document");
    expect(told("a: !foo 1")).toMatch(/^plan.yaml:1:4: found/);
    expect(told("a: *nowhere")).toMatch(/^plan.yaml:1:4: /);
    expect(problemLines("? [a]\n: 1").join("\n")).toContain("found a key that is not a word");
  });

  it("10 MB of YAML, refused at once", () => {
    const start = performance.now();
    expect(told("a: 1\n".repeat(2_000_000))).toBe(
      "plan.yaml:1:1: found 10,000,000 characters, expected at most 5,000,000",
    );
    expect(performance.now() - start).toBeLessThan(1_000);
  });

  it("a bomb of aliases or of depth, in bounded time", () => {
    const start = performance.now();
    const laughs = Array.from({ length: 12 }, (_, i) => `a${i}: &a${i} [${`*a${i - 1},`.repeat(i > 0 ? 9 : 0)}]`);
    expect(told(laughs.join("\n"))).toMatch(/found more than \d+ (aliases|values)/);
    expect(told("a: &a [*a]")).toMatch(/^plan.yaml:1:\d+: a/);
    for (const deep of ["[", "{a: ", "- ", "? "]) {
      expect(told(deep.repeat(200_000))).toContain("found more than 64 maps and lists inside one another");
    }
    expect(told(`{${"k: {".repeat(62)}`)).not.toContain("more than 64");
    expect(told(`[${"1,".repeat(600_000)}]`)).toContain("found more values than a plan has");
    expect(performance.now() - start).toBeLessThan(20_000);
  });

  it("with thousands of problems, of which the first are printed and the rest counted", () => {
    const lines = problemLines(Array.from({ length: 5_000 }, (_, i) => `key${i}: 1`).join("\n"));
    expect(lines).toHaveLength(201);
    expect(lines.at(-1)).toMatch(/^and \d+ more problems$/);
  });

  it("with control characters in keys and values, which are escaped", () => {
    const [line] = problemLines(`${SAMPLE}"\\e[31mred\\u202e": 1\n`);
    expect(line).toContain("\\x1b[31mred\\u202e: found an unknown key");
    expect(changed("value: 170", 'value: "\\e]0;x\\a"')[0]).not.toMatch(/\p{Cc}/u);
  });
});
