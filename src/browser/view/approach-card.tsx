import { useMemo } from "preact/hooks";
import type { ResultFigure } from "../../analysis/result.ts";
import { formatPercent, formatQuantity } from "../../report/quantity.ts";
import { figureText } from "../../report/tables/figure-text.ts";
import type { Workbench } from "../bench/workbench.ts";
import type { OpenPlan } from "../plan/open-plan.ts";
import { strongestLever } from "../plan/strongest.ts";
import { approachWords, verdictWords } from "./approach-words.ts";
import { localNumbers } from "./locale.ts";
import type { PageView } from "./page-view.ts";

interface Props {
  /** Its key in the plan. */
  readonly id: string;
  readonly label: string;
  readonly bench: Workbench;
  readonly view: PageView;
}

/** One approach: the verdict, what it is, what it needs beside what there is, and what it is short of. */
export function ApproachCard({ id, label, bench, view: { figures } }: Props) {
  const at = (name: string): ResultFigure | undefined => figures[`approach.${id}.${name}`];
  const { open } = bench.shown.value;
  const strongest = useMemo(() => strongestOf(open, id), [open, id]);
  const suitability = at("suitability");
  if (!suitability) return null;
  const before = bench.base.value.answer.figures[`approach.${id}.suitability`];
  const verdict = verdictWords(String(suitability.value));
  const flipped = before !== undefined && before.value !== suitability.value;
  const needs = [
    { what: "Computing", need: at("h100_days"), have: figures["compute.h100_days_per_session"] },
    { what: "Training data", need: at("instances_needed"), have: figures["data.instances"] },
    { what: "Conversations", need: figureOfNeed(view(bench), id), have: at("conversations") },
  ];
  return (
    <article class={`card ${verdict.tone}`} data-approach={id}>
      <h3>{label}</h3>
      <p class="verdict">
        <span class="badge" data-figure={`approach.${id}.suitability`} data-value={String(suitability.value)}>
          {verdict.text}
        </span>
        {suitability.probability === undefined ? null : (
          <span class="quiet"> in {formatPercent(suitability.probability, { decimals: 0 })} of drawn plans</span>
        )}
        {flipped ? <span class="was"> was: {verdictWords(String(before.value)).text.toLowerCase()}</span> : null}
      </p>
      <p>{approachWords(id)}</p>
      <dl>
        {needs.map(({ what, need, have }) =>
          need && have && need.value !== null && Number(need.value) > 0 ? (
            <Need key={what} what={what} need={need} have={have} />
          ) : null,
        )}
      </dl>
      <Shortage id={id} at={at} />
      {strongest === "" ? null : <p class="quiet">{localNumbers(strongest)}</p>}
    </article>
  );
}

/** What would change most whether an approach fits: its computing, or the conversations that the budget buys. */
const strongestOf = (open: OpenPlan, id: string): string =>
  id === "api"
    ? strongestLever(open, "approach.api.conversations", "the number of conversations")
    : strongestLever(open, `approach.${id}.h100_days`, "the computing it needs");

const view = (bench: Workbench) => bench.shown.value.open;

/** Conversations that are needed are an assumption, not a figure. */
function figureOfNeed({ plan }: ReturnType<typeof view>, id: string): ResultFigure | undefined {
  const needed = plan.api?.conversations_needed;
  if (id !== "api" || !needed) return undefined;
  const { value, unit, label, source } = needed;
  return { value, unit, label, formula: source, of: [] };
}

function Need({
  what,
  need,
  have,
}: {
  readonly what: string;
  readonly need: ResultFigure;
  readonly have: ResultFigure;
}) {
  const [needed, there] = [Number(need.value), Number(have.value)];
  const filled = there >= needed ? 1 : there / needed;
  const times = needed / there;
  const verdict =
    there >= needed ? "enough" : `${formatQuantity(times, "", { atMost: times < 10 ? 2 : 3 })} times what there is`;
  return (
    <div class="need">
      <dt>{what}</dt>
      <dd>
        <span class="meter" aria-hidden="true">
          <span class={there >= needed ? "full" : "part"} style={{ width: `${Math.max(1, 100 * filled)}%` }} />
        </span>
        {localNumbers(`needs ${figureText(need)}, there are ${figureText(have)}: ${verdict}`)}
      </dd>
    </div>
  );
}

function Shortage({ id, at }: { readonly id: string; readonly at: (name: string) => ResultFigure | undefined }) {
  const short = at("short_of");
  const days = at("data_gap_person_days");
  if (!short || short.value === "nothing") return null;
  const time =
    days && Number(days.value) > 0 && id !== "api"
      ? ` Making the missing data at the plan's pace would take ${figureText({ ...days, unit: "person-days" })}.`
      : "";
  return (
    <p class="short">
      Short of {figureText(short)}.{localNumbers(time)}
    </p>
  );
}
