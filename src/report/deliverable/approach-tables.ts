import type { Digits } from "../number.ts";
import { formatQuantity } from "../quantity.ts";
import { type Cell, numberColumn, quantityColumn, type Table, table, textCell, textColumn } from "../table.ts";
import { type DeliverableView, digitsAt, printedAt, shownCell, sourcesOf } from "./shown-cell.ts";

/** Table 9 of the deliverable: LoRA as a share of full fine-tuning, for the models that stand in both tables. */
export function sftVsLoraTable(view: DeliverableView): Table | undefined {
  const runs = (view.outline.runs.lora_llama ?? []).filter(({ key }) => view.figures[`sft_vs_lora.${key}.ratio`]);
  if (runs.length === 0) return undefined;
  const hours = (key: string, label: string) => numberColumn({ key, label, unit: "H100-hours", digits: { atMost: 4 } });
  return table({
    name: "sft-vs-lora",
    caption: "Full fine-tuning against LoRA on the same data",
    columns: [
      textColumn("model", "Model"),
      hours("sft", "SFT"),
      hours("lora", "LoRA"),
      numberColumn({ key: "ratio", label: "LoRA ÷ SFT", unit: "fraction", digits: { decimals: 0 } }),
      textColumn("source", "Source"),
    ],
    rows: runs.map(({ key, label }) => ({
      model: textCell(label),
      sft: shownCell(view, `sft_llama.${key}.h100_hours`),
      lora: shownCell(view, `lora_llama.${key}.h100_hours`),
      ratio: wholePercent(shownCell(view, `sft_vs_lora.${key}.ratio`)),
      source: textCell(sourcesOf(view, [`sft_llama.rows.${key}.`, `lora_llama.rows.${key}.`], label)),
    })),
    rowKeys: runs.map(({ key }) => key),
    footnotes: [],
  });
}

/** Table 10 of the deliverable: what each approach needs, and whether it fits. */
export function approachesTable(view: DeliverableView): Table | undefined {
  const { approaches } = view.outline;
  if (approaches.length === 0) return undefined;
  const there = ["compute.h100_days_per_session", "data.instances", "data.tokens_total"].flatMap((id) => {
    const figure = printedAt(view, id);
    return typeof figure?.value === "number"
      ? [formatQuantity(figure.value, figure.unit, threeAtMost(digitsAt(view, id, figure)))]
      : [];
  });
  const adapted = approaches.some(({ key }) =>
    ["h100_days", "instances"].some((need) => {
      const judged = need === "instances" ? "instances_needed" : need;
      const [own, reference] = [judged, `reference_${need}`].map((name) => view.figures[`approach.${key}.${name}`]);
      return own?.value !== reference?.value;
    }),
  );
  return table({
    name: "approaches",
    caption: `What each approach needs and whether it fits; there are ${there.join(", ")}`,
    columns: [
      textColumn("approach", "Approach"),
      numberColumn({ key: "h100_days", label: "Computation", unit: "H100-days", digits: { atMost: 4 } }),
      quantityColumn("data", "Data needed"),
      textColumn("suitability", "Suitability"),
      textColumn("source", "Source"),
    ],
    rows: approaches.map(({ key, label, source }) => ({
      approach: textCell(label),
      h100_days: coarse(shownCell(view, `approach.${key}.reference_h100_days`)),
      data: coarse(dataNeeded(view, `approach.${key}`)),
      suitability: shownCell(view, `approach.${key}.suitability`),
      source: textCell(source),
    })),
    rowKeys: approaches.map(({ key }) => key),
    footnotes: [
      "Computation and data are those of the reference rows; computation is for one training session.",
      ...(adapted ? ["Suitability is judged on these needs times the plan's factors for its own case."] : []),
    ],
  });
}

const wholePercent = (cell: Cell): Cell => (cell.kind === "number" ? { ...cell, digits: { decimals: 0 } } : cell);

/** Needs are compared, not added up: three digits say all that there is to say of them. */
const coarse = (cell: Cell): Cell =>
  cell.kind === "number" && cell.digits ? { ...cell, digits: threeAtMost(cell.digits) } : cell;

const threeAtMost = (digits: Digits): Digits => ("atMost" in digits ? { atMost: Math.min(3, digits.atMost) } : digits);

/** Tokens where the approach is said to need tokens, else instances. */
function dataNeeded(view: DeliverableView, id: string): Cell {
  return view.figures[`${id}.reference_tokens`]
    ? shownCell(view, `${id}.reference_tokens`, { unit: "billion tokens", scale: 1e9 })
    : shownCell(view, `${id}.reference_instances`, { unit: "thousand instances", scale: 1e3 });
}
