import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { loadPlan } from "../../../src/assumptions/load-plan.ts";
import { planFile } from "../../../src/assumptions/plan-file.ts";
import { PLAN_SCHEMA_VERSION } from "../../../src/assumptions/upgrade/plan-version.ts";
import type { UpgradeStep } from "../../../src/assumptions/upgrade/step.ts";
import { UPGRADE_STEPS } from "../../../src/assumptions/upgrade/steps.ts";
import { upgradePlan } from "../../../src/assumptions/upgrade/upgrade-plan.ts";
import { upgradedText, withVersion } from "../../../src/assumptions/upgrade/upgrade-text.ts";

const SHIPPED = join(import.meta.dirname, "../../../assumptions");

/** The shipped plan as the form before version 1 had it: no version, and what approaches build on without `reference_`. */
function formerly(text: string): string {
  return text
    .replace(/^schema: 1\n/m, "")
    .replaceAll(".reference_h100_days", ".h100_days")
    .replaceAll(".reference_instances", ".instances_needed")
    .replaceAll(".reference_tokens", ".tokens_needed");
}

const upgraded = (files: Readonly<Record<string, string>>, path = "plan.yaml") =>
  upgradePlan({
    read: (file) => files[file] ?? raise(`no ${file}`),
    list: (folder) =>
      Object.keys(files).flatMap((file) => (file.startsWith(`${folder}/`) ? [file.slice(folder.length + 1)] : [])),
    path,
  });

const raise = (message: string): never => {
  throw new Error(message);
};

const brought = (text: string, path?: string): string | undefined =>
  upgraded({ "plan.yaml": text }, path).files[0]?.after;

describe("an older plan", () => {
  it("becomes the shipped one to the byte: comments, quotes, blank lines and columns stay", () => {
    const plan = join(SHIPPED, "rolepl-ai/plan.yaml");
    const read = (file: string) => readFileSync(file, "utf8");
    const { from, files } = upgradePlan({
      read: (file) => formerly(read(file)),
      list: (it) => readdirSync(it),
      path: plan,
    });
    expect(from).toBe(0);
    // The plan with what it includes, and its nine scenarios.
    expect(files.length).toBeGreaterThan(12);
    for (const { file, after } of files) expect(after, file).toBe(read(file));
    const changed = files.filter(({ before, after }) => before !== after);
    expect(changed.map(({ file }) => file)).toContain(plan);
    expect(formerly(read(plan))).not.toContain("reference_instances");
  });

  it("is not read, and the error names the command", () => {
    const files: Readonly<Record<string, string>> = {
      "my plans/plan.yaml": "title: T\ndata: {person_dayz: 3}\n",
      "p/plan.yaml": "schema: 0\ntitle: T\n",
      "new.yaml": "schema: 2\ntitle: T\nsomething: [new]\n",
      "odd.yaml": "schema: one\ntitle: T\n",
    };
    const message = (path: string): string => {
      try {
        loadPlan({ read: (file) => files[file] ?? raise(file), path, schema: planFile });
      } catch (error) {
        return String(error);
      }
      return "read";
    };
    expect(message("my plans/plan.yaml")).toBe(
      'InputError: my plans/plan.yaml:1:1: schema: found no version, which means 0, expected version 1 of the form of plans; this command upgrades it: llmplan upgrade "my plans/plan.yaml" --write',
    );
    expect(message("p/plan.yaml")).toMatch(
      /^InputError: p\/plan\.yaml:1:9: schema: found version 0.*llmplan upgrade p\/plan\.yaml --write$/,
    );
    expect(message("new.yaml")).toMatch(
      /^InputError: new\.yaml:1:9: schema: found version 2, .*update llmplan to read this plan$/,
    );
    expect(message("odd.yaml")).toMatch(/^InputError: odd\.yaml:1:9: schema: found the text "one", expected 1$/);
    expect(() => upgraded(files, "new.yaml")).toThrow(/update llmplan/);
    expect(() => upgraded(files, "odd.yaml")).toThrow(/expected 1$/);
  });

  it("is changed with what it includes and its scenarios, and only in what named figures", () => {
    const { files } = upgraded(
      {
        "p/plan.yaml": "include: [a.yaml]\ntitle: approach.sft.h100_days\n",
        "p/a.yaml":
          "approaches:\n  b: # c\n    label: approach.sft.h100_days\n    h100_days: { mean: ['approach.*.h100_days',   approach.x.h100_days_budget] }\n",
        "p/scenarios/s.yaml": 'title: T\nreason: R\napproaches:\n  b: {instances: "approach.sft.instances_needed"}\n',
      },
      "p/plan.yaml",
    );
    expect(files.map(({ after }) => after)).toEqual([
      "include: [a.yaml]\ntitle: approach.sft.h100_days\n".replace(/^/, "schema: 1\n"),
      "approaches:\n  b: # c\n    label: approach.sft.h100_days\n    h100_days: { mean: ['approach.*.reference_h100_days',   approach.x.h100_days_budget] }\n",
      'title: T\nreason: R\napproaches:\n  b: {instances: "approach.sft.reference_instances"}\n',
    ]);
  });

  it.each([
    ["# head\r\n\r\ntitle: T\r\n", "# head\r\n\r\nschema: 1\r\ntitle: T\r\n"],
    ["\uFEFFtitle: T\n", "\uFEFFschema: 1\ntitle: T\n"],
    ["---\n  title: T\n", "---\n  schema: 1\n  title: T\n"],
    ["{title: T}", "{schema: 1, title: T}"],
    ["{}", "{schema: 1}"],
    ["title: T\nschema: 0 # old\n", "title: T\nschema: 1 # old\n"],
  ])("says its version where the file is written as %j", (before, expected) => {
    expect(brought(before)).toBe(expected);
  });

  it("is left alone where it is current, even if it names what was renamed", () => {
    const text = "schema: 1\napproaches: {a: {h100_days: approach.sft.h100_days}}\n";
    expect(upgraded({ "plan.yaml": text })).toEqual({
      from: 1,
      steps: [],
      files: [{ file: "plan.yaml", before: text, after: text }],
    });
  });

  it.each([["- a\n"], ["a: [\n"], [""]])("that is no plan is told, not changed: %j", (text) => {
    expect(() => upgraded({ "plan.yaml": text })).toThrow(/plan\.yaml:\d+:\d+/);
  });

  it("does not hide a map that no line can be put into: nothing is changed", () => {
    expect(() => brought("? title\n: T\n")).toThrow(/put there by hand/);
  });
});

describe("the steps", () => {
  it("are one for each version, and change nothing when they are done again", () => {
    expect(UPGRADE_STEPS).toHaveLength(PLAN_SCHEMA_VERSION);
    const old = formerly(readFileSync(join(SHIPPED, "rolepl-ai/plan.yaml"), "utf8"));
    const once = upgradedText(old, UPGRADE_STEPS);
    expect(once).not.toBe(old);
    expect(upgradedText(once, UPGRADE_STEPS)).toBe(once);
  });

  it("follow one another, each on what the one before has made", () => {
    const renaming = (word: string, next: string): UpgradeStep => ({
      change: `${word} is ${next}`,
      edits: (_, text) =>
        [...text.matchAll(new RegExp(word, "g"))].map(({ index }) => ({
          from: index,
          to: index + word.length,
          text: next,
        })),
    });
    const steps = [renaming("aa", "bbb"), renaming("bbb", "c")];
    expect(upgradedText("aa: 1 # aa\nbbb: 2\n", steps)).toBe("c: 1 # c\nc: 2\n");
    expect(withVersion("aa: 1\n", 3)).toBe("schema: 3\naa: 1\n");
  });
});
