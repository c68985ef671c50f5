import type { RankedModel, Ranking } from "../../analysis/ratings/ranking.ts";
import type { View } from "../sections/section.ts";
import { type Cell, emptyCell, numberColumn, type Row, type Table, table, textCell, textColumn } from "../table.ts";

/** Models by score, and how sure each place is. */
export function rankingTable({ outline }: View, ranking: Ranking): Table {
  const labels = new Map(outline.models.map(({ key, label }) => [key, label]));
  return table({
    name: "ranking",
    caption: "Models ranked by the weighted score",
    columns: [
      numberColumn({ key: "rank", label: "Place", unit: "", digits: { decimals: 0 } }),
      textColumn("model", "HuggingFace ID"),
      numberColumn({ key: "score", label: "Score", unit: "of 100", digits: { decimals: 1 } }),
      numberColumn({ key: "interval", label: "90% interval", unit: "of 100", digits: { decimals: 0 } }),
      probability("best", "Best of all"),
      probability("next", "Better than the next"),
    ],
    rows: ranking.models.map((model, index) => rankedRow(model, index, labels, ranking.models[index + 1])),
    footnotes: [
      "The score is the weighted mean of RK/UQR, CRI mean, CRI worst and IFEval, each from 0 (worst possible) to 100 (best); the weights are evaluation.weights in the plan.",
      BASIS[ranking.basis],
    ],
  });
}

/** For each two models, the probability that the one on the left is the better. */
export function pairsTable({ outline }: View, { models }: Ranking): Table {
  const labels = new Map(outline.models.map(({ key, label }) => [key, label]));
  return table({
    name: "ranking-pairs",
    caption: "Probability that the model on the left is better than the one in the place at the head of the column",
    columns: [
      numberColumn({ key: "rank", label: "Place", unit: "", digits: { decimals: 0 } }),
      textColumn("model", "HuggingFace ID"),
      ...models.map(({ key }, index) => probability(key, String(index + 1))),
    ],
    rows: models.map((model, index) => ({
      rank: { kind: "number", value: index + 1 },
      model: textCell(labels.get(model.key) ?? model.key),
      ...Object.fromEntries(models.map(({ key }) => [key, share(model.betterThan[key])])),
    })),
    footnotes: [],
  });
}

const BASIS = {
  sheets:
    "Intervals and probabilities are of a bootstrap over questions and profiles, the same draws for all models. With few profiles such intervals are somewhat too short.",
  totals:
    "Only totals are known, not the ratings behind them: intervals and probabilities are of a bootstrap over the sheets of greatest spread that give these totals, each model drawn alone; with the ratings themselves the ranking would hardly be less sure.",
} as const;

const probability = (key: string, label: string) =>
  numberColumn({ key, label, unit: "probability", digits: { decimals: 0 } });

function rankedRow(
  model: RankedModel,
  index: number,
  labels: ReadonlyMap<string, string>,
  next: RankedModel | undefined,
): Row {
  const [low, high] = model.interval90.score;
  return {
    rank: { kind: "number", value: index + 1 },
    model: textCell(labels.get(model.key) ?? model.key),
    score: { kind: "number", value: model.score },
    interval: { kind: "interval", interval: { low, high } },
    best: share(model.bestProbability),
    next: share(next && model.betterThan[next.key]),
  };
}

const share = (value: number | undefined): Cell => (value === undefined ? emptyCell : { kind: "number", value });
