import { useSignal } from "@preact/signals";
import { useMemo } from "preact/hooks";
import { figureText, intervalText } from "../../report/tables/figure-text.ts";
import type { Workbench } from "../bench/workbench.ts";
import { strongestLever } from "../plan/strongest.ts";
import { localNumbers } from "./locale.ts";

/** Every figure of the plan: what it is, how much, and on request what it is made of and what would change it most. */
export function FiguresTab({ bench }: { readonly bench: Workbench }) {
  const search = useSignal("");
  const { answer } = bench.shown.value;
  const words = search.value.toLowerCase().split(/\s+/);
  const fits = (id: string, label: string): boolean =>
    words.every((word) => `${id} ${label}`.toLowerCase().includes(word));
  const rows = Object.entries(answer.figures).filter(([id, { label }]) => fits(id, label));
  return (
    <>
      <p class="answer">
        Every figure under the name that the command line, scenarios and policies know it by. Open one to see what it is
        made of.
      </p>
      <label class="search">
        Find{" "}
        <input type="search" value={search.value} onInput={(event) => (search.value = event.currentTarget.value)} />
        <span class="quiet"> {rows.length} figures</span>
      </label>
      <ul class="figure-list">
        {rows.map(([id]) => (
          <FigureRow key={id} id={id} bench={bench} />
        ))}
      </ul>
    </>
  );
}

function FigureRow({ id, bench }: { readonly id: string; readonly bench: Workbench }) {
  const isOpen = useSignal(false);
  const figure = bench.shown.value.answer.figures[id];
  if (!figure) return null;
  const interval = intervalText(figure);
  return (
    <li>
      <details onToggle={(event) => (isOpen.value = event.currentTarget.open)}>
        <summary>
          <span class="figure-label">{figure.label}</span>
          <span class="figure-value" data-every={id} data-value={String(figure.value)}>
            {localNumbers(figureText(figure))}
          </span>
          <span class="figure-interval quiet">{localNumbers(interval)}</span>
        </summary>
        {isOpen.value ? <FigureDetail id={id} bench={bench} /> : null}
      </details>
    </li>
  );
}

function FigureDetail({ id, bench }: { readonly id: string; readonly bench: Workbench }) {
  const { open, answer } = bench.shown.value;
  const figure = answer.figures[id];
  const strongest = useMemo(() => strongestLever(open, id), [open, id]);
  if (!figure) return null;
  const labels = figure.of.map((input) => {
    const node = open.sheet.nodes.get(input);
    return { input, label: node ? node.label : input };
  });
  return (
    <div class="figure-detail">
      <p>
        <code>{id}</code>
      </p>
      <p>
        It is {figure.formula}
        {figure.unit === "" || figure.unit === "word" ? "" : `, in ${figure.unit}`}.
      </p>
      {labels.length > 0 ? (
        <p>
          Made of:{" "}
          {labels
            .slice(0, 12)
            .map(({ label }) => label)
            .join("; ")}
          {labels.length > 12 ? ` and ${labels.length - 12} more` : ""}.
        </p>
      ) : null}
      {strongest === "" ? null : <p>{localNumbers(strongest)}</p>}
    </div>
  );
}
