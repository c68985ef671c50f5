import { power } from "../../math/power.ts";

/** Counts of costs in equal cells; only filled cells are kept, in order. */
export interface CostHistogram {
  readonly lowUsd: number;
  readonly cellUsd: number;
  readonly cells: Uint32Array;
  readonly counts: Float64Array;
}

/** What is asked of a histogram. */
export interface HistogramAnswers {
  /** Type 7 quantile, costs of a cell taken as spread evenly over it: within one cell of the sample's own. */
  quantile(p: number): number;
  /** Share of costs below x, linear within a cell. */
  below(x: number): number;
  /** Mean of the costs above x, x where there are none. */
  meanAbove(x: number): number;
  /** Standardised moment of an order, of costs at the middle of their cell. */
  standardised(order: 3 | 4): number;
  /** Cells of the same width joined until there are at most so many, each with its mean and share. */
  groups(most: number): Groups;
}

export function histogramAnswers({ lowUsd, cellUsd, cells, counts }: CostHistogram): HistogramAnswers {
  const upTo = new Float64Array(cells.length + 1);
  counts.forEach((count, i) => {
    upTo[i + 1] = (upTo[i] as number) + count;
  });
  const total = upTo[cells.length] as number;
  const start = (i: number): number => lowUsd + cellUsd * (cells[i] as number);
  /** The k-th smallest cost, k from 0. */
  const ordered = (k: number): number => {
    let low = 0;
    let high = cells.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((upTo[middle + 1] as number) > k) high = middle;
      else low = middle + 1;
    }
    return start(low) + (cellUsd * (k - (upTo[low] as number) + 0.5)) / (counts[low] as number);
  };
  /** Filled cells that begin at or below x. */
  const begun = (x: number): number => {
    let low = 0;
    let high = cells.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (start(middle) <= x) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return {
    quantile(p) {
      const place = (total - 1) * p;
      const k = Math.floor(place);
      const value = ordered(k);
      return place > k ? value + (place - k) * (ordered(k + 1) - value) : value;
    },
    below(x) {
      const i = begun(x) - 1;
      if (i < 0) return 0;
      const within = Math.min(1, (x - start(i)) / cellUsd);
      return ((upTo[i] as number) + within * (counts[i] as number)) / total;
    },
    meanAbove(x) {
      const first = begun(x);
      let number = 0;
      let sum = 0;
      if (first > 0) {
        const within = Math.min(1, (x - start(first - 1)) / cellUsd);
        number = (1 - within) * (counts[first - 1] as number);
        sum = number * (x + ((1 - within) * cellUsd) / 2);
      }
      for (let i = first; i < cells.length; i++) {
        number += counts[i] as number;
        sum += (counts[i] as number) * (start(i) + cellUsd / 2);
      }
      return number > 0 ? sum / number : x;
    },
    standardised(order) {
      const moment = (of: (cell: number) => number): number =>
        cells.reduce((sum, cell, i) => sum + (counts[i] as number) * of(cell), 0) / total;
      const mean = moment((cell) => cell);
      const variance = moment((cell) => (cell - mean) ** 2);
      if (variance === 0) return 0;
      return moment((cell) => power(cell - mean, order)) / power(Math.sqrt(variance), order);
    },
    groups(most) {
      const from = cells[0] ?? 0;
      const to = cells[cells.length - 1] ?? 0;
      const width = Math.ceil((to + 1 - from) / most);
      const numbers = new Map<number, { count: number; sum: number }>();
      cells.forEach((cell, i) => {
        const group = Math.floor((cell - from) / width);
        const found = numbers.get(group) ?? { count: 0, sum: 0 };
        numbers.set(group, {
          count: found.count + (counts[i] as number),
          sum: found.sum + (counts[i] as number) * (start(i) + cellUsd / 2),
        });
      });
      const filled = [...numbers.values()];
      return {
        low: lowUsd + cellUsd * from,
        high: lowUsd + cellUsd * (to + 1),
        points: Float64Array.from(filled, ({ count, sum }) => sum / count),
        weights: Float64Array.from(filled, ({ count }) => count / total),
      };
    },
  };
}

interface Groups {
  /** Where the first cell begins and the last ends. */
  readonly low: number;
  readonly high: number;
  readonly points: Float64Array;
  readonly weights: Float64Array;
}
