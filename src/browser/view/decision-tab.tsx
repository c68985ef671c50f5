import { approachesSection } from "../../report/sections/approaches-section.ts";
import type { Workbench } from "../bench/workbench.ts";
import { AnswerLine } from "./answer-line.tsx";
import { ApproachCard } from "./approach-card.tsx";
import { decisionWords } from "./decision-words.ts";
import { LeverPanel } from "./lever-panel.tsx";
import { LimitList } from "./limit-list.tsx";
import { localNumbers } from "./locale.ts";
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
  const uncertain = Object.values(view.figures).some(({ probability }) => probability !== undefined);
  const limited = bench.base.value.answer.limits.judged.map(({ figure }) => figure);
  const table = named(section.tables, "approaches");
  return (
    <>
      <AnswerLine text={decisionWords(view)} />
      <p class="quiet">
        An approach is a way to get a language model that behaves as the project wants. It fits when the budget pays for
        the computing it needs in one training session and its training data is there; it fits with more data when the
        working days that are left could make what is missing. Computing is counted in H100-days, days of one H100, a
        large computing card; training data in instances, examples of a question with its answer.
        {uncertain
          ? " Assumptions that are not known exactly were drawn many times over; a percentage says in how many of these drawn plans it came out so."
          : ""}
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
        pictures={view.pictures("approaches")}
        behind={{ "approach-compute": table, "approach-data": table }}
      />
      <Cautions bench={bench} />
      <h2>In numbers</h2>
      <Tables tables={section.tables} />
    </>
  );
}

/** What the plan's warnings say, in full sentences. */
function Cautions({ bench }: { readonly bench: Workbench }) {
  const { warnings } = bench.shown.value.answer;
  if (warnings.length === 0) return null;
  return (
    <section>
      <h2>Before you rely on these figures</h2>
      <ul class="cautions">
        {warnings.map(({ code, message }) => (
          <li key={`${code} ${message}`}>
            {localNumbers(`${message.charAt(0).toUpperCase()}${message.slice(1)}.`)} <code>{code}</code>
          </li>
        ))}
      </ul>
    </section>
  );
}
