import { lstatSync, mkdirSync, readFileSync, renameSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { llmplan, scratch } from "./run.ts";

/** A new plan with a scenario, without its version; an included file of the former form beside it. */
function older(): { readonly cwd: string; readonly plan: string; readonly text: string } {
  const cwd = scratch();
  expect(llmplan(["init", "p", "--yes"], { cwd }).code).toBe(0);
  const plan = join(cwd, "p/plan.yaml");
  const text = readFileSync(plan, "utf8").replace(/^schema: 1$/m, "schema: 1\n\ninclude: [more.yaml]");
  writeFileSync(plan, text.replace("schema: 1\n\n", ""));
  writeFileSync(join(cwd, "p/more.yaml"), FORMER);
  return { cwd, plan, text: text.replace("schema: 1\n\n", "schema: 1\n") };
}

const FORMER = "ratios: # of rows\n  r: { label: R, source: S, is: approach.sft.h100_days }\n";
const NOW = FORMER.replace("approach.sft.h100_days", "approach.sft.reference_h100_days");

describe("llmplan upgrade", () => {
  it("shows what would change, then says so with exit 1, then changes it; the load error leads here", () => {
    const { cwd, plan, text } = older();
    const refused = llmplan(["conversation", "p"], { cwd });
    expect([refused.code, refused.out]).toEqual([2, ""]);
    expect(refused.err).toContain("llmplan upgrade p/plan.yaml --write");

    const shown = llmplan(["upgrade", "p"], { cwd });
    expect(shown.code).toBe(0);
    expect(shown.out.split("\n").filter((line) => /^[-+][^-+]/.test(line))).toEqual([
      "+schema: 1",
      "-  r: { label: R, source: S, is: approach.sft.h100_days }",
      "+  r: { label: R, source: S, is: approach.sft.reference_h100_days }",
    ]);
    const checked = llmplan(["upgrade", "p", "--check"], { cwd });
    expect([checked.code, checked.out]).toEqual([1, shown.out]);
    expect(readFileSync(join(cwd, "p/more.yaml"), "utf8")).toBe(FORMER);

    const written = llmplan(["upgrade", "p", "--write"], { cwd });
    expect([written.code, written.out]).toEqual([0, "p/plan.yaml\np/more.yaml\n"]);
    expect([readFileSync(plan, "utf8"), readFileSync(join(cwd, "p/more.yaml"), "utf8")]).toEqual([text, NOW]);
    const again = llmplan(["upgrade", "p", "--check"], { cwd });
    expect([again.code, again.out]).toEqual([0, ""]);
    expect(again.err).toMatch(/nothing to change/);
  });

  it("takes the plan from standard input, and gives its text", () => {
    const cwd = scratch();
    expect(llmplan(["upgrade", "-"], { cwd, input: "title: T # t\n" }).out).toBe("schema: 1\ntitle: T # t\n");
    expect(llmplan(["upgrade", "-", "--write"], { cwd, input: "title: T\n" }).code).toBe(2);
  });

  it("replaces what a link leads to, and nothing where one file cannot be read", () => {
    const { cwd, plan, text } = older();
    mkdirSync(join(cwd, "kept"));
    renameSync(plan, join(cwd, "kept/plan.yaml"));
    symlinkSync("../kept/plan.yaml", plan);
    renameSync(join(cwd, "p/more.yaml"), join(cwd, "p/away.yaml"));
    const before = readFileSync(plan, "utf8");
    expect(llmplan(["upgrade", "p", "--write"], { cwd }).code).toBe(2);
    expect(readFileSync(plan, "utf8")).toBe(before);
    renameSync(join(cwd, "p/away.yaml"), join(cwd, "p/more.yaml"));
    expect(llmplan(["upgrade", "p", "--write"], { cwd }).code).toBe(0);
    expect([lstatSync(plan).isSymbolicLink(), readFileSync(plan, "utf8")]).toEqual([true, text]);
  });

  it("refuses a plan of a newer version, and two ways at once", () => {
    const cwd = scratch();
    writeFileSync(join(cwd, "plan.yaml"), "schema: 7\ntitle: T\n");
    for (const command of [["upgrade"], ["upgrade", "--check"], ["conversation"]]) {
      const { code, out, err } = llmplan(command, { cwd });
      expect([code, out]).toEqual([2, ""]);
      expect(err).toMatch(/plan\.yaml:1:9: schema: found version 7, .*update llmplan/);
    }
    expect(llmplan(["upgrade", "--write", "--check"], { cwd }).code).toBe(2);
  });
});
