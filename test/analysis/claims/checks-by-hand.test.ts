import { describe, expect, it } from "vitest";
import { checkPlan } from "../../../src/analysis/claims/check-plan.ts";
import { countVerdicts, type Finding, isFailing, isFailure } from "../../../src/analysis/claims/checked-claim.ts";
import type { Alternative, Claim, ClaimSet } from "../../../src/analysis/claims/claim.ts";
import { quantityLeaf } from "../leaves.ts";
import { check, claim, INPUTS, made, notPrinted, numberOf, place, printed, SHEET, setOf } from "./by-hand.ts";

const becomes = (input: string, value: number | string): Alternative => ({ kind: "becomes", input, value });

describe("a checked claim", () => {
  it("has what is printed, what is computed from its cells and from the whole chain, and whether that fits", () => {
    const cell = claim("cell", "11", "d.write", { accepted: "known" });
    const { checked } = check([claim("c", "440", "d.words", { from: ["cell"] }), cell]);
    expect(checked).toStrictEqual([
      {
        ...{ id: "c", where: "section 1, c", place: place(10), printed: "440", printedValue: 440, computed: 440 },
        ...{ fullChain: 400, fullChainFits: false, unit: "words", scale: 1, verdict: "follows", accepted: null },
        ...{ outcome: "passes", because: { kind: "nothing" } },
      },
      {
        ...{ id: "cell", where: "section 1, cell", place: place(10), printed: "11", printedValue: 11, computed: 10 },
        // 100 × 10.5 % is within 11 ± 0.5.
        ...{ fullChain: 10, fullChainFits: false, unit: "days", scale: 1, verdict: "follows-within-input-rounding" },
        ...{ accepted: "known", outcome: "accepted-for-nothing" },
        because: { kind: "rounding", values: { "d.share": expect.closeTo(0.105, 9) } },
      },
    ]);
  });

  it("has its number in the unit of the figure", () => {
    const thousands = claim("c", "0.4", "d.words", { scale: 1000 });
    expect(check([thousands]).checked[0]).toMatchObject({ printedValue: 400, scale: 1000, fullChainFits: true });
  });

  it("is told by the input that it needs and the document does not print, whether it fits or is near", () => {
    const inputs = [notPrinted("days", "d.days", "external"), ...INPUTS.slice(1)];
    const verdict = (text: string) => check([claim("c", text, "d.write")], { inputs }).checked[0];
    const external = {
      ...{ verdict: "follows-with-other-input", outcome: "fails" },
      because: { kind: "external", id: "d.days", source: "another document" },
    };
    expect(verdict("10")).toMatchObject(external);
    expect(verdict("10.4")).toMatchObject(external);
    expect(verdict("21")).toMatchObject({ verdict: "does-not-follow", because: { kind: "nothing" } });
  });
});

describe("an alternative that a claim names", () => {
  /** 10 by the plan; 20 is neither within 10.5 % of 100 nor of anything else. */
  const named = (alternative: Alternative, more: Partial<Claim> = {}) =>
    claim("c", "20", "d.write", { alternative, ...more });
  const says = (claims: readonly Claim[], more: Partial<ClaimSet> = {}) => {
    const { checked, faults } = check(claims, more);
    const [first] = checked;
    return { verdict: first?.verdict, outcome: first?.outcome, because: first?.because, faults };
  };
  const unconfirmed = (found: string, expected: string, outcome = "fails") => ({
    ...{ verdict: "does-not-follow", outcome, because: { kind: "unconfirmed", says: found } },
    faults: [{ place: place(14), id: "c", found, expected }],
  });

  it("makes it follow with another input, which is accepted only where somebody answers for it", () => {
    const printedTwenty = { inputs: [...INPUTS, printed("twenty", "20%", { unit: "fraction" })] };
    const alternative = becomes("d.share", "twenty");
    const confirmed = {
      verdict: "follows-with-other-input",
      because: { kind: "alternative", alternative, value: 20 },
      faults: [],
    };
    expect(says([named(alternative)], printedTwenty)).toEqual({ ...confirmed, outcome: "fails" });
    expect(says([named(alternative, { accepted: "known" })], printedTwenty)).toEqual({
      ...confirmed,
      outcome: "accepted",
    });
  });

  it("is an error where it cannot be, or gives another number, accepted or not", () => {
    const other = "another printed value of the same unit and section, a catalog factor, or the other value of a pair";
    expect(says([named(becomes("d.share", "days"))])).toEqual(unconfirmed("a value that the claim cannot take", other));
    const change = "a change to something the claim rests on";
    expect(says([named({ kind: "left-out", id: "d.other" })])).toEqual(
      unconfirmed("the claim does not rest on d.other", change),
    );
    expect(says([named({ kind: "left-out", id: "d.share" }, { accepted: "known" })])).toEqual(
      unconfirmed("an alternative that gives 100", "one that gives 20"),
    );
    const bound = { relation: "at-least", text: "20" } as const;
    expect(says([named(becomes("d.share", 0.2), bound)])).toEqual({
      ...unconfirmed("an alternative of a bound", "none: a bound follows or does not"),
      because: { kind: "bound" },
    });
  });

  it("that is printed nowhere must repair two claims that name it, and is not looked at where they pass", () => {
    const days = becomes("d.days", 240);
    const first = named(days, { text: "24", number: numberOf("24") });
    const alone = unconfirmed(
      "a value printed nowhere that repairs this claim only",
      "one that repairs two claims or more",
    );
    expect(says([first])).toEqual(alone);
    const second = claim("e", "120.0", "d.review", { alternative: days });
    const confirmed = { verdict: "follows-with-other-input", faults: [] };
    expect(says([first, second])).toMatchObject(confirmed);
    // The other names another alternative, none, or one that does not repair it.
    expect(says([first, claim("e", "120.0", "d.review")])).toEqual(alone);
    expect(says([first, { ...second, alternative: becomes("d.days", 241) }]).faults).toHaveLength(2);
    const { verdict, faults } = says([first, claim("e", "70", "d.review", { alternative: days })]);
    expect([verdict, faults.map(({ id }) => id)]).toEqual(["does-not-follow", ["c", "e"]]);
  });

  it("that is printed nowhere gives way to what is printed", () => {
    const days = becomes("d.days", 200);
    const claims = [named(days), claim("e", "100.0", "d.review", { alternative: days })];
    const inputs = [...INPUTS, printed("again", "200", { unit: "days" })];
    expect(says(claims, { inputs }).faults.map(({ expected }) => expected)).toEqual([
      "what is printed: d.days is the 200 of section 1, again",
      "what is printed: d.days is the 200 of section 1, again",
    ]);
    // A claim that passes needs no other value.
    const passing = claim("c", "10", "d.write", { alternative: becomes("d.days", 101) });
    const alsoPassing = claim("e", "50", "d.review", { alternative: becomes("d.days", 101) });
    const near = [...INPUTS, printed("again", "101", { unit: "days" })];
    expect(check([passing, alsoPassing], { inputs: near }).faults).toEqual([]);
  });

  it("is no error, and still fails the claim, where the plan has moved away from the document", () => {
    const moved = [printed("days", "90", { node: "d.days", exact: true }), ...INPUTS.slice(1)];
    expect(says([named({ kind: "left-out", id: "d.share" })], { inputs: moved })).toMatchObject({
      ...{ verdict: "does-not-follow", outcome: "fails", faults: [] },
    });
    // Beside a claim that rests on what has moved, one changed assumption fails none that does not.
    const share = becomes("d.share", 0.2);
    const words = claim("e", "800", "d.words", { alternative: share });
    const fast = [...INPUTS.slice(0, 3), printed("speed", "21", { node: "d.speed", exact: true })];
    const wrong = { ...words, text: "900", number: numberOf("900") };
    expect(says([named(share), wrong], { inputs: fast }).verdict).toBe("follows-with-other-input");
    expect(says([named(share), wrong]).verdict).toBe("does-not-follow");
  });
});

describe("a check of a plan and its document", () => {
  const leaves = [...SHEET.values()].flatMap((node) => (node.kind === "leaf" ? [node] : []));
  const sheet = { printed: [], leaves, nodes: SHEET, correlations: [] };
  const accepted = (code: string, subject: string, reason = "so it is") => ({
    code,
    subject,
    reason,
    place: place(30),
  });
  const findings = (more: Partial<ClaimSet>, isSupposed?: (id: string) => boolean) =>
    checkPlan(setOf(more), { title: "t" }, sheet, isSupposed).findings;
  const moved = [printed("days", "90", { node: "d.days" })];
  const message = "d.days is 100 days, the document prints 90 in section 1, days";
  const found = {
    code: "input-moved",
    severity: "error",
    subject: "d.days",
    message,
    place: { file: "test.yaml", line: 1, column: 1 },
  };

  it("finds what has moved, and takes an answer of the same code and subject", () => {
    expect(findings({ inputs: INPUTS })).toEqual([]);
    expect(findings({ inputs: moved })).toEqual([{ ...found, accepted: null }]);
    expect(findings({ inputs: moved, acceptedFindings: [accepted("input-moved", "d.days")] })).toEqual([
      { ...found, accepted: "so it is" },
    ]);
    expect(findings({ inputs: moved }, (id) => id === "d.days")).toEqual([
      { ...found, severity: "warning", accepted: null },
    ]);
  });

  it("finds answers to nothing", () => {
    const answers = [
      accepted("input-moved", "d.other"),
      accepted("shares", "d.days"),
      accepted("input-moved", "d.days"),
    ];
    const unneeded = (code: string, subject: string) => ({
      ...{ code: "unneeded-acceptance", severity: "error", subject, place: place(30), accepted: null },
      message: `${code} of ${subject} is accepted, but is not found`,
    });
    expect(findings({ inputs: moved, acceptedFindings: answers })).toEqual([
      { ...found, accepted: "so it is" },
      unneeded("input-moved", "d.other"),
      unneeded("shares", "d.days"),
    ]);
  });

  it("points to the document where a setting stands in no file", () => {
    const [days] = leaves;
    if (days?.leaf !== "quantity") return expect.fail();
    const set = { ...days, value: 91, place: { file: "--set", line: 0, column: 0 } };
    const nodes = new Map([...SHEET, [set.id, set]]);
    const inputs = [...INPUTS.slice(1), ...moved];
    const placeOf = (subject: string) => {
      const named = inputs.map((input) => (input.node === "d.days" ? { ...input, node: subject } : input));
      return checkPlan(setOf({ inputs: named }), { title: "t" }, { ...sheet, nodes, leaves: [set] }).findings[0]?.place;
    };
    expect(placeOf("d.days")).toEqual(place(5));
  });
});

describe("counts and failures", () => {
  it("counts the claims of each verdict", () => {
    const claims = [
      claim("a", "10", "d.write"),
      claim("b", "10.4", "d.write"),
      claim("c", "20", "d.write"),
      claim("d", "30", "d.write"),
      claim("e", "100.0", "d.review", { alternative: { kind: "left-out", id: "d.other" } }),
    ];
    const { checked } = check(claims);
    expect(countVerdicts(checked)).toEqual({
      ...{ follows: 1, "follows-within-input-rounding": 1, "follows-with-other-input": 1, "does-not-follow": 2 },
    });
    expect(checked.map(isFailure)).toEqual([false, false, true, true, true]);
    const answered = check(claims.map((one) => ({ ...one, accepted: "known" }))).checked;
    expect(answered.map(isFailure)).toEqual([true, true, false, false, false]);
  });

  it("fails for errors that nobody answers for", () => {
    const failing = (severity: Finding["severity"], accepted: string | null) =>
      isFailing({ code: "shares", subject: "x", message: "", place: place(1), severity, accepted });
    expect([failing("error", null), failing("error", "so"), failing("warning", null)]).toEqual([true, false, false]);
  });
});

describe("a plan that was edited", () => {
  it("changes what is computed of claims that rest on it alone", () => {
    const more = new Map([...SHEET, ["d.more", made("d.more", "days", { x: quantityLeaf("x", 3) }, (v) => v.x ?? 0)]]);
    const { checked, faults } = check([claim("c", "3", "d.more"), claim("e", "10", "d.write")], {}, undefined, more);
    // What the document does not print at all is an input from elsewhere.
    expect(checked.map(({ verdict, because }) => [verdict, because.kind])).toEqual([
      ["follows-with-other-input", "external"],
      ["follows", "nothing"],
    ]);
    expect(faults).toEqual([]);
  });
});
