import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { planJsonSchema } from "../../src/assumptions/json-schema.ts";
import { planFile } from "../../src/assumptions/plan-file.ts";
import { InputError } from "../../src/assumptions/problem.ts";
import { scenarioJsonSchema } from "../../src/assumptions/scenario-schema.ts";
import { readPlan } from "./read.ts";

const ROOT = join(import.meta.dirname, "../..");
const PLAN = "assumptions/rolepl-ai";
// Definitions are called, not written into every place that names them: V8 cannot parse the one function that would be.
const ajv = new Ajv2020({ strict: false, allErrors: true, inlineRefs: false });
const ofPlan = ajv.compile(planJsonSchema(planFile));
const ofScenario = ajv.compile(scenarioJsonSchema(planFile));
const yaml = (path: string): Record<string, unknown> => parse(readFileSync(join(ROOT, path), "utf8"));
const scenarios = readdirSync(join(ROOT, PLAN, "scenarios"));

describe("the schemas against ajv, an independent validator", () => {
  it("accept the shipped plan with its parts, and every shipped scenario, each of which names its schema", () => {
    for (const file of ["plan.yaml", "models.yaml", "options.yaml", "reference-runs.yaml"]) {
      expect([file, ofPlan(yaml(`${PLAN}/${file}`)), ofPlan.errors]).toEqual([file, true, null]);
    }
    for (const file of scenarios) {
      const path = `${PLAN}/scenarios/${file}`;
      expect([file, ofScenario(yaml(path)), ofScenario.errors]).toEqual([file, true, null]);
      expect(readFileSync(join(ROOT, path), "utf8")).toMatch(
        /^# yaml-language-server: \$schema=.*scenario\.schema\.json\n/,
      );
    }
  });

  it.each([
    ["a share above 1", { data: { writing_share_fraction: { value: 1.2 } } }],
    ["a share above 1, alone", { data: { writing_share_fraction: 1.2 } }],
    ["hours of an endless day", { data: { hours_per_day: 25 } }],
    ["a speed of 0", { data: { writing_speed: 0 } }],
    ["half a session", { budget: { training_sessions: 2.5 } }],
    ["a law below 0", { conversation: { turns: -3 } }],
    ["an unknown word", { conversation: { billing: "free" } }],
    ["an unknown key", { dta: {} }],
    ["an unknown key further in", { data: { person_dayz: 3 } }],
  ])("refuse %s in a scenario, as the program does", (_, overrides) => {
    expect(ofScenario({ title: "t", reason: "r", ...overrides })).toBe(false);
  });

  it("ask a scenario for a title and a reason", () => {
    expect(ofScenario({ title: "t" })).toBe(false);
    expect(ofScenario({ title: "t", reason: "r", extends: "-x" })).toBe(false);
    expect(ofScenario({ title: "t", reason: "r", extends: "with-doubt" })).toBe(true);
  });

  it("judge any plain number as the program does", () => {
    const paths = [
      ["data", "writing_share_fraction"],
      ["data", "hours_per_day"],
      ["data", "writing_speed"],
      ["data", "person_days"],
      ["budget", "training_sessions"],
      ["conversation", "conversations"],
    ] as const;
    const number = fc.oneof(
      fc.double({ min: -3, max: 30, noNaN: true, noDefaultInfinity: true }).map((value) => Number(value.toFixed(6))),
      fc.constantFrom(-1, 0, 0.5, 1, 24, 25, 2.5),
    );
    fc.assert(
      fc.property(fc.constantFrom(...paths), number, ([section, key], value) => {
        const bySchema = ofScenario({ title: "t", reason: "r", [section]: { [key]: value } });
        expect([section, key, value, bySchema]).toEqual([section, key, value, loads(`${section}.${key}=${value}`)]);
      }),
      { seed: 7, numRuns: 60 },
    );
  });
});

function loads(set: string): boolean {
  try {
    readPlan({ sets: [set] });
    return true;
  } catch (error) {
    if (error instanceof InputError) return false;
    throw error;
  }
}
