/** Compute needed by each approach against what the budget buys for one training session. */
import { formatInterval, type Interval } from "../interval.ts";
import { formatNumber } from "../number.ts";
import { countOf } from "./count-of.ts";
import { needChart } from "./need-chart.ts";
import type { Picture } from "./picture.ts";

export interface ApproachCompute {
  readonly rows: readonly {
    readonly label: string;
    readonly h100Days: number;
    /** Where the inputs have spread. */
    readonly interval90?: Interval;
  }[];
  readonly budgetH100DaysPerSession: number;
}

const DIGITS = { atMost: 3 } as const;

export function approachComputeChart({ rows, budgetH100DaysPerSession: budget }: ApproachCompute): Picture {
  const fitting = rows.filter(({ h100Days }) => h100Days <= budget).length;
  const spread = rows.some(({ interval90 }) => interval90 !== undefined);
  const budgetText = `${formatNumber(budget, { atMost: 4 })} H100-days per session`;
  const title = `The compute budget of one training session is enough for ${countOf(fitting, rows.length)}`;
  const described = rows.map(({ label, h100Days, interval90 }) => {
    const range = interval90 === undefined ? "" : ` (90% interval ${formatInterval(interval90, "", DIGITS)})`;
    return `${label} ${formatNumber(h100Days, DIGITS)}${range}`;
  });
  return needChart({
    name: "approach-compute",
    title,
    subtitle: `Filled dots are within the budget, hollow dots above it.${spread ? " Lines are 90% intervals." : ""}`,
    alt: `${title}: ${budgetText}. H100-days needed: ${described.join("; ")}.`,
    axis: "Compute needed (H100-days, logarithmic)",
    rowsAre: "Approach",
    needs: rows.map(({ label, h100Days, interval90 }) => ({ label, value: h100Days, interval90 })),
    limit: { value: budget, label: `Budget: ${budgetText}` },
    columns: [
      { head: "H100-days", cells: rows.map(({ h100Days }) => formatNumber(h100Days, DIGITS)) },
      ...(spread ? [{ head: "90% interval", cells: rows.map(({ interval90 }) => intervalText(interval90)) }] : []),
    ],
  });
}

function intervalText(interval: Interval | undefined): string {
  return interval === undefined ? "–" : formatInterval(interval, "", DIGITS);
}
