import { useMemo } from "preact/hooks";
import type { Workbench } from "../bench/workbench.ts";
import { leversOf } from "../plan/levers.ts";
import { strongestLever } from "../plan/strongest.ts";
import { FigureTile } from "./figure-tile.tsx";
import { Lever } from "./lever.tsx";

/** A figure worth large print, with what it means to somebody who has not met it. */
export interface Headline {
  readonly id: string;
  readonly meaning: string;
}

const MOST_LEVERS = 8;

/** The assumptions that matter most to a tab, as sliders; chosen when the page was made, so that they stay in place. */
export function LeverPanel({ bench, ids }: { readonly bench: Workbench; readonly ids: readonly string[] }) {
  const { open } = bench.base.value;
  const key = ids.join(" ");
  const levers = useMemo(() => leversOf(open, key.split(" "), MOST_LEVERS), [open, key]);
  if (levers.length === 0) return null;
  return (
    <section class="levers" aria-label="Assumptions that matter most here">
      <h2>Try it: the assumptions that matter most here</h2>
      <div class="lever-grid">
        {levers.map((leaf) => (
          <Lever key={leaf.id} bench={bench} leaf={leaf} />
        ))}
      </div>
    </section>
  );
}

/** The figures that a tab is about. */
export function Headlines({
  bench,
  headlines,
}: {
  readonly bench: Workbench;
  readonly headlines: readonly Headline[];
}) {
  // What would change a figure most is looked for when a change has come to rest, not under the hand.
  const { open } = bench.shown.value;
  const key = headlines.map(({ id }) => id).join(" ");
  const strongest = useMemo(() => new Map(key.split(" ").map((id) => [id, strongestLever(open, id)])), [open, key]);
  return (
    <div class="tiles">
      {headlines.map(({ id, meaning }) => (
        <FigureTile key={id} bench={bench} id={id} meaning={meaning} strongest={strongest.get(id) ?? ""} />
      ))}
    </div>
  );
}
