import { stringify } from "csv-stringify/sync";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { InputError } from "../../src/assumptions/problem.ts";
import { type RatingContext, readRatings } from "../../src/assumptions/rating-sheet.ts";

const CONTEXT: RatingContext = {
  models: [
    { key: "qwen", label: "Qwen/Qwen1.5-72B-Chat" },
    { key: "tulu", label: "allenai/tulu-2-dpo-70b" },
  ],
  points: { right: 1, neutral: 0, wrong: -1 },
  surveyQuestions: 55,
};
const read = (text: string) => readRatings(() => text, ["sheet.csv"], CONTEXT);
const linesOf = (text: string): readonly string[] => {
  try {
    read(text);
    return [];
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return error.message.split("\n");
  }
};

describe("rating sheets as spreadsheets export them", () => {
  it("are read with a byte order mark, semicolons, decimal commas, CRLF, quoted line breaks and empty lines", () => {
    const { questions } = read(
      '\uFEFFModel;Profile;Question;Kind;Points;Rater;Comment\r\nqwen;François;1;RK;"1,0";A;"two\r\nlines; and a mark"\r\n;;;;;;\r\n\r\nQwen/Qwen1.5-72B-Chat;François;2;uqr;−1;A;\r\n',
    );
    expect(
      questions.map(({ model, question, kind, points, place }) => [model, question, kind, points, place.line]),
    ).toEqual([
      ["qwen", "1", "RK", 1, 2],
      ["qwen", "2", "UQR", -1, 6],
    ]);
  });

  it("are read with a line that names the mark between cells, with tabs, and without a last line break", () => {
    expect(read("sep=;\nmodel;profile;answered\nqwen;Emily;38").surveys[0]).toMatchObject({
      answered: 38,
      place: { line: 3 },
    });
    expect(read("profile\tanswered\tmodel\nEmily\t38\tqwen").surveys[0]).toMatchObject({ model: "qwen", answered: 38 });
  });

  it("give back what another program wrote, at the line where it wrote it", () => {
    const clean = (text: string): string => text.replace(/[\0\uFFFD\uFEFF\r]|\p{Cs}/gu, "");
    const row = fc.tuple(fc.string(), fc.string({ unit: "binary" }), fc.constantFrom("-1", "0", "1"));
    const file = fc.record({
      rows: fc.array(row, { minLength: 1, maxLength: 20 }),
      delimiter: fc.constantFrom(",", ";", "\t"),
      lineBreak: fc.constantFrom("\n", "\r\n"),
      quoted: fc.boolean(),
    });
    fc.assert(
      fc.property(file, ({ rows, delimiter, lineBreak, quoted }) => {
        const written = rows.map(([profile, comment, points], index) => [
          "qwen",
          `p${clean(profile).replace(/\s+/g, " ").trim()}`,
          String(index),
          "RK",
          points,
          clean(comment).replaceAll("\n", lineBreak),
        ]);
        const head = ["model", "profile", "question", "kind", "points", "comment"];
        const { questions } = read(
          stringify([head, ...written], { delimiter, record_delimiter: lineBreak, quoted, quoted_match: /[\r\n]/ }),
        );
        expect(questions.map((rating) => [rating.profile, rating.question, String(rating.points)])).toEqual(
          written.map(([, profile, question, , points]) => [profile, question, points]),
        );
        let line = 2;
        for (const [index, { place }] of questions.entries()) {
          expect(place.line).toBe(line);
          line += (written[index] ?? []).join("").split(/\r?\n/).length;
        }
      }),
    );
  });
});

describe("a rating that the rules of D2.2 section 5.2 do not allow", () => {
  it("is told at its line and column, all problems at once", () => {
    expect(
      linesOf(
        'model,profile,question,kind,points\nqwen,p,1,RK,2\n"tulu","a\nb",1,UQR,0.5\nqwne,p,,XX,\nqwen,p,9,RK,yes\n',
      ),
    ).toEqual([
      "sheet.csv:2:13: points: found 2, expected 1 (an accurate answer), 0 (inaccurate, vague, or admits not knowing) or -1 (confidently wrong or a hallucination)",
      "sheet.csv:4:10: points: found 0.5, expected 1 (admits not knowing), 0 (rejects but breaks the character, or gives a convincing reason) or -1 (a confident answer or a hallucination)",
      'sheet.csv:5:1: model: found the text "qwne", expected a model of the plan, by its row key or its name (did you mean qwen?)',
      "sheet.csv:5:8: question: found nothing, expected the question",
      'sheet.csv:5:9: kind: found the text "XX", expected RK or UQR',
      "sheet.csv:5:12: points: found an empty text, expected 1, 0 or -1",
      'sheet.csv:6:13: points: found the text "yes", expected 1 (an accurate answer), 0 (inaccurate, vague, or admits not knowing) or -1 (confidently wrong or a hallucination)',
    ]);
  });

  it.each([
    ["more than the survey has", "56"],
    ["less than none", "-1"],
    ["part of a question", "3.5"],
    ["a number in another notation", "1e1"],
  ])("is no number of survey questions: %s", (_, answered) => {
    expect(linesOf(`model,profile,answered\nqwen,p,${answered}\n`)[0]).toMatch(
      /^sheet\.csv:2:8: answered: found .*, expected a whole number of questions from 0 to 55$/,
    );
  });

  it("follows the plan's own points", () => {
    const points = { right: 2, neutral: 1, wrong: 0 };
    const text = "model,profile,question,kind,points\nqwen,p,1,RK,2\n";
    expect(readRatings(() => text, ["s.csv"], { ...CONTEXT, points }).questions[0]?.points).toBe(2);
  });
});

describe("sheets that cannot be compared or read", () => {
  const row = (model: string, question: number, rater = "") => `${model},p,${question},RK,1,${rater}`;
  const sheet = (...rows: readonly string[]) => ["model,profile,question,kind,points,rater", ...rows].join("\n");

  it("are refused when a model was not asked what others were", () => {
    expect(linesOf(sheet(row("qwen", 1), row("qwen", 2), row("tulu", 1)))).toEqual([
      "sheet.csv:4:1: found tulu without 1 of the 2 questions that others were rated on (p, 2), expected every question for every model",
    ]);
  });

  it("are refused when one rater rates twice, and read when two raters do", () => {
    expect(linesOf(sheet(row("qwen", 1, "A"), row("qwen", 1, "A")))[0]).toMatch(
      /^sheet\.csv:3:1: found a second rating/,
    );
    expect(read(sheet(row("qwen", 1, "A"), row("qwen", 1, "B"))).questions).toHaveLength(2);
  });

  it("are refused when a question changes its kind", () => {
    expect(linesOf(sheet(row("qwen", 1), "tulu,p,1,UQR,1,"))[0]).toMatch(
      /^sheet\.csv:3:1: kind: found UQR, expected RK/,
    );
  });

  it.each([
    ["", /sheet\.csv:1:1: found nothing, expected the columns/],
    ["model,profile,answered\n", /found no rows/],
    ["modle,profile,answered\nqwen,p,1", /did you mean model\?/],
    ["model,profile,answered,answered\nqwen,p,1,2", /sheet\.csv:1:24: answered: found the column again/],
    ['model,profile,answered\nqwen,p,"1\nqwen,q,2', /sheet\.csv:2:1: found a quote that is never closed/],
    [`model,profile,answered\n${"q,p,1\n".repeat(100_000)}`, /sheet\.csv:100001:1: found more than 100000 rows/],
    [
      `model,profile,answered\nqwen,p,1\nqwen,p,${"1".repeat(1e5)}`,
      /sheet\.csv:3:1: found a line of more than 100000 cha/,
    ],
    ["model,profile,answered\nqwen,p,1,2,3", /sheet\.csv:2:10: found 5 cells, expected 3 cells/],
    ["model,profile,answered\nqwen,Fran\uFFFDois,1", /sheet\.csv:2:10: found bytes that are not UTF-8/],
    [`model,profile,answered\n${"qwen,p,1\n".repeat(600_000)}`, /characters, expected at most/],
  ])("say what is wrong: %#", (text, message) => {
    expect(linesOf(text).join("\n")).toMatch(message);
  });
});
