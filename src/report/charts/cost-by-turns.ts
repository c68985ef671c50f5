/** What a conversation costs by its number of turns: the mean, and the band that holds nine conversations in ten. */
import { formatNumber } from "../number.ts";
import { formatMoney, formatQuantity } from "../quantity.ts";
import { type CentralPlan, withBasis } from "./central-values.ts";
import { endLabels, endLabelWidth } from "./end-labels.ts";
import { frame } from "./frame.ts";
import { linearAxis } from "./linear-axis.ts";
import { COLOURS } from "./look.ts";
import { PICTURE_SIZE, type Picture } from "./picture.ts";
import { REFERENCE_ROOM, referenceLines } from "./reference-lines.ts";
import { UndrawableError } from "./undrawable.ts";

export interface CostByTurns extends CentralPlan {
  /** In rising order of turns, at least two. */
  readonly points: readonly {
    readonly turns: number;
    readonly meanUsd: number;
    readonly p5Usd: number;
    readonly p95Usd: number;
  }[];
  /** The usual number of turns, marked by a line. */
  readonly usualTurns: number;
}

const LABELS = ["Mean", "P5", "P95"] as const;

export function costByTurnsChart({ points, usualTurns, ...plan }: CostByTurns): Picture {
  const last = points.at(-1);
  const first = points[0];
  if (first === undefined || last === undefined || first === last) {
    throw new UndrawableError(`points: ${points.length}, expected at least two`);
  }
  const usual = points.reduce((best, point) =>
    Math.abs(point.turns - usualTurns) < Math.abs(best.turns - usualTurns) ? point : best,
  );
  const said = ({ turns, meanUsd, p5Usd, p95Usd }: CostByTurns["points"][number]) =>
    `${formatQuantity(turns, "turns", { atMost: 3 })} ${formatMoney(meanUsd, "USD")} (P5–P95 ${formatMoney(p5Usd, "USD")} to ${formatMoney(p95Usd, "USD")})`;
  const title = titleOf(usual, last);
  const line = (key: "meanUsd" | "p5Usd" | "p95Usd") => points.map((point) => ({ x: point.turns, y: point[key] }));
  const edge = { borderColor: COLOURS.middle, borderWidth: 1.5, borderDash: [2, 3], pointRadius: 0 };
  const label = `${formatNumber(usual.turns, { atMost: 3 })} turns: ${formatMoney(usual.meanUsd, "USD")}`;
  return {
    name: "cost-by-turns",
    title,
    alt: withBasis(`${title}. Mean cost by number of turns: ${[first, usual, last].map(said).join("; ")}.`, plan),
    ...PICTURE_SIZE,
    configuration: () => ({
      type: "line",
      data: {
        datasets: [
          { data: line("meanUsd"), borderColor: COLOURS.dark, borderWidth: 3, pointRadius: 0, fill: false },
          { data: line("p5Usd"), ...edge, fill: false },
          { data: line("p95Usd"), ...edge, backgroundColor: COLOURS.pale, fill: { target: 1 } },
        ],
      },
      options: {
        ...frame(
          { title, subtitle: withBasis("The line is the mean; the band runs from P5 to P95.", plan) },
          { top: REFERENCE_ROOM, right: endLabelWidth(LABELS) },
        ),
        scales: {
          x: linearAxis({
            title: "Length of the conversation (turns)",
            max: last.turns,
            holds: "numbers",
            grid: false,
          }),
          y: linearAxis({ title: "Cost of a conversation (USD)", max: last.p95Usd, holds: "money", grid: true }),
        },
      },
      plugins: [
        referenceLines(
          [{ value: usual.turns, label, stroke: { colour: COLOURS.ink, width: 1.5, dash: [6, 4] } }],
          false,
        ),
        endLabels(LABELS),
      ],
    }),
  };
}

/** Compares the longest conversation with the usual one: the growth is what a reader should take away. */
function titleOf(usual: CostByTurns["points"][number], last: CostByTurns["points"][number]): string {
  if (!(usual.meanUsd > 0) || last.turns <= usual.turns) return "What a conversation costs by its number of turns";
  const turns = (point: CostByTurns["points"][number]) => formatNumber(point.turns, { atMost: 3 });
  const times = formatNumber(last.meanUsd / usual.meanUsd, { atMost: 2 });
  return `${turns(last)} turns cost ${times} times as much as ${turns(usual)} turns`;
}
