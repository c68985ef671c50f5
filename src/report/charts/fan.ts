/** Cost by month as a fan: median, the half and the nine tenths in the middle, and what luck alone would leave. */
import { formatNumber } from "../number.ts";
import { formatMoney } from "../quantity.ts";
import { endLabels, endLabelWidth } from "./end-labels.ts";
import { frame } from "./frame.ts";
import { linearAxis } from "./linear-axis.ts";
import { COLOURS } from "./look.ts";
import { PICTURE_SIZE, type Picture } from "./picture.ts";
import { UndrawableError } from "./undrawable.ts";

interface Band {
  readonly p5: number;
  readonly p25: number;
  readonly p50: number;
  readonly p75: number;
  readonly p95: number;
}

export interface FanChart {
  /** One a month from the first, two or more. USD. */
  readonly points: readonly { readonly month: number; readonly chance: Band; readonly both: Band }[];
  /** Whether a point is a month's cost or all cost so far. */
  readonly cumulative: boolean;
  /** Whether some assumption has a spread, so that luck is not all. */
  readonly uncertain: boolean;
}

const LABELS = ["Median", "P25", "P75", "P5", "P95"] as const;

export function fanChart({ points, cumulative, uncertain }: FanChart): Picture {
  const last = points.at(-1);
  const [first] = points;
  if (first === undefined || last === undefined || first === last)
    throw new UndrawableError(`points: ${points.length}, expected at least two months`);
  const money = (usd: number): string => formatMoney(usd, "USD", usd >= 100 ? { atMost: 3 } : { significant: 2 });
  const said = ({ month, both }: FanChart["points"][number]) =>
    `month ${month} ${money(both.p50)} (P5–P95 ${money(both.p5)} to ${money(both.p95)})`;
  const months = `${formatNumber(last.month, { decimals: 0 })} months`;
  const title = cumulative
    ? `After ${months} the cost lies between ${money(last.both.p5)} and ${money(last.both.p95)}`
    : `Month ${last.month} costs between ${money(last.both.p5)} and ${money(last.both.p95)}`;
  const luck = `${money(last.chance.p5)} to ${money(last.chance.p95)}`;
  const line = (read: (point: FanChart["points"][number]) => number) =>
    points.map((point) => ({ x: point.month, y: read(point) }));
  const edge = { borderColor: COLOURS.middle, borderWidth: 1, pointRadius: 0 };
  const dotted = { borderColor: COLOURS.paper, borderWidth: 2, borderDash: [3, 3], pointRadius: 0, fill: false };
  return {
    name: cumulative ? "fan-cumulative" : "fan-monthly",
    title,
    alt: `${title} (P5 and P95; median ${money(last.both.p50)}). ${[first, last].map(said).join("; ")}. By luck of the conversations alone, at the end: ${luck}.`,
    ...PICTURE_SIZE,
    configuration: () => ({
      type: "line",
      data: {
        datasets: [
          {
            data: line(({ both }) => both.p50),
            borderColor: COLOURS.dark,
            borderWidth: 3,
            pointRadius: 0,
            fill: false,
          },
          { data: line(({ both }) => both.p25), ...edge, fill: false },
          { data: line(({ both }) => both.p75), ...edge, backgroundColor: COLOURS.middle, fill: { target: 1 } },
          { data: line(({ both }) => both.p5), ...edge, fill: false },
          { data: line(({ both }) => both.p95), ...edge, backgroundColor: COLOURS.pale, fill: { target: 3 } },
          ...(uncertain
            ? [
                { data: line(({ chance }) => chance.p5), ...dotted, order: -1 },
                { data: line(({ chance }) => chance.p95), ...dotted, order: -1 },
              ]
            : []),
        ],
      },
      options: {
        ...frame(
          {
            title,
            subtitle: uncertain
              ? "Bands: half and nine tenths of the outcomes. Dotted white: P5 and P95 if only luck mattered and every assumption were known."
              : "Bands: half and nine tenths of the outcomes, by luck of the conversations; every assumption is taken as known.",
          },
          { top: 0, right: endLabelWidth(LABELS) },
        ),
        scales: {
          x: {
            ...linearAxis({ title: "Time (months)", max: last.month, holds: "numbers", grid: false }),
            min: first.month,
            max: last.month,
            afterBuildTicks: (axis: { ticks: { value: number }[] }) => {
              axis.ticks = monthTicks(last.month).map((value) => ({ value }));
            },
          },
          y: linearAxis({
            title: cumulative ? "Cost so far (USD)" : "Cost of the month (USD)",
            max: Math.max(...points.map(({ both }) => both.p95)),
            holds: "money",
            grid: true,
          }),
        },
      },
      plugins: [endLabels(LABELS)],
    }),
  };
}

/** Every month up to 18, then every third, and every year. */
function monthTicks(last: number): readonly number[] {
  const every = last <= 18 ? 1 : last <= 48 ? 3 : 12;
  return Array.from({ length: last }, (_, index) => index + 1).filter((month) => month % every === 0);
}
