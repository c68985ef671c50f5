import { breakEvenSection } from "../../report/sections/break-even-section.ts";
import type { Workbench } from "../bench/workbench.ts";
import { AnswerLine } from "./answer-line.tsx";
import { Headlines, LeverPanel } from "./lever-panel.tsx";
import type { PageView } from "./page-view.ts";
import { Charts, Tables } from "./section-tables.tsx";

const MOST_HEADLINES = 6;

/** Which way is cheapest at which volume: prompting, a hosted fine-tune, a model of one's own, a product. */
export function BreakEvenTab({ bench, view }: { readonly bench: Workbench; readonly view: PageView }) {
  if (!view.volumeCurves) return null;
  const section = breakEvenSection(view);
  const totals = view.outline.options.map(({ key, label }) => ({
    id: `option.${key}.total_cost_eur`,
    meaning: `What ${label} costs over the plan's life, people's time and everything bought.`,
  }));
  const shown = totals.filter(({ id }) => view.figures[id]).slice(0, MOST_HEADLINES);
  return (
    <>
      <AnswerLine text={section.answer} />
      <LeverPanel bench={bench} ids={shown.map(({ id }) => id)} />
      <Headlines bench={bench} headlines={shown} />
      <Charts bench={bench} pictures={view.pictures("breakEven")} behind={{ "cost-by-volume": section.tables }} />
      <h2>In numbers</h2>
      <Tables tables={section.tables} />
    </>
  );
}
