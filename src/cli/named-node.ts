import { ancestorsOf } from "../analysis/evaluate.ts";
import type { Figure, Quantity } from "../analysis/node.ts";
import type { Sheet } from "../analysis/sheets/plan-sheet.ts";
import { nearest } from "../assumptions/nearest.ts";
import { standingAt } from "../node/folders.ts";
import { UsageError } from "./exit.ts";

/** Who names a plan alone is told which of the two comes first. */
export function requireFigureFirst(command: string, id: string, named: string | undefined): void {
  if (named === undefined && standingAt(id)?.isDirectory())
    throw new UsageError(`the figure comes first: llmplan ${command} FIGURE ${id}`);
}

/** A figure by its id, as a user names it. */
export function namedFigure(sheet: Sheet, id: string): Figure<unknown> {
  const node = sheet.nodes.get(id);
  if (node?.kind === "figure") return node;
  if (node) throw new UsageError(`${id} is an assumption; name a figure that is computed`);
  const figures = [...sheet.nodes].flatMap(([other, { kind }]) => (kind === "figure" ? [other] : []));
  throw new UsageError(`no figure ${id} in this plan${meant(id, figures)}`);
}

/** A quantity of the plan that a figure rests on. */
export function namedInput(sheet: Sheet, id: string, figure: Figure<unknown>): Quantity {
  const node = sheet.nodes.get(id);
  const rests = ancestorsOf([figure]).filter(
    (leaf): leaf is Quantity => leaf.kind === "leaf" && leaf.leaf === "quantity",
  );
  if (node?.kind === "leaf" && node.leaf === "quantity") {
    if (rests.includes(node)) return node;
    throw new UsageError(`${figure.id} does not rest on ${id}`);
  }
  if (node) {
    const parts = rests.flatMap((leaf) => (leaf.id.startsWith(`${id}.`) ? [leaf.id] : []));
    const name = parts.length > 0 ? `one of its parts: ${parts.join(", ")}` : "a quantity of the plan";
    throw new UsageError(`${id} is not a number that somebody assumes; name ${name}`);
  }
  throw new UsageError(
    `no assumption ${id} in this plan${meant(
      id,
      rests.map((leaf) => leaf.id),
    )}`,
  );
}

function meant(id: string, known: readonly string[]): string {
  const hint = nearest(id, known);
  return hint === undefined ? "" : ` (did you mean ${hint}?)`;
}
