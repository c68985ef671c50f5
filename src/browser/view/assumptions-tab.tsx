import { useSignal } from "@preact/signals";
import type { Leaf } from "../../analysis/node.ts";
import { formatInterval } from "../../report/interval.ts";
import { counted } from "../../report/quantity.ts";
import type { Workbench } from "../bench/workbench.ts";
import { type LeafGroup, leafGroups } from "../plan/leaf-groups.ts";
import { leafLabel } from "../plan/leaf-label.ts";
import { editsOf } from "../plan/plan-state.ts";
import { CheckBox } from "./check-box.tsx";
import { localNumbers } from "./locale.ts";
import { ValueInput } from "./value-input.tsx";

/** Every assumption with its unit, source and doubt; each can be changed, and put back. */
export function AssumptionsTab({ bench }: { readonly bench: Workbench }) {
  const search = useSignal("");
  const onlyChanged = useSignal(false);
  const { open } = bench.shown.value;
  const { edits } = bench.state.value;
  const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
  const isShown = (leaf: Leaf): boolean =>
    words.every((word) => `${leaf.id} ${leaf.label} ${leaf.source}`.toLowerCase().includes(word)) &&
    (!onlyChanged.value || editsOf(bench.state.value, leaf.id).length > 0);
  const narrowed = words.length > 0 || onlyChanged.value;
  const groups = leafGroups(open).map((group) => ({ ...group, leaves: group.leaves.filter(isShown) }));
  return (
    <>
      <p class="answer">
        {edits.length === 0
          ? "Nothing is changed. Every number below can be: a number, a range such as 15 to 30 (nine times in ten it lies in between), or a distribution."
          : `${edits.length} ${edits.length === 1 ? "assumption is" : "assumptions are"} changed.`}
      </p>
      <div class="search">
        <label>
          Find{" "}
          <input type="search" value={search.value} onInput={(event) => (search.value = event.currentTarget.value)} />
        </label>
        <CheckBox on={onlyChanged} words="only what is changed" />
      </div>
      {groups
        .filter(({ leaves }) => leaves.length > 0)
        .map((group) => (
          <Group key={group.key} bench={bench} group={group} narrowed={narrowed} />
        ))}
    </>
  );
}

function Group(props: { readonly bench: Workbench; readonly group: LeafGroup; readonly narrowed: boolean }) {
  const { bench, group, narrowed } = props;
  const isOpen = useSignal(!group.facts);
  const unfolded = narrowed || isOpen.value;
  const changed = group.leaves.filter(({ id }) => editsOf(bench.state.value, id).length > 0).length;
  return (
    <details class="group" open={unfolded} onToggle={(event) => (isOpen.value = event.currentTarget.open)}>
      <summary>
        <h2>{group.title}</h2>
        <span class="quiet">
          {counted(group.leaves.length, "assumptions")}
          {changed > 0 ? `, ${changed} changed` : ""}
        </span>
      </summary>
      {unfolded ? (
        <ul class="assumptions">
          {group.leaves.map((leaf) => (
            <AssumptionRow key={leaf.id} bench={bench} leaf={leaf} />
          ))}
        </ul>
      ) : null}
    </details>
  );
}

function AssumptionRow({ bench, leaf }: { readonly bench: Workbench; readonly leaf: Leaf }) {
  const changed = editsOf(bench.state.value, leaf.id).length > 0;
  const label = leafLabel(bench.shown.value.open, leaf);
  const unit = leaf.leaf === "choice" ? "" : leaf.unit;
  return (
    <li class={changed ? "changed" : undefined} data-assumption={leaf.id}>
      <div class="assumption-value">
        <strong>{label}</strong>
        <span class="field">
          <ValueInput bench={bench} leaf={leaf} label={label} /> <span class="unit">{unit}</span>
        </span>
        <span class="quiet">{localNumbers(spreadText(leaf))}</span>
        {changed ? (
          <button type="button" class="plain" aria-label={`Put back ${label}`} onClick={() => bench.reset(leaf.id)}>
            Put back
          </button>
        ) : null}
      </div>
      <div class="assumption-source">
        <span class={`provenance ${leaf.provenance}`}>{leaf.provenance}</span> {leaf.source}
        {leaf.note === undefined ? null : <p class="quiet">{leaf.note}</p>}
        <code>{leaf.id}</code>
      </div>
    </li>
  );
}

function spreadText(leaf: Leaf): string {
  if (leaf.leaf !== "quantity" || !leaf.spread) return "";
  const [low, high] = [0.05, 0.95].map((p) => Number(leaf.spread?.quantile(p).toPrecision(12)));
  return `nine times in ten ${formatInterval({ low: low ?? 0, high: high ?? 0 }, "", { significant: 3 })}`;
}
