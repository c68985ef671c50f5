import type { Sensitivity } from "../../analysis/sensitivity/sensitivity.ts";
import { movingBars, type TornadoBar } from "../../analysis/sensitivity/tornado.ts";
import { formatNumber } from "../number.ts";
import { formatQuantity } from "../quantity.ts";
import { type Cell, quantityColumn, type Table, table, textCell, textColumn } from "../table.ts";
import type { Section } from "./section.ts";

/** Which inputs a figure is sensitive to. */
export function sensitivitySection(sensitivity: Sensitivity): Section {
  return {
    title: "Sensitivity",
    answer: answerOf(sensitivity),
    tables: [tornadoTable(sensitivity), ...sharesTables(sensitivity)],
  };
}

function answerOf({ label, unit, tornado, variance }: Sensitivity): string {
  const [first] = tornado.bars;
  if (!first) return `${label} rests on no number that could be otherwise.`;
  const text = (value: number): string => formatQuantity(value, unit, DIGITS);
  const input = (value: number): string => formatQuantity(value, first.unit, DIGITS);
  const moved = `${label} is ${text(tornado.central)}. ${first.label} moves it most: ${text(first.low.figure)} at ${input(first.low.input)}, ${text(first.high.figure)} at ${input(first.high.input)}`;
  if (tornado.basis === "ten-percent")
    return `${moved}. No input has a stated spread, so each was moved by 10%: this says what matters, not how likely it is.`;
  const [share] = variance?.factors ?? [];
  return share
    ? `${moved} (its P10 and P90). ${percent(share.total.value)} of the variance has to do with ${share.label}.`
    : `${moved} (its P10 and P90). In some drawn plans it has no bound, so that its variance has no shares.`;
}

function tornadoTable({ label, unit, tornado }: Sensitivity): Table {
  const moving = movingBars(tornado);
  const shown = moving.slice(0, MOST_ROWS);
  const spread = tornado.basis === "p10-p90";
  const left = moving.length - shown.length;
  const still = tornado.bars.length - moving.length;
  return table({
    name: "sensitivity-tornado",
    caption: `${label}: one input moved at a time, the others at their medians`,
    columns: [
      textColumn("input", "Input"),
      quantityColumn("range", spread ? "P10–P90" : "10% down to 10% up"),
      quantityColumn("low", spread ? "Figure at P10" : "Figure 10% down"),
      quantityColumn("high", spread ? "Figure at P90" : "Figure 10% up"),
      quantityColumn("swing", "Swing"),
    ],
    rows: shown.map((bar) => ({
      input: textCell(bar.label),
      range: rangeCell(bar),
      low: quantityCell(bar.low.figure, unit),
      high: quantityCell(bar.high.figure, unit),
      swing: quantityCell(bar.swing, unit),
    })),
    footnotes: [
      ...(spread ? [] : ["No input of this figure has a stated spread; 10% is not a measure of what anybody knows."]),
      ...(left > 0 ? [`The ${left} inputs with the smallest swing are left out here; --json has them all.`] : []),
      ...(still > 0 ? [`${still} more ${still === 1 ? "input does" : "inputs do"} not move it.`] : []),
    ],
  });
}

function sharesTables({ label, variance }: Sensitivity): readonly Table[] {
  if (!variance) return [];
  const { factors, evaluations } = variance;
  const shown = factors.slice(0, MOST_ROWS);
  const left = factors.length - shown.length;
  return [
    table({
      name: "sensitivity-shares",
      caption: `${label}: shares of the variance that ignorance makes`,
      columns: [
        textColumn("input", "Input"),
        textColumn("alone", "Alone"),
        textColumn("total", "With its interactions"),
      ].map((column, index) => (index === 0 ? column : { ...column, alignment: "right" as const })),
      rows: shown.map(({ label: input, first, total }) => ({
        input: textCell(input),
        alone: textCell(estimate(first)),
        total: textCell(estimate(total)),
      })),
      footnotes: [
        `First-order and total Sobol indices with one standard error, from ${formatNumber(evaluations, { decimals: 0 })} evaluations. Correlated inputs stand together.`,
        ...(left > 0 ? [`The ${left} inputs with the smallest shares are left out here; --json has them all.`] : []),
      ],
    }),
  ];
}

const MOST_ROWS = 15;
const DIGITS = { atMost: 4 } as const;

const quantityCell = (value: number, unit: string): Cell => ({ kind: "number", value, unit, digits: DIGITS });

function rangeCell({ low, high, unit }: TornadoBar): Cell {
  const [from, to] = [Math.min(low.input, high.input), Math.max(low.input, high.input)];
  return { kind: "interval", interval: { low: from, high: to }, unit, digits: DIGITS };
}

function estimate({ value, standardError }: { readonly value: number; readonly standardError: number }): string {
  const decimals = standardError >= 0.01 || standardError === 0 ? 0 : 1;
  return `${percent(value, decimals)} ± ${percent(standardError, Math.max(1, decimals))}`;
}

const percent = (share: number, decimals = 0): string => formatQuantity(Math.max(0, share), "fraction", { decimals });
