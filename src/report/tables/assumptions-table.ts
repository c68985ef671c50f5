import type { ListedAssumption } from "../../analysis/assumption-list.ts";
import type { Digits } from "../number.ts";
import { type Cell, quantityColumn, type Table, table, textCell, textColumn } from "../table.ts";

const AS_WRITTEN: Digits = { atMost: 15 };

/** Every assumption with its unit, its doubt, and where it comes from and can be changed. */
export function assumptionsTable(assumptions: readonly ListedAssumption[]): Table {
  return table({
    name: "assumptions",
    caption: "Assumptions",
    columns: [
      textColumn("id", "Assumption"),
      quantityColumn("value", "Value"),
      textColumn("unit", "Unit"),
      quantityColumn("interval", "90% interval"),
      textColumn("provenance", "Provenance"),
      textColumn("source", "Source"),
      textColumn("note", "Note"),
      textColumn("place", "Where to change it"),
    ],
    rows: assumptions.map((assumption) => ({
      id: textCell(assumption.id),
      value: valueCell(assumption),
      unit: textCell(assumption.unit),
      interval: intervalCell(assumption),
      provenance: textCell(assumption.provenance),
      source: textCell(assumption.source),
      note: textCell(assumption.note ?? ""),
      place: textCell(assumption.line > 0 ? `${assumption.file}:${assumption.line}` : assumption.file),
    })),
    footnotes: [],
  });
}

function valueCell({ value, interval90 }: ListedAssumption): Cell {
  if (typeof value === "string") return textCell(value);
  return { kind: "number", value, unit: "", digits: interval90 ? { significant: 3 } : AS_WRITTEN };
}

function intervalCell({ interval90 }: ListedAssumption): Cell {
  if (!interval90) return { kind: "empty" };
  const interval = { low: withoutNoise(interval90[0]), high: withoutNoise(interval90[1]) };
  return { kind: "interval", interval, unit: "", digits: { significant: 3 } };
}

/** Ends are computed back from the fitted law: its last digits (3000.0000000000027) are noise. */
const withoutNoise = (end: number): number => Number(end.toPrecision(12));
