import type { Derivation, ExplainedNode } from "../../analysis/explain/derivation.ts";
import { singleLine } from "../single-line.ts";
import { branchesOf } from "./folding.ts";
import { placeText, valueText } from "./node-text.ts";

/** A derivation as a Mermaid flow chart: leaves rounded, arrows from what is needed to what is made of it. */
export function derivationMermaid({ id, nodes }: Derivation, { everything }: { readonly everything: boolean }): string {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const names = new Map<string, string>();
  const lines = ["flowchart BT"];
  const draw = (node: ExplainedNode): string => {
    const known = names.get(node.id);
    if (known !== undefined) return known;
    const name = `n${names.size}`;
    names.set(node.id, name);
    lines.push(`  ${name}${box(node)}`);
    if (node.kind !== "figure") return name;
    const { ids, folded } = branchesOf(node.of, everything);
    for (const child of ids) {
      const made = byId.get(child);
      if (made) lines.push(`  ${draw(made)} --> ${name}`);
    }
    if (folded > 0) lines.push(`  ${name}more["… ${folded} more"] --> ${name}`);
    return name;
  };
  const root = byId.get(id);
  if (root) draw(root);
  return `${lines.join("\n")}\n`;
}

function box(node: ExplainedNode): string {
  const rows = [node.label, valueText(node), node.kind === "figure" ? "" : placeText(node)];
  const text = rows
    .filter((row) => row !== "")
    .map(escaped)
    .join("<br/>");
  return node.kind === "figure" ? `["${text}"]` : `(["${text}"])`;
}

/**
 * Mermaid reads entities as `#35;`; every mark of its grammar, of Markdown, of formulas and of addresses becomes one. A row
 * that begins like an item of a list would be refused as Markdown.
 */
function escaped(text: string): string {
  return singleLine(text).replace(
    /[#"<>&`\\[\]{}|*_~]|%(?=%)|\$(?=\$)|:(?=\/\/)|^[-+](?=\s|$)|(?<=^\d+)[.)](?=\s|$)/g,
    entity,
  );
}

const entity = (mark: string): string => `#${mark.codePointAt(0)};`;
