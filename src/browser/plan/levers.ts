import type { Figure, Quantity } from "../../analysis/node.ts";
import { movingBars, type Tornado, tornado } from "../../analysis/sensitivity/tornado.ts";
import type { Sheet } from "../../analysis/sheets/plan-sheet.ts";
import type { OpenPlan } from "./open-plan.ts";

/** What moves a figure, one input at a time; absent where it is no number at the medians of its inputs. */
export const tornadoOf = ({ sheet, rough }: OpenPlan, id: string, basis?: Tornado["basis"]): Tornado | undefined =>
  tornadoIn(rough()?.sheet ?? sheet, id, basis);

export function tornadoIn(sheet: Sheet, id: string, basis?: Tornado["basis"]): Tornado | undefined {
  const node = sheet.nodes.get(id);
  if (node?.kind !== "figure" || node.unit === "word") return undefined;
  try {
    return tornado(node as Figure<unknown>, basis);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/**
 * The assumptions worth a slider beside some figures: those that move one of them most, in turn, up to so many. Cells of
 * tables of published facts are not the project's to choose.
 */
export function leversOf(open: OpenPlan, ids: readonly string[], most: number): readonly Quantity[] {
  const moving = ids.map((id) => {
    const moved = tornadoOf(open, id, "ten-percent");
    return moved ? movingBars(moved).filter((bar) => !bar.id.includes(".rows.")) : [];
  });
  const found = new Map<string, Quantity>();
  const longest = Math.max(0, ...moving.map((bars) => bars.length));
  for (let place = 0; place < longest && found.size < most; place++) {
    for (const bars of moving) {
      const id = bars[place]?.id;
      const leaf = id === undefined ? undefined : open.sheet.nodes.get(id);
      if (leaf?.kind === "leaf" && leaf.leaf === "quantity" && found.size < most) found.set(leaf.id, leaf);
    }
  }
  return [...found.values()];
}
