import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { NOTE_WORDS, SKIP_WORDS } from "../../src/logs/reading-notes.ts";
import { ROOT } from "../cli/run.ts";

/** Codes of the objects in src that have a code and a message. */
function codesOfSource(): readonly string[] {
  const src = join(ROOT, "src");
  return readdirSync(src, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts") && !file.startsWith(join("kernel", "assembly")))
    .map((file) => readFileSync(join(src, file), "utf8"))
    .filter((text) => text.includes("code: "))
    .flatMap((text) => {
      const found: string[] = [];
      const visit = (node: ts.Node): void => {
        if (ts.isObjectLiteralExpression(node)) {
          const names = node.properties.map((property) => property.name?.getText());
          for (const property of node.properties)
            if (ts.isPropertyAssignment(property) && property.name.getText() === "code" && names.includes("message"))
              if (ts.isStringLiteral(property.initializer)) found.push(property.initializer.text);
        }
        ts.forEachChild(node, visit);
      };
      visit(ts.createSourceFile("source.ts", text, ts.ScriptTarget.ES2023, true));
      return found;
    })
    .filter((code) => code !== "custom");
}

const codes = new Set([
  ...codesOfSource(),
  ...Object.keys(NOTE_WORDS),
  ...Object.keys(SKIP_WORDS).map((reason) => `skipped-${reason}`),
]);

const text = readFileSync(join(ROOT, "docs/warnings.md"), "utf8");
const sections = text.split(/^### /m).slice(1);

describe("docs/warnings.md", () => {
  it("has every code that the program warns with, and no other", () => {
    expect(codes.size).toBeGreaterThan(30);
    expect(sections.map((section) => section.split("\n")[0]).sort()).toEqual([...codes].sort());
  });

  it("has a link from every group to the method", () => {
    const groups = text.split(/^## /m).slice(1);
    expect(groups.length).toBeGreaterThan(4);
    for (const group of groups) expect(group.split("\n### ")[0], group).toMatch(/\]\([a-z-]+\.md\)/);
  });

  it("has a paragraph under each", () => {
    for (const section of sections) expect(section.split("\n").slice(1).join(" ").trim().length).toBeGreaterThan(25);
  });
});
