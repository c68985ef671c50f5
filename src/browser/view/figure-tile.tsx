import { figureText, intervalText } from "../../report/tables/figure-text.ts";
import type { Workbench } from "../bench/workbench.ts";
import { localNumbers } from "./locale.ts";

/** One figure in large print, with what it means, what it was, and what would change it most. */
export function FigureTile(props: {
  readonly bench: Workbench;
  readonly id: string;
  readonly meaning: string;
  readonly strongest: string;
}) {
  const { bench, id, meaning, strongest } = props;
  const figure = bench.shown.value.answer.figures[id];
  if (!figure) return null;
  const before = bench.base.value.answer.figures[id];
  const text = figureText(figure);
  const was = before ? figureText(before) : text;
  const interval = intervalText(figure);
  return (
    <article class="tile">
      <h3>{figure.label}</h3>
      <p class="big" data-figure={id} data-value={String(figure.value)}>
        {localNumbers(text)}
      </p>
      {interval === "" ? null : <p class="quiet">90% interval {localNumbers(interval)}</p>}
      {was === text ? null : <p class="was">was {localNumbers(was)}</p>}
      <p>{meaning}</p>
      {strongest === "" ? null : <p class="quiet">{localNumbers(strongest)}</p>}
    </article>
  );
}
