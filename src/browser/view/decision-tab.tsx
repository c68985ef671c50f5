import { approachesSection } from "../../report/sections/approaches-section.ts";
import type { Workbench } from "../bench/workbench.ts";
import { AnswerLine } from "./answer-line.tsx";
import { ApproachCard } from "./approach-card.tsx";
import { LeverPanel } from "./lever-panel.tsx";
import { LimitList } from "./limit-list.tsx";
import type { PageView } from "./page-view.ts";
import { Charts, named, Tables } from "./section-tables.tsx";

const LEVERS = [
  "compute.h100_days_per_session",
  "data.instances",
  "approach.api.conversations",
  "approach.lora.h100_days",
] as const;

/** Which approach fits the money and the data, in words that need no background. */
export function DecisionTab({ bench, view }: { readonly bench: Workbench; readonly view: PageView }) {
  const { outline } = view;
  if (outline.approaches.length === 0) return <LimitList bench={bench} />;
  const section = approachesSection(view);
  const all = [...outline.approaches, ...(outline.api === undefined ? [] : [{ key: "api", label: outline.api }])];
  const limited = bench.base.value.answer.limits.judged.map(({ figure }) => figure);
  const table = named(section.tables, "approaches");
  return (
    <>
      <AnswerLine text={section.answer} />
      <p class="quiet">
        An approach fits when the computing it needs is within the budget of a training session and its training data is
        there. It fits with more data when the days that are left could make up what is missing.
      </p>
      <LimitList bench={bench} />
      <div class="cards">
        {all.map(({ key, label }) => (
          <ApproachCard key={key} id={key} label={label} bench={bench} view={view} />
        ))}
      </div>
      <LeverPanel bench={bench} ids={[...LEVERS, ...limited]} />
      <Charts
        bench={bench}
        pictures={view.pictures.approaches}
        behind={{ "approach-compute": table, "approach-data": table }}
      />
      <h2>In numbers</h2>
      <Tables tables={section.tables} />
    </>
  );
}
