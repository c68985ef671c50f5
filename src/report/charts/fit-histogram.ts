/** How often each size occurred, beside what the fitted law expects: bars for the data, a line for the law. */
import { formatNumber } from "../number.ts";
import { frame } from "./frame.ts";
import { linearAxis } from "./linear-axis.ts";
import { COLOURS } from "./look.ts";
import { PICTURE_SIZE, type Picture } from "./picture.ts";

export interface FitBin {
  /** Whole numbers `low` … `high`. */
  readonly low: number;
  readonly high: number;
  /** Shares of all values, 0–1. */
  readonly measured: number;
  readonly expected: number;
}

export interface FitHistogram {
  /** Kebab-case, part of the picture's name. */
  readonly key: string;
  /** What was measured, `User messages`. */
  readonly label: string;
  readonly unit: string;
  readonly law: string;
  readonly n: number;
  /** Of equal width, in rising order. */
  readonly bins: readonly FitBin[];
  /** Share of the values beyond the last bin. */
  readonly beyond: number;
}

export function fitHistogramChart({ key, label, unit, law, n, bins, beyond }: FitHistogram): Picture {
  const [first] = bins;
  const last = bins.at(-1);
  if (!first || !last) throw new RangeError("bins: none, expected at least one");
  const width = first.high - first.low + 1;
  const most = Math.max(...bins.map(({ measured, expected }) => Math.max(measured, expected)));
  const worst = bins.reduce((a, b) => (gap(b) > gap(a) ? b : a));
  const title = `${label}: ${law} against ${formatNumber(n, { decimals: 0 })} measured values`;
  const per = width === 1 ? "each" : `per ${formatNumber(width, { decimals: 0 })} ${unit}`;
  const places = bins.map(({ low, high }) => (low + high) / 2);
  return {
    name: `fit-${key}`,
    title,
    alt: `${title}. The largest difference is at ${rangeText(worst)} ${unit}: ${percent(worst.measured)} measured, ${percent(worst.expected)} by the law. ${percent(beyond)} of the values lie beyond ${formatNumber(last.high, { decimals: 0 })}.`,
    ...PICTURE_SIZE,
    configuration: () => ({
      type: "bar",
      data: {
        datasets: [
          {
            type: "line",
            data: bins.map(({ expected }, at) => ({ x: places[at] ?? 0, y: expected * 100 })),
            borderColor: COLOURS.warm,
            backgroundColor: COLOURS.warm,
            borderWidth: 2,
            pointRadius: bins.length > 30 ? 0 : 3,
            tension: 0,
          },
          {
            type: "bar",
            data: bins.map(({ measured }, at) => ({ x: places[at] ?? 0, y: measured * 100 })),
            barPercentage: 1,
            categoryPercentage: 1,
            backgroundColor: COLOURS.pale,
            borderColor: COLOURS.middle,
            borderWidth: 1,
          },
        ],
      },
      options: {
        ...frame(
          { title, subtitle: `Bars: measured. Line: the law. ${percent(beyond)} of the values lie beyond the axis.` },
          { top: 0, right: 0 },
        ),
        scales: {
          x: {
            ...linearAxis({ title: `${label} (${unit})`, max: last.high + 1, holds: "numbers", grid: false }),
            offset: false,
          },
          y: linearAxis({ title: `Values (% ${per})`, max: most * 100, holds: "numbers", grid: true }),
        },
      },
    }),
  };
}

const gap = ({ measured, expected }: FitBin): number => Math.abs(measured - expected);

const percent = (share: number): string => `${formatNumber(share * 100, { significant: 2 })}%`;

const rangeText = ({ low, high }: FitBin): string =>
  low === high
    ? formatNumber(low, { decimals: 0 })
    : `${formatNumber(low, { decimals: 0 })} to ${formatNumber(high, { decimals: 0 })}`;
