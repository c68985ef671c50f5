import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { llmplan, ROOT } from "../cli/run.ts";

/** Pages whose worked example is written by `llmplan tables --into`. */
const MODELS = ["conversation", "data-yield", "training", "memory", "serving", "break-even", "approach", "claims"];
const PAGES = MODELS.map((name) => `docs/${name}.md`);
const textOf = (page: string): string => readFileSync(join(ROOT, page), "utf8");
const plan = "assumptions/rolepl-ai";

describe("methodology pages", () => {
  it.each(PAGES)("%s has the parts of one, in their order", (page) => {
    const parts = [...textOf(page).matchAll(/^(?:## )(.+)$/gm)].map(([, heading]) => heading);
    const expected = ["Formula", "Assumptions", "Sources", "Where it is wrong, and by how much", "Example"];
    expect(parts.filter((part) => expected.includes(part ?? ""))).toEqual(expected);
    expect(textOf(page)).toMatch(/^\*\*Question\.\*\*/m);
    expect(textOf(page)).toMatch(/^\| symbol \| unit \| meaning \|$/m);
  });

  it("have examples whose numbers the plan gives", () => {
    const { code, err } = llmplan(["tables", plan, "--into", ...PAGES, "--check"]);
    expect({ code, err }).toMatchObject({ code: 0 });
    for (const page of PAGES) expect(err, page).toMatch(new RegExp(`${page}: ([89]|\\d{2}) regions, 0 stale`));
  });

  it("go stale when the plan moves", () => {
    const set = ["--set", "data.person_days=187"];
    const { code, err } = llmplan(["tables", plan, "--into", "docs/data-yield.md", "--check", ...set]);
    expect(code).toBe(1);
    expect(err).toContain("data.writing_days");
  });

  it.each([
    {
      set: "training.epochs=1",
      scenario: [],
      stale: { training: "training.tokens_seen", "break-even": "training.cost_eur" },
    },
    {
      set: "serving.memory_fraction=0.8",
      scenario: ["--scenario", "classroom"],
      stale: { memory: "serving.kv_cache_tokens", serving: "serving.sequences_per_replica" },
    },
  ])("go stale with $set", ({ set, scenario, stale }) => {
    const pages = Object.keys(stale).map((name) => `docs/${name}.md`);
    const { code, err } = llmplan(["tables", plan, "--into", ...pages, "--check", ...scenario, "--set", set]);
    expect(code).toBe(1);
    for (const figure of Object.values(stale)) expect(err).toContain(figure);
  });

  it("are checked by CI, all of them", () => {
    const ci = textOf(".ci/run");
    expect(ci).toContain(`docs/{${MODELS.join(",")}}.md`);
  });
});
