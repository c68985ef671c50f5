import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { starterFiles, USUAL_STARTER } from "../../src/assumptions/starter-plan.ts";
import { methodPage } from "../../src/report/explain/method-page.ts";
import { llmplan, scratch } from "../cli/run.ts";
import { figuresOfPlan, SCENARIOS, sheetOf } from "../plans/read.ts";
import { faultOf } from "./document-link.ts";

/** Ids whose page does not exist, lacks its heading, or is the one for what has none of its own. */
const unexplained = (ids: readonly string[]): readonly string[] =>
  [...new Set(ids)].filter((id) => {
    const page = methodPage(id);
    return page.endsWith("#everything-else") || faultOf(page, "README.md") !== undefined;
  });

/** A log of two conversations, and the plan of `llmplan init`, in a folder of their own. */
function newcomersFolder(): string {
  const folder = scratch();
  const said = (role: string, content: string) => ({ role, content });
  const talk = (turns: number) => ({
    messages: Array.from({ length: turns }, () => [said("user", "How are you?"), said("assistant", "Fine.")]).flat(),
  });
  writeFileSync(join(folder, "log.jsonl"), `${[1, 2].map((turns) => JSON.stringify(talk(turns))).join("\n")}\n`);
  mkdirSync(join(folder, "plan/scenarios"), { recursive: true });
  const files = starterFiles({ ...USUAL_STARTER, date: "2026-11-23", budgetUsd: 50 });
  for (const [name, text] of files) writeFileSync(join(folder, "plan", name), text);
  return folder;
}

describe("the page that explains a figure", () => {
  it.each(["", ...SCENARIOS])("exists for every figure and assumption of the shipped plan %s", (scenario) => {
    const changes = { scenarios: scenario === "" ? [] : [scenario] };
    const ids = [...sheetOf(changes).nodes.keys(), ...Object.keys(figuresOfPlan(changes))];
    expect(ids.length).toBeGreaterThan(500);
    expect(unexplained(ids)).toEqual([]);
  });

  const shipped = "assumptions/rolepl-ai";
  const folder = newcomersFolder();
  const [log, plan] = [join(folder, "log.jsonl"), join(folder, "plan")];
  const day = ["--at", "2025-01-31"];
  it.each([
    ["conversation", plan],
    ["conversation", plan, "--engine", "monte-carlo", "--conversations", "1000"],
    ["conversation", plan, "--models", "gpt-4o", ...day],
    ["conversation", shipped, "--scenario", "with-doubt"],
    ["budget", plan],
    ["budget", plan, "--solve", "conversation.initial_tokens", "--for", "conversation.total_cost_usd.p95 <= 40"],
    ["sensitivity", "conversation.cost_usd.mean", plan, "--points", "64"],
    ["sensitivity", "data.instances", shipped, "--scenario", "with-doubt", "--points", "64"],
    ["training", shipped],
    ["training", "--params", "70B", "--tokens", "3.4M", "--method", "lora", "--gpu", "h100", "--count", "8"],
    ["serving", shipped, "--scenario", "classroom"],
    ["serving", "--servers", "4", "--rate", "3", "--service-seconds", "1"],
    ["serving", "--model", "llama_3_8b", "--gpu", "h100", "--burst", "30", "--within", "5", "--ttft-p95", "1"],
    ["memory", "--model", "llama_3_8b"],
    ["break-even", shipped],
    ["models", shipped],
    ["approaches", shipped],
    ["data", shipped],
    ["compute", shipped],
    ["prices", "gpt-4o", ...day],
    ["calibrate", log],
    ["replay", log, "--model", "gpt-4o", ...day],
  ])("exists for every figure that llmplan %s %s prints", (...words) => {
    const { code, out, err } = llmplan([...words, "--json"]);
    expect({ code, err }).toMatchObject({ code: 0 });
    const ids = Object.keys((JSON.parse(out) as { readonly figures: object }).figures);
    expect(ids.length).toBeGreaterThan(0);
    expect(unexplained(ids)).toEqual([]);
  });

  it("is told from the page of what has none", () => {
    expect(unexplained(["something.else"])).toEqual(["something.else"]);
  });
});
