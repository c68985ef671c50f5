import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { llmplan, ROOT, scratch } from "./run.ts";

describe("llmplan explain", () => {
  it("shows a figure down to the line where each assumption stands", () => {
    const { code, out, err } = llmplan(["explain", "data.words_written"]);
    expect([code, err]).toEqual([0, ""]);
    expect(out).toMatch(
      /^Words written: 573,750 words {2}\[data\.words_written\]\n│ {3}= days × hours\/day × 60 × writing speed\n│ {3}= 51 × 7\.5 × 60 × 25\n/,
    );
    const place = /Person-days: 170 days[\s\S]*?change it at (\S+?):(\d+):(\d+)/.exec(out);
    const line = readFileSync(join(ROOT, place?.[1] ?? ""), "utf8").split("\n")[Number(place?.[2]) - 1] ?? "";
    expect(line.slice(Number(place?.[3]) - 1)).toBe("170");
  });

  it("follows a change made at the place it names", () => {
    const folder = scratch();
    cpSync(join(ROOT, "assumptions"), join(folder, "assumptions"), { recursive: true });
    const file = join(folder, "assumptions/rolepl-ai/plan.yaml");
    const place = /person_days\]\n.*\n.*change it at \S+?:(\d+):(\d+)/.exec(
      llmplan(["explain", "data.person_days"], { cwd: folder }).out,
    );
    const lines = readFileSync(file, "utf8").split("\n");
    const at = Number(place?.[1]) - 1;
    lines[at] = (lines[at] ?? "").replace("170", "187");
    writeFileSync(file, lines.join("\n"));
    expect(llmplan(["explain", "data.writing_days"], { cwd: folder }).out).toMatch(/^Days to write: 56\.1 days/);
  });

  it("says what makes a figure uncertain, and nothing of it where nothing does", () => {
    const doubt = llmplan(["explain", "data.words_written", "--scenario", "with-doubt"]).out;
    expect(doubt).toMatch(/Over the drawn plans: .* 90% interval /);
    expect(doubt).toMatch(
      /Writing speed \[data\.writing_speed\] +\d+% +assumptions\/rolepl-ai\/scenarios\/with-doubt\.yaml:\d+:\d+/,
    );
    expect(llmplan(["explain", "data.words_written"]).out).not.toMatch(/uncertain/);
  });

  it("gives the derivation as JSON beside the usual figures", () => {
    const { out } = llmplan(["explain", "data.words_written", "--json"]);
    const { command, figures, derivation } = JSON.parse(out);
    expect(command).toBe("explain");
    expect(Object.keys(figures)).toEqual(["data.writing_days", "data.words_written"]);
    expect(derivation.nodes[0]).toMatchObject({ id: "data.words_written", value: 573_750 });
    expect(derivation.nodes.find(({ id }: { id: string }) => id === "data.person_days").place.line).toBeGreaterThan(1);
  });

  it("draws a Mermaid chart", () => {
    const { code, out } = llmplan(["explain", "compute.h100_days_budget", "--format", "mermaid"]);
    expect(code).toBe(0);
    expect(out).toMatch(/^flowchart BT\n {2}n0\["H100-days the budget rents<br\/>322\.581 H100-days"\]\n/);
  });

  it("explains an assumption and what is made of it, set on the command line or not", () => {
    const { code, out } = llmplan(["explain", "data.person_days", "--set", "data.person_days=187"]);
    expect(code).toBe(0);
    expect(out).toMatch(/Person-days: 187 days/);
    expect(out).toMatch(/set with --set/);
    expect(out).toMatch(/Used by data\.writing_days, data\.reviewing_days/);
  });

  it("explains what only the drawn plans as a whole show, by its words and the figures it is made of", () => {
    const { code, out } = llmplan(["explain", "risk.ignorance_variance_fraction", "--scenario", "with-doubt"]);
    expect(code).toBe(0);
    expect(out).toMatch(
      /^Share of the total's variance that is ignorance: [\d.]+% {2}\[risk\.ignorance_variance_fraction\]\n.*over the drawn plans/,
    );
    expect(out).toMatch(/\[conversation\.total_cost_usd\.mean\]/);
  });

  it("uses the same draws as the figure's interval, however they are drawn", () => {
    const sobol = ["explain", "data.words_written", "--scenario", "with-doubt", "--plan-sampling", "sobol"];
    const { code, out } = llmplan(sobol);
    expect(code).toBe(0);
    expect(out).not.toBe(llmplan(sobol.slice(0, 4)).out);
  });

  it.each([
    ["data.token_total", /did you mean data\.tokens_total\?/],
    ["tokens_total", /did you mean .*data\.tokens_total/],
    ["no.such.thing.at.all", /has no figure or assumption no\.such\.thing\.at\.all/],
    ["", /has no figure or assumption/],
  ])("leaves with 2 for %j and names what comes near", (id, message) => {
    const { code, out, err } = llmplan(["explain", id]);
    expect([code, out]).toEqual([2, ""]);
    expect(err).toMatch(message);
  });

  it("leaves with 2 for a format it does not have", () => {
    expect(llmplan(["explain", "data.person_days", "--format", "dot"]).code).toBe(2);
  });
});
