import { spawn, spawnSync } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { llmplan, ROOT, scratch } from "./run.ts";

const main = join(ROOT, "dist/cli/main.js");
const plan = join(ROOT, "assumptions/rolepl-ai");
const simulated = ["conversation", plan, "--engine", "monte-carlo"];

/** Writes the shards of a run into a folder. */
function shardsIn(folder: string, of: number, more: readonly string[] = []): readonly string[] {
  return Array.from({ length: of }, (_, i) => {
    const file = join(folder, `s${i + 1}.json`);
    const { code, err } = llmplan(["conversation", plan, ...more, "--shard", `${i + 1}/${of}`, "--out", file]);
    expect(err).toBe("");
    expect(code).toBe(0);
    return file;
  });
}

describe("a simulation in parts", () => {
  it.each([
    ["table", [], ["--conversations", "100000"]],
    ["JSON", ["--json"], ["--conversations", "70001", "--sampler", "fast", "--scenario", "api-billing", "--seed", "9"]],
    ["few conversations", ["--json"], ["--conversations", "1000", "--sampling", "iid"]],
  ] as const)("merges to the bytes of the whole run: %s", (_, format, request) => {
    const folder = scratch();
    const files = shardsIn(folder, 3, request);
    const whole = llmplan([...simulated, ...request, ...format]);
    const merged = llmplan(["merge", ...files.toReversed(), ...format]);
    expect(merged.code).toBe(0);
    expect(merged.out).toBe(whole.out);
    expect(merged.err).toBe(whole.err);
  });

  it("runs under xargs -P, four at a time", () => {
    const folder = scratch();
    const shard = `"${process.execPath}" "${main}" conversation "${plan}" --conversations 200000 --shard {}/8 --out s{}.json`;
    const { status, stderr } = spawnSync("sh", ["-c", `seq 8 | xargs -P 4 -I{} ${shard}`], {
      cwd: folder,
      encoding: "utf8",
    });
    expect(stderr).toBe("");
    expect(status).toBe(0);
    const files = readdirSync(folder).map((file) => join(folder, file));
    expect(files).toHaveLength(8);
    const whole = llmplan([...simulated, "--conversations", "200000", "--json"]);
    expect(llmplan(["merge", ...files, "--json"]).out).toBe(whole.out);
  });

  it("is refused when a shard is missing, doubled, or of another run, and each is named", () => {
    const folder = scratch();
    const files = shardsIn(folder, 3, ["--conversations", "50000"]);
    const [one = "", two = "", three = ""] = files;
    const other = join(folder, "other.json");
    llmplan(["conversation", plan, "--conversations", "50000", "--seed", "2", "--shard", "3/3", "--out", other]);
    const missing = llmplan(["merge", one, three]);
    expect(missing.code).toBe(2);
    expect(missing.err).toContain(`${one}:1:1: shard: found 2 of 3 shards, expected all; missing: 2/3`);
    const doubled = llmplan(["merge", one, two, three, two]);
    expect(doubled.code).toBe(2);
    expect(doubled.err).toContain(`${two}:1:1: shard: found shard 2/3, expected it once; it stands in ${two} too`);
    const foreign = llmplan(["merge", one, two, other]);
    expect(foreign.code).toBe(2);
    expect(foreign.err).toContain(`${other}:1:1: seed: found 2, expected 1, as in ${one}`);
    const older = join(folder, "older.json");
    writeFileSync(older, readFileSync(three, "utf8").replace(/"llmplan":"[^"]*"/, '"llmplan":"0.0.1"'));
    expect(llmplan(["merge", one, two, older]).err).toContain(
      `${older}:1:1: llmplan: found 0.0.1, expected this version`,
    );
    const changed = join(folder, "changed.json");
    writeFileSync(changed, readFileSync(three, "utf8").replace(/"plan":"[0-9a-f]*"/, '"plan":"0000"'));
    expect(llmplan(["merge", one, two, changed]).err).toContain(`${changed}:1:1: plan: found 0000, expected `);
  });

  it("is refused when a file is no shard, or half of one", () => {
    const folder = scratch();
    const [one = ""] = shardsIn(folder, 1, ["--conversations", "5000"]);
    const half = join(folder, "half.json");
    writeFileSync(half, readFileSync(one, "utf8").slice(0, 5000));
    expect(llmplan(["merge", half])).toMatchObject({ code: 2, out: "" });
    expect(llmplan(["merge", half]).err).toContain(`${half}:1:1: found no JSON, or a part of it`);
    const altered = join(folder, "altered.json");
    writeFileSync(
      altered,
      readFileSync(one, "utf8").replace(/"conversations":(\d+),"sums"/, '"conversations":99,"sums"'),
    );
    expect(llmplan(["merge", altered]).err).toContain("counts that add up to the conversations");
    const none = llmplan(["merge", join(folder, "none.json")]);
    expect(none.code).toBe(2);
    expect(none.err).toContain("cannot read");
  });

  it("is refused for a shard that cannot be, and with a precision", () => {
    for (const shard of ["0/4", "5/4", "a/4", "3", "1/2/3"])
      expect(llmplan(["conversation", plan, "--shard", shard]).code).toBe(2);
    expect(llmplan(["conversation", plan, "--shard", "1/2", "--precision", "1%"]).err).toContain("exclude each other");
    expect(llmplan(["conversation", plan, "--scenario", "with-doubt", "--shard", "1/2"]).err).toContain(
      "cannot be sharded",
    );
  });
});

/** A plan with a conversation alone, under a policy. */
function planWith(policy: string): string {
  const folder = scratch();
  const quantity = (value: string, unit: string) =>
    `{ value: ${value}, unit: ${unit}, source: test, provenance: chosen }`;
  const word = (value: string) => `{ value: ${value}, source: test, provenance: chosen }`;
  const lines = [
    "schema: 1",
    "title: Under a policy",
    "conversation:",
    `  turns: ${quantity("{ normal: { mean: 20, sd: 8 } }", "turns")}`,
    `  user_tokens: ${quantity("{ lognormal: { mean: 90, sd: 60 } }", "tokens")}`,
    `  assistant_tokens: ${quantity("{ lognormal: { mean: 90, sd: 60 } }", "tokens")}`,
    `  initial_tokens: ${quantity("3000", "tokens")}`,
    `  billing: ${word("api")}`,
    `  messages: ${word("as-published")}`,
    `  rounding: ${word("whole-tokens")}`,
    `  conversations: ${quantity("1000", "conversations")}`,
    `  input_price: ${quantity("10", "USD/Mtok")}`,
    `  output_price: ${quantity("30", "USD/Mtok")}`,
    "  policy:",
    policy.replaceAll("QUANTITY", "source: test, provenance: chosen"),
  ];
  const file = join(folder, "plan.yaml");
  writeFileSync(file, `${lines.join("\n")}\n`);
  return file;
}

describe("a conversation under a policy", () => {
  const window = "    sliding_window: { window_tokens: { value: 4500, unit: tokens, QUANTITY } }";

  it("is simulated without being asked, and costs less with a window", () => {
    const file = planWith(window);
    const { figures } = JSON.parse(llmplan(["conversation", file, "--json"]).out);
    expect(figures["conversation.cost_usd.mean"].value).toBeLessThan(1);
    expect(figures["conversation.cost_usd.mean"].standardError).toBeGreaterThan(0);
    expect(figures["conversation.cost_usd.history"].label).toContain("without the policy");
  });

  it("has no exact answer, and says so", () => {
    const refused = llmplan(["conversation", planWith(window), "--engine", "exact"]);
    expect(refused.code).toBe(2);
    expect(refused.err).toContain("no exact answer");
  });

  it("takes one window, of tokens", () => {
    const both = `${window}\n    summary: { window_tokens: { value: 4500, unit: tokens, QUANTITY }, summary_tokens: { value: 300, unit: tokens, QUANTITY } }`;
    expect(llmplan(["conversation", planWith(both)]).err).toContain(
      "expected one of sliding_window, last_turns, summary, periodic_summary, retrieval and hard_cap",
    );
    const wrong = "    sliding_window: { window_tokens: { value: -1, unit: words, QUANTITY } }";
    const { code, err } = llmplan(["conversation", planWith(wrong)]);
    expect(code).toBe(2);
    expect(err).toContain("conversation.policy.sliding_window.window_tokens.unit: found the text");
  });

  it("comes in shards like any other", () => {
    const file = planWith(
      "    retries: { probability: { value: 0.1, unit: probability, QUANTITY }, most: { value: 2, unit: requests, QUANTITY } }",
    );
    const folder = scratch();
    const shards = ["1", "2"].map((number) => join(folder, `s${number}.json`));
    shards.forEach((shard, i) => {
      llmplan(["conversation", file, "--conversations", "50000", "--shard", `${i + 1}/2`, "--out", shard]);
    });
    const whole = llmplan(["conversation", file, "--engine", "monte-carlo", "--conversations", "50000", "--json"]);
    expect(llmplan(["merge", ...shards, "--json"]).out).toBe(whole.out);
  });
});

describe("a simulation", () => {
  const json = (args: readonly string[]) => JSON.parse(llmplan([...simulated, ...args, "--json"]).out).figures;

  it("has the same bytes with 1, 2 and 3 threads", () => {
    const one = llmplan([...simulated, "--conversations", "500000", "--threads", "1"]).out;
    for (const threads of ["2", "3"]) {
      expect(llmplan([...simulated, "--conversations", "500000", "--threads", threads]).out).toBe(one);
    }
  });

  it("stops at the precision that is asked for", () => {
    const figures = json(["--precision", "0.3%"]);
    for (const name of ["mean", "p5", "p50", "p95", "p99"]) {
      const { value, standardError } = figures[`conversation.cost_usd.${name}`];
      expect(standardError / value).toBeLessThan(0.003);
    }
    const few = figures["conversation.simulated_conversations"].value;
    expect(json(["--precision", "0.1%"])["conversation.simulated_conversations"].value).toBeGreaterThan(few);
  });

  it("needs four conversations", () => {
    expect(llmplan([...simulated, "--conversations", "3"])).toMatchObject({ code: 2 });
  });

  it("ends with 130 on Ctrl-C, and leaves no file", { timeout: 60_000 }, async () => {
    for (const threads of ["1", "2"]) {
      const folder = scratch();
      const args = [
        main,
        ...simulated,
        "--conversations",
        "1e9",
        "--threads",
        threads,
        "--out",
        join(folder, "out.txt"),
      ];
      const child = spawn(process.execPath, args, { stdio: "ignore" });
      const ended = new Promise((resolve) => child.on("exit", resolve));
      setTimeout(() => child.kill("SIGINT"), 1500);
      expect(await ended).toBe(130);
      expect(readdirSync(folder)).toEqual([]);
    }
  });

  it("ends with 3 on a full disk, and leaves no file", (context) => {
    // A file system of 64 kB, where the machine lets an ordinary user make one.
    const folder = scratch();
    const script = `mount -t tmpfs -o size=64k none ${folder} && "${process.execPath}" "${main}" conversation "${plan}" --conversations 300000 --shard 1/2 --out ${folder}/s1.json; echo "code $?"; ls -A ${folder}`;
    const { stdout, stderr } = spawnSync("unshare", ["-rm", "sh", "-c", script], { encoding: "utf8" });
    if (!stdout?.includes("code") || stderr.includes("mount:") || stderr.includes("unshare")) {
      context.skip("no file system of its own can be made here");
    }
    expect(stdout).toBe("code 3\n");
    expect(stderr).toMatch(/^llmplan: cannot write .*ENOSPC/);
  });
});
