/** How much of a figure's variance each input is responsible for: alone, and with its interactions. */
import { formatNumber } from "../number.ts";
import { singleLine } from "../single-line.ts";
import { frame } from "./frame.ts";
import { linearAxis } from "./linear-axis.ts";
import { COLOURS } from "./look.ts";
import { PICTURE_SIZE, type Picture } from "./picture.ts";
import { rowAxis } from "./row-axis.ts";
import { type SideColumn, sideColumns, sideWidth } from "./side-columns.ts";
import { whiskers } from "./whiskers.ts";

interface Estimate {
  readonly value: number;
  readonly standardError: number;
}

export interface VarianceSharesChart {
  readonly label: string;
  /** Largest total share first. */
  readonly factors: readonly { readonly label: string; readonly first: Estimate; readonly total: Estimate }[];
}

const MOST_BARS = 9;
const HEAD_ROOM = 14;

export function varianceSharesChart({ label, factors }: VarianceSharesChart): Picture {
  const shown = factors.slice(0, MOST_BARS);
  const [first] = shown;
  if (first === undefined) throw new RangeError("factors: none, expected at least one");
  const percent = ({ value }: Estimate): number => 100 * Math.max(0, value);
  const text = (estimate: Estimate): string => `${formatNumber(percent(estimate), { decimals: 0 })}%`;
  const title = `${text(first.total)} of the variance has to do with ${singleLine(first.label)}`;
  const left = factors.length - shown.length;
  const columns: readonly SideColumn[] = [
    { head: "alone", cells: shown.map(({ first: alone }) => text(alone)) },
    { head: "with others", cells: shown.map(({ total }) => text(total)) },
  ];
  const ends = shown.map(({ total }) => ({
    low: Math.max(0, 100 * (total.value - 2 * total.standardError)),
    high: Math.max(0, 100 * (total.value + 2 * total.standardError)),
  }));
  const bar = { grouped: false, borderColor: COLOURS.dark, borderWidth: 1, borderSkipped: false as const };
  const thickness = Math.min(28, 240 / shown.length);
  return {
    name: "variance-shares",
    title,
    alt: `${title}: ${label}. Share alone and with interactions: ${shown.map((factor) => `${factor.label} ${text(factor.first)} and ${text(factor.total)}`).join("; ")}.`,
    ...PICTURE_SIZE,
    configuration: () => ({
      type: "bar",
      data: {
        datasets: [
          {
            ...bar,
            data: shown.map(({ first: alone }, row) => ({ x: percent(alone), y: row })),
            barThickness: thickness * 0.5,
            backgroundColor: COLOURS.dark,
          },
          {
            ...bar,
            data: shown.map(({ total }, row) => ({ x: percent(total), y: row })),
            barThickness: thickness,
            backgroundColor: COLOURS.pale,
          },
        ],
      },
      options: {
        ...frame(
          {
            title,
            subtitle: `Dark: the input alone. Pale: with its interactions. Lines are two standard errors.${left > 0 ? ` The ${left} smallest are left out.` : ""}`,
          },
          { top: HEAD_ROOM, right: sideWidth(columns) },
        ),
        indexAxis: "y",
        scales: {
          x: linearAxis({
            title: `Share of the variance of: ${label} (%)`,
            max: Math.max(1, ...shown.map(({ total }) => percent(total)), ...ends.map(({ high }) => high)),
            holds: "numbers",
            grid: true,
          }),
          y: {
            ...rowAxis(
              "Input",
              shown.map((factor) => factor.label),
            ),
            grid: { display: false },
          },
        },
      },
      plugins: [afterBars(ends), sideColumns(columns)],
    }),
  };
}

/** Whiskers over the bars rather than under them. */
function afterBars(ends: Parameters<typeof whiskers>[0]): ReturnType<typeof whiskers> {
  const { beforeDatasetsDraw: draw } = whiskers(ends);
  return { id: "whiskersOver", afterDatasetsDraw: (chart) => void draw?.(chart, { cancelable: true }, {}) };
}
