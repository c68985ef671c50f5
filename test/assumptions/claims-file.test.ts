import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readClaims } from "../../src/assumptions/claims-file.ts";
import { formatProblem, InputError } from "../../src/assumptions/problem.ts";

const GOOD = `schema: 1
document: A report
parts:
  - section: "1"
    table: Table 1
    figures: [data.*]
    inputs:
      days: { printed: "170", exact: true, is: data.person_days }
    claims:
      c: { printed: "56,1", at: days to write, follows: data.writing_days }
`;

/** What is wrong with a file, a line each; other errors are not caught. */
function problems(text: string): readonly string[] {
  try {
    readClaims(() => text, "published.yaml");
    return [];
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return error.problems.map(formatProblem);
  }
}

/** The problems of the good file with a text replaced. */
const changed = (from: string, to: string): readonly string[] => {
  expect(GOOD).toContain(from);
  return problems(GOOD.replace(from, to));
};

describe("a claims file", () => {
  it("becomes inputs, claims and tables with their places", () => {
    const { inputs, claims, tables } = readClaims(() => GOOD, "published.yaml");
    expect(inputs).toMatchObject([
      {
        id: "days",
        how: "printed",
        node: "data.person_days",
        exact: true,
        number: { value: 170 },
        where: "section 1, Table 1",
      },
    ]);
    expect(claims).toMatchObject([
      {
        id: "c",
        text: "56,1",
        number: { value: 56.1 },
        relation: "equals",
        where: "section 1, Table 1, days to write",
        place: { file: "published.yaml", line: 10, column: 7 },
        places: { follows: { line: 10, column: 57 } },
      },
    ]);
    expect(tables).toMatchObject([{ name: "Table 1", figures: ["data.*"] }]);
  });

  it("says which end of a range is meant, or tells that it does not", () => {
    expect(changed(`"56,1"`, `"20-30"`)).toEqual([
      `published.yaml:10:21: parts.0.claims.c.printed: found "20-30", expected end: low or high, which end of the range is meant`,
    ]);
    expect(changed(`"56,1"`, `"20-30", end: high`)).toEqual([]);
    expect(changed(`"56,1"`, `"56,1", end: high`)).toEqual([
      `published.yaml:10:34: parts.0.claims.c.end: found "high", expected no end: the text is no range`,
    ]);
  });

  it("may say what words mean", () => {
    expect(changed(`"56,1"`, `doubles, means: "2"`)).toEqual([]);
    expect(changed(`"56,1"`, `doubles`)).toEqual([
      `published.yaml:10:21: parts.0.claims.c.printed: found "doubles", expected a printed number, or means: with the number it stands for`,
    ]);
  });

  it.each([
    [
      "a number without quotes",
      `"56,1"`,
      "56.1",
      "10:21: parts.0.claims.c.printed: found 56.1, expected text, in quotes where it is a number",
    ],
    [
      "a claim without a figure",
      ", follows: data.writing_days",
      "",
      "10:7: parts.0.claims.c.follows: found nothing, expected an id, a number",
    ],
    ["a misspelt key", "follows:", "folows:", "10:48: parts.0.claims.c.folows: found an unknown key"],
    [
      "an unknown relation",
      "follows:",
      "relation: above, follows:",
      '10:58: parts.0.claims.c.relation: found the text "above"',
    ],
    [
      "a combination that does not exist",
      "data.writing_days",
      "{ median: [data.writing_days] }",
      "10:59: parts.0.claims.c.follows.median: found an unknown key",
    ],
    [
      "an input that is nothing",
      ", is: data.person_days",
      "",
      "8:13: parts.0.inputs.days: found a map with printed, exact, expected is, the assumption",
    ],
    ["an input of two kinds", `"170"`, `"170", external: paper`, "8:13: parts.0.inputs.days: found a map with"],
    [
      "an alternative of two changes",
      "follows:",
      "alternative: { left_out: a, alone: b }, follows:",
      "10:61: parts.0.claims.c.alternative",
    ],
    ["an empty acceptance", "follows:", `accepted: "", follows:`, "10:58: parts.0.claims.c.accepted"],
    [
      "an id twice",
      "claims:\n",
      `claims:\n      days: { printed: "1", follows: x }\n`,
      "10:7: parts.0.claims.days: found the id again (first at line 8)",
    ],
    ["another version", "schema: 1", "schema: 2", "1:9: schema: found 2, expected 1"],
    ["no parts", GOOD.slice(GOOD.indexOf("parts:")), "", "1:1: parts: found nothing, expected a list"],
    ["bad YAML", "document: A report", "document: [A report", "3:1: found text that is not YAML"],
  ])("with %s is refused at its place", (_, from, to, expected) => {
    const found = changed(from, to);
    expect(found.length).toBeGreaterThan(0);
    expect(found.join("\n")).toContain(expected);
  });

  it("that is empty, binary or not there is refused", () => {
    expect(problems("")[0]).toContain("found an empty file");
    expect(problems("\0")[0]).toContain("found a NUL character");
    const missing = () =>
      readClaims(() => {
        throw new Error("ENOENT");
      }, "published.yaml");
    expect(missing).toThrow("a file that cannot be read");
  });

  it("with any text put in or taken out is read or refused with a place, and never makes another error", () => {
    const cut = fc.nat({ max: GOOD.length });
    const piece = fc.oneof(
      fc.string({ unit: "binary", maxLength: 20 }),
      fc.constantFrom(..."{}[]:,\"'\n#&*!|>%@`-".split("")),
    );
    fc.assert(
      fc.property(cut, cut, piece, (from, to, text) => {
        const [start, end] = from < to ? [from, to] : [to, from];
        for (const line of problems(GOOD.slice(0, start) + text + GOOD.slice(end)))
          expect(line).toMatch(/^published\.yaml:\d+:\d+: .*found .+, expected /s);
      }),
      { numRuns: 400, seed: 3 },
    );
  });
});
