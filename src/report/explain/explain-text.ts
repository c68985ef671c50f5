import type { Derivation, ExplainedNode } from "../../analysis/explain/derivation.ts";
import { singleLine } from "../single-line.ts";
import { wrap } from "../wrap.ts";
import { branchesOf } from "./folding.ts";
import { formulaInNumbers } from "./formula-in-numbers.ts";
import { bareText, doubtText, placeText, valueText } from "./node-text.ts";

/**
 * A derivation as a tree of lines: each figure with its formula in words and in numbers, each leaf with its source and
 * where it can be changed. What is needed twice is shown where it first comes up.
 *
 * @param everything shows long lists whole
 * @param width characters in a line; only the lines of labels and ids may be longer
 */
export function derivationTree(
  { id, nodes }: Derivation,
  { everything, width }: { readonly everything: boolean; readonly width: number },
): string {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const shown = new Set<string>();
  const lines: string[] = [];
  const show = (node: ExplainedNode, lead: string, below: string): void => {
    const again = shown.has(node.id);
    shown.add(node.id);
    lines.push(`${lead}${headOf(node)}${again && node.kind === "figure" ? "  (shown above)" : ""}`);
    if (again) return;
    const branches = node.kind === "figure" ? branchesOf(node.of, everything) : { ids: [], folded: 0 };
    const children = branches.ids.flatMap((child) => byId.get(child) ?? []);
    const last = children.length + (branches.folded > 0 ? 1 : 0);
    const margin = `${below}${last > 0 ? "│ " : "  "}  `;
    for (const detail of detailsOf(node, byId))
      for (const part of wrap(detail, Math.max(LEAST_WIDTH, width - margin.length), (text) => text.length))
        lines.push(`${margin}${part}`);
    for (const [index, child] of children.entries()) {
      const end = index + 1 === last;
      show(child, `${below}${end ? "└─ " : "├─ "}`, `${below}${end ? "   " : "│  "}`);
    }
    if (branches.folded > 0) lines.push(`${below}└─ … ${branches.folded} more like these (--all shows them)`);
  };
  const root = byId.get(id);
  if (root) show(root, "", "");
  return `${lines.join("\n")}\n`;
}

const LEAST_WIDTH = 40;

function headOf(node: ExplainedNode): string {
  const value = valueText(node);
  return `${singleLine(node.label)}${value === "" ? "" : `: ${value}`}  [${node.id}]`;
}

function detailsOf(node: ExplainedNode, byId: ReadonlyMap<string, ExplainedNode>): readonly string[] {
  if (node.kind === "figure") return formulaLines(node, byId);
  const doubt = doubtText(node);
  const said = `${node.provenance}; ${singleLine(node.source)}`;
  return [
    ...(doubt === "" ? [] : [doubt]),
    said,
    ...(node.note === undefined ? [] : [singleLine(node.note)]),
    ...changeLines(node),
  ];
}

/** The command line has no line to go to; what the program adds has no place at all. */
function changeLines(node: Exclude<ExplainedNode, { readonly kind: "figure" }>): readonly string[] {
  const place = placeText(node);
  if (place === "") return [];
  return [node.place.line > 0 ? `change it at ${place}` : `set with ${place}`];
}

function formulaLines(
  node: Extract<ExplainedNode, { readonly kind: "figure" }>,
  byId: ReadonlyMap<string, ExplainedNode>,
): readonly string[] {
  const ids = node.of.flatMap((input) => input.ids);
  const numbered = [...new Set(ids)].flatMap((id) => {
    const value = byId.get(id)?.value;
    return typeof value === "number" ? [{ id, value, text: bareText(value) }] : [];
  });
  const complete = numbered.length === new Set(ids).size;
  const inNumbers =
    complete && typeof node.value === "number" ? formulaInNumbers(node.formula, numbered, node.value) : undefined;
  return [`= ${singleLine(node.formula)}`, ...(inNumbers === undefined ? [] : [`= ${inNumbers}`])];
}
