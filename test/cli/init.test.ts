import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { llmplan, scratch } from "./run.ts";

const made = (folder: string): readonly string[] => readdirSync(folder, { recursive: true, encoding: "utf8" }).sort();

describe("llmplan init", () => {
  it("writes a plan whose limit stands in its report, and whose scenario is compared by its name", () => {
    const cwd = scratch();
    const usual = ["init", "plan", "--turns", "6", "--conversations", "300", "--budget-usd", "4", "--yes"];
    expect(llmplan(usual, { cwd }).code).toBe(0);
    expect(llmplan(["report", "plan", "--out", "report"], { cwd }).code).toBe(0);
    const report = readFileSync(join(cwd, "report/report.md"), "utf8");
    expect(report).toMatch(
      /## Limits that the plan sets\n\n1 limit on figures: 0 hold, 1 broken\.\n\n- \*\*Broken\.\*\* P95 of the cost .* is \$9\.751; the limit/,
    );
    const { code, out } = llmplan(["compare", "plan", "longer"], { cwd });
    expect(out).toMatch(/^2 assumptions differ/);
    expect(code).toBe(1);
  });

  it("writes a plan that every command takes, without a terminal and without questions", () => {
    const cwd = scratch();
    const hostile = 'Help "desk": #1 {x} \\ é\nschema: 2';
    const { code, out } = llmplan(["init", "plan", "--title", hostile, "--turns", "6.5", "--budget-usd", "1500"], {
      cwd,
    });
    expect([code, out]).toEqual([0, "plan/plan.yaml\nplan/scenarios/longer.yaml\n"]);
    const folder = join(cwd, "plan");
    expect(made(folder)).toEqual([
      ...["plan.schema.json", "plan.yaml", "scenario.schema.json", "scenarios", "scenarios/longer.yaml"],
    ]);
    const check = llmplan(["check", "plan"], { cwd });
    expect([check.code, check.out.includes("1 limit on figures: 1 holds, 0 broken")]).toEqual([0, true]);
    expect(llmplan(["report", "plan", "--out", "report"], { cwd }).code).toBe(0);
    expect(llmplan(["compare", "longer", "--plan", "plan"], { cwd }).out).toMatch(/^2 assumptions differ/);
    expect(JSON.parse(llmplan(["conversation", "plan", "--json"], { cwd }).out).plan.title).toBe(hostile);
    expect(readFileSync(join(folder, "plan.yaml"), "utf8")).toMatch(
      /^# yaml-language-server: \$schema=plan\.schema\.json\n/,
    );
    expect(readFileSync(join(folder, "plan.schema.json"), "utf8")).toBe(llmplan(["schema"]).out);
  });

  it("takes the prices of a hosted model on a day", () => {
    const cwd = scratch();
    expect(llmplan(["init", "--model", "gpt-4o", "--at", "2025-01-31", "--yes"], { cwd }).code).toBe(0);
    expect(llmplan(["check"], { cwd }).code).toBe(0);
  });

  it("copies the shipped example, whose numbers still follow", () => {
    const cwd = scratch();
    expect(llmplan(["init", "mine", "--from", "rolepl-ai"], { cwd }).code).toBe(0);
    const digest = (args: readonly string[]) =>
      JSON.parse(llmplan(["data", ...args, "--json"], { cwd }).out).plan.digest;
    expect(digest(["mine"])).toBe(JSON.parse(llmplan(["data", "--json"]).out).plan.digest);
    expect(llmplan(["check", "mine"], { cwd }).out).toContain("137 claims");
    expect(llmplan(["approaches", "mine", "--scenario", "with-doubt"], { cwd }).code).toBe(0);
  });

  it("overwrites nothing, and leaves nothing where it cannot finish", () => {
    const cwd = scratch();
    writeFileSync(join(cwd, "plan.yaml"), "mine");
    const taken = llmplan(["init"], { cwd });
    expect([taken.code, taken.out]).toEqual([2, ""]);
    expect(taken.err).toMatch(/nothing is overwritten, and there already: plan\.yaml/);
    expect([made(cwd), readFileSync(join(cwd, "plan.yaml"), "utf8")]).toEqual([["plan.yaml"], "mine"]);
    expect(llmplan(["init", "plan.yaml/deeper"], { cwd }).code).toBe(2);
    mkdirSync(join(cwd, "other/scenarios/longer.yaml"), { recursive: true });
    expect(llmplan(["init", "other"], { cwd }).code).toBe(2);
    expect(made(join(cwd, "other"))).toEqual(["scenarios", "scenarios/longer.yaml"]);
  });

  it.each([
    [["--turns", "0"], /expected a number above 0/],
    [["--turns", "many"], /expected a number/],
    [["--conversations", "1.5"], /expected a whole number/],
    [["--model", "gpt-4o"], /--model and --at go together/],
    [["--model", "no such", "--at", "2025-01-31"], /conversation\.model\.name: found no such/],
    [["--model", "gpt-4o", "--at", "2025-01-31", "--input-price", "3"], /--model brings its prices/],
    [["--from", "elsewhere"], /Allowed choices are rolepl-ai/],
    [[""], /the name of the folder is empty/],
  ])("refuses %j and writes nothing", (args, message) => {
    const cwd = scratch();
    const { code, out, err } = llmplan(["init", ...args], { cwd });
    expect([code, out, made(cwd)]).toEqual([2, "", []]);
    expect(err).toMatch(message);
  });
});
