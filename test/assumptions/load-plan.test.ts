import { describe, expect, it } from "vitest";
import type { Law, Quantity } from "../../src/analysis/node.ts";
import { load, SAMPLE } from "./sample-plan.ts";

const plan = load({ "plan.yaml": SAMPLE });

describe("a plan that loads", () => {
  it("has a quantity for each assumption, with id, words, unit, source and place", () => {
    const days: Quantity = plan.leaves.data.person_days;
    expect(days).toEqual({
      kind: "leaf",
      leaf: "quantity",
      range: { min: 0 },
      id: "data.person_days",
      label: "Person-days",
      unit: "days",
      value: 170,
      source: "D2.2 section 4.1.1",
      provenance: "published",
      note: "Two partners.",
      place: { file: "plan.yaml", line: 4, column: 12 },
    });
  });

  it("leaves out what the file leaves out", () => {
    expect(plan.leaves.data.speed).toBeUndefined();
    expect("note" in plan.leaves.data.share_fraction).toBe(false);
  });

  it("makes a law of quantities, which have ids of their own and may be uncertain", () => {
    const turns: Law | undefined = plan.leaves.conversation?.turns;
    // The median of a lognormal is the geometric mean of its P5 and P95.
    expect(turns?.of.mean?.value).toBeCloseTo(Math.sqrt(12 * 30), 10);
    expect(turns?.of.mean).toMatchObject({ id: "conversation.turns.normal.mean", unit: "turns", label: "Turns, mean" });
    expect(turns?.of.mean?.spread?.family).toBe("lognormal");
    expect(turns?.of.sd).toMatchObject({ value: 8, place: { line: 12, column: 44 } });
    const made = turns?.by({ mean: 5, sd: 2 });
    expect([made?.family, made?.mean, made?.variance]).toEqual(["normal", 5, 4]);
  });

  it("makes a choice of a word", () => {
    expect(plan.leaves.conversation?.billing).toMatchObject({ leaf: "choice", value: "as-printed" });
  });

  it("gives a table's cells the table's source with the row, or the row's own", () => {
    const { bloom, flm } = plan.leaves.runs?.rows ?? {};
    expect(bloom?.days).toMatchObject({
      id: "runs.rows.bloom.days",
      label: "Training time, Bloom",
      unit: "days",
      value: 105,
      source: "D2.2 Table 3, row Bloom",
      provenance: "published",
      place: { file: "plan.yaml", line: 22 },
    });
    expect([bloom?.gpu, flm?.label, flm?.gpus]).toEqual(["a100", "flm", undefined]);
    expect(flm?.days).toMatchObject({ source: "FLM paper", provenance: "published", spread: { family: "pert" } });
  });

  it("keeps context beside the leaves", () => {
    expect(plan.leaves.context).toMatchObject({ kind: "context", value: { lora_rank: 16 } });
  });

  it("takes constants, short forms and observed values as laws", () => {
    const withTurns = (value: string) =>
      load({ "plan.yaml": SAMPLE }, { sets: [`conversation.turns=${value}`] }).leaves.conversation?.turns;
    const constant = withTurns("20");
    expect(constant?.of.value).toMatchObject({ id: "conversation.turns.value", value: 20 });
    expect(constant?.by({ value: 20 })).toMatchObject({ mean: 20, variance: 0 });
    const interval = withTurns("12 to 30");
    expect(interval?.by({ p5: 12, p95: 30 }).quantile(0.05)).toBeCloseTo(12, 10);
    expect(withTurns("{empirical: [3, 5, 4]}")?.by({})).toMatchObject({ mean: 4, lower: 3, upper: 5 });
  });
});

describe("the digest", () => {
  const digest = (text: string, sets: readonly string[] = []) => load({ "plan.yaml": text }, { sets }).digest;

  it("is 16 hex digits and ignores comments, key order, line ends, sources, notes and context", () => {
    expect(plan.digest).toMatch(/^[0-9a-f]{16}$/);
    expect(digest(`# new\n${SAMPLE.replaceAll("\n", "\r\n")}`)).toBe(plan.digest);
    expect(digest(SAMPLE.replace("value: 0.3, unit: fraction", "unit: fraction, value: 0.30"))).toBe(plan.digest);
    expect(digest(SAMPLE.replace("Two partners.", "Three.").replace("lora_rank: 16", "lora_rank: 8"))).toBe(
      plan.digest,
    );
  });

  it("changes with a value, a unit, a parameter, a word and a cell", () => {
    const changed = [
      digest(SAMPLE, ["data.person_days=171"]),
      digest(SAMPLE, ["data.person_days.unit=hours"]),
      digest(SAMPLE, ["conversation.turns.normal.sd=9"]),
      digest(SAMPLE, ["conversation.turns.normal.mean=12 to 31"]),
      digest(SAMPLE, ["conversation.billing=api"]),
      digest(SAMPLE, ["runs.rows.bloom.days=106"]),
      digest(SAMPLE, ["runs.rows.bloom.gpu=h100"]),
    ];
    expect(new Set([plan.digest, ...changed]).size).toBe(changed.length + 1);
  });
});
