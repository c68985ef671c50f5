/** What one GPU holds, part by part, for several numbers of GPUs, against what the GPU has. */

import { formatNumber } from "../number.ts";
import { counted } from "../quantity.ts";
import { singleLine } from "../single-line.ts";
import { frame } from "./frame.ts";
import { linearAxis } from "./linear-axis.ts";
import { COLOURS, chartFont, TEXT } from "./look.ts";
import { PICTURE_SIZE, type Picture } from "./picture.ts";
import { REFERENCE_ROOM, referenceLines } from "./reference-lines.ts";
import { rowAxis } from "./row-axis.ts";
import { sideColumns, sideWidth } from "./side-columns.ts";
import { UndrawableError } from "./undrawable.ts";

export interface MemoryBars {
  /** What is trained or served. */
  readonly what: string;
  readonly gpu: string;
  /** GiB of one GPU that can be used. */
  readonly usableGib: number;
  readonly rows: readonly { readonly gpuCount: number; readonly partsGib: Readonly<Record<MemoryPart, number>> }[];
}

/** A run has adapters or gradients of all weights, never both, so that they may share a colour. */
const PARTS = [
  { key: "weights", label: "Weights", colour: COLOURS.dark },
  { key: "gradients", label: "Gradients", colour: COLOURS.warm },
  { key: "optimizer", label: "Optimizer", colour: COLOURS.middle },
  { key: "adapters", label: "Adapters and their states", colour: COLOURS.warm },
  { key: "activations", label: "Activations", colour: COLOURS.pale },
  { key: "kvCache", label: "KV cache", colour: COLOURS.axis },
] as const;

export type MemoryPart = (typeof PARTS)[number]["key"];

export function memoryPartsChart({ what, gpu, usableGib, rows }: MemoryBars): Picture {
  const totals = rows.map(({ partsGib }) => PARTS.reduce((sum, { key }) => sum + partsGib[key], 0));
  if (!totals.every((total) => total > 0 && Number.isFinite(total)))
    throw new UndrawableError("memory: a total that is not above 0 and finite");
  const fitting = rows.find((_, row) => (totals[row] ?? 0) <= usableGib);
  const most = rows.at(-1)?.gpuCount ?? 1;
  const title = fitting
    ? `${singleLine(what)} fits on ${fitting.gpuCount} × ${gpu}`
    : `${singleLine(what)} does not fit on ${most} × ${gpu}`;
  const shown = PARTS.filter(({ key }) => rows.some(({ partsGib }) => partsGib[key] > 0));
  const gib = (value: number): string => formatNumber(value, { decimals: 1 });
  const names = rows.map(({ gpuCount }) => counted(gpuCount, "GPUs"));
  const described = rows.map(({ partsGib }, row) => {
    const parts = shown.map(({ key, label }) => `${label.toLowerCase()} ${gib(partsGib[key])}`);
    return `on ${names[row]} ${gib(totals[row] ?? 0)} (${parts.join(", ")})`;
  });
  const columns = [{ head: "GiB on each", cells: totals.map(gib) }];
  const line = {
    value: usableGib,
    label: `Usable on one ${gpu}: ${gib(usableGib)} GiB`,
    stroke: { colour: COLOURS.ink, width: 2, dash: [6, 4] },
  };
  return {
    name: "memory-parts",
    title,
    alt: `${title}. GiB on each GPU, of ${gib(usableGib)} usable: ${described.join("; ")}.`,
    ...PICTURE_SIZE,
    configuration: () => {
      const base = frame(
        { title, subtitle: "What each GPU holds. Bars that end in the grey do not fit." },
        { top: REFERENCE_ROOM, right: sideWidth(columns) },
      );
      return {
        type: "bar",
        data: {
          datasets: shown.map(({ key, label, colour }) => ({
            label,
            data: rows.map(({ partsGib }, row) => ({ x: partsGib[key], y: row })),
            backgroundColor: colour,
            barThickness: 30,
          })),
        },
        options: {
          ...base,
          plugins: {
            ...base.plugins,
            legend: {
              display: true,
              position: "bottom",
              align: "start",
              labels: { boxWidth: 12, boxHeight: 12, color: COLOURS.ink, font: chartFont(TEXT.label), padding: 14 },
            },
          },
          indexAxis: "y",
          scales: {
            x: {
              ...linearAxis({
                title: "Memory of one GPU (GiB)",
                max: Math.max(usableGib, ...totals),
                holds: "numbers",
                grid: true,
              }),
              stacked: true,
            },
            y: { ...rowAxis("GPUs", names), stacked: true, grid: { display: false } },
          },
        },
        plugins: [referenceLines([line], true), sideColumns(columns)],
      };
    },
  };
}
