import { cpSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { llmplan, ROOT, scratch } from "./run.ts";

const figures = (out: string) => JSON.parse(out).figures as Record<string, { value: number; standardError?: number }>;

describe("llmplan budget", () => {
  it("answers in figures that give each other back", () => {
    const asked = figures(llmplan(["budget", "--usd", "1000", "--json"]).out);
    expect(asked["risk.over_budget_probability"]?.value).toBeGreaterThan(0.99);
    const tokens = asked["risk.longest_initial_tokens"]?.value ?? 0;
    const shorter = figures(
      llmplan(["budget", "--usd", "1000", "--set", `conversation.initial_tokens=${tokens}`, "--json"]).out,
    );
    expect(shorter["risk.over_budget_probability"]?.value).toBeLessThanOrEqual(0.05);
    expect(shorter["risk.over_budget_probability"]?.value).toBeGreaterThan(0.049);
    expect(shorter["risk.most_conversations"]?.value).toBe(1000);
  });

  it("seeks a goal whose answer, set, meets it", () => {
    const goal = ["--solve", "conversation.initial_tokens", "--for", "conversation.total_cost_usd.p95 <= 900"];
    const { out, code } = llmplan(["budget", ...goal, "--json"]);
    expect(code).toBe(0);
    const tokens = figures(out)["risk.solution.conversation.initial_tokens"]?.value ?? 0;
    const set = figures(llmplan(["conversation", "--set", `conversation.initial_tokens=${tokens}`, "--json"]).out);
    expect(set["conversation.total_cost_usd.p95"]?.value).toBeLessThanOrEqual(900);
    expect(set["conversation.total_cost_usd.p95"]?.value).toBeGreaterThan(899.999);
    expect(llmplan(["budget", ...goal]).out).toContain(
      "Initial tokens, sent with every request may be at most 2,072.72 tokens for P95 of the cost of all conversations at most $900.",
    );
  });

  it("takes a plan's limit on the cost of all conversations for its budget", () => {
    const folder = join(scratch(), "desk");
    const usual = ["init", folder, "--yes", "--budget-usd", "30"];
    expect(llmplan(usual).code).toBe(0);
    expect(llmplan(["budget", folder]).out).toMatch(
      /^A budget of \$30 almost surely does not pay .* it pays for [\d,]+ conversations[;,]/,
    );
    const plan = join(folder, "plan.yaml");
    const written = readFileSync(plan, "utf8");
    const budgetUnder = (limits: string) => {
      writeFileSync(plan, written.replace(/^ {2}conversation\.total_cost_usd\.p95: .*$/m, limits));
      return llmplan(["budget", folder]);
    };
    // A bound on the spread, or on what the luckiest pay, is no budget.
    const both = '  conversation.total_cost_usd.sd: "<= 5"\n  conversation.total_cost_usd.p95: "<= 900"';
    expect(budgetUnder(both).out).toContain("A budget of $900 ");
    expect(budgetUnder('  conversation.total_cost_usd.p5: "< 2"').err).toContain("say --usd");
    expect(budgetUnder('  conversation.total_cost_usd.p95: "<= 50%"').err).toContain("say --usd");
    const without = join(scratch(), "desk");
    expect(llmplan(["init", without, "--yes"]).code).toBe(0);
    const { code, err } = llmplan(["budget", without]);
    expect([code, err]).toEqual([2, expect.stringContaining("no limit on the cost of all conversations: say --usd")]);
  });

  it("says clearly that no value works", () => {
    const goal = ["--solve", "data.hours_per_day", "--for", "data.instances >= 2000000"];
    expect(llmplan(["budget", ...goal]).out).toMatch(/^No value of Working hours a day .* to 24 hours\/day, gives/);
    expect(figures(llmplan(["budget", ...goal, "--json"]).out)["risk.solution.data.hours_per_day"]?.value).toBeNull();
  });

  it.each([
    [["--solve", "data.hours_per_day"], /--solve and --for go together/],
    [["--solve", "a.b", "--for", "data.instances <= 1"], /no assumption a\.b in this plan/],
    [["--solve", "data.hours_per_day", "--for", "data.instanses <= 1"], /did you mean data\.instances\?/],
    [["--solve", "data.hours_per_day", "--for", "data.instances <= 1; rm"], /expected FIGURE <= NUMBER/],
    [["--solve", "data.hours_per_day", "--for", "data.instances < 1"], /expected FIGURE <= NUMBER/],
    [["--solve", "data.hours_per_day", "--for", "compute.h100_days_budget <= 1"], /does not rest on/],
    [["--solve", "conversation.billing", "--for", "conversation.cost_usd.mean <= 1"], /is not a number that somebody/],
    [
      ["--solve", "conversation.turns", "--for", "conversation.cost_usd.mean <= 1"],
      /its parts: conversation\.turns\.norm/,
    ],
    [["--usd", "-5"], /expected a number above 0/],
    [["--usd", "1,500"], /without a comma.*\n\(see llmplan budget --help\)/],
    [["--usd", "10", "--confidence", "1"], /expected a number between 0 and 1/],
  ])("refuses %j", (args, message) => {
    const { code, out, err } = llmplan(["budget", ...args]);
    expect([code, out]).toEqual([2, ""]);
    expect(err).toMatch(message);
  });
});

describe("llmplan sensitivity", () => {
  it("tells swings and shares with their errors, for a figure of any part", () => {
    for (const id of [
      "conversation.total_cost_usd.mean",
      "data.instances",
      "compute.h100_days_budget",
      "approach.sft.h100_days",
    ]) {
      const { out, code } = llmplan(["sensitivity", id, "--scenario", "with-doubt", "--points", "128", "--json"]);
      expect(code, id).toBe(0);
      const found = figures(out);
      expect(typeof found[id]?.value).toBe("number");
      const shares = Object.entries(found).filter(([name]) => name.endsWith(".total_fraction"));
      expect(shares.length, id).toBeGreaterThan(1);
      for (const [name, { value, standardError }] of shares) {
        expect(value, name).toBeLessThan(2);
        expect(standardError, name).toBeGreaterThanOrEqual(0);
      }
    }
  });

  it("says that it moved inputs by ten percent where none has a spread", () => {
    const { out } = llmplan(["sensitivity", "compute.h100_days_budget"]);
    expect(out).toContain("10% down to 10% up");
    expect(out).toContain("10% is not a measure of what anybody knows");
  });

  it("writes its charts", () => {
    const folder = join(scratch(), "charts");
    llmplan(["sensitivity", "data.instances", "--scenario", "with-doubt", "--points", "64", "--charts", folder]);
    expect(readdirSync(folder).filter((name) => name.endsWith(".svg"))).toEqual(["tornado.svg", "variance-shares.svg"]);
  });

  it.each([
    ["data.instanses", /no figure data\.instanses .*did you mean data\.instances\?/],
    ["data.person_days", /is an assumption/],
    ["approach.sft.suitability", /is not a number/],
    ["assumptions", /the figure comes first: llmplan sensitivity FIGURE assumptions/],
  ])("refuses %s", (id, message) => {
    const { code, err } = llmplan(["sensitivity", id]);
    expect(code).toBe(2);
    expect(err).toMatch(message);
  });
});

describe("correlations and volume", () => {
  /** Runs the shipped plan with a scenario of the test's own. */
  const withScenario = (text: string) => {
    const folder = scratch();
    cpSync(join(ROOT, "assumptions"), folder, { recursive: true });
    writeFileSync(join(folder, "rolepl-ai/scenarios/mine.yaml"), `title: Mine\nreason: a test\n${text}`);
    return llmplan(["conversation", join(folder, "rolepl-ai"), "--scenario", "mine"]);
  };
  const LEAVES = [
    "conversation.turns.normal.mean",
    "conversation.user_tokens.normal.mean",
    "conversation.initial_tokens",
  ];
  const pair = (a: number, b: number, rank: number) =>
    `  - { between: [${LEAVES[a]}, ${LEAVES[b]}], rank: ${rank}, source: a test, provenance: chosen }\n`;

  it("that cannot hold together are an input error that names the pairs", () => {
    const text = `correlations:\n${pair(0, 1, 0.9)}${pair(1, 2, 0.9)}${pair(0, 2, -0.9)}`;
    const { code, err } = withScenario(text);
    expect(code).toBe(2);
    expect(err).toContain("not positive definite");
    for (const leaf of LEAVES) expect(err).toContain(leaf);
  });

  it.each([
    [`correlations:\n${pair(0, 0, 0.5)}`, /two different quantities/],
    [`correlations:\n${pair(0, 1, 0.5)}${pair(1, 0, 0.4)}`, /each pair once/],
    [`correlations:\n${pair(0, 1, 1.5)}`, /a rank correlation from -0\.99 to 0\.99/],
    [
      "correlations:\n  - { between: [a.b, data.person_days], rank: 0.5, source: s, provenance: chosen }\n",
      /found a\.b, expected the id of a quantity/,
    ],
    [
      "volume:\n  months: { value: 12, unit: months, source: s, provenance: chosen }\n",
      /volume\.conversations_per_month/,
    ],
  ])("are checked: %s", (text, message) => {
    const { code, err } = withScenario(text);
    expect(code).toBe(2);
    expect(err).toMatch(message);
  });

  it("of the shipped roll-out give a fan, whichever way plans are drawn", () => {
    for (const way of ["random", "latin-hypercube", "sobol"]) {
      const { out } = llmplan([
        "conversation",
        "--scenario",
        "rollout",
        "--plan-sampling",
        way,
        "--draws",
        "256",
        "--json",
      ]);
      const p95 = figures(out)["volume.cost_usd.p95"]?.value ?? 0;
      expect(p95).toBeGreaterThan(3000);
      expect(p95).toBeLessThan(6000);
    }
  });
});
