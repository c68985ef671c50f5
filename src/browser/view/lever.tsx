import { useId } from "preact/hooks";
import type { Quantity } from "../../analysis/node.ts";
import type { Workbench } from "../bench/workbench.ts";
import { leafLabel } from "../plan/leaf-label.ts";
import { editsOf } from "../plan/plan-state.ts";
import { cleanValue, type SliderRange, sliderRange } from "../plan/slider-range.ts";
import { localNumbers } from "./locale.ts";
import { valueText } from "./quantity-text.ts";
import { ValueInput } from "./value-input.tsx";

/**
 * One assumption under the hand: a slider for trying, a field for saying exactly, and a way back.
 *
 * @param leaf as the page was made; the slider's ends stay where they are
 */
export function Lever({ bench, leaf }: { readonly bench: Workbench; readonly leaf: Quantity }) {
  const id = useId();
  const { open } = bench.shown.value;
  const now = open.sheet.nodes.get(leaf.id);
  const present = now?.kind === "leaf" && now.leaf === "quantity" ? now : leaf;
  const dragged = bench.dragged.value;
  const value = dragged?.id === leaf.id ? dragged.value : present.value;
  const range = sliderRange(leaf);
  const label = leafLabel(open, leaf);
  const changed = editsOf(bench.state.value, leaf.id).length > 0;
  const spread = present.spread !== undefined && dragged?.id !== leaf.id;
  return (
    <div class={`lever${changed ? " changed" : ""}`} data-lever={leaf.id}>
      <div class="lever-head">
        <label for={`${id}-slider`}>{label}</label>
        <output for={`${id}-slider`}>
          {spread ? "about " : ""}
          {localNumbers(valueText(value, leaf.unit, spread ? 3 : 6))}
        </output>
      </div>
      <div class="lever-foot">
        {range ? <Slider id={`${id}-slider`} bench={bench} leaf={present} value={value} range={range} /> : <span />}
        <ValueInput bench={bench} leaf={leaf} label={`${label}: a number, a range or a distribution`} />
      </div>
      {changed ? (
        <button type="button" class="plain" aria-label={`Put back ${label}`} onClick={() => bench.reset(leaf.id)}>
          Put back to {localNumbers(valueText(leaf.value, leaf.unit))}
        </button>
      ) : null}
    </div>
  );
}

interface SliderProps {
  readonly id: string;
  readonly bench: Workbench;
  readonly leaf: Quantity;
  readonly value: number;
  readonly range: SliderRange;
}

function Slider({ id, bench, leaf, value, range }: SliderProps) {
  const min = Math.min(range.min, value);
  const max = Math.max(range.max, value);
  return (
    <input
      id={id}
      type="range"
      min={min}
      max={max}
      step="any"
      value={value}
      aria-valuetext={localNumbers(valueText(value, leaf.unit))}
      onInput={(event) => bench.drag(leaf, onStep(event.currentTarget.valueAsNumber, range))}
      onChange={() => bench.drop()}
      onKeyDown={(event) => {
        const by = STEPS[event.key];
        if (by === undefined) return;
        event.preventDefault();
        const next = typeof by === "number" ? value + by * range.step : by(range);
        bench.drag(leaf, onStep(Math.min(max, Math.max(min, next)), range));
      }}
      onKeyUp={(event) => {
        if (event.key in STEPS) bench.drop();
      }}
    />
  );
}

const STEPS: Readonly<Record<string, number | ((range: SliderRange) => number)>> = {
  ArrowLeft: -1,
  ArrowDown: -1,
  ArrowRight: 1,
  ArrowUp: 1,
  PageDown: -10,
  PageUp: 10,
  Home: ({ min }) => min,
  End: ({ max }) => max,
};

/** A slider's place as a number that reads well: on a step, but at its ends. */
function onStep(value: number, { min, max, step }: SliderRange): number {
  const rounded = cleanValue(Math.round(value / step) * step);
  return rounded <= min ? min : rounded >= max ? Math.max(max, cleanValue(value)) : rounded;
}
