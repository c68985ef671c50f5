import type { Address } from "../bench/address.ts";
import type { Workbench } from "../bench/workbench.ts";
import { locale, localNumbers, NUMBER_FORMATS } from "./locale.ts";
import { printPage } from "./print.ts";

/** Whose plan this is, what is changed in it, and what can be done with the changes. */
export function Header({ bench, address }: { readonly bench: Workbench; readonly address: Address }) {
  const { open, final } = bench.shown.value;
  const { edits, scenarios } = bench.state.value;
  const dragged = bench.dragged.value;
  const changed = edits.length + (dragged && !edits.some(({ path }) => path === dragged.id) ? 1 : 0);
  const over = scenarios.length > 0 ? ` with ${scenarios.join(", ")}` : "";
  return (
    <header>
      <button type="button" class="skip" onClick={skipToMain}>
        Skip to the content
      </button>
      <div class="title-row">
        <div>
          <p class="eyebrow">llmplan workbench{over}</p>
          <h1>{open.outline.title}</h1>
        </div>
        <div class="actions" role="toolbar" aria-label="Changes">
          <button type="button" disabled={!bench.canUndo.value} onClick={bench.undo}>
            Undo
          </button>
          <button type="button" disabled={!bench.canRedo.value} onClick={bench.redo}>
            Redo
          </button>
          <button
            type="button"
            disabled={edits.length === 0}
            onClick={() => bench.apply({ scenarios: bench.bundle.scenarios, edits: [] })}
          >
            Put all back
          </button>
          <button type="button" onClick={() => void address.share(bench)}>
            Copy link
          </button>
          <button type="button" onClick={() => printPage(false)}>
            Print
          </button>
          <button type="button" onClick={() => printPage(true)}>
            Print all
          </button>
          <NumberFormat />
        </div>
      </div>
      <p class="status" role="status" aria-live="polite">
        {changed === 0 ? "As the plan has it." : `${changed} changed.`}{" "}
        {final ? "" : "A first answer; the full one is being computed…"} {bench.notice.value}
      </p>
    </header>
  );
}

/** The address holds the page's state, so no link inside the page can do this. */
function skipToMain(): void {
  const panel = document.querySelector<HTMLElement>(".panel");
  panel?.focus();
  panel?.scrollIntoView();
}

function NumberFormat() {
  return (
    <label class="number-format">
      Numbers{" "}
      <select value={locale.value} onChange={(event) => (locale.value = event.currentTarget.value)}>
        {[...new Set([...NUMBER_FORMATS, locale.value])].map((language) => (
          <option key={language} value={language}>
            {localNumbers("1,234.5", language)}
            {language === "" ? " (as in the report)" : ""}
          </option>
        ))}
      </select>
    </label>
  );
}
