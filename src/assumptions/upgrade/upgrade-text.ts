import { type Document, isMap, isScalar, type ParsedNode } from "yaml";
import { composeYaml } from "../yaml-document.ts";
import type { Edit, UpgradeStep } from "./step.ts";

/** The text of one file of a plan, through each of the steps. All that no step edits stays to the byte. */
export function upgradedText(text: string, steps: readonly UpgradeStep[]): string {
  return steps.reduce((current, step) => {
    const document = parsed(current);
    return document ? edited(current, step.edits(document, current)) : current;
  }, text);
}

/** The text of a plan with `schema: version`: where it says another, or above its first key. */
export function withVersion(text: string, version: number): string {
  const contents = parsed(text)?.contents;
  if (!isMap(contents)) return text;
  const said = contents.items.find(({ key }) => isScalar(key) && key.value === "schema");
  if (said?.value?.range) {
    const [from, to] = said.value.range;
    return edited(text, [{ from, to, text: String(version) }]);
  }
  const first = contents.items[0]?.key.range?.[0];
  if (contents.flow || first === undefined) {
    const inside = contents.range[0] + 1;
    return edited(text, [{ from: inside, to: inside, text: `schema: ${version}${first === undefined ? "" : ", "}` }]);
  }
  const margin = text.slice(text.lastIndexOf("\n", first - 1) + 1, first);
  const lineEnd = text.includes("\r\n") ? "\r\n" : "\n";
  return edited(text, [{ from: first, to: first, text: `schema: ${version}${lineEnd}${margin}` }]);
}

function parsed(text: string): Document.Parsed<ParsedNode> | undefined {
  const composed = composeYaml(text);
  return "refused" in composed ? undefined : composed.document;
}

const edited = (text: string, edits: readonly Edit[]): string =>
  edits
    .toSorted((a, b) => b.from - a.from)
    .reduce((current, { from, to, text: put }) => current.slice(0, from) + put + current.slice(to), text);
