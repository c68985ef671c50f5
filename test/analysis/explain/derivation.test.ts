import { describe, expect, it } from "vitest";
import { ancestorsOf } from "../../../src/analysis/evaluate.ts";
import { explain } from "../../../src/analysis/explain/derivation.ts";
import { sheetOf } from "../../plans/read.ts";

const sheet = sheetOf({ scenarios: ["with-doubt"] });
const explained = (id: string) => {
  const node = sheet.nodes.get(id);
  if (!node) throw new Error(`no ${id}`);
  return explain(node, sheet.printed, []);
};

describe("explain", () => {
  it("lists the node asked for first and every node it rests on once", () => {
    const { nodes } = explained("approach.lora.suitability");
    const node = sheet.nodes.get("approach.lora.suitability");
    expect(nodes[0]?.id).toBe("approach.lora.suitability");
    expect(nodes).toHaveLength(node ? ancestorsOf([node]).length : 0);
    expect(new Set(nodes.map(({ id }) => id)).size).toBe(nodes.length);
  });

  it("names only nodes that it lists", () => {
    const { nodes } = explained("projection.rlhf.h100_days");
    const ids = new Set(nodes.map(({ id }) => id));
    for (const node of nodes)
      if (node.kind === "figure")
        for (const { ids: inputs } of node.of) for (const id of inputs) expect(ids).toContain(id);
  });

  it("gives each leaf its unit, source and the line where it can be changed", () => {
    const speed = explained("data.words_written").nodes.find(({ id }) => id === "data.writing_speed");
    expect(speed).toMatchObject({
      kind: "quantity",
      unit: "words/min",
      provenance: "chosen",
      source: "scenario with-doubt",
      place: { file: "assumptions/rolepl-ai/scenarios/with-doubt.yaml" },
    });
    expect(speed?.kind === "quantity" && speed.interval90?.map(Math.round)).toEqual([8, 30]);
  });

  it("has no value for a law and says it in words", () => {
    const turns = explained("conversation.cost_usd.mean").nodes.find(({ id }) => id === "conversation.turns");
    expect(turns).toMatchObject({ kind: "law", law: "normal (mean 12 to 30, sd 8)" });
    expect(turns).not.toHaveProperty("value");
  });

  it("says what an assumption is used by", () => {
    expect(explained("data.person_days").usedBy).toEqual([
      "data.writing_days",
      "data.reviewing_days",
      "data.days_left",
    ]);
  });

  it("can explain every printed figure of the plan, and ids are unique among all nodes", () => {
    for (const node of sheet.printed) expect(explain(node, sheet.printed, []).nodes.length).toBeGreaterThan(0);
    const all = ancestorsOf(sheet.printed).map(({ id }) => id);
    expect(new Set(all).size).toBe(all.length);
  });
});
