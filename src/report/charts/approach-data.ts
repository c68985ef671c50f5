/** Training instances needed by each approach against those that the project will have. */
import { formatInterval, type Interval } from "../interval.ts";
import { formatLargeNumber } from "../large-number.ts";
import { countOf } from "./count-of.ts";
import { needChart } from "./need-chart.ts";
import type { Picture } from "./picture.ts";

export interface ApproachData {
  readonly rows: readonly {
    readonly label: string;
    readonly instances: number;
    /** Where the inputs have spread. */
    readonly interval90?: Interval;
  }[];
  readonly availableInstances: number;
}

const DIGITS = { atMost: 3 } as const;

export function approachDataChart({ rows, availableInstances: available }: ApproachData): Picture {
  const fitting = rows.filter(({ instances }) => instances <= available).length;
  const spread = rows.some(({ interval90 }) => interval90 !== undefined);
  const availableText = `${formatLargeNumber(available, DIGITS)} instances`;
  const title = `The training data at hand is enough for ${countOf(fitting, rows.length)}`;
  const described = rows.map(({ label, instances, interval90 }) => {
    const range = interval90 === undefined ? "" : ` (90% interval ${formatInterval(interval90, "", DIGITS)})`;
    return `${label} ${formatLargeNumber(instances, DIGITS)}${range}, ${times(instances, available)}`;
  });
  return needChart({
    name: "approach-data",
    title,
    subtitle: `Filled dots need no more than there is, hollow dots more.${spread ? " Lines are 90% intervals." : ""}`,
    alt: `${title}: ${availableText}. Instances needed: ${described.join("; ")}.`,
    axis: "Training data needed (instances, logarithmic)",
    rowsAre: "Approach",
    needs: rows.map(({ label, instances, interval90 }) => ({ label, value: instances, interval90 })),
    limit: { value: available, label: `Available: ${availableText}` },
    columns: [
      { head: "instances", cells: rows.map(({ instances }) => formatLargeNumber(instances, DIGITS)) },
      { head: "need / available", cells: rows.map(({ instances }) => times(instances, available)) },
    ],
  });
}

function times(needed: number, available: number): string {
  return `${formatLargeNumber(needed / available, { atMost: 2 })}×`;
}
