import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { llmplan, ROOT } from "./run.ts";

const COMMANDS = ["conversation", "data", "compute", "approaches"];

describe("each command on a plan", () => {
  it.each(COMMANDS)("prints an answer in its first line, then tables: %s", (command) => {
    const { code, out } = llmplan([command]);
    expect(code).toBe(0);
    expect(out.split("\n")[0]).toMatch(/\d.*\.$/);
    expect(out).not.toMatch(/NaN|undefined|\[object/);
  });

  it.each(COMMANDS)("prints one JSON object of the one shape: %s", (command) => {
    const { code, out, err } = llmplan([command, "--json", "--scenario", "days-187", "--seed", "5"]);
    expect(code).toBe(0);
    expect(err).toBe("");
    const result = JSON.parse(out);
    const { version } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
    expect(Object.keys(result)).toEqual(["llmplan", "command", "plan", "scenarios", "seed", "figures", "warnings"]);
    expect(result).toMatchObject({ llmplan: version, command, scenarios: ["days-187"], seed: 5 });
    expect(result.plan.title).toMatch(/ROLEPL-AI/);
    expect(result.plan.digest).toMatch(/^[0-9a-f]{16}$/);
    for (const figure of Object.values(result.figures)) {
      expect(figure).toMatchObject({ unit: expect.any(String), label: expect.any(String) });
      expect(figure).toHaveProperty("value");
    }
  });

  it("takes scenarios in order and settings last", () => {
    const days = (...args: string[]): number =>
      JSON.parse(llmplan(["data", "--json", ...args]).out).figures["data.writing_days"].value;
    expect(days("--scenario", "words-as-printed", "--scenario", "days-187")).toBeCloseTo(46.75, 9);
    expect(days("--scenario", "days-187", "--set", "data.person_days=100")).toBeCloseTo(30, 9);
    expect(days("--set", "data.person_days=100", "--set", "data.person_days=200")).toBeCloseTo(60, 9);
  });

  it("takes a folder, a file, or finds the plan by itself", () => {
    const digests = [
      llmplan(["data", "--json"]),
      llmplan(["data", "assumptions/rolepl-ai", "--json"]),
      llmplan(["data", "assumptions/rolepl-ai/plan.yaml", "--json"]),
      llmplan(["data", "--json"], { cwd: join(ROOT, "assumptions/rolepl-ai") }),
    ].map(({ out }) => JSON.parse(out).plan.digest);
    expect(new Set(digests).size).toBe(1);
  });

  it("simulates on request, with standard errors, and the number of conversations that is asked for", () => {
    const args = ["conversation", "--engine", "monte-carlo", "--conversations", "5000", "--json"];
    const { figures } = JSON.parse(llmplan(args).out);
    expect(figures["conversation.cost_usd.mean"].standardError).toBeGreaterThan(0);
    expect(figures["conversation.total_cost_usd.mean"].value / figures["conversation.cost_usd.mean"].value).toBeCloseTo(
      5000,
      6,
    );
  });

  it("says in a word what has no limit, in JSON as in tables", () => {
    const free = ["--set", "conversation.input_price=0", "--set", "conversation.output_price=0"];
    const { figures } = JSON.parse(llmplan(["approaches", "--json", ...free]).out);
    expect(figures["approach.api.conversations"].value).toBe("unlimited");
    expect(figures["approach.api.h100_days"].value).toBeNull();
  });

  it("shows examples and exit codes in the help of all", () => {
    const { out } = llmplan(["--help"]);
    expect(out).toContain("Examples:");
    expect(out).toMatch(/Exit codes: .*130/);
  });

  it("shows examples in its help", () => {
    for (const command of [...COMMANDS, "report", "schema"]) {
      const { code, out } = llmplan([command, "--help"]);
      expect(code).toBe(0);
      expect(out).toContain("Examples:");
      expect(out).not.toContain("default: []");
    }
  });
});

describe("the schema of plan files", () => {
  it("is committed as the command prints it", () => {
    const committed = readFileSync(join(ROOT, "assumptions/plan.schema.json"), "utf8");
    expect(committed).toBe(llmplan(["schema"]).out);
    const ofScenarios = readFileSync(join(ROOT, "assumptions/scenario.schema.json"), "utf8");
    expect(ofScenarios).toBe(llmplan(["schema", "--scenario"]).out);
  });
});
