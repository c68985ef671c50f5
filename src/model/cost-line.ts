/**
 * What something costs over a plan's life, by the conversations of an average month v:
 *
 *   cost(v) = fixed + slope × v + Σ each × max(1, ⌈v ÷ every⌉)
 *
 * The sum holds what is bought in whole pieces: servers, of which there is one even for no conversation.
 */
export interface CostLine {
  /** EUR, whatever the volume. */
  readonly fixedEur: number;
  /** EUR for each conversation of an average month. */
  readonly eurPerMonthlyConversation: number;
  readonly steps: readonly CostStep[];
}

export interface CostStep {
  /** Conversations of an average month that one piece carries, above 0. */
  readonly every: number;
  /** EUR of one piece. */
  readonly eachEur: number;
}

/**
 * Cost at a volume, EUR.
 *
 * @param volume conversations of an average month, 0 or more
 */
export function costAt({ fixedEur, eurPerMonthlyConversation, steps }: CostLine, volume: number): number {
  let cost = fixedEur + eurPerMonthlyConversation * volume;
  for (const { every, eachEur } of steps) cost += eachEur * piecesFor(volume, every);
  return cost;
}

/** Whole pieces for a volume: max(1, ⌈v ÷ every⌉). */
export const piecesFor = (volume: number, every: number): number => Math.max(1, Math.ceil(volume / every));

/** The line of several costs together. Steps at the same volumes become one. */
export function sumOfLines(lines: readonly CostLine[]): CostLine {
  const byWidth = new Map<number, number>();
  for (const { every, eachEur } of lines.flatMap(({ steps }) => steps))
    byWidth.set(every, (byWidth.get(every) ?? 0) + eachEur);
  return {
    fixedEur: lines.reduce((sum, { fixedEur }) => sum + fixedEur, 0),
    eurPerMonthlyConversation: lines.reduce((sum, line) => sum + line.eurPerMonthlyConversation, 0),
    steps: [...byWidth].map(([every, eachEur]) => ({ every, eachEur })),
  };
}

/** A cost that no volume moves. */
export const fixedLine = (fixedEur: number): CostLine => ({ fixedEur, eurPerMonthlyConversation: 0, steps: [] });
