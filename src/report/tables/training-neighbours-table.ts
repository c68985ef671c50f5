import { numberCell, numberColumn, type Table, table, textCell, textColumn } from "../table.ts";

/** A measured row, and how far it is from the work at hand. */
export interface NeighbourFacts {
  readonly label: string;
  readonly method: string;
  readonly gpu: string;
  readonly gpuCount: number;
  readonly precision: string;
  readonly sequenceLength: number;
  readonly parameters: number;
  readonly tokensPerSecond: number;
  readonly distance: number;
}

/** The measured rows that an estimate rests on, and what nearest meant. */
export function neighboursTable(neighbours: readonly NeighbourFacts[]): Table {
  const count = (key: string, label: string, unit: string) => numberColumn({ key, label, unit, digits: { atMost: 3 } });
  return table({
    name: "training-neighbours",
    caption: "Nearest measured throughput",
    columns: [
      textColumn("row", "Measured"),
      textColumn("method", "Method"),
      textColumn("gpu", "GPU"),
      count("gpus", "GPUs", ""),
      textColumn("precision", "Precision"),
      count("sequence", "Sequence", "tokens"),
      count("parameters", "Parameters", "billion"),
      count("speed", "Throughput", "tokens/s/GPU"),
      count("distance", "Distance", ""),
    ],
    rows: neighbours.map((row) => ({
      row: textCell(row.label),
      method: textCell(row.method),
      gpu: textCell(row.gpu),
      gpus: numberCell(row.gpuCount),
      precision: textCell(row.precision),
      sequence: numberCell(row.sequenceLength, { atMost: 6 }),
      parameters: numberCell(row.parameters / 1e9),
      speed: numberCell(row.tokensPerSecond, { atMost: 4 }),
      distance: numberCell(row.distance, { decimals: 2 }),
    })),
    footnotes: [
      "Distance: |ln| of the ratio of sizes, half that of sequence lengths, a quarter that of GPU counts, and 1 or 2 for another method, 1 for another class of GPU, 1 for another precision.",
    ],
  });
}
