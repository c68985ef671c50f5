import { useId, useState } from "preact/hooks";
import type { Choice, Law, Leaf, Quantity } from "../../analysis/node.ts";
import type { Workbench } from "../bench/workbench.ts";
import { editsOf } from "../plan/plan-state.ts";
import { writtenText } from "../plan/written-text.ts";

/** Longer texts are somebody's data; they are refused before anything reads them. */
const LONGEST = 2000;

/** What a field beside its slider has room for. */
const SHORT = 13;

interface Props {
  readonly bench: Workbench;
  readonly leaf: Leaf;
  readonly label: string;
}

/** A field for an assumption: a number, a range or a distribution, read as the plan file is read. */
export function ValueInput({ bench, leaf, label }: Props) {
  return leaf.leaf === "choice" ? (
    <ChoiceInput bench={bench} leaf={leaf} label={label} />
  ) : (
    <TextInput bench={bench} leaf={leaf} label={label} />
  );
}

function TextInput({ bench, leaf, label }: Props & { readonly leaf: Quantity | Law }) {
  const id = useId();
  const [typed, setTyped] = useState<string | undefined>(undefined);
  const [problems, setProblems] = useState<readonly string[]>([]);
  const dragged = bench.dragged.value;
  const edit = editsOf(bench.state.value, leaf.id).at(-1);
  const written = writtenText(bench.shown.value.open.loaded.writtenAt(leaf.id.split(".")));
  const present = dragged?.id === leaf.id ? String(dragged.value) : edit?.path === leaf.id ? edit.text : written;
  const commit = (text: string): void => {
    if (text.trim() === present.trim()) {
      setTyped(undefined);
      setProblems([]);
      return;
    }
    const told =
      text.length > LONGEST
        ? [`found ${text.length} characters, expected at most ${LONGEST}`]
        : bench.edit(leaf.id, text.trim());
    setProblems(told);
    setTyped(told.length > 0 ? text.slice(0, LONGEST) : undefined);
  };
  return (
    <span class={(typed ?? present).length > SHORT ? "value-input long" : "value-input"}>
      <input
        type="text"
        autocomplete="off"
        spellcheck={false}
        inputMode="text"
        aria-label={label}
        aria-invalid={problems.length > 0}
        aria-describedby={problems.length > 0 ? `${id}-problems` : undefined}
        value={typed ?? present}
        onInput={(event) => setTyped(event.currentTarget.value)}
        onChange={(event) => commit(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter") commit(event.currentTarget.value);
          if (event.key === "Escape") {
            setTyped(undefined);
            setProblems([]);
          }
        }}
      />
      {problems.length > 0 ? (
        <span class="problems" id={`${id}-problems`} role="alert">
          {problems.slice(0, 4).join(" ")}
        </span>
      ) : null}
    </span>
  );
}

function ChoiceInput({ bench, leaf, label }: Props & { readonly leaf: Choice }) {
  const now = bench.shown.value.open.sheet.nodes.get(leaf.id);
  const value = now?.kind === "leaf" && now.leaf === "choice" ? now.value : leaf.value;
  const [problems, setProblems] = useState<readonly string[]>([]);
  return (
    <span class="value-input">
      <select
        aria-label={label}
        value={value}
        onChange={(event) => setProblems(bench.edit(leaf.id, event.currentTarget.value))}
      >
        {(leaf.words ?? [value]).map((word) => (
          <option key={word} value={word}>
            {word.replaceAll("-", " ")}
          </option>
        ))}
      </select>
      {problems.length > 0 ? (
        <span class="problems" role="alert">
          {problems.join(" ")}
        </span>
      ) : null}
    </span>
  );
}
