/** Readers of documents with regions: Markdown, HTML and LaTeX. */
import { refresh } from "../../src/report/regions/refresh.ts";
import type { DocumentFormat } from "../../src/report/regions/region.ts";
import type { RegionContent } from "../../src/report/regions/region-content.ts";
import { type Reader, require, textReader } from "./reader.ts";

const content = ({ kind }: { readonly kind: string }): RegionContent =>
  kind === "table" ? { layout: "block", text: "a\nb\n" } : { layout: "inline", text: "42" };

function documentReader(format: DocumentFormat, seeds: readonly string[]): Reader {
  return textReader(
    format,
    () => seeds,
    (text) => {
      const once = refresh(text, format, content);
      for (const { at } of once.faults) require(at >= 0 && at <= text.length, "a fault outside of the document");
      if (once.faults.length > 0) return require(once.text === text, "a document with faults is changed");
      const twice = refresh(once.text, format, content);
      require(twice.faults.length === 0, `new faults: ${JSON.stringify(twice.faults[0])}`);
      require(twice.text === once.text && twice.stale.length === 0, "a fresh document is stale");
      require(twice.regions.length === once.regions.length, "another number of regions");
      for (const [index, { start, end }] of once.regions.entries())
        require(start <= end && start >= (once.regions[index - 1]?.end ?? 0), "regions that overlap");
    },
  );
}

const END = "<!-- /llmplan -->";

export const DOCUMENT_READERS = [
  documentReader("markdown", [
    `# A\n\n<!-- llmplan:table t columns=a,b digits=3 -->\nold\n${END}\n\nWe have <!-- llmplan:figure a.b unit=yes -->1${END}.\n`,
    `> 1. <!-- llmplan:table t -->\n>    ${END}\n\n\`\`\`\n<!-- llmplan:claim c -->\n\`\`\`\n\n| a | b |\n|---|---|\n| \`<!--\` | <!-- llmplan:claims all -->1${END} |\n`,
    `<div>\n<!-- llmplan:table t -->\n${END}\n</div>\n\n[^1]: note\n\n    code\n\n* - \\\`x\n`,
  ]),
  documentReader("html", [
    `<!doctype html><p title="<!-- llmplan:table t -->"><!-- llmplan:figure a.b -->1${END}</p><script>"<!--"</script>\n`,
    `<title>a</title><textarea><!-- llmplan:table t --></textarea>\n  <!-- llmplan:table t -->\n  ${END}\n`,
  ]),
  documentReader("latex", [
    "a % llmplan:table t\n  % llmplan:table t caption=no\nold\n  % /llmplan\n\\begin{verbatim}\n% llmplan:table t\n\\end{verbatim}\n",
  ]),
];
