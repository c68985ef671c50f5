import { approachesSection } from "../../report/sections/approaches-section.ts";
import { computeSection } from "../../report/sections/compute-section.ts";
import { figureTable } from "../../report/tables/figure-table.ts";
import type { Workbench } from "../bench/workbench.ts";
import { AnswerLine } from "./answer-line.tsx";
import { Headlines, LeverPanel } from "./lever-panel.tsx";
import type { PageView } from "./page-view.ts";
import { Charts, named, Tables } from "./section-tables.tsx";

const HEADLINES = [
  {
    id: "compute.h100_days_per_session",
    meaning: "Days of one H100, a large computing card, that the budget rents for each training session.",
  },
  {
    id: "training.h100_days",
    meaning: "What the run that the project means to make takes, estimated from its computation and measured speeds.",
  },
  { id: "training.cost_eur", meaning: "What that run costs at the rent of the cards." },
] as const;

/** What the budget rents, what published runs took, and what the project's own run takes. */
export function ComputeTab({ bench, view }: { readonly bench: Workbench; readonly view: PageView }) {
  const section = computeSection(view);
  const projection = view.outline.approaches.length > 0 ? approachesSection(view).tables : [];
  const training = Object.keys(view.figures).filter((id) => id.startsWith("training."));
  const memory = view.outline.options.map(({ key, label }) => ({
    id: `option.${key}.memory_fraction`,
    meaning: `How full the cards' memory is with the model alone, for ${label}. Above 100% it does not fit; conversations need some of the rest.`,
  }));
  const runs = section.tables.filter(({ name }) => name !== "compute-budget");
  return (
    <>
      <AnswerLine text={section.answer} />
      <LeverPanel bench={bench} ids={["compute.h100_days_per_session", "training.h100_days", "training.cost_eur"]} />
      <Headlines bench={bench} headlines={[...HEADLINES, ...memory].filter(({ id }) => view.figures[id])} />
      <Charts bench={bench} pictures={view.pictures("compute")} behind={{ "reference-runs": runs }} />
      <Charts bench={bench} pictures={view.pictures("training")} behind={{}} />
      <h2>In numbers</h2>
      <Tables tables={named(section.tables, "compute-budget")} />
      {training.length > 0 ? (
        <Tables
          tables={[
            figureTable({
              name: "own-training-figures",
              caption: "The run that the project means to make",
              figures: view.figures,
              ids: training,
            }),
          ]}
        />
      ) : null}
      <Tables tables={named(projection, "projection")} />
    </>
  );
}
