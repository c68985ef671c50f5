import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import manifest from "../../package.json" with { type: "json" };
import { methodPage } from "../../src/report/explain/method-page.ts";
import { ROOT } from "../cli/run.ts";
import golden from "../golden/contract.json" with { type: "json" };
import { faultOf } from "./document-link.ts";

const documents = [
  ...readdirSync(ROOT).filter((name) => name.endsWith(".md")),
  ...readdirSync(join(ROOT, "docs"))
    .filter((name) => name.endsWith(".md"))
    .map((name) => join("docs", name)),
  "src/README.md",
  "notebooks/README.md",
];

const linksOf = (from: string): readonly string[] =>
  [
    ...readFileSync(join(ROOT, from), "utf8")
      .replaceAll(/^```[\s\S]*?^```/gm, "")
      .matchAll(/\]\(([^)\s]+)\)/g),
  ].map(([, link = ""]) => link);

describe("links of documents", () => {
  it.each(documents)("%s leads to files and headings that exist", (from) => {
    const faults = linksOf(from).flatMap((link) => faultOf(link, from)?.replace(/^/, `${link}: `) ?? []);
    expect(faults).toEqual([]);
  });

  it("in docs/ lead to files that the package has too", () => {
    const shipped = [
      /^dist\//,
      /^assumptions\//,
      /^docs\/[^/]+\.md$/,
      /^docs\/api\/[^/]+\.md$/,
      /^docs\/sbom\.cdx\.json$/,
    ];
    const parts = [...manifest.files].filter((part) => !/^[A-Z]/.test(part)).sort();
    expect(parts).toEqual(["assumptions", "dist", "docs/*.md", "docs/api/*.md", "docs/sbom.cdx.json"]);
    const missing = documents
      .filter((from) => from.startsWith("docs"))
      .flatMap((from) => linksOf(from).map((link) => [from, link.split("#")[0] ?? ""] as const))
      .filter(([, path]) => path !== "" && !/^(https?|mailto):/.test(path))
      .map(([from, path]) => join(dirname(from), path))
      .filter((target) => !shipped.some((part) => part.test(target.replaceAll("\\", "/"))));
    expect(missing).toEqual([]);
  });

  it("a broken link, a missing heading and a way out of the project are found", () => {
    expect(faultOf("nowhere.md", "README.md")).toBe("no such file");
    expect(faultOf("docs/methods.md#nothing", "README.md")).toBe("no such heading");
    expect(faultOf("../elsewhere.md", "README.md")).toBe("leads out of the project");
    expect(faultOf("methods.md#data", "docs/risk.md")).toBeUndefined();
  });
});

describe("llmplan explain", () => {
  it("names a page that exists, of its own for every figure of the shipped plan", () => {
    const pages = Object.keys(golden.figures).map((id) => [id, methodPage(id)] as const);
    expect(pages.length).toBeGreaterThan(100);
    expect(pages.filter(([, page]) => faultOf(page, "README.md") !== undefined)).toEqual([]);
    expect(pages.filter(([, page]) => page.endsWith("#everything-else")).map(([id]) => id)).toEqual([]);
    expect(faultOf(methodPage("something.else"), "README.md")).toBeUndefined();
  });

  it.each([
    ["conversation.cost_usd.mean", "docs/conversation.md"],
    ["conversation.policy.dropped_tokens.mean", "docs/conversation-policies.md#context-policies"],
    ["conversation.cache.prompt_probability", "docs/conversation-policies.md#prompt-caching"],
    ["data.tokens_total", "docs/data-yield.md"],
    ["approach.lora.suitability", "docs/approach.md"],
    ["projection.lora.h100_days", "docs/approach.md#projection"],
    ["training.gpu_hours", "docs/training.md"],
    ["memory.total", "docs/memory.md"],
    ["serving.capacity", "docs/serving.md"],
    ["break_even.lora_api.conversations_per_month", "docs/break-even.md"],
    ["option.lora.total_cost_eur", "docs/break-even.md"],
    ["price.input", "docs/prices.md"],
    ["hosted.gpt-4o.cost_usd.mean", "docs/prices.md"],
    ["risk.budget", "docs/risk.md"],
  ])("%s leads to the page of its model: %s", (id, page) => {
    expect(methodPage(id)).toBe(page);
    expect(faultOf(page, "README.md")).toBeUndefined();
  });
});
