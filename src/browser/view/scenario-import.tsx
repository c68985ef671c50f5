import { useSignal } from "@preact/signals";
import { otherOrigin } from "../bench/address.ts";
import { toldProblems } from "../bench/told-problems.ts";
import type { Workbench } from "../bench/workbench.ts";
import { readScenarioYaml } from "../scenario/scenario-file.ts";

/** Takes what is wrong with something that was tried; nothing where all is well. */
export type Told = (lines: readonly string[]) => void;

/** A scenario file, dropped or chosen. */
export function ImportArea({ bench, told }: { readonly bench: Workbench; readonly told: Told }) {
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
