/** Published training runs by model size and compute, one marker shape for each kind of training. */
import { formatNumber } from "../number.ts";
import { singleLine } from "../single-line.ts";
import { frame } from "./frame.ts";
import { logAxis } from "./log-axis.ts";
import { COLOURS, chartFont, TEXT } from "./look.ts";
import { PICTURE_SIZE, type Picture } from "./picture.ts";
import { pointLabels } from "./point-labels.ts";

/** Groups in the order of the legend; at most as many as there are marker shapes (six). */
export interface ReferenceRuns {
  readonly groups: readonly {
    readonly label: string;
    readonly runs: readonly {
      readonly label: string;
      readonly parametersBillion: number;
      readonly h100Days: number;
    }[];
  }[];
  /** The run that the plan means to make, marked among them. */
  readonly own?: { readonly label: string; readonly parametersBillion: number; readonly h100Days: number };
}

/** Shape, lightness and filling differ together, so that no group depends on its colour. */
const MARKERS = [
  { pointStyle: "circle", fill: COLOURS.dark, border: COLOURS.dark },
  { pointStyle: "rect", fill: COLOURS.paper, border: COLOURS.dark },
  { pointStyle: "triangle", fill: COLOURS.middle, border: COLOURS.middle },
  { pointStyle: "rectRot", fill: COLOURS.paper, border: COLOURS.warm },
  { pointStyle: "triangle", fill: COLOURS.paper, border: COLOURS.ink },
  { pointStyle: "circle", fill: COLOURS.paper, border: COLOURS.middle },
] as const;

/** The plan's own run is larger than all others. */
const OWN = { pointStyle: "rectRot", fill: COLOURS.warm, border: COLOURS.ink } as const;
const OWN_RADIUS = 8;

const RADIUS = 6;

export function referenceRunsChart({ groups: published, own }: ReferenceRuns): Picture {
  if (published.length > MARKERS.length)
    throw new RangeError(`groups: ${published.length}, expected at most ${MARKERS.length}`);
  const took = published.flatMap((group) => group.runs).map(({ h100Days }) => h100Days);
  const [least, most] = [Math.min(...took), Math.max(...took)].map((days) => formatNumber(days, { atMost: 2 }));
  const groups = own ? [...published, { label: own.label, runs: [own] }] : published;
  const runs = groups.flatMap((group) => group.runs);
  const compute = runs.map(({ h100Days }) => h100Days);
  const title = `Published training runs took between ${least} and ${most} H100-days`;
  return {
    name: "reference-runs",
    title,
    alt: `${title}. ${groups.map(describe).join(" ")}`,
    ...PICTURE_SIZE,
    configuration: () => ({
      type: "scatter",
      data: {
        datasets: groups.map((group, index) => {
          const { pointStyle, fill, border } = index === published.length ? OWN : (MARKERS[index] ?? MARKERS[0]);
          return {
            label: singleLine(group.label),
            data: group.runs.map(({ parametersBillion, h100Days }) => ({ x: parametersBillion, y: h100Days })),
            clip: false as const,
            pointStyle,
            pointRadius: index === published.length ? OWN_RADIUS : RADIUS,
            pointBorderWidth: 2,
            pointBorderColor: border,
            pointBackgroundColor: fill,
          };
        }),
      },
      options: withLegend(
        frame({ title, subtitle: "One mark is one run; both axes are logarithmic." }, { top: 0, right: 0 }),
      ),
      plugins: [
        pointLabels(
          groups.map((group) => group.runs.map(({ label }) => singleLine(label))),
          RADIUS + 1,
        ),
      ],
    }),
  };

  function withLegend(base: ReturnType<typeof frame>) {
    return {
      ...base,
      plugins: { ...base.plugins, legend: LEGEND },
      scales: {
        x: logAxis(
          "Model size (billion parameters, logarithmic)",
          runs.map(({ parametersBillion }) => parametersBillion),
          1.12,
        ),
        y: logAxis("Compute (H100-days, logarithmic)", compute, 1.3),
      },
    };
  }
}

const LEGEND = {
  display: true,
  position: "top",
  align: "start",
  fullSize: false,
  labels: { usePointStyle: true, color: COLOURS.ink, font: chartFont(TEXT.label), boxHeight: 8, padding: 16 },
} as const;

function describe(group: ReferenceRuns["groups"][number]): string {
  const runs = group.runs.map(
    ({ label, parametersBillion, h100Days }) =>
      `${label} (${formatNumber(parametersBillion, { atMost: 3 })} billion parameters) ${formatNumber(h100Days, { atMost: 3 })}`,
  );
  return `${group.label}, H100-days: ${runs.join("; ")}.`;
}
