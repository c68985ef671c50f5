import { movingBars } from "../../analysis/sensitivity/tornado.ts";
import { formatQuantity } from "../../report/quantity.ts";
import { leafLabel } from "./leaf-label.ts";
import { tornadoOf } from "./levers.ts";
import type { OpenPlan } from "./open-plan.ts";

const DIGITS = { atMost: 3 } as const;

/** What would change a figure most, in a sentence; nothing where nothing moves it. */
export function strongestLever(open: OpenPlan, id: string, what = "it"): string {
  const moved = tornadoOf(open, id);
  const [first] = moved ? movingBars(moved) : [];
  const unit = open.sheet.nodes.get(id);
  if (!moved || !first || !unit || !("unit" in unit)) return "";
  const figure = (value: number): string => formatQuantity(value, unit.unit, DIGITS);
  const input = (value: number): string => formatQuantity(value, first.unit, DIGITS);
  const how =
    moved.basis === "ten-percent"
      ? `10% less or more of it gives ${figure(first.low.figure)} or ${figure(first.high.figure)}`
      : `from ${input(first.low.input)} to ${input(first.high.input)} it gives ${figure(first.low.figure)} to ${figure(first.high.figure)}`;
  return `What would change ${what} most: ${lowerFirst(leafLabel(open, first))}; ${how}.`;
}

const lowerFirst = (text: string): string =>
  /^(A |[A-Z][a-z])/.test(text) ? `${text.charAt(0).toLowerCase()}${text.slice(1)}` : text;
