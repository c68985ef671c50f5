import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkShipped, checkSmall, verdictsOf } from "./shipped.ts";

/** The verdict of one claim on the small plan, whose 100 days have 10 to write and 50 to review. */
function verdict(claim: string, more = "", setting: Parameters<typeof checkSmall>[1] = {}): string {
  const check = checkSmall(`c: ${claim}\n${more}`, setting);
  return check.faults[0]?.expected ?? verdictsOf(check).c ?? "";
}

describe("rule 1: half a unit of the last significant digit", () => {
  it.each([
    ["50", "follows"],
    ["~50", "follows"],
    ["45", "does-not-follow"],
    ["40", "does-not-follow"],
    ["49.5", "does-not-follow"],
    ["100", "follows"], // ±50, ends included
    ["60", "does-not-follow"], // ±5
    ["50.0", "follows"],
    ["0.05k", "follows"],
  ])("%s for 50 days", (printed, expected) => {
    expect(verdict(`{ printed: "${printed}", follows: data.reviewing_days }`)).toBe(expected);
  });

  it("a stated tolerance with its reason replaces it", () => {
    const tolerance = "tolerance: { value: 2.5, reason: given to fives }";
    expect(verdict(`{ printed: "47.5", follows: data.reviewing_days, ${tolerance} }`)).toBe("follows");
    expect(verdict(`{ printed: "47", follows: data.reviewing_days, ${tolerance} }`)).toBe("does-not-follow");
  });
});

describe("rule 2: a bound follows or does not", () => {
  it.each([
    ["more-than", "49", "follows"],
    ["more-than", "50", "does-not-follow"],
    ["less-than", "50", "does-not-follow"],
    ["less-than", "51", "follows"],
    ["at-least", "50", "follows"],
    ["at-most", "50", "follows"],
    ["at-most", "49", "does-not-follow"],
  ])("%s %s, of 50", (relation, printed, expected) => {
    expect(verdict(`{ printed: "${printed}", relation: ${relation}, follows: data.reviewing_days }`)).toBe(expected);
  });

  it("no alternative helps it", () => {
    const claim = `{ printed: "60", relation: more-than, follows: data.reviewing_days, alternative: { left_out: data.person_days } }`;
    expect(verdict(claim)).toBe("none: a bound follows or does not");
  });
});

/** One end of a simulated range. */
const simulated = (printed: string, end: string, more = "", follows = "data.reviewing_days"): string =>
  `{ printed: "${printed}", end: ${end}, simulated: true, follows: ${follows}${more} }`;

/** The verdicts of both ends. */
function ends(printed: string, low = "", high = "", follows = "data.reviewing_days"): readonly (string | undefined)[] {
  const claims = `c: ${simulated(printed, "low", low, follows)}\nd: ${simulated(printed, "high", high, follows)}`;
  const { c, d } = verdictsOf(checkSmall(claims));
  return [c, d];
}

describe("what is no number", () => {
  it.each([
    "{ ratio: [1, 0] }",
    "{ ratio: [-1, 0] }",
    "{ ratio: [0, 0] }",
    "{ ratio: [data.reviewing_days, { difference: [data.writing_days, data.writing_days] }] }",
  ])("%s gives no printed number, and no bound holds of it", (follows) => {
    for (const relation of ["", ", relation: more-than", ", relation: less-than", ", relation: at-least"])
      expect(verdict(`{ printed: "2", follows: ${follows}${relation} }`)).toBe("does-not-follow");
  });
});

describe("rule 3: a range", () => {
  it("of simulation runs is one statement, widened by the tolerance of its ends", () => {
    const both = (verdict: string) => [verdict, verdict];
    expect(ends("41-48")).toEqual(both("does-not-follow"));
    for (const printed of ["20-70", "20-50", "50-70"]) expect(ends(printed)).toEqual(both("follows"));
  });

  it("of simulation runs has one alternative, whichever end names it", () => {
    // 10 days × 8 × 60 × 20 = 96,000 words × 1.3; without the factor 96,000.
    const left = ", alternative: { left_out: data.tokens_per_word }";
    const tokens = (low: string, high: string) => ends("95,000-97,000", low, high, "data.tokens_written");
    const repaired = ["follows-with-other-input", "follows-with-other-input"];
    expect(tokens(left, "")).toEqual(repaired);
    expect(tokens("", left)).toEqual(repaired);
    expect(tokens(left, left)).toEqual(repaired);
    expect(tokens("", "")).toEqual(["does-not-follow", "does-not-follow"]);
  });

  it("of simulation runs needs both its ends, which say the same", () => {
    const faults = (low: string, high: string) =>
      checkSmall(`c: ${simulated("20-70", "low", low)}\n${high}`).faults.map(({ place, id }) => [place.line, id]);
    expect(faults("", "")).toEqual([[16, "c"]]);
    expect(faults("", `d: ${simulated("20-71", "high")}`)).toEqual([
      [16, "c"],
      [17, "d"],
    ]);
    expect(faults(", tolerance: { value: 1, reason: so }", `d: ${simulated("20-70", "high")}`)).toHaveLength(2);
    expect(faults("", `d: ${simulated("20-70", "high", ", accepted: known")}`)).toEqual([]);
    expect(() => checkSmall(`c: ${simulated("20-70", "low", ", relation: at-least")}`)).toThrow(/expected no relation/);
  });

  it("of any other kind is a claim on each end", () => {
    expect(verdict(`{ printed: "20-50", end: low, follows: data.reviewing_days }`)).toBe("does-not-follow");
    expect(verdict(`{ printed: "20-50", end: high, follows: data.reviewing_days }`)).toBe("follows");
  });
});

describe("rule 4: input rounding", () => {
  it("lets printed inputs move by half a unit of their last digit, zeros too", () => {
    // 99.5 to 100.5 days × 9.5 % to 10.5 % are 9.45 to 10.55 days.
    expect(verdict(`{ printed: "10.5", follows: data.writing_days }`)).toBe("follows-within-input-rounding");
    expect(verdict(`{ printed: "9.41", follows: data.writing_days }`)).toBe("does-not-follow");
  });

  it("leaves exact inputs where they are", () => {
    // The share to review is exact: 49.75 to 50.25 days.
    expect(verdict(`{ printed: "50.2", follows: data.reviewing_days }`)).toBe("follows-within-input-rounding");
    expect(verdict(`{ printed: "50.4", follows: data.reviewing_days }`)).toBe("does-not-follow");
  });

  it("lets a printed cell move, and judges from the cell rather than the chain", () => {
    // 11 days as printed (wrongly) give 11 × 8 × 60 × 20 = 105,600 words; 10.5 to 11.5 days give 100,800 to 110,400.
    const cell = `days-to-write: { printed: "11", follows: data.writing_days }`;
    const words = (printed: string) =>
      verdict(`{ printed: "${printed}", follows: data.words_written, from: [days-to-write] }`, cell);
    expect(words("105,600")).toBe("follows");
    expect(words("101,000")).toBe("follows-within-input-rounding");
    expect(words("96,000")).toBe("does-not-follow");
  });

  it("finds a value inside the box exactly where the corners of the box reach around the printed number", () => {
    const number = fc.integer({ min: 900, max: 1160 }).map((hundredths) => (hundredths / 100).toFixed(2));
    fc.assert(
      fc.property(number, (printed) => {
        // By hand: the box reaches from 99.5 × 0.095 to 100.5 × 0.105, and the claim half a hundredth to either side.
        const reached =
          Number(printed) + 0.005 >= 99.5 * 0.095 - 1e-9 && Number(printed) - 0.005 <= 100.5 * 0.105 + 1e-9;
        const found = verdict(`{ printed: "${printed}", follows: data.writing_days }`);
        expect(found !== "does-not-follow").toBe(reached);
      }),
      { numRuns: 80 },
    );
  });
});

describe("rule 5: inputs that the document does not print", () => {
  it("make a figure follow with another input only, and are named", () => {
    const check = checkSmall(`c: { printed: "10", follows: { ratio: [budget.training_eur, 10] } }`, {
      plan: BUDGET,
    });
    expect(check.checked[0]).toMatchObject({
      verdict: "follows-with-other-input",
      because: { kind: "external", id: "budget.training_eur", source: "the contract of 2024" },
    });
  });
});

const BUDGET = `budget:
  training_eur: { value: 100, unit: EUR, source: the contract of 2024, provenance: chosen }
  gpu_share_fraction: { value: 1, unit: fraction, source: ours, provenance: chosen }
  reserve_fraction: { value: 0, unit: fraction, source: ours, provenance: chosen }
  h100_price: { value: 60, unit: EUR/H100-day, source: offer of 2024, provenance: chosen }
  training_sessions: { value: 3, unit: sessions, source: ours, provenance: chosen }
  usd_per_eur: { value: 1.1, unit: USD/EUR, source: ECB 2024, provenance: published }
`;

describe("rule 6: alternatives", () => {
  it("another printed value of the same unit in the same section", () => {
    const claim = (alternative: string) =>
      `{ printed: "480,000", follows: data.words_written, alternative: { ${alternative} } }`;
    // 10 days × 8 × 60 × 100 words a minute
    expect(verdict(claim("input: data.writing_speed, becomes: review-speed"))).toBe("follows-with-other-input");
    expect(verdict(claim("input: data.writing_speed, becomes: days"))).toMatch(
      /^another printed value of the same unit/,
    );
    expect(verdict(claim("input: data.person_days, becomes: review-speed"))).toMatch(
      /^another printed value of the same unit/,
    );
  });

  it("a factor left out; a factor is left out once", () => {
    const tokens = `follows: data.tokens_written`;
    const words = `{ printed: "96,000", ${tokens}, alternative: { left_out: data.tokens_per_word } }`;
    expect(verdict(words)).toBe("follows-with-other-input");
  });

  it("a row left out, taken alone, or another statistic", () => {
    const days = "{ mean: [data.writing_days, data.reviewing_days] }"; // 30
    const claim = (printed: string, alternative: string) =>
      verdict(`{ printed: "${printed}", follows: ${days}, alternative: { ${alternative} } }`);
    expect(claim("50", "left_out: data.writing_days")).toBe("follows-with-other-input");
    expect(claim("10", "alone: data.writing_days")).toBe("follows-with-other-input");
    expect(claim("60", "statistic: sum")).toBe("follows-with-other-input");
    expect(claim("70", "statistic: max")).toBe("one that gives 70");
  });

  it("the other statement of a pair", () => {
    const head = "same_quantity:\n  hours: { what: a working day, stated: [data.hours_per_day, { ratio: [37.5, 5] }] }";
    const claim = `{ printed: "90.0k", follows: data.words_written, alternative: { input: data.hours_per_day, becomes: { ratio: [37.5, 5] } } }`;
    expect(verdict(claim, "", { head })).toBe("follows-with-other-input");
    expect(verdict(claim)).toMatch(/^another printed value/);
  });

  it("a value printed nowhere counts only if it repairs two claims", () => {
    const days = "alternative: { input: data.person_days, becomes: 120 }";
    const written = `{ printed: "12", follows: data.writing_days, ${days} }`;
    expect(verdict(written)).toBe("one that repairs two claims or more");
    const reviewed = `d: { printed: "60", follows: data.reviewing_days, ${days} }`;
    expect(verdict(written, reviewed)).toBe("follows-with-other-input");
  });

  it("and only where no printed alternative repairs them", () => {
    const days = "alternative: { input: data.person_days, becomes: 120 }";
    const claims = `{ printed: "12", follows: data.writing_days, ${days} }`;
    const reviewed = `d: { printed: "60", follows: data.reviewing_days, ${days} }\ndays-again: { printed: "120", follows: data.person_days }`;
    expect(verdict(claims, reviewed)).toMatch(/^what is printed: data.person_days is the 120/);
  });

  it("a change of a direct input keeps the printed cells, a change further up recomputes the chain", () => {
    const cell = `days-to-write: { printed: "11", follows: data.writing_days }`;
    const claim = (printed: string, input: string, becomes: string) =>
      verdict(
        `{ printed: "${printed}", follows: data.words_written, from: [days-to-write], alternative: { input: ${input}, becomes: ${becomes} } }`,
        cell,
      );
    expect(claim("528,000", "data.writing_speed", "review-speed")).toBe("follows-with-other-input"); // 11 × 480 × 100
    expect(claim("480,000", "data.writing_share_fraction", "review")).toBe("follows-with-other-input"); // 50 × 480 × 20
  });
});

describe("an alternative that cannot be", () => {
  const written = "alternative: { choice: conversation.billing, word: api }";
  const faults = (alternative: string) =>
    checkShipped([], [], (text) => text.replaceAll(written, `alternative: { ${alternative} }`)).faults.map(
      ({ id, expected }) => [id, expected],
    );
  it.each([
    ["choice: conversation.billing, word: nonsense", "a word that the variants list for this choice"],
    ["choice: conversation.rounding, word: none", "a word that the variants list for this choice"],
    ["input: conversation.turns.normal.sd, becomes: -8", "a change to something the claim rests on"],
    ["input: data.person_days, becomes: 187", "a change to something the claim rests on"],
    ["input: nothing, becomes: 187", "a change to something the claim rests on"],
    ["left_out: data.person_days", "a change to something the claim rests on"],
    ["alone: data.person_days", "a change to something the claim rests on"],
    ["statistic: max", "a change to something the claim rests on"],
  ])("%s is an error at its place, not a crash", (alternative, expected) => {
    expect(faults(alternative)).toEqual([
      ["s425-cost-1000-low", expected],
      ["s425-cost-1000-high", expected],
    ]);
  });
});

describe("acceptances", () => {
  const outcome = (claim: string) => checkSmall(`c: ${claim}`).checked[0]?.outcome;
  it("let a failing claim pass, and fail where nothing fails", () => {
    expect(outcome(`{ printed: "60", follows: data.reviewing_days }`)).toBe("fails");
    expect(outcome(`{ printed: "60", follows: data.reviewing_days, accepted: known }`)).toBe("accepted");
    expect(outcome(`{ printed: "50", follows: data.reviewing_days }`)).toBe("passes");
    expect(outcome(`{ printed: "50", follows: data.reviewing_days, accepted: known }`)).toBe("accepted-for-nothing");
  });
});

describe("errors of a claims file", () => {
  const faults = (claims: string, head = "") =>
    checkSmall(claims, { head }).faults.map(({ place, id, found }) => [place.line, place.column, id, found]);
  it("name the claim, its line and what is wrong", () => {
    expect(faults(`a: { printed: "1", follows: data.nothing }`)).toEqual([[16, 35, "a", "data.nothing"]]);
    expect(faults(`a: { printed: "1", follows: { mean: [] } }`)).toEqual([[16, 35, "a", "mean of 0 operands"]]);
    expect(faults(`a: { printed: "1", follows: data.instances, from: [b] }`)).toEqual([[16, 57, "a", "b"]]);
    expect(
      faults(
        `a: { printed: "50", follows: data.reviewing_days }\nb: { printed: "10", follows: data.writing_days, from: [a] }`,
      ),
    ).toEqual([[17, 61, "b", "a"]]);
  });
});
