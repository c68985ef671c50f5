import { planServingSection } from "../../report/sections/plan-serving-section.ts";
import { figureTable } from "../../report/tables/figure-table.ts";
import type { Workbench } from "../bench/workbench.ts";
import { AnswerLine } from "./answer-line.tsx";
import { Headlines, LeverPanel } from "./lever-panel.tsx";
import type { PageView } from "./page-view.ts";
import { Charts, Tables } from "./section-tables.tsx";
import { isServing } from "./tab-list.ts";

const HEADLINES = [
  {
    id: "serving.gpus_with_spare",
    meaning: "Computing cards that answer in time when most people ask at once, one group more in case one fails.",
  },
  { id: "serving.cost_eur_per_month", meaning: "Rent of these cards, which run day and night." },
  {
    id: "serving.p95_ttft_seconds",
    meaning: "At the busiest time, one answer in twenty begins later than this.",
  },
] as const;

/** What it takes to serve a model: GPUs against load and waiting. */
export function ServingTab({ bench, view }: { readonly bench: Workbench; readonly view: PageView }) {
  const ids = Object.keys(view.figures).filter(isServing);
  const section = view.figures["serving.gpus"] && planServingSection(view);
  return (
    <>
      {section ? <AnswerLine text={section.answer} /> : null}
      <LeverPanel bench={bench} ids={section ? HEADLINES.map(({ id }) => id) : ids.slice(0, 12)} />
      <Headlines bench={bench} headlines={HEADLINES.filter(({ id }) => view.figures[id])} />
      <Charts bench={bench} pictures={view.pictures("serving")} behind={{ "serving-load": section?.tables ?? [] }} />
      <h2>In numbers</h2>
      <Tables
        tables={
          section?.tables ?? [
            figureTable({ name: "serving", caption: "Serving the model oneself", figures: view.figures, ids }),
          ]
        }
      />
    </>
  );
}
