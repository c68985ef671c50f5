import type { ResultFigure } from "../../analysis/result.ts";
import { formatPercent } from "../quantity.ts";
import { approachesTable, approachReasonsTable } from "../tables/approaches-table.ts";
import { figureAt, figureTable } from "../tables/figure-table.ts";
import { figureText } from "../tables/figure-text.ts";
import { optionSummaryTable, pricedOptions } from "../tables/options-tables.ts";
import { ownTrainingTable } from "../tables/own-training-table.ts";
import { projectionTable } from "../tables/projection-table.ts";
import type { Section, View } from "./section.ts";

/** Which approach fits, why, and what the plan's own case would take. */
export function approachesSection(view: View): Section {
  const { figures, outline } = view;
  const ratios = outline.ratios.map(({ key }) => `ratio.${key}`);
  return {
    title: "Approaches",
    answer: answerOf(view),
    tables: [
      approachesTable(view),
      approachReasonsTable(view),
      ...(outline.routes.length > 0 ? [projectionTable(view)] : []),
      ...(pricedOptions(view).length > 0 ? [optionSummaryTable(view)] : []),
      ...(figures["training.gpu_hours"] ? [ownTrainingTable(figures)] : []),
      ...(ratios.length > 0
        ? [figureTable({ name: "alignment-ratios", caption: "Computation compared with SFT", figures, ids: ratios })]
        : []),
    ],
  };
}

function answerOf({ figures, outline }: View): string {
  const all = [...outline.approaches, ...(outline.api === undefined ? [] : [{ key: "api", label: outline.api }])];
  const judged = (verdict: string): string =>
    all
      .map(({ key, label }) => ({ label, suitability: figureAt(figures, `approach.${key}.suitability`) }))
      .filter(({ suitability }) => suitability.value === verdict)
      .map(({ label, suitability }) => `${label}${howProbable(suitability)}`)
      .join(", ");
  const groups = [
    { words: "Suitable", labels: judged("suitable") },
    { words: "Needs more data", labels: judged("needs-more-data") },
    { words: "Not suitable", labels: judged("not-suitable") },
  ];
  const verdicts = groups.filter(({ labels }) => labels !== "").map(({ words, labels }) => `${words}: ${labels}.`);
  const bought = figures["approach.api.conversations"];
  return [...verdicts, ...(bought ? [`The budget buys ${figureText(bought)} through the API.`] : [])].join(" ");
}

const howProbable = ({ probability }: ResultFigure): string =>
  probability === undefined ? "" : ` (${formatPercent(probability, { decimals: 0 })})`;
