/** Compute needed by each approach against what the budget buys for one training session. */
import { countOf } from "./count-of.ts";
import { needChart } from "./need-chart.ts";
import { type Amount, needInterval, needText } from "./need-text.ts";
import type { Picture } from "./picture.ts";

export interface ApproachCompute {
  /** H100-days. */
  readonly rows: readonly (Amount & { readonly label: string })[];
  readonly budgetH100DaysPerSession: Amount;
}

export function approachComputeChart({ rows, budgetH100DaysPerSession: budget }: ApproachCompute): Picture {
  const fitting = rows.filter(({ value }) => value <= budget.value).length;
  const spread = rows.some(({ interval90 }) => interval90);
  const budgetText = `${needText(budget)} H100-days per session`;
  const title = `The compute budget of one training session is enough for ${countOf(fitting, rows.length)}`;
  const described = rows.map(
    (row) => `${row.label} ${needText(row)}${row.interval90 ? ` (90% interval ${needInterval(row)})` : ""}`,
  );
  return needChart({
    name: "approach-compute",
    title,
    subtitle: `Filled dots are within the budget, hollow dots above it.${spread ? " Lines are 90% intervals." : ""}`,
    alt: `${title}: ${budgetText}. H100-days needed: ${described.join("; ")}.`,
    axis: "Compute needed (H100-days, logarithmic)",
    rowsAre: "Approach",
    needs: rows,
    limit: { value: budget.value, label: `Budget: ${budgetText}` },
    columns: [
      { head: "H100-days", cells: rows.map(needText) },
      ...(spread ? [{ head: "90% interval", cells: rows.map(needInterval) }] : []),
    ],
  });
}
