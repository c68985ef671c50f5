/** Figures that moved, as rows: the few that matter with their reasons, or all of them. */
import type { FigureMove } from "../../analysis/comparison/figure-moves.ts";
import { formatPercent } from "../quantity.ts";
import type { Row } from "../table.ts";
import { cells, columns, digitsThatDiffer, quantityText, reasons } from "./compare-cells.ts";

export const MOVES = columns(
  ["figure", "Figure"],
  ["from", "Before", "right"],
  ["to", "After", "right"],
  ["change", "Change", "right"],
  ["relative", "", "right"],
  ["because", "Because of"],
);
export const ALL_MOVES = columns(
  ["figure", "Figure"],
  ["from", "Before", "right"],
  ["to", "After", "right"],
  ["change", "Change", "right"],
  ["relative", "", "right"],
  ["noise", "Noise"],
);

export const moveRow = (move: FigureMove): Row =>
  cells({ ...moveTexts(move), figure: move.label, because: reasons(move.because) });

export const fullRow = (move: FigureMove): Row =>
  cells({ ...moveTexts(move), figure: move.id, noise: NOISE[move.noise] });

const NOISE = { beyond: "", within: "within", unknown: "not known" } as const;

function moveTexts(move: FigureMove) {
  const { unit, from, to, change } = move;
  const digits = { atMost: digitsThatDiffer(from, to) };
  const said = (value: number | null): string => (value === null ? "–" : quantityText(value, unit, digits));
  const moved = change === null || !Number.isFinite(change) ? "–" : quantityText(change, unit, { atMost: 3 });
  const sign = change !== null && change > 0 && moved !== "–" ? "+" : "";
  return { from: said(from), to: said(to), change: `${sign}${moved}`, relative: percentText(move) };
}

function percentText({ relative }: FigureMove): string {
  if (relative === null) return "";
  return `${relative > 0 ? "+" : ""}${formatPercent(relative, Math.abs(relative) < 0.1 ? { atMost: 2 } : { atMost: 3 })}`;
}

/** Mean and quantiles of one thing are one line: the first of them in the order in which they are read. */
export function familyHeads(moves: readonly FigureMove[]): readonly FigureMove[] {
  const families = new Map<string, FigureMove>();
  for (const move of moves) {
    const [, stem = move.id, statistic = ""] = /^(.*)\.(mean|sd|p\d+)$/.exec(move.id) ?? [];
    const first = families.get(stem);
    if (!first) families.set(stem, move);
    else if (rankOf(statistic) < rankOf(first.id.slice(stem.length + 1))) families.set(stem, move);
  }
  return [...families.values()];
}

const rankOf = (statistic: string): number => {
  const rank = ["mean", "p50", "p95"].indexOf(statistic);
  return rank < 0 ? 3 : rank;
};
