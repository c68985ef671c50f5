import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { llmplan, ROOT, scratch } from "./run.ts";

const RATINGS = join(ROOT, "assumptions/rolepl-ai/ratings");
const invented = ["invented-questions.csv", "invented-surveys.csv"].map((file) => join(RATINGS, file));

describe("llmplan models", () => {
  it("prints Tables 11, 12 and 13 and the ranking", () => {
    const { code, out, err } = llmplan(["models"]);
    expect([code, err]).toEqual([0, ""]);
    expect(out).toMatch(/^9 of 17 models are above the threshold\. Qwen\/Qwen1\.5-72B-Chat ranks first/);
    expect(out).toMatch(/mistralai\/Mixtral-8x7B-Instruct-v0\.1 +Mixtral +47/);
    expect(out).toMatch(/meta-llama\/Llama-2-70b-chat-hf +0\.4972 +0\.021 +no/);
    expect(out).toMatch(/meta-llama\/Meta-Llama-3-70B-Instruct +53\.7 .* 25\.8 .* 12$/m);
  });

  it("gives the same bytes twice, and other intervals for another seed", () => {
    const once = llmplan(["models", "--json"]).out;
    expect(llmplan(["models", "--json"]).out).toBe(once);
    const intervals = (text: string) => JSON.parse(text).figures["ratings.qwen15_72b.score"].interval90;
    expect(intervals(llmplan(["models", "--json", "--seed", "2"]).out)).not.toEqual(intervals(once));
  });

  it("ranks by other weights when the plan says so", () => {
    const only = ["rk_uqr=0", "cri_mean=0", "cri_worst=0", "ifeval=1"].flatMap((set) => [
      "--set",
      `evaluation.weights.${set}`,
    ]);
    const { figures } = JSON.parse(llmplan(["models", "--json", ...only]).out);
    expect(figures["ratings.llama3_70b.rank"].value).toBe(1);
    expect(figures["ratings.llama3_70b.score"].value).toBeCloseTo(80.59, 9);
  });

  it("reads rating sheets, whose place and provenance then stand behind the figures", () => {
    const { code, out } = llmplan(["models", "--ratings", ...invented]);
    expect(code).toBe(0);
    expect(out).toMatch(/Krippendorff's alpha/);
    expect(out).not.toMatch(/only totals/i);
    const { figures, ranking } = JSON.parse(llmplan(["models", "--json", "--ratings", ...invented]).out);
    expect(ranking.basis).toBe("sheets");
    expect(ranking.models).toHaveLength(3);
    expect(figures["ratings.tulu2_70b.score"]).toBeUndefined();
  });

  it("gives what the sheet's own sums give, counted here from the text", () => {
    const text = readFileSync(invented[0] ?? "", "utf8");
    const points = [...text.matchAll(/^qwen15_72b;.*;"(-?\d),0";[AB];/gm)].map(([, value]) => Number(value));
    expect(points).toHaveLength(2 * 27);
    const percent = (100 * points.reduce((sum, value) => sum + value, 0)) / points.length;
    const { figures } = JSON.parse(llmplan(["models", "--json", "--ratings", ...invented]).out);
    expect(figures["ratings.qwen15_72b.rk_uqr_percent"].value).toBeCloseTo(percent, 9);
  });

  it("says which models have ratings but no place in the ranking", () => {
    const { code, out, err } = llmplan(["models", "--ratings", invented[0] ?? ""]);
    expect(code).toBe(0);
    expect(out).toMatch(/None has a value on every criterion/);
    expect(err).toMatch(/warning \(not-ranked\): .*llama3_70b, qwen15_72b, mixtral_8x7b/);
  });

  it("leaves with 2 and says every line that is wrong; writes nothing", () => {
    const folder = scratch();
    const sheet = join(folder, "bad.csv");
    writeFileSync(sheet, "model;profile;answered\nqwen15_72b;p;99\nnobody;p;3\n");
    const target = join(folder, "out.txt");
    const { code, out, err } = llmplan(["models", "--ratings", sheet, "--out", target]);
    expect([code, out, existsSync(target)]).toEqual([2, "", false]);
    expect(err).toMatch(/bad\.csv:2:14: answered: found 99, expected a whole number of questions from 0 to 55\n/);
    expect(err).toMatch(/bad\.csv:3:1: model: found the text "nobody"/);
  });

  it.each([
    [["--ratings", "nowhere.csv"], /nowhere\.csv/],
    [["--set", "models.rows.qwen15_72b.net_points=99"], /net_points: found 99, expected a total from -54 to 54/],
    [["--set", "models.rows.qwen15_72b.cri_sum=20"], /cri_sum: found 20, expected a total from 96 to 291/],
    [["--set", "evaluation.score_wrong=1"], /score_wrong: found 1, expected fewer points than/],
    [["--set", "evaluation.weights.rk_uqr=1.5"], /found 1\.5, expected a number from 0 to 1/],
  ])("leaves with 2 for %j", (args, message) => {
    const { code, err } = llmplan(["models", ...args]);
    expect(code).toBe(2);
    expect(err).toMatch(message);
  });

  it("the template holds the questions as extracted and is no rating until it is filled in", () => {
    const rows = readFileSync(join(RATINGS, "template-questions.csv"), "utf8").trim().split("\n");
    expect(rows).toHaveLength(1 + 51);
    expect(llmplan(["models", "--ratings", join(RATINGS, "template-questions.csv")]).code).toBe(2);
  });
});
