import { effect, type ReadonlySignal, signal } from "@preact/signals";
import { LONGEST_LINK, packed, type SharedState, unpacked } from "../scenario/shared-state.ts";
import { isTab, type TabKey } from "../view/tab-list.ts";
import type { Workbench } from "./workbench.ts";

/** What the page's address says: the tab, and a shared state. Going back and forward goes between tabs. */
export interface Address {
  readonly tab: ReadonlySignal<TabKey | undefined>;
  goTo(tab: TabKey): void;
  /** Puts a link that says what is changed on the clipboard. */
  share(bench: Workbench): Promise<void>;
}

export function pageAddress(): Address {
  const tab = signal(tabIn(location.hash));
  addEventListener("popstate", () => {
    tab.value = tabIn(location.hash);
  });
  addEventListener("hashchange", () => {
    tab.value = tabIn(location.hash);
  });
  return {
    tab,
    goTo(next) {
      if (tab.value === next) return;
      const rest = partsOf(location.hash).filter(([key]) => key !== "tab");
      history.pushState(null, "", `#${textOf([["tab", next], ...rest])}`);
      tab.value = next;
      scrollTo({ top: 0 });
    },
    async share(bench) {
      const link = `${location.href.replace(/#.*$/, "")}#${textOf(partsOf(location.hash))}`;
      try {
        await navigator.clipboard.writeText(link);
        bench.notice.value = "The link is copied. It works wherever this file is opened.";
      } catch {
        bench.notice.value = "Copy the address of this page: it says what is changed.";
      }
    },
  };
}

/** Puts the state that the address holds into the page, and from then on the page's state into the address. */
export async function followState(bench: Workbench): Promise<void> {
  await restore(bench);
  addEventListener("hashchange", () => void restore(bench));
  let latest: object | undefined;
  const write = (text: string): void => {
    if (text.length > LONGEST_LINK) {
      bench.notice.value = "There are too many changes for a link; download them as a scenario instead.";
      return;
    }
    const rest = partsOf(location.hash).filter(([key]) => key !== "state");
    history.replaceState(null, "", `#${textOf(text === "" ? rest : [...rest, ["state", text]])}`);
  };
  effect(() => {
    const state = bench.state.value;
    const untouched = state.edits.length === 0 && sameNames(state.scenarios, bench.bundle.scenarios);
    latest = state;
    if (untouched) write("");
    else
      void packed(sharedOf(bench)).then((text) => {
        if (latest === state) write(text);
      });
  });
}

const sharedOf = (bench: Workbench): SharedState => ({
  version: bench.bundle.version,
  digest: bench.bundle.digest,
  state: bench.state.value,
});

/** Whom changes were made for, where that is not this plan as this program reads it; nothing where it is. */
export function otherOrigin(bench: Workbench, { version, digest }: Pick<SharedState, "version" | "digest">): string {
  if (digest !== bench.bundle.digest)
    return "They were made for another version of the plan, or for another plan: look at what they change before you rely on them.";
  return version === bench.bundle.version
    ? ""
    : `They were made with llmplan ${version}; this page is of ${bench.bundle.version}.`;
}

async function restore(bench: Workbench): Promise<void> {
  const text = partsOf(location.hash).find(([key]) => key === "state")?.[1];
  if (text === undefined) return;
  const shared = await unpacked(text);
  if (typeof shared === "string") {
    bench.notice.value = `The link's changes cannot be read (${shared}); the plan is shown as it was.`;
    return;
  }
  const told = bench.apply(shared.state);
  bench.notice.value =
    told.length > 0
      ? `The link's changes do not fit this plan: ${told.slice(0, 3).join("; ")}`
      : otherOrigin(bench, shared);
}

const sameNames = (one: readonly string[], other: readonly string[]): boolean => one.join("\n") === other.join("\n");

function tabIn(hash: string): TabKey | undefined {
  const key = partsOf(hash).find(([name]) => name === "tab")?.[1];
  return key !== undefined && isTab(key) ? key : undefined;
}

const partsOf = (hash: string): readonly (readonly [string, string])[] => [
  ...new URLSearchParams(hash.replace(/^#/, "")),
];

const textOf = (parts: readonly (readonly [string, string])[]): string =>
  new URLSearchParams(parts.map(([key, value]) => [key, value])).toString();
