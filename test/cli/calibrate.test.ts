import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { CHATS, type ExpectedChat, expectedOf, HAS_SHARED_DATA, sharedFile } from "../logs/shared-data.ts";
import { llmplan, ROOT, scratch } from "./run.ts";

/** Words that occur nowhere but in the log. */
const WORDS = ["zyzzyva", "quokka", "ärmelkanal", "sesquipedalian", "anna.smith@example.org"];

/** Two hundred conversations with text, an id that names a person, and a date. */
function writtenLog(folder: string): string {
  const path = join(folder, "chat.jsonl");
  const conversation = (at: number): string => {
    const messages = Array.from({ length: 2 * (1 + ((at * 7) % 5)) }, (_, turn) => ({
      role: turn % 2 === 0 ? "user" : "assistant",
      content: Array.from(
        { length: 3 + ((at * 31 + turn * 17) % 40) },
        (_, word) => WORDS[(at + turn + word) % 4],
      ).join(" "),
      timestamp: `2026-03-0${1 + (at % 9)}T10:00:${10 + turn}Z`,
    }));
    return JSON.stringify({ id: at === 0 ? WORDS[4] : `c${at}`, messages });
  };
  writeFileSync(path, Array.from({ length: 200 }, (_, at) => conversation(at)).join("\n"));
  return path;
}

const files = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => name.includes("."));

describe("llmplan calibrate", () => {
  it("writes a scenario, a report with charts, and nothing of the log's words, twice the same bytes", () => {
    const folder = scratch();
    const log = writtenLog(folder);
    const runs = ["one", "two"].map((name) => {
      const out = join(folder, name);
      const saved = join(out, "saved.jsonl");
      const counts = join(out, "counts.json");
      const ran = llmplan([
        "calibrate",
        log,
        "--encoding",
        "estimate",
        "--out",
        out,
        "--save-counts",
        saved,
        "--counts-out",
        counts,
        "--json",
      ]);
      expect(ran.code).toBe(0);
      for (const word of WORDS) expect(ran.out + ran.err).not.toContain(word);
      return out;
    });
    const [one = "", two = ""] = runs;
    expect(files(one)).toEqual(
      expect.arrayContaining([
        "measured.yaml",
        "report.md",
        "result.json",
        "saved.jsonl",
        "counts.json",
        join("charts", "fit-requests.svg"),
      ]),
    );
    for (const name of files(one)) {
      const bytes = readFileSync(join(one, name));
      expect(bytes.equals(readFileSync(join(two, name))), name).toBe(true);
      for (const word of WORDS) expect(bytes.includes(word), `${word} in ${name}`).toBe(false);
    }
    const scenario = readFileSync(join(one, "measured.yaml"), "utf8");
    expect(scenario).toContain("2026-03-09");
    expect(scenario).toMatch(/sha256 [0-9a-f]{16}/);
  });

  it("writes a scenario that a plan takes, and its conversation then costs what the log's do", () => {
    const folder = scratch();
    const plan = join(folder, "plan");
    const copied = llmplan([
      "calibrate",
      writtenLog(folder),
      "--encoding",
      "estimate",
      "--out",
      join(plan, "scenarios", "measured.yaml"),
      "--date",
      "2026-05-01",
    ]);
    expect(copied.code).toBe(0);
    const source = readFileSync(join(ROOT, "assumptions/rolepl-ai/plan.yaml"), "utf8");
    const section = /^conversation:\n(?: .*\n|\n)*/m.exec(source)?.[0] ?? "";
    writeFileSync(join(plan, "plan.yaml"), `schema: 1\ntitle: t\n${section}`);
    const { code, out, err } = llmplan(["conversation", plan, "--scenario", "measured", "--json"]);
    expect(err).toBe("");
    expect(code).toBe(0);
    const calibrated = JSON.parse(
      llmplan(["calibrate", join(folder, "chat.jsonl"), "--encoding", "estimate", "--json"]).out,
    ).figures;
    expect(JSON.parse(out).figures["conversation.input_tokens.mean"].value).toBeCloseTo(
      calibrated["calibrate.input_tokens.model_mean"].value,
      0,
    );
    expect(readFileSync(join(plan, "scenarios", "measured.yaml"), "utf8")).toContain("2026-05-01");
  });

  it("fits parts as it fits the whole, and reads back what it saved", () => {
    const folder = scratch();
    const log = writtenLog(folder);
    const lines = readFileSync(log, "utf8").split("\n");
    const parts = [lines.slice(0, 30), lines.slice(30, 31), lines.slice(31)].map((part, at) => {
      const path = join(folder, `part${at}.jsonl`);
      writeFileSync(path, part.join("\n"));
      const counts = join(folder, `part${at}.json`);
      expect(llmplan(["calibrate", path, "--encoding", "estimate", "--counts-out", counts]).code).toBe(0);
      return counts;
    });
    const figures = (...args: readonly string[]) => JSON.parse(llmplan(["calibrate", ...args, "--json"]).out).figures;
    const whole = figures(log, "--encoding", "estimate");
    expect(figures("--from-counts", ...parts)).toEqual(whole);
    const saved = join(folder, "saved.jsonl");
    llmplan(["calibrate", log, "--encoding", "estimate", "--save-counts", saved]);
    expect(figures(saved)).toEqual(whole);
  });

  it("states the measured values themselves on request", () => {
    const folder = scratch();
    const out = join(folder, "m.yaml");
    expect(
      llmplan(["calibrate", writtenLog(folder), "--encoding", "estimate", "--laws", "empirical", "--out", out]).code,
    ).toBe(0);
    expect(readFileSync(out, "utf8")).toMatch(/value: \{ empirical: \[\d+, \d+/);
  });

  it("prints the query of a dialect, and needs no log for it", () => {
    const { code, out } = llmplan(["calibrate", "--sql", "postgres", "--table", "chat.messages", "--print"]);
    expect(code).toBe(0);
    expect(out).toContain("FROM chat.messages");
  });

  it("says what is wrong with what it was given, with exit code 2, and writes nothing", () => {
    const folder = scratch();
    const bad = join(folder, "bad.jsonl");
    writeFileSync(bad, '{"messages": []}\n{oops\n');
    const told = (...args: readonly string[]) => {
      const { code, err } = llmplan(["calibrate", ...args]);
      expect(code).toBe(2);
      return err;
    };
    expect(told(bad, "--strict")).toMatch(/bad\.jsonl:2:1: found not JSON, expected a log without bad lines/);
    expect(told(join(folder, "none.jsonl"))).toMatch(/it does not exist/);
    expect(told()).toMatch(/no logs/);
    expect(told(bad, "--columns", "x=y")).toMatch(/expected meaning=name/);
    expect(told(bad, "--date", "yesterday")).toMatch(/2026-11-22/);
    expect(told("--from-counts", bad)).toMatch(/bad\.jsonl:1:1/);
    expect(told(bad, "--out", join(folder, "out.yaml"))).toMatch(/no scenario to write/);
    expect(existsSync(join(folder, "out.yaml"))).toBe(false);
    expect(readdirSync(folder)).toEqual(["bad.jsonl"]);
  });
});

describe("llmplan replay", () => {
  it("bills a log in the one JSON shape, without a plan, and tells what it skipped", () => {
    const folder = scratch();
    const path = join(folder, "log.jsonl");
    const message = (role: string, tokens: number) => ({ role, tokens });
    const chat = {
      messages: [message("user", 10), message("assistant", 4), message("user", 6), message("assistant", 2)],
    };
    writeFileSync(path, `${JSON.stringify(chat)}\n{oops\n`);
    const { code, out } = llmplan([
      "replay",
      path,
      "--price-in",
      "3",
      "--price-out",
      "15",
      "--price-cache-read",
      ".30",
      "--json",
    ]);
    expect(code).toBe(0);
    const result = JSON.parse(out);
    expect(Object.keys(result).slice(0, 7)).toEqual([
      "llmplan",
      "command",
      "plan",
      "scenarios",
      "seed",
      "figures",
      "warnings",
    ]);
    expect(result).toMatchObject({ command: "replay", plan: null, scenarios: [] });
    const value = (id: string) => result.figures[`replay.${id}`].value;
    // Inputs 10 and 20, of which the second reads 10 from cache.
    expect([
      value("conversations"),
      value("requests"),
      value("input_tokens"),
      value("output_tokens"),
      value("cache_read_tokens"),
    ]).toEqual([1, 2, 30, 6, 10]);
    expect(value("cost_usd")).toBeCloseTo((20 * 3 + 10 * 0.3 + 6 * 15) / 1e6, 15);
    expect(result.reading.skipped).toEqual({ "not-json": { count: 1, first: ["log.jsonl:2"] } });
    expect(result.warnings[0].code).toBe("skipped-not-json");
  });

  it("needs its prices", () => {
    const { code, err } = llmplan(["replay", "x.jsonl"]);
    expect(code).toBe(2);
    expect(err).toMatch(/--price-in/);
  });

  it.skipIf(!HAS_SHARED_DATA)(
    "has a model within 15 % of each shared log or warns why not, and no warning on half of them",
    () => {
      const quiet = Object.entries(CHATS).map(([key, file]) => {
        const { out } = llmplan(["replay", sharedFile(file), "--price-in", "3", "--price-out", "15", "--json"]);
        const { figures, warnings } = JSON.parse(out);
        expect(figures["replay.cost_usd"].value).toBeCloseTo(expectedOf<ExpectedChat>(key).usd_no_cache_3_15, 6);
        const off = Math.abs(figures["replay.error.input_tokens_mean"].value) > 0.15;
        const warned = warnings.some(({ code }: { readonly code: string }) => code === "model-off");
        expect(warned || !off, key).toBe(true);
        return warnings.length === 0;
      });
      expect(quiet.filter(Boolean).length).toBeGreaterThanOrEqual(2);
    },
  );

  it.skipIf(!HAS_SHARED_DATA)("never chooses a normal law for a shared log", () => {
    for (const file of [...Object.values(CHATS), "traces/AzureLLMInferenceTrace_code.csv.gz"]) {
      const { figures } = JSON.parse(llmplan(["calibrate", sharedFile(file), "--json"]).out);
      const families = Object.entries(figures).filter(([id]) => id.endsWith(".family"));
      for (const [id, figure] of families)
        expect((figure as { readonly value: string | null }).value, id).not.toBe("normal");
    }
  });
});
