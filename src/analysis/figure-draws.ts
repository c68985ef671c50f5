import { type Figure, figure } from "./node.ts";
import type { DrawPlan } from "./plan-draws.ts";
import type { FigureValue } from "./result.ts";
import type { Sheet } from "./sheets/plan-sheet.ts";
import { drawFigures } from "./uncertainty.ts";

/**
 * The values of one printed figure, or of an assumption, over the drawn plans; the same draw of two plans shares its
 * luck. Undefined for what is no figure within one plan. Each is computed once, when it is first asked for.
 */
export function figureDraws(sheet: Sheet, drawn: DrawPlan): (id: string) => readonly FigureValue[] | undefined {
  const known = new Map<string, readonly FigureValue[]>();
  const printed = new Map(sheet.printed.map((node) => [node.id, node]));
  return (id) => {
    const node = printed.get(id);
    if (!node) return undefined;
    const asked: Figure<FigureValue> =
      node.kind === "figure"
        ? node
        : figure({ ...node, formula: node.source, of: { value: node }, by: ({ value }) => value });
    const values = known.get(id) ?? drawFigures([asked], drawn).get(asked) ?? [];
    known.set(id, values);
    return values;
  };
}
