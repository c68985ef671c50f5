import type { View } from "../../report/sections/section.ts";
import { figureText } from "../../report/tables/figure-text.ts";

/** The decision in plain sentences: what fits, what could, what does not. */
export function decisionWords({ figures, outline }: View): string {
  const all = [...outline.approaches, ...(outline.api === undefined ? [] : [{ key: "api", label: outline.api }])];
  const judged = (verdict: string): string =>
    listed(
      all.filter(({ key }) => figures[`approach.${key}.suitability`]?.value === verdict).map(({ label }) => label),
    );
  const groups = [
    { words: "What fits the plan's money and data", labels: judged("suitable") || "nothing as it is" },
    { words: "What would fit with more training data", labels: judged("needs-more-data") },
    { words: "What does not fit", labels: judged("not-suitable") },
  ];
  const bought = figures["approach.api.conversations"];
  return [
    ...groups.filter(({ labels }) => labels !== "").map(({ words, labels }) => `${words}: ${labels}.`),
    ...(bought ? [`Without any training, the budget pays for ${figureText(bought)} with a hosted model.`] : []),
  ].join(" ");
}

const listed = (labels: readonly string[]): string =>
  labels.length < 2 ? labels.join("") : `${labels.slice(0, -1).join(", ")} and ${labels.at(-1)}`;
