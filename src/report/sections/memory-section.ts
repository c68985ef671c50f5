import { formatNumber } from "../number.ts";
import { formatPercent } from "../quantity.ts";
import { emptyCell, numberCell, numberColumn, type Table, table, textCell, textColumn } from "../table.ts";
import { type Figures, figureAt, figureTable } from "../tables/figure-table.ts";
import type { Section } from "./section.ts";

/** What stands behind the figures of a memory estimate. */
export interface MemoryFacts {
  readonly what: string;
  readonly gpu: string;
  readonly gpuCount: number;
  readonly memoryGib: number;
  readonly usableGib: number;
  readonly fits: boolean;
  readonly smallest: readonly {
    readonly label: string;
    readonly memoryGib: number;
    readonly count?: number;
    readonly totalGib?: number;
  }[];
  readonly savings: readonly { readonly change: string; readonly totalGib: number; readonly fits: boolean }[];
  readonly accuracy: readonly {
    readonly kind: string;
    readonly rows: number;
    readonly median_error: number;
    readonly worst_error: number;
  }[];
  readonly notModelled: readonly string[];
  readonly serves: boolean;
}

/** What each GPU holds, whether it fits, on how many of each kind it would, and what to change. */
export function memorySection({ figures, facts }: { readonly figures: Figures; readonly facts: MemoryFacts }): Section {
  const ids = ["weights", "gradients", "optimizer", "activations", "adapters", "kv_cache", "total"]
    .map((name) => `memory.${name}_gib`)
    .filter((id) => id.endsWith("total_gib") || Number(figureAt(figures, id).value) > 0);
  return {
    title: "Memory",
    answer: answerOf(figures, facts),
    tables: [
      figureTable({
        name: "memory-parts",
        caption: `What ${facts.gpuCount === 1 ? "the GPU" : `each of ${facts.gpuCount} GPUs`} holds: ${facts.what}`,
        figures,
        ids: [...ids, ...(facts.serves ? ["memory.kv_room_gib", "memory.kv_cache_tokens"] : [])],
        footnotes: notes(facts),
      }),
      ...savingsTable(facts),
      smallestTable(facts),
    ],
  };
}

function answerOf(figures: Figures, facts: MemoryFacts): string {
  const total = Number(figureAt(figures, "memory.total_gib").value);
  const verdict = facts.fits ? "fits on" : "does not fit on";
  const own = facts.smallest.find(({ label }) => label === facts.gpu);
  const needed = facts.fits || own?.count === undefined ? "" : ` ${own.count} would hold it, shared among them.`;
  const tokens = facts.serves
    ? ` The KV cache holds ${formatNumber(Number(figureAt(figures, "memory.kv_cache_tokens").value), { decimals: 0 })} tokens.`
    : "";
  const change = facts.fits ? undefined : facts.savings.find(({ fits }) => fits);
  const advice = change ? ` It fits with ${change.change}.` : "";
  return `${facts.what} takes ${formatNumber(total, { atMost: 3 })} GiB on each GPU and ${verdict} ${facts.gpuCount} × ${facts.gpu}, where ${formatNumber(facts.usableGib, { atMost: 3 })} GiB can be used.${needed}${advice}${tokens}`;
}

function notes({ accuracy, notModelled }: MemoryFacts): readonly string[] {
  const told = accuracy.map(
    ({ kind, rows, median_error: error, worst_error: worst }) =>
      `${kind} ${formatPercent(error, { atMost: 2 })} in the median, ${formatPercent(worst, { atMost: 2 })} at worst (${rows} rows)`,
  );
  return [
    `Error against readings: ${told.join("; ")}. Constants of the activations were chosen with some of these rows in view.`,
    `Not modelled, and taking less than this: ${notModelled.join(", ")}.`,
    "1 GiB and 5% of the memory are kept free for the driver, libraries and gaps between allocations.",
  ];
}

function savingsTable({ savings, fits }: MemoryFacts): readonly Table[] {
  if (fits || savings.length === 0) return [];
  return [
    table({
      name: "memory-savings",
      caption: "What to change, each by itself",
      columns: [
        textColumn("change", "Change"),
        numberColumn({ key: "total", label: "Then on each GPU", unit: "GiB", digits: { atMost: 3 } }),
        textColumn("fits", "Fits"),
      ],
      rows: savings.map(({ change, totalGib, fits: enough }) => ({
        change: textCell(change),
        total: numberCell(totalGib),
        fits: textCell(enough ? "yes" : "no"),
      })),
      footnotes: [],
    }),
  ];
}

function smallestTable({ smallest }: MemoryFacts): Table {
  return table({
    name: "memory-smallest",
    caption: "The fewest GPUs of each kind that hold it",
    columns: [
      textColumn("gpu", "GPU"),
      numberColumn({ key: "memory", label: "Memory", unit: "GiB", digits: { atMost: 3 } }),
      numberColumn({ key: "count", label: "GPUs", unit: "", digits: { decimals: 0 } }),
      numberColumn({ key: "total", label: "On each", unit: "GiB", digits: { atMost: 3 } }),
    ],
    rows: smallest.map(({ label, memoryGib, count, totalGib }) => ({
      gpu: textCell(label),
      memory: numberCell(memoryGib),
      count: count === undefined ? textCell("none up to 1024") : numberCell(count),
      total: totalGib === undefined ? emptyCell : numberCell(totalGib),
    })),
    footnotes: [
      "Numbers are powers of two; training shares all states (ZeRO 3, FSDP), serving splits the model (tensor parallelism).",
    ],
  });
}
