/** Hostile files through the command itself: exit code 2, a message, and nothing that steers the terminal. */
import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { llmplan, ROOT, scratch } from "../cli/run.ts";

const STEERING = /[^\P{Cc}\n\t]|[\u200B-\u200F\u202A-\u202E\u2060-\u2069]/u;
const HOSTILE = "\u001b[2J\u001b]52;c;YQ==\u0007\u009b31m\u202e";
/** As YAML writes it in double quotes. */
const WRITTEN = "\\e[2J\\e]52;c;YQ==\\a\\x9b31m\\u202e";

/** A folder with files by name. */
function folderWith(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = scratch();
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(folder, name, ".."), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

describe("a hostile file ends in exit code 2 with a message", () => {
  const deep = "[".repeat(1e5);
  it.each([
    ["plan.yaml", deep, ["conversation", "plan.yaml"], /^plan.yaml:1:\d+: found more than 64 maps and lists/],
    ["c.json", deep, ["memory", "--config", "c.json"], /^c.json:1:\d+: found more than 64/],
    [
      "r.json",
      deep + "]".repeat(1e5),
      ["compare", "r.json", "r.json"],
      /^r.json:1:1: found more than 32 lists and maps/,
    ],
    ["s.json", "[".repeat(1e5), ["merge", "s.json"], /^s.json:1:1: found no JSON/],
    ["r.json", '{"figures":{"__proto__":1}}', ["compare", "r.json", "r.json"], /^r.json:1:1: llmplan: found nothing/],
    ["a.zip", "PK\u0003\u0004 and more", ["calibrate", "a.zip"], /a.zip: it is packed as ZIP; unpack it/],
    [
      "a.csv",
      "c0,".repeat(1e5),
      ["training", "--runs", "a.csv"],
      /^a.csv:1:1: found a line of more than 100000 characters/,
    ],
    [`${HOSTILE}.yaml`, HOSTILE, ["conversation", `${HOSTILE}.yaml`], /found /],
  ])("%j", (name, text, words, message) => {
    const { code, out, err } = llmplan(words, { cwd: folderWith({ [name]: text }) });
    expect(err).toMatch(message);
    expect(err).not.toMatch(STEERING);
    expect([code, out]).toEqual([2, ""]);
  });

  it("that never ends, or is packed a thousandfold", () => {
    const folder = folderWith({ "bomb.jsonl.gz": Buffer.concat(Array(300).fill(gzipSync(Buffer.alloc(1 << 20)))) });
    const bomb = llmplan(["calibrate", "bomb.jsonl.gz"], { cwd: folder });
    expect(bomb.err).toMatch(/it unpacks to more than 250 times its size/);
    expect(bomb.code).toBe(2);
    const endless = llmplan(["conversation", "/dev/zero"], { cwd: folder });
    expect(endless.err).toMatch(/it holds more than 100 MB/);
    expect(endless.code).toBe(2);
  });
});

describe("a plan whose words hold the escapes of a terminal", () => {
  const folder = scratch();
  cpSync(join(ROOT, "assumptions"), folder, { recursive: true });
  const plan = join(folder, "rolepl-ai");
  const text = readFileSync(join(plan, "plan.yaml"), "utf8");
  writeFileSync(join(plan, "plan.yaml"), text.replace(/^title: .*$/m, `title: "P${WRITTEN}"`));
  const set = ["--set", `data.person_days={value: 170, source: "${WRITTEN}", note: "${WRITTEN}"}`];
  writeFileSync(
    join(plan, "scenarios/hostile.yaml"),
    `title: "T${WRITTEN}"\nreason: "R${WRITTEN}"\ndata: { person_days: { value: 180, source: "S${WRITTEN}" } }\n`,
  );

  it.each([
    ["data", plan, ...set],
    ["explain", "data.person_days", plan, "--scenario", "hostile"],
    ["conversation", plan, "--json"],
    ["check", plan, "--format", "github"],
  ])("steers none: %s", (...words) => {
    const { code, out, err } = llmplan(words);
    expect(`${out}${err}`).not.toMatch(STEERING);
    expect(code, err).toBe(0);
  });
});
