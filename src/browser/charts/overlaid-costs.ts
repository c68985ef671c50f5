/** What a conversation costs in several scenarios: the share of conversations that cost no more, on common axes. */
import { frame } from "../../report/charts/frame.ts";
import { linearAxis } from "../../report/charts/linear-axis.ts";
import { COLOURS, chartFont, TEXT } from "../../report/charts/look.ts";
import { PICTURE_SIZE, type Picture } from "../../report/charts/picture.ts";
import { formatMoney } from "../../report/quantity.ts";
import type { Compared } from "../scenario/comparison.ts";

/** Colour, width and dashes differ together, so that no line depends on its colour. */
const LINES = [
  { borderColor: COLOURS.dark, borderWidth: 3, borderDash: [] },
  { borderColor: COLOURS.warm, borderWidth: 2.5, borderDash: [8, 4] },
  { borderColor: COLOURS.middle, borderWidth: 2.5, borderDash: [3, 3] },
  { borderColor: COLOURS.quiet, borderWidth: 2.5, borderDash: [10, 3, 2, 3] },
] as const;

/** Absent where no scenario has conversations. */
export function overlaidCostsChart(compared: readonly Compared[]): Picture | undefined {
  const lines = compared.flatMap(({ name, answer: { curves } }) => (curves ? [{ name, curves }] : []));
  if (lines.length === 0) return undefined;
  const highest = Math.max(...lines.flatMap(({ curves }) => curves.bins.map(({ highUsd }) => highUsd)));
  const names = lines.map(({ name }) => (name.length > 24 ? `${name.slice(0, 23)}…` : name));
  const title = "What share of conversations costs no more than a sum";
  const medians = lines.map(({ name, curves }) => `${name}: half cost less than ${formatMoney(curves.p50Usd, "USD")}`);
  return {
    name: "overlaid-costs",
    title,
    alt: `${title}. ${medians.join("; ")}.`,
    ...PICTURE_SIZE,
    configuration: () => ({
      type: "line",
      data: {
        datasets: lines.map(({ curves }, place) => ({
          label: names[place] ?? "",
          data: cumulative(curves.bins),
          pointRadius: 0,
          fill: false,
          ...LINES[place % LINES.length],
          borderDash: [...(LINES[place % LINES.length]?.borderDash ?? [])],
        })),
      },
      options: {
        ...withLegend(frame({ title, subtitle: `${medians.join(". ")}.` }, { top: 0, right: 0 })),
        scales: {
          x: linearAxis({ title: "Cost of a conversation (USD)", max: highest, holds: "money", grid: false }),
          y: linearAxis({ title: "Conversations (%)", max: 100, holds: "numbers", grid: true }),
        },
      },
    }),
  };
}

/** Lines that all end at the top are told apart by their strokes. */
const withLegend = (base: ReturnType<typeof frame>) => ({
  ...base,
  plugins: { ...base.plugins, legend: LEGEND },
});

const LEGEND = {
  display: true,
  position: "top",
  align: "start",
  labels: { usePointStyle: true, pointStyle: "line", color: COLOURS.ink, font: chartFont(TEXT.label), padding: 16 },
} as const;

function cumulative(bins: readonly { readonly highUsd: number; readonly probability: number }[]) {
  let below = 0;
  const points = bins.map(({ highUsd, probability }) => {
    below += 100 * probability;
    return { x: highUsd, y: Math.min(100, below) };
  });
  return [{ x: 0, y: 0 }, ...points];
}
