import type { ConversationCurves } from "../../analysis/conversation/curves.ts";
import { numberCell, numberColumn, table } from "../../report/table.ts";
import type { BehindCharts } from "./section-tables.tsx";

const MONEY = { atMost: 3 } as const;

/** The numbers that the charts of a conversation are drawn from. */
export function curveTables({ bins, byTurns }: ConversationCurves): BehindCharts {
  const usd = (key: string, label: string) => numberColumn({ key, label, unit: "USD", digits: MONEY });
  return {
    "cost-distribution": [
      table({
        name: "cost-distribution",
        caption: "Share of conversations by cost",
        columns: [
          usd("low", "From"),
          usd("high", "To"),
          numberColumn({ key: "share", label: "Share", unit: "fraction", digits: { significant: 2 } }),
        ],
        rows: bins.map(({ lowUsd, highUsd, probability }) => ({
          low: numberCell(lowUsd),
          high: numberCell(highUsd),
          share: numberCell(probability),
        })),
        footnotes: [],
      }),
    ],
    "cost-by-turns": [
      table({
        name: "cost-by-turns",
        caption: "Cost of a conversation by its number of turns",
        columns: [
          numberColumn({ key: "turns", label: "Turns", unit: "", digits: { decimals: 0 } }),
          usd("mean", "Mean"),
          usd("p5", "P5"),
          usd("p95", "P95"),
        ],
        rows: byTurns.map(({ turns, meanUsd, p5Usd, p95Usd }) => ({
          turns: numberCell(turns),
          mean: numberCell(meanUsd),
          p5: numberCell(p5Usd),
          p95: numberCell(p95Usd),
        })),
        footnotes: [],
      }),
    ],
  };
}
