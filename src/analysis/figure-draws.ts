import { type Figure, figure } from "./node.ts";
import type { DrawPlan } from "./plan-draws.ts";
import type { FigureValue, Printed } from "./result.ts";
import type { Sheet } from "./sheets/plan-sheet.ts";
import { drawFigures } from "./uncertainty.ts";

/** Undefined for what is no figure within one plan. */
export type FigureDraws = (id: string) => readonly FigureValue[] | undefined;

/**
 * The values of one printed figure, or of an assumption, over the drawn plans; the same draw of two plans shares its
 * luck. Each is computed once, when it is first asked for.
 */
export function figureDraws(sheet: Sheet, drawn: DrawPlan): FigureDraws {
  const known = new Map<string, readonly FigureValue[]>();
  const printed = new Map(sheet.printed.map((node) => [node.id, node]));
  return (id) => {
    const node = printed.get(id);
    if (!node) return undefined;
    const before = known.get(id);
    if (before) return before;
    const asked = asFigure(node);
    const values = drawFigures([asked], drawn).get(asked) ?? [];
    known.set(id, values);
    return values;
  };
}

/** The same, for who asks for many: all printed figures are drawn together at the first, what they share once. */
export function allFigureDraws(sheet: Sheet, drawn: DrawPlan): FigureDraws {
  let known: ReadonlyMap<string, readonly FigureValue[]> | undefined;
  return (id) => {
    known ??= new Map([...drawFigures(sheet.printed.map(asFigure), drawn)].map(([node, values]) => [node.id, values]));
    return known.get(id);
  };
}

const asFigure = (node: Printed): Figure<FigureValue> =>
  node.kind === "figure"
    ? node
    : figure({
        ...{ id: node.id, unit: node.unit, label: node.label, formula: node.source },
        of: { value: node },
        by: ({ value }) => value,
      });
