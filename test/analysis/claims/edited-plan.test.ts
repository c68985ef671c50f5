import { describe, expect, it } from "vitest";
import { isFailure } from "../../../src/analysis/claims/checked-claim.ts";
import { checkShipped, checkSmall } from "./shipped.ts";

const before = new Map(checkShipped().checked.map((claim) => [claim.id, claim]));

/** Claims whose number, and whose verdict or outcome, an edit changes. */
function changedBy(sets: readonly string[], scenarios: readonly string[] = []) {
  const { checked, faults } = checkShipped(sets, scenarios);
  expect(faults).toEqual([]);
  const changed = checked.filter(({ id, computed }) => computed !== before.get(id)?.computed);
  const stale = checked.filter((claim) => isFailure(claim));
  return { numbers: changed.map(({ id }) => id), stale: stale.map(({ id }) => id) };
}

describe("an edited assumption changes the claims that start from it, and no others", () => {
  it("the GPUs of a row of Table 3", () => {
    // What rests on the printed cell (the bound and the mean of section 4.3) keeps to the cell.
    const ids = ["t3-bloom-h100-days"];
    expect(changedBy(["pretraining.rows.bloom.gpu_count=400"])).toEqual({ numbers: ids, stale: ids });
  });

  it("the hours of a row of Table 6, and the statement about two of its rows", () => {
    // 2 × 5 / 1.2 = 8.3, not 5; 12.4 / 10 = 1.24, not a doubling.
    const ids = ["t6-7b-h100-hours", "s422-doubling"];
    const { numbers, stale } = changedBy(["sft_llama.rows.llama_7b.duration_hours=5"]);
    expect(numbers.toSorted()).toEqual(ids.toSorted());
    expect(stale.toSorted()).toEqual(ids.toSorted());
  });

  it("the share to write: only its own days and the sum of the shares", () => {
    const ids = ["s411-share-total", "s411-days-write"];
    expect(changedBy(["data.writing_share_fraction=0.5"])).toEqual({ numbers: ids, stale: ids });
  });

  it("the threshold of the shortlist", () => {
    // Above 0.55 stand five of the printed scores: 0.7189, 0.8059, 0.5674 three times, 0.5951.
    expect(changedBy(["evaluation.ifeval_threshold=0.55"])).toEqual({
      numbers: ["x-shortlist"],
      stale: ["x-shortlist"],
    });
  });

  it("a rated model's points", () => {
    const ids = ["t13-qwen15-72b-rkuqr"];
    expect(changedBy(["models.rows.qwen15_72b.net_points=20"])).toEqual({ numbers: ids, stale: ids });
  });

  it("a value whose figure still rounds to what is printed leaves every verdict", () => {
    // 20,000 / 63 = 317.5, within 320 ± 5.
    expect(changedBy(["budget.h100_price=63"])).toEqual({ numbers: ["s412-h100-days"], stale: [] });
  });

  it("the 187 days that the printed days imply make their acceptances needless", () => {
    const ids = ["s411-days-write", "s411-days-review"];
    expect(changedBy([], ["days-187"])).toEqual({ numbers: ids, stale: ids });
    const { checked } = checkShipped([], ["days-187"]);
    for (const id of ids)
      expect(checked.find((claim) => claim.id === id)).toMatchObject({
        verdict: "follows",
        outcome: "accepted-for-nothing",
      });
  });

  it("billing as an API bills makes the printed range follow", () => {
    const ends = ["s425-cost-1000-low", "s425-cost-1000-high"];
    expect(changedBy([], ["api-billing"]).stale).toEqual(ends);
  });

  it("another law of turns is told as moved, and only the cost of a conversation changes", () => {
    const { stale } = changedBy(["conversation.turns=25"]);
    expect(stale).toEqual(["s425-cost-1000-low", "s425-cost-1000-high", "s425-cost-per-conversation"]);
  });

  it("is itself told, where the document prints it", () => {
    const { findings } = checkShipped(["pretraining.rows.bloom.gpu_count=400"]);
    const moved = findings.filter(({ code }) => code === "input-moved");
    expect(moved.map(({ subject, severity }) => [subject, severity])).toEqual([
      ["pretraining.rows.bloom.gpu_count", "warning"],
    ]);
    expect(moved[0]?.place).toMatchObject({ file: "assumptions/rolepl-ai/published.yaml", line: expect.any(Number) });
    expect(moved[0]?.place.line).toBeGreaterThan(0);
    expect(checkShipped().findings.filter(({ code }) => code === "input-moved")).toEqual([]);
  });

  it("fails where the plan itself was edited, unless that is accepted; a scenario or a setting only warns", () => {
    const claims = `c: { printed: "50", follows: data.reviewing_days }`;
    const change = (text: string) => text.replace("person_days: { value: 100", "person_days: { value: 101");
    const moved = (setting: Parameters<typeof checkSmall>[1]) =>
      checkSmall(claims, setting).findings.map(({ code, severity, accepted, place }) => [
        code,
        severity,
        accepted,
        place.file,
      ]);
    expect(moved({ change })).toEqual([["input-moved", "error", null, "plan.yaml"]]);
    const head = "accepted_findings:\n  input-moved:\n    data.person_days: corrected in the next edition";
    expect(moved({ change, head })).toEqual([["input-moved", "error", "corrected in the next edition", "plan.yaml"]]);
    expect(moved({ sets: ["data.person_days=101"] })).toEqual([["input-moved", "warning", null, "published.yaml"]]);
    const warned = (sets: readonly string[], scenarios: readonly string[] = []) =>
      checkShipped(sets, scenarios)
        .findings.filter(({ code }) => code === "input-moved")
        .map(({ severity, subject }) => [severity, subject]);
    expect(warned([], ["days-187"])).toEqual([["warning", "data.person_days"]]);
    expect(warned(["conversation.turns.normal.sd=9"])).toEqual([["warning", "conversation.turns.normal.sd"]]);
    expect(warned(["conversation.turns=25"])).toEqual([
      ["warning", "conversation.turns.normal.mean"],
      ["warning", "conversation.turns.normal.sd"],
    ]);
  });
});
