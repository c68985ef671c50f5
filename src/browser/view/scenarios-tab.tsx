import { useSignal } from "@preact/signals";
import { parseYaml } from "../../assumptions/parse-yaml.ts";
import { otherOrigin } from "../bench/address.ts";
import { toldProblems } from "../bench/told-problems.ts";
import type { Workbench } from "../bench/workbench.ts";
import { overlaidCostsChart } from "../charts/overlaid-costs.ts";
import { settingsOf } from "../plan/plan-state.ts";
import { comparisonTable } from "../scenario/comparison.ts";
import { readScenarioYaml, scenarioYaml } from "../scenario/scenario-file.ts";
import { MOST_SCENARIOS, type SavedScenario, type Scenarios } from "../scenario/scenarios.ts";
import { ChartFigure } from "./chart-figure.tsx";
import { DataTable } from "./data-table.tsx";

/** Changes under a name: saved, side by side, as files. */
export function ScenariosTab({ bench, scenarios }: { readonly bench: Workbench; readonly scenarios: Scenarios }) {
  const told = useSignal<readonly string[]>([]);
  return (
    <>
      <p class="answer">
        A scenario is what you changed, under a name. Save up to {MOST_SCENARIOS} and see them side by side; download
        one as a file that <code>llmplan --scenario</code> reads.
      </p>
      <SaveForm bench={bench} scenarios={scenarios} told={(lines) => (told.value = lines)} />
      <ImportArea bench={bench} told={(lines) => (told.value = lines)} />
      {told.value.length > 0 ? (
        <ul class="problems" role="alert">
          {told.value.slice(0, 8).map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      ) : null}
      <OwnScenarios bench={bench} told={(lines) => (told.value = lines)} />
      <SavedList bench={bench} scenarios={scenarios} />
      <SideBySide scenarios={scenarios} />
      <CommandLine bench={bench} />
    </>
  );
}

type Told = (lines: readonly string[]) => void;

function SaveForm(props: { readonly bench: Workbench; readonly scenarios: Scenarios; readonly told: Told }) {
  const { bench, scenarios, told } = props;
  const name = useSignal("");
  const save = (): void => {
    const title = name.value.trim() || `Scenario ${scenarios.saved.value.length + 1}`;
    const saved = scenarios.save(title.slice(0, 80), bench.state.value);
    told(saved ? [] : [`There are ${MOST_SCENARIOS} already: remove one first.`]);
    if (saved) name.value = "";
  };
  return (
    <div class="row">
      <label>
        Name{" "}
        <input
          type="text"
          maxLength={80}
          value={name.value}
          onInput={(event) => (name.value = event.currentTarget.value)}
          onKeyDown={(event) => event.key === "Enter" && save()}
        />
      </label>
      <button type="button" class="main" onClick={save}>
        Save what is shown
      </button>
    </div>
  );
}

function ImportArea({ bench, told }: { readonly bench: Workbench; readonly told: Told }) {
  const over = useSignal(false);
  const take = async (file: File | undefined): Promise<void> => {
    if (!file) return;
    if (file.size > LARGEST_FILE) {
      told([`${file.name} has ${file.size} bytes; a scenario has at most ${LARGEST_FILE}.`]);
      return;
    }
    told(putOver(bench, file.name, await file.text()));
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping a file is one of two ways; the button is the other
    <div
      class={`drop${over.value ? " over" : ""}`}
      onDragOver={(event) => {
        event.preventDefault();
        over.value = true;
      }}
      onDragLeave={() => (over.value = false)}
      onDrop={(event) => {
        event.preventDefault();
        over.value = false;
        void take(event.dataTransfer?.files[0]);
      }}
    >
      <label>
        Open a scenario file, or drop it here{" "}
        <input
          type="file"
          accept=".yaml,.yml"
          onChange={(event) => {
            const [file] = event.currentTarget.files ?? [];
            event.currentTarget.value = "";
            void take(file);
          }}
        />
      </label>
    </div>
  );
}

const LARGEST_FILE = 200_000;

/** Puts a scenario file over the plan; says what is wrong with it, or whom it was made for. */
function putOver(bench: Workbench, file: string, text: string): readonly string[] {
  try {
    const { title, origin, state, placeOf } = readScenarioYaml(file, text, bench.bundle.scenarios);
    const problems = bench.apply(state, { placeOf });
    if (problems.length > 0) return problems;
    const strange = origin ? otherOrigin(bench, origin) : "";
    bench.notice.value = `“${title}” is put over the plan.`;
    return strange === "" ? [] : [strange];
  } catch (error) {
    return toldProblems(error);
  }
}

/** The scenarios that stand beside the plan. */
function OwnScenarios({ bench, told }: { readonly bench: Workbench; readonly told: Told }) {
  const { files } = bench.bundle;
  const own = Object.keys(files).flatMap((path) => /^scenarios\/(.+)\.yaml$/.exec(path)?.[1] ?? []);
  if (own.length === 0) return null;
  return (
    <section>
      <h2>Scenarios of the plan</h2>
      <ul class="scenario-list">
        {own.map((name) => (
          <li key={name}>
            <div>
              <strong>{titleIn(files[`scenarios/${name}.yaml`] ?? "", name)}</strong> <code>{name}</code>
            </div>
            <button
              type="button"
              aria-pressed={bench.state.value.scenarios.includes(name)}
              onClick={() => told(bench.apply({ scenarios: [name], edits: [] }))}
            >
              Show
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function titleIn(text: string, otherwise: string): string {
  const { tree } = parseYaml({ file: otherwise, text });
  const title = tree?.kind === "map" ? tree.entries.get("title")?.value : undefined;
  return title?.kind === "scalar" && typeof title.value === "string" ? title.value : otherwise;
}

function SavedList({ bench, scenarios }: { readonly bench: Workbench; readonly scenarios: Scenarios }) {
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

function SideBySide({ scenarios }: { readonly scenarios: Scenarios }) {
  const everything = useSignal(false);
  const compared = scenarios.saved.value.flatMap(({ name, answer }) => (answer ? [{ name, answer }] : []));
  if (compared.length < 2) return null;
  const table = comparisonTable(compared, everything.value);
  const picture = overlaidCostsChart(compared);
  return (
    <section>
      <h2>Side by side</h2>
      {picture ? <ChartFigure picture={picture} /> : null}
      <label>
        <input
          type="checkbox"
          checked={everything.value}
          onChange={(event) => (everything.value = event.currentTarget.checked)}
        />{" "}
        every figure that differs
      </label>
      <DataTable table={table} />
    </section>
  );
}

function CommandLine({ bench }: { readonly bench: Workbench }) {
  const state = bench.state.value;
  const options = [
    ...state.scenarios.map((name) => `--scenario ${name}`),
    ...[...bench.bundle.sets, ...settingsOf(state)].map((setting) => `--set '${setting.replaceAll("'", "'\\''")}'`),
  ];
  return (
    <section>
      <h2>The same on the command line</h2>
      <pre class="command">
        <code>{["llmplan approaches", ...options].join(" \\\n  ")}</code>
      </pre>
    </section>
  );
}
