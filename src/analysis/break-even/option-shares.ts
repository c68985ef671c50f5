import type { ResultFigure } from "../result.ts";

/**
 * What can only be said of all drawn plans together: how probably an option is the cheapest one, and how probably a pair
 * of options never crosses. They are shares of the words `option.cheapest` and `break_even.<pair>.outcome`.
 */
export function optionShares(
  figures: Readonly<Record<string, ResultFigure>>,
  options: readonly { readonly key: string; readonly label: string }[],
): Readonly<Record<string, ResultFigure>> {
  const cheapest = figures["option.cheapest"];
  const pairs = Object.entries(figures).filter(([id]) => /^break_even\.\w+\.outcome$/.test(id));
  const share = (id: string, word: string, of: ResultFigure, ofId: string, label: string): [string, ResultFigure] => [
    id,
    {
      value: of.probabilities ? (of.probabilities[word] ?? 0) : Number(of.value === word),
      unit: "probability",
      label,
      formula: `share of the drawn plans in which it is "${word.replaceAll("-", " ")}"`,
      of: [ofId],
    },
  ];
  return Object.fromEntries([
    ...(cheapest
      ? options
          .filter(({ key }) => figures[`option.${key}.total_cost_eur`])
          .map(({ key, label }) =>
            share(
              `option.${key}.cheapest_probability`,
              key,
              cheapest,
              "option.cheapest",
              `Probability of being the cheapest at the plan's volume: ${label}`,
            ),
          )
      : []),
    ...pairs.map(([id, outcome]) =>
      share(
        id.replace(/outcome$/, "never_probability"),
        "never",
        outcome,
        id,
        `Probability that there is no such volume: ${outcome.label}`,
      ),
    ),
  ]);
}
