import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { figuresOfPlan, numberAt } from "./read.ts";

const figures = figuresOfPlan();

describe("section 5 of the shipped plan", () => {
  it("counts 15 candidates, 17 with a score, 9 on the shortlist; 51 questions of 8 profiles, 55 of the survey", () => {
    const counted = ["candidates_count", "evaluated_count", "questions", "profiles", "survey_questions"];
    expect(counted.map((name) => numberAt(figures, `evaluation.${name}`))).toEqual([15, 17, 51, 8, 55]);
    expect(numberAt(figures, "models.shortlist_count")).toBe(9);
  });

  it("shortlists Mistral-7B at 0.5471 and not Llama-2-70B-chat at 0.4972, as Tables 12 and 13 do", () => {
    expect(figures["models.mistral_7b.shortlisted"]?.value).toBe("yes");
    expect(figures["models.llama2_70b_chat.shortlisted"]?.value).toBe("no");
  });

  it("holds the scores of Table 12 to whole numbers of 541 prompts, cut after four decimals, but for one", () => {
    const scores = Object.entries(figures).filter(([id]) => /^models\.rows\..*\.ifeval$/.test(id));
    const odd = scores.filter(([, { value }]) => {
      const prompts = Math.round(Number(value) * 541);
      return Math.floor((prompts / 541) * 1e4 + 1e-9) !== Math.round(Number(value) * 1e4);
    });
    expect(scores).toHaveLength(17);
    expect(odd.map(([id]) => id)).toEqual(["models.rows.llama3_8b.ifeval"]);
  });
});

const source = new URL("../../../shared/source/figures.json", import.meta.url);
interface Published {
  readonly id: string;
  readonly table: string | null;
  readonly published: number;
  readonly printed: string;
}

describe.skipIf(!existsSync(source))("Tables 11 to 13 as printed (skipped where ../shared is absent)", () => {
  const records = existsSync(source) ? (JSON.parse(readFileSync(source, "utf8")) as readonly Published[]) : [];
  const cell = (name: string) =>
    records.flatMap(({ id, ...record }) => {
      const key = new RegExp(`^t1[123]-(.*)-${name}$`).exec(id)?.[1]?.replaceAll("-", "_");
      return key === undefined ? [] : [{ key, ...record }];
    });

  it("has the sizes and scores that they print", () => {
    expect(cell("params")).toHaveLength(15);
    for (const { key, published } of cell("params"))
      expect(numberAt(figures, `models.rows.${key}.parameters`)).toBe(published * 1e9);
    expect(cell("ifeval")).toHaveLength(17);
    for (const { key, published } of cell("ifeval"))
      expect(numberAt(figures, `models.rows.${key}.ifeval`)).toBe(published);
  });

  it("gives the ratings that they print, but for the 18.1 % of Mistral-7B, which no whole number of 54 gives", () => {
    const wrong = [
      ...cell("rkuqr").map((record) => ({ ...record, id: `ratings.${record.key}.rk_uqr_percent`, digits: 1 })),
      ...cell("cri").map((record) => ({ ...record, id: `ratings.${record.key}.cri_mean`, digits: 1 })),
      ...cell("cri-worst").map((record) => ({ ...record, id: `ratings.${record.key}.cri_worst`, digits: 0 })),
    ].filter(({ id, published, digits }) => numberAt(figures, id).toFixed(digits) !== published.toFixed(digits));
    expect(cell("rkuqr")).toHaveLength(9);
    expect(cell("cri")).toHaveLength(9);
    expect(wrong.map(({ id }) => id)).toEqual(["ratings.mistral_7b.rk_uqr_percent"]);
  });
});
