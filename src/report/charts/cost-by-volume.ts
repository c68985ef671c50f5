/** What each option costs over the plan's life, by the conversations of a month: lines with 90 % bands, both axes logarithmic. */
import { formatLargeNumber } from "../large-number.ts";
import { formatMoney } from "../quantity.ts";
import { singleLine } from "../single-line.ts";
import { endLabels, endLabelWidth } from "./end-labels.ts";
import { frame } from "./frame.ts";
import { logAxis } from "./log-axis.ts";
import { COLOURS } from "./look.ts";
import { PICTURE_SIZE, type Picture } from "./picture.ts";
import { REFERENCE_ROOM, referenceLines } from "./reference-lines.ts";
import { UndrawableError } from "./undrawable.ts";

export interface CostByVolume {
  readonly title: string;
  readonly curves: readonly {
    readonly label: string;
    readonly points: readonly {
      readonly volume: number;
      readonly p5: number;
      readonly p50: number;
      readonly p95: number;
    }[];
  }[];
  /** Conversations a month that the plan has. */
  readonly planVolume: number;
}

/** Told apart by lightness and dashes, so that a grey print reads the same. */
const STROKES = [
  { colour: COLOURS.dark, band: "rgba(18, 53, 91, 0.14)", dash: [] },
  { colour: COLOURS.warm, band: "rgba(180, 84, 10, 0.16)", dash: [] },
  { colour: COLOURS.middle, band: "rgba(47, 122, 176, 0.2)", dash: [9, 4] },
  { colour: COLOURS.quiet, band: "rgba(82, 96, 109, 0.14)", dash: [2, 3] },
  { colour: COLOURS.ink, band: "rgba(22, 32, 44, 0.1)", dash: [9, 3, 2, 3] },
  { colour: COLOURS.warm, band: "rgba(180, 84, 10, 0.12)", dash: [5, 5] },
] as const;

export function costByVolumeChart({ title, curves, planVolume }: CostByVolume): Picture {
  const points = curves.flatMap((curve) => curve.points);
  const volumes = points.map(({ volume }) => volume);
  if (points.length < 2) throw new UndrawableError("cost by volume: no options");
  const costs = points.flatMap(({ p5, p95 }) => [p5, p95]);
  const doubt = points.some(({ p5, p95 }) => p95 > p5 * (1 + 1e-9));
  const money = (eur: number): string => formatMoney(eur, "EUR", { atMost: 2 });
  const said = curves.map(({ label, points }) => {
    const [first, last] = [points[0], points.at(-1)];
    return `${label}: ${money(first?.p50 ?? 0)} at ${countText(first?.volume ?? 0)}, ${money(last?.p50 ?? 0)} at ${countText(last?.volume ?? 0)}`;
  });
  const labels = curves.map(({ label }) => singleLine(label));
  return {
    name: "cost-by-volume",
    title,
    alt: `${title}. Total cost over the plan's life by conversations a month (median): ${said.join("; ")}.`,
    ...PICTURE_SIZE,
    configuration: () => ({
      type: "line",
      data: {
        datasets: [
          ...curves.map((curve, index) => line(curve, index)),
          ...curves.flatMap((curve, index) => edges(curve, index, curves.length + 2 * index)),
        ],
      },
      options: {
        ...frame(
          {
            title,
            subtitle: `Lines are medians${doubt ? ", bands 90% intervals" : ""}.`,
          },
          { top: REFERENCE_ROOM, right: endLabelWidth(labels) },
        ),
        scales: {
          x: {
            ...logAxis("Conversations of an average month (logarithmic)", volumes, 1.0001),
            min: Math.min(...volumes),
            max: Math.max(...volumes),
          },
          y: logAxis("Cost over the plan's life (EUR, logarithmic)", costs, 1.05),
        },
      },
      plugins: [
        referenceLines(
          [
            {
              value: planVolume,
              label: `Plan: ${countText(planVolume)} a month`,
              stroke: { colour: COLOURS.ink, width: 1.5, dash: [6, 4] },
            },
          ],
          false,
        ),
        endLabels(labels),
      ],
    }),
  };
}

type Curve = CostByVolume["curves"][number];

const strokeAt = (index: number) => STROKES[index % STROKES.length] ?? STROKES[0];

function line({ points }: Curve, index: number) {
  const { colour, dash } = strokeAt(index);
  return {
    data: points.map(({ volume, p50 }) => ({ x: volume, y: p50 })),
    borderColor: colour,
    borderWidth: 2.5,
    borderDash: [...dash],
    pointRadius: 0,
    fill: false,
    order: -1,
  };
}

/** The two ends of a band; the second fills down to the first. */
function edges({ points }: Curve, index: number, at: number) {
  const edge = { borderWidth: 0, pointRadius: 0, borderColor: "transparent" };
  return [
    { ...edge, data: points.map(({ volume, p5 }) => ({ x: volume, y: p5 })), fill: false },
    {
      ...edge,
      data: points.map(({ volume, p95 }) => ({ x: volume, y: p95 })),
      backgroundColor: strokeAt(index).band,
      fill: { target: at },
    },
  ];
}

const countText = (volume: number): string => formatLargeNumber(volume, { atMost: 3 });
