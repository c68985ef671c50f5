import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { contractOf } from "../../scripts/contract/contract.ts";
import { contractText } from "../../scripts/contract/contract-text.ts";
import { ROOT } from "../cli/run.ts";

const golden = JSON.parse(readFileSync(join(ROOT, "test/golden/contract.json"), "utf8"));

describe("the public contract", () => {
  const now = contractOf();

  it("has not changed; where it is meant to, npm run contract writes it again", () => {
    expect(now).toEqual(golden);
  });

  it("stands in docs/contract.md", () => {
    expect(readFileSync(join(ROOT, "docs/contract.md"), "utf8")).toBe(contractText(now));
  });

  it("holds the figures that were promised first", () => {
    for (const id of ["conversation.cost_usd.mean", "data.tokens_total", "pretraining.bloom.h100_days"])
      expect(Object.keys(now.figures)).toContain(id);
    expect(now.json.result).toEqual(["figures", "llmplan", "plan", "scenarios", "seed", "warnings", "command"].sort());
  });
});
