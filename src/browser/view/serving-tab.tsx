import { figureTable } from "../../report/tables/figure-table.ts";
import type { Workbench } from "../bench/workbench.ts";
import { LeverPanel } from "./lever-panel.tsx";
import type { PageView } from "./page-view.ts";
import { Tables } from "./section-tables.tsx";
import { isServing } from "./tab-list.ts";

/** What it takes to serve a model. */
export function ServingTab({ bench, view }: { readonly bench: Workbench; readonly view: PageView }) {
  const ids = Object.keys(view.figures).filter(isServing);
  return (
    <>
      <LeverPanel bench={bench} ids={ids.slice(0, 12)} />
      <Tables
        tables={[figureTable({ name: "serving", caption: "Serving the model oneself", figures: view.figures, ids })]}
      />
    </>
  );
}
