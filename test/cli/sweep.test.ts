import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { llmplan, scratch } from "./run.ts";

const figureWith = (id: string, ...args: readonly string[]): unknown =>
  JSON.parse(llmplan(["data", ...args, "--json"]).out).figures[id].value;

const DAYS = "data.person_days=100:200:3";
const SPEED = "data.writing_speed=10,25";

describe("llmplan sweep", () => {
  it("gives at each point what --set gives, the last axis fastest, for quantities and choices alike", () => {
    const { out, code } = llmplan(["sweep", "data.instances", "--over", DAYS, "--over", SPEED, "--json"]);
    expect(code).toBe(0);
    const { points, axes } = JSON.parse(out).sweep;
    expect(axes.map(({ path }: { path: string }) => path)).toEqual(["data.person_days", "data.writing_speed"]);
    expect(points.map(({ over }: { over: object }) => Object.values(over))).toEqual(
      [100, 150, 200].flatMap((days) => [10, 25].map((speed) => [days, speed])),
    );
    const sets = ["--set", "data.person_days=150", "--set", "data.writing_speed=10"];
    expect(points[2].figures["data.instances"].value).toBe(figureWith("data.instances", ...sets));
    const lora = "approach.lora.h100_days";
    const basis = ["sweep", lora, "--over", "hardware.equivalence_basis=published,measured", "--json"];
    const chosen = JSON.parse(llmplan(basis).out).sweep.points.map(
      ({ figures }: { figures: Record<string, { value: number }> }) => figures[lora]?.value,
    );
    const set = ["approaches", "--set", "hardware.equivalence_basis=measured", "--json"];
    expect(chosen[1]).toBe(JSON.parse(llmplan(set).out).figures[lora].value);
    expect(chosen[0]).not.toBe(chosen[1]);
  });

  it("gives the medians and intervals that a command gives, where assumptions have spread", () => {
    const doubt = ["--scenario", "with-doubt", "--draws", "100"];
    const { out } = llmplan(["sweep", "data.instances", "--over", "data.writing_speed=15,25", ...doubt, "--csv"]);
    const [head = "", , second = ""] = out.split("\n");
    expect(head).toBe(
      "data.writing_speed,data.instances,data.instances.p5,data.instances.p95,data.instances.probability",
    );
    expect(Number(second.split(",")[1])).toBe(figureWith("data.instances", ...doubt, "--set", "data.writing_speed=25"));
  });

  it("prints the same bytes on any number of threads, spaces a range by powers, and draws", () => {
    const grid = [
      "sweep",
      "compute.h100_days_budget",
      "--over",
      "budget.h100_price=10:1000:40",
      "--over",
      DAYS,
      "--scale",
      "log",
    ];
    const one = llmplan([...grid, "--csv", "--threads", "1"]).out;
    expect(llmplan([...grid, "--csv", "--threads", "2"]).out).toBe(one);
    const prices = [
      ...new Set(
        one
          .split("\n")
          .slice(1, -1)
          .map((line) => Number(line.split(",")[0])),
      ),
    ];
    // 40 values over two powers of ten: each is 10^(2/39) times the one before.
    expect([prices[0], prices.at(-1), prices.length]).toEqual([10, 1000, 40]);
    expect((prices[1] ?? 0) / (prices[0] ?? 1)).toBeCloseTo(10 ** (2 / 39), 9);
    const folder = scratch();
    expect(llmplan([...grid, "--out", folder]).code).toBe(0);
    expect(
      readdirSync(folder)
        .filter((name) => !name.endsWith(".png"))
        .sort(),
    ).toEqual(["sweep-compute-h100-days-budget.svg", "sweep.csv"]);
    expect(readFileSync(join(folder, "sweep.csv"), "utf8")).toBe(one);
  }, 180_000);

  it("continues rows that were broken off in the middle of a line, and only its own", () => {
    const folder = scratch();
    const sweep = ["sweep", "data.instances", "--over", "data.person_days=1:300:600", "--out", folder];
    llmplan([...sweep, "--threads", "1"]);
    const file = join(folder, "sweep.csv");
    const whole = readFileSync(file, "utf8");
    // What a run leaves that was ended: the rows so far, the last one torn, and the note of what they are.
    const brokenOff = (digest: string) => {
      writeFileSync(`${file}.partial`, whole.slice(0, Math.floor(whole.length / 2)));
      writeFileSync(`${file}.partial.json`, `${JSON.stringify({ digest })}\n`);
    };
    brokenOff("somebody else's");
    const other = llmplan([...sweep, "--resume"]);
    expect([other.code, other.out]).toEqual([2, ""]);
    expect(other.err).toMatch(/is of another sweep, plan, seed or version/);
    expect(llmplan(sweep).err).toMatch(/was broken off: continue it with --resume/);
  });

  it.each([
    [["data.instances"], /nothing to sweep/],
    [["--over", DAYS, "data.instanses"], /did you mean data\.instances\?/],
    [["data.instances", "--over", "data.person_days=1:2"], /at data\.person_days|found/],
    [["data.instances", "--over", "data.person_days=5:5:3"], /two different ends/],
    [["data.instances", "--over", "data.person_days=1:9:1"], /whole number of values from 2/],
    [["data.instances", "--over", "data.person_days=0:9:3", "--scale", "log"], /ends above 0/],
    [
      ["data.instances", "--over", "data.person_days=-5:9:3"],
      /data\.person_days\.value: found -5, expected a number from 0 up/,
    ],
    [["data.instances", "--over", "data.person_dayz=1:9:3"], /data\.person_dayz: found an unknown key/],
    [["data.instances", "--over", "data.person_days=1,,2"], /different values/],
    [["data.instances", "--over", DAYS, "--over", DAYS], /swept twice/],
    [["compute.h100_days_per_session", "--over", "budget.training_sessions=1:4:3"], /found 2\.5/],
    [["approach.lora.h100_days", "--over", "hardware.equivalence_basis=published,guessed"], /found the text "guessed"/],
    [["data.instances", "--over", "data.person_days=1:300:500"], /too many to show/],
    [["data.instances", "--over", DAYS, "--resume"], /say in which --out/],
    [["data.instances", "--over", DAYS, "--csv", "--jsonl"], /exclude each other/],
    [["data.instances", "--over", "=1,2"], /path=from:to:steps/],
  ])("refuses %j", (args, message) => {
    const { code, out, err } = llmplan(["sweep", ...args]);
    expect([code, out]).toEqual([2, ""]);
    expect(err).toMatch(message);
  });

  it("leaves nothing where it may not write", () => {
    const folder = scratch();
    writeFileSync(join(folder, "file"), "in the way");
    const { code } = llmplan(["sweep", "data.instances", "--over", DAYS, "--out", join(folder, "file/deeper")]);
    expect(code).toBe(2);
    expect(readdirSync(folder)).toEqual(["file"]);
  });
});
