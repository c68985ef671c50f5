import { approachesSection } from "../../report/sections/approaches-section.ts";
import { dataSection } from "../../report/sections/data-section.ts";
import type { Workbench } from "../bench/workbench.ts";
import { AnswerLine } from "./answer-line.tsx";
import { Headlines, LeverPanel } from "./lever-panel.tsx";
import type { PageView } from "./page-view.ts";
import { Charts, named, Tables } from "./section-tables.tsx";

const HEADLINES = [
  {
    id: "data.instances",
    meaning:
      "Training examples (a question with its answer) that the project's people can write and review in their time.",
  },
  { id: "data.tokens_total", meaning: "The same, counted in tokens: the pieces of words that a model reads." },
  { id: "data.dataset_days", meaning: "Working days that go into the training set." },
] as const;

/** What the project's people can write and review, and how far it goes. */
export function DataTab({ bench, view }: { readonly bench: Workbench; readonly view: PageView }) {
  const section = dataSection(view);
  const approaches = view.outline.approaches.length > 0 ? approachesSection(view).tables : [];
  const pictures = view.pictures("approaches").filter(({ name }) => name === "approach-data");
  return (
    <>
      <AnswerLine text={section.answer} />
      <LeverPanel bench={bench} ids={["data.instances"]} />
      <Headlines bench={bench} headlines={HEADLINES} />
      <Charts bench={bench} pictures={pictures} behind={{ "approach-data": named(approaches, "approaches") }} />
      <h2>In numbers</h2>
      <Tables tables={section.tables} />
    </>
  );
}
