import type { Derivation } from "../../analysis/explain/derivation.ts";
import { placeText } from "../explain/node-text.ts";
import { formatPercent } from "../quantity.ts";
import { type Table, table, textCell, textColumn } from "../table.ts";

/** What makes a figure uncertain; nothing where nothing does. */
export function contributionsTable({ contributions, nodes }: Derivation, draws: number): readonly Table[] {
  if (contributions.length === 0) return [];
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const told = contributions.filter(({ varianceShare }) => varianceShare >= LEAST_TOLD);
  const quiet = contributions.length - told.length;
  const together = 1 - contributions.reduce((sum, { varianceShare }) => sum + Math.max(0, varianceShare), 0);
  return [
    table({
      name: "contributions",
      caption: "What makes it uncertain: share of its variance that would go if an input alone were known",
      columns: [
        textColumn("input", "Input"),
        { ...textColumn("share", "Share"), alignment: "right" },
        textColumn("place", "Where"),
      ],
      rows: told.map(({ id, label, varianceShare }) => {
        const node = byId.get(id);
        return {
          input: textCell(`${label} [${id}]`),
          share: textCell(formatPercent(varianceShare, { decimals: 0 })),
          place: textCell(node ? placeText(node) : ""),
        };
      }),
      footnotes: [
        `First-order shares of the variance of ranks, so that rare extremes do not decide (of a word: of whether it is this word); from ${draws} drawn plans, by the variance between groups of draws with a like input; good to about two percent.`,
        ...(quiet > 0
          ? [`${quiet} more inputs have less than ${formatPercent(LEAST_TOLD, { decimals: 0 })} each.`]
          : []),
        ...(together >= NOTEWORTHY
          ? [`The other ${formatPercent(together, { decimals: 0 })} comes from inputs acting together.`]
          : []),
      ],
    }),
  ];
}

const LEAST_TOLD = 0.01;
const NOTEWORTHY = 0.05;
