import type { Address } from "../bench/address.ts";
import type { TabKey } from "./tab-list.ts";

/** The tabs, as the ARIA authoring practices have them: one stop for the keyboard, arrows between. */
export function TabBar(props: {
  readonly tabs: readonly { readonly key: TabKey; readonly label: string }[];
  readonly chosen: TabKey | undefined;
  readonly address: Address;
}) {
  const { tabs, chosen, address } = props;
  const go = (by: number): void => {
    const at = tabs.findIndex(({ key }) => key === chosen);
    const next = tabs[(at + by + tabs.length) % tabs.length];
    if (!next) return;
    address.goTo(next.key);
    requestAnimationFrame(() => document.getElementById(`tab-${next.key}`)?.focus());
  };
  return (
    <nav class="tabs" aria-label="Parts of the plan">
      <div role="tablist">
        {tabs.map(({ key, label }) => (
          <button
            key={key}
            id={`tab-${key}`}
            type="button"
            role="tab"
            aria-selected={key === chosen}
            aria-controls={key === chosen ? `panel-${key}` : undefined}
            tabIndex={key === chosen ? 0 : -1}
            onClick={() => address.goTo(key)}
            onKeyDown={(event) => {
              const by = MOVES[event.key];
              if (by === undefined) return;
              event.preventDefault();
              go(by);
            }}
          >
            {label}
          </button>
        ))}
      </div>
    </nav>
  );
}

const MOVES: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowLeft: -1 };
