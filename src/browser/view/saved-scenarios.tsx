import { useSignal } from "@preact/signals";
import type { Workbench } from "../bench/workbench.ts";
import { overlaidCostsChart } from "../charts/overlaid-costs.ts";
import { comparisonTable } from "../scenario/comparison.ts";
import { scenarioYaml } from "../scenario/scenario-file.ts";
import type { SavedScenario, Scenarios } from "../scenario/scenarios.ts";
import { ChartFigure } from "./chart-figure.tsx";
import { CheckBox } from "./check-box.tsx";
import { DataTable } from "./data-table.tsx";

/** The scenarios that were saved in this page. */
export function SavedList({ bench, scenarios }: { readonly bench: Workbench; readonly scenarios: Scenarios }) {
  const { saved } = scenarios;
  if (saved.value.length === 0) return null;
  return (
    <section>
      <h2>Saved here</h2>
      <ul class="scenario-list">
        {saved.value.map((scenario) => (
          <li key={scenario.name}>
            <div>
              <strong>{scenario.name}</strong>{" "}
              <span class="quiet">
                {scenario.state.edits.length} changed{scenario.answer ? "" : ", being computed…"}
              </span>
            </div>
            <span class="row">
              <button type="button" onClick={() => bench.apply(scenario.state)}>
                Show
              </button>
              <button type="button" onClick={() => download(bench, scenario)}>
                Download
              </button>
              <button
                type="button"
                aria-label={`Remove ${scenario.name}`}
                onClick={() => scenarios.remove(scenario.name)}
              >
                Remove
              </button>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function download(bench: Workbench, { name, state }: SavedScenario): void {
  const text = scenarioYaml({
    title: name,
    reason: "Tried in the workbench.",
    version: bench.bundle.version,
    digest: bench.bundle.digest,
    state,
  });
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "text/yaml" }));
  link.download = `${fileName(name)}.yaml`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** A name that `--scenario` takes. */
const fileName = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "") || "scenario";

/** Saved scenarios as a table and as charts on common axes. */
export function SideBySide({ scenarios }: { readonly scenarios: Scenarios }) {
  const everything = useSignal(false);
  const compared = scenarios.saved.value.flatMap(({ name, answer }) => (answer ? [{ name, answer }] : []));
  if (compared.length < 2) return null;
  const table = comparisonTable(compared, everything.value);
  const picture = overlaidCostsChart(compared);
  return (
    <section>
      <h2>Side by side</h2>
      {picture ? <ChartFigure picture={picture} /> : null}
      <CheckBox on={everything} words="every figure that differs" />
      <DataTable table={table} />
    </section>
  );
}
