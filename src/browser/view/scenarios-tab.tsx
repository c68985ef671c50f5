import { useSignal } from "@preact/signals";
import { parseYaml } from "../../assumptions/parse-yaml.ts";
import type { Workbench } from "../bench/workbench.ts";
import { settingsOf } from "../plan/plan-state.ts";
import { MOST_SCENARIOS, type Scenarios } from "../scenario/scenarios.ts";
import { SavedList, SideBySide } from "./saved-scenarios.tsx";
import { ImportArea, type Told } from "./scenario-import.tsx";

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
