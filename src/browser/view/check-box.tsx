import type { Signal } from "@preact/signals";

/** A choice between yes and no, with its words beside it. */
export function CheckBox({ on, words }: { readonly on: Signal<boolean>; readonly words: string }) {
  return (
    <label>
      <input type="checkbox" checked={on.value} onChange={(event) => (on.value = event.currentTarget.checked)} />{" "}
      {words}
    </label>
  );
}
