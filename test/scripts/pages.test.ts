import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { NAVIGATION } from "../../scripts/pages/navigation.ts";
import { siteOf } from "../../scripts/pages/site.ts";
import { ROOT, scratch } from "../cli/run.ts";

const listed = NAVIGATION.flatMap(({ pages }) => pages);

/** All pages of the navigation, empty but for what is said. */
const siteWith = (texts: Readonly<Record<string, string>>) =>
  siteOf({
    documents: new Map([...listed.map((name) => [name, `# ${name}\n`] as const), ...Object.entries(texts)]),
    file: (path) => (path === "assumptions/plan.yaml" ? "a: 1" : undefined),
    style: "",
  });

const pageOf = (site: ReturnType<typeof siteOf>, name: string): string => site.files.get(name) ?? "";

describe("the documents as static pages", () => {
  it("are built from docs/ without a fault, one page a document, without scripts or a network", () => {
    const out = scratch();
    const built = spawnSync("npx", ["tsx", "scripts/pages.ts", "--out", out], { cwd: ROOT, encoding: "utf8" });
    expect([built.status, built.stdout.includes("index.html")]).toEqual([0, true]);
    const documents = readdirSync(join(ROOT, "docs"), { recursive: true, encoding: "utf8" });
    for (const name of documents.filter((file) => file.endsWith(".md"))) {
      const html = readFileSync(join(out, name.replace("README.md", "index.md").replace(/\.md$/, ".html")), "utf8");
      expect(html, name).toMatch(/<h[12] id="[^"]+">/);
      expect(html, name).not.toMatch(/<script|<img|<link [^>]*https?:|<!--|style="/);
    }
  }, 30_000);

  it("lead from page to page, to headings, and to copies of files", () => {
    const site = siteWith({
      "ci.md":
        "# CI\n[a](claims.md#two-words) [b](#ci) [c](../assumptions/plan.yaml) [d](api/llmplan.api.md) [e](README.md)",
      "claims.md": "# Claims\n## Two words\n",
      "api/llmplan.api.md": "# Library\n[up](../ci.md#ci)",
    });
    expect(site.faults).toEqual([]);
    const page = pageOf(site, "ci.html");
    for (const to of [
      "claims.html#two-words",
      "#ci",
      "files/assumptions/plan.yaml.txt",
      "api/llmplan.api.html",
      "index.html",
    ])
      expect(page).toContain(`href="${to}"`);
    expect(pageOf(site, "api/llmplan.api.html")).toContain('href="../ci.html#ci"');
    expect(site.files.get("files/assumptions/plan.yaml.txt")).toBe("a: 1");
  });

  it.each([
    ["[a](nowhere.md)", "nowhere.md: no such file in the project"],
    ["[a](claims.md#nothing)", "claims.md#nothing: no such heading"],
    ["[a](#nothing)", "#nothing: no such heading"],
    ["[a](../../elsewhere.md)", "../../elsewhere.md: no such file in the project"],
    ["![a](picture.png)", "picture.png: no such file in the project"],
  ])("say where a link leads nowhere: %s", (markdown, fault) => {
    expect(siteWith({ "ci.md": `# CI\n\n${markdown}\n` }).faults).toEqual([`docs/ci.md:3: ${fault}`]);
  });

  it("name a page that nobody would find", () => {
    expect(siteWith({ "new.md": "# New" }).faults).toEqual(["docs/new.md: not in the navigation"]);
  });

  it("show what a document says as text, and say where HTML would be lost", () => {
    const site = siteWith({
      "ci.md":
        "# A & B\n\nIn `<i>`, <!-- llmplan:figure a -->5<!-- /llmplan --> words.\n\n<div>lost</div>\n\n<!-- llmplan:figure a -->5",
    });
    expect(pageOf(site, "ci.html")).toContain("In <code>&#x3C;i></code>, 5 words.");
    expect(site.faults).toEqual([5, 7].map((line) => `docs/ci.md:${line}: HTML, which no page shows`));
  });
});
