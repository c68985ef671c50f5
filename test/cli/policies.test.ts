import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { llmplan, ROOT, scratch } from "./run.ts";

/** The shipped plan with limits of its own, in a folder of this test's own. */
function planWith(limits: string): string {
  const folder = scratch();
  cpSync(join(ROOT, "assumptions/catalog"), join(folder, "catalog"), { recursive: true });
  mkdirSync(join(folder, "plan"));
  cpSync(join(ROOT, "assumptions/rolepl-ai"), join(folder, "plan"), { recursive: true });
  const file = join(folder, "plan/plan.yaml");
  writeFileSync(file, readFileSync(file, "utf8").replace(/^budget:\n/m, `budget:\n${limits}`));
  return join(folder, "plan");
}

// From the closed form of issue 2: the mean cost is 1.055664 USD.
const LIMITS = `  conversation.cost_usd.mean:
    - "<= 1.06"
    - { limit: "<= 1.05", severity: warn, reason: "what the partners agreed, <b>all</b> of them" }
    - increase <= 5%
`;

describe("limits in the section budget", () => {
  it("stand beside its own keys, change no figure, and only those that may not be broken fail the check", () => {
    const plan = planWith(LIMITS);
    const held = llmplan(["check", plan]);
    expect([held.code, held.err]).toEqual([0, ""]);
    expect(held.out).toContain("3 limits on figures: 1 holds, 1 broken, 1 on changes (llmplan compare)");
    expect(held.out).toMatch(
      /^warning {3}budget conversation\.cost_usd\.mean: .*\$1\.056; the limit is <= 1\.05: what/m,
    );
    const broken = llmplan(["check", plan, "--set", "conversation.initial_tokens=3100"]);
    expect(broken.code).toBe(1);
    expect(broken.out).toMatch(/^FAILS {5}budget conversation\.cost_usd\.mean: .* the limit is <= 1\.06$/m);
    const digest = (args: readonly string[]) => JSON.parse(llmplan(["data", ...args, "--json"]).out).plan.digest;
    expect(digest([plan])).toBe(digest([]));
  });

  it("are told to machines: JUnit, GitHub and JSON", () => {
    const plan = planWith(LIMITS);
    const args = ["check", plan, "--set", "conversation.initial_tokens=3100"];
    const junit = llmplan([...args, "--format", "junit"]).out;
    expect(junit).toContain('<testsuite name="policies" tests="3" failures="1" errors="0" skipped="2">');
    expect(junit).toContain("&lt;b&gt;all&lt;/b&gt;");
    const github = llmplan([...args, "--format", "github"]).out;
    expect(github).toMatch(
      /^::error file=.*plan\.yaml,line=\d+,col=\d+,title=conversation\.cost_usd\.mean <= 1\.06::/m,
    );
    expect(github).toMatch(/^::warning file=.*title=conversation\.cost_usd\.mean <= 1\.05::/m);
    const { policies } = JSON.parse(llmplan([...args, "--json"]).out);
    expect(policies.map((policy: { outcome: string }) => policy.outcome)).toEqual(["broken", "broken", "needs-base"]);
  });

  it("with a probability count the drawn plans", () => {
    const plan = planWith('  approach.lora.h100_days: "<= 1000 with 99%"\n  data.instances: ">= 1 with 99%"\n');
    const { code, out } = llmplan(["check", plan, "--scenario", "with-doubt", "--json"]);
    const { policies } = JSON.parse(out);
    expect([0, 1]).toContain(code);
    for (const { probability } of policies) expect(probability.asked).toBe(0.99);
    expect(policies[1]).toMatchObject({ outcome: "holds", probability: { value: 1, standardError: 0 } });
  });

  it.each([
    ['  data.instanses: "<= 3"\n', /plan\.yaml:\d+:\d+: budget\.data\.instanses: .*did you mean data\.instances\?/],
    ['  approach.lora.suitability: "<= 3"\n', /found approach\.lora\.suitability, a word/],
    ['  data.instances: "<= 3%"\n', /a percentage of instances/],
    ["  data.instances: 3\n", /budget\.data\.instances: found 3, expected a limit/],
    ["  data.instances: []\n", /found an empty list/],
    ["  data.instances: { limit: <= 3, severty: warn }\n", /did you mean severity\?/],
    ["  data.instances: { severity: warn }\n", /data\.instances\.limit: found nothing/],
    ["  Data.x: <= 3\n", /expected the id of a figure/],
    ["  trainng_eur: 3\n", /budget\.trainng_eur: found an unknown key, .*did you mean training_eur\?/],
  ])("that cannot be: %j", (limits, message) => {
    const { code, err, out } = llmplan(["check", planWith(limits)]);
    expect([code, out]).toEqual([2, ""]);
    expect(err).toMatch(message);
  });

  it("may be all that the section has", () => {
    const folder = scratch();
    writeFileSync(join(folder, "plan.yaml"), 'schema: 1\ntitle: t\nbudget: { data.instances: "<= 3" }\n');
    expect(llmplan(["check", folder]).err).toMatch(/data\.instances, no figure of this plan/);
  });
});
