/** Data of the size and shape of the plan with doubts, for looking at charts of risk and sensitivity. */
import { fanChart } from "../../src/report/charts/fan.ts";
import type { Picture } from "../../src/report/charts/picture.ts";
import { tornadoChart } from "../../src/report/charts/tornado.ts";
import { varianceSharesChart } from "../../src/report/charts/variance-shares.ts";

const bar = (label: string, unit: string, inputs: readonly [number, number], figures: readonly [number, number]) => ({
  label,
  unit,
  low: { input: inputs[0], figure: figures[0] },
  high: { input: inputs[1], figure: figures[1] },
});

const tornado = tornadoChart({
  label: "Mean cost of all conversations",
  unit: "USD",
  basis: "p10-p90",
  central: 1085,
  bars: [
    bar("Turns of a conversation, mean", "turns", [13.3, 27.1], [633, 1670]),
    bar("Initial tokens, sent with every request", "tokens", [2188, 4113], [934, 1290]),
    bar("Tokens of a reply, mean", "tokens", [70.2, 213], [957, 1330]),
    bar("Tokens of a user message, mean", "tokens", [35.3, 110], [995, 1210]),
  ],
});

const share = (label: string, first: number, total: number, standardError: number) => ({
  label,
  first: { value: first, standardError },
  total: { value: total, standardError },
});

const shares = varianceSharesChart({
  label: "Mean cost of all conversations",
  factors: [
    share("Turns of a conversation, mean", 0.79, 0.84, 0.02),
    share("Tokens of a reply, mean", 0.09, 0.13, 0.008),
    share("Initial tokens, sent with every request", 0.06, 0.07, 0.004),
    share("Tokens of a user message, mean", 0.02, 0.03, 0.002),
  ],
});

const band = (median: number, spread: number) => ({
  p5: median * (1 - spread),
  p25: median * (1 - 0.4 * spread),
  p50: median,
  p75: median * (1 + 0.45 * spread),
  p95: median * (1 + 1.2 * spread),
});

const months = Array.from({ length: 12 }, (_, elapsed) => ({
  month: elapsed + 1,
  chance: band(110 * 1.1 ** elapsed, 0.06),
  both: band(110 * 1.1 ** elapsed, 0.5),
}));
const soFar = months.map(({ month }) => ({
  month,
  chance: band(1100 * (1.1 ** month - 1), 0.02),
  both: band(1100 * (1.1 ** month - 1), 0.5),
}));

export const RISK_CHARTS: readonly Picture[] = [
  tornado,
  shares,
  fanChart({ points: months, cumulative: false, uncertain: true }),
  fanChart({ points: soFar, cumulative: true, uncertain: true }),
];
