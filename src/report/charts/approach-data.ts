/** Training instances needed by each approach against those that the project will have. */
import { formatLargeNumber } from "../large-number.ts";
import { countOf } from "./count-of.ts";
import { needChart } from "./need-chart.ts";
import { type Amount, needInterval, needText } from "./need-text.ts";
import type { Picture } from "./picture.ts";

export interface ApproachData {
  /** Instances. */
  readonly rows: readonly (Amount & { readonly label: string })[];
  readonly availableInstances: Amount;
}

export function approachDataChart({ rows, availableInstances: available }: ApproachData): Picture {
  const fitting = rows.filter(({ value }) => value <= available.value).length;
  const spread = rows.some(({ interval90 }) => interval90);
  const availableText = `${needText(available)} instances`;
  const title = `The training data at hand is enough for ${countOf(fitting, rows.length)}`;
  const described = rows.map((row) => {
    const range = row.interval90 ? ` (90% interval ${needInterval(row)})` : "";
    return `${row.label} ${needText(row)}${range}, ${times(row.value, available.value)}`;
  });
  return needChart({
    name: "approach-data",
    title,
    subtitle: `Filled dots need no more than there is, hollow dots more.${spread ? " Lines are 90% intervals." : ""}`,
    alt: `${title}: ${availableText}. Instances needed: ${described.join("; ")}.`,
    axis: "Training data needed (instances, logarithmic)",
    rowsAre: "Approach",
    needs: rows,
    limit: { value: available.value, label: `Available: ${availableText}` },
    columns: [
      { head: "instances", cells: rows.map(needText) },
      ...(spread ? [{ head: "90% interval", cells: rows.map(needInterval) }] : []),
      { head: "need / available", cells: rows.map(({ value }) => times(value, available.value)) },
    ],
  });
}

function times(needed: number, available: number): string {
  return `${formatLargeNumber(needed / available, { atMost: 2 })}×`;
}
