import { useComputed } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import type { Address } from "../bench/address.ts";
import type { Workbench } from "../bench/workbench.ts";
import type { Scenarios } from "../scenario/scenarios.ts";
import { AssumptionsTab } from "./assumptions-tab.tsx";
import { BreakEvenTab } from "./break-even-tab.tsx";
import { ClaimsTab } from "./claims-tab.tsx";
import { ComputeTab } from "./compute-tab.tsx";
import { ConversationTab } from "./conversation-tab.tsx";
import { DataTab } from "./data-tab.tsx";
import { DecisionTab } from "./decision-tab.tsx";
import { FiguresTab } from "./figures-tab.tsx";
import { Header } from "./header.tsx";
import { type PageView, pageView } from "./page-view.ts";
import { printAll } from "./print.ts";
import { ScenariosTab } from "./scenarios-tab.tsx";
import { ServingTab } from "./serving-tab.tsx";
import { TabBar } from "./tab-bar.tsx";
import { TABS, type TabFacts, type TabKey } from "./tab-list.ts";

/** The whole page. */
export function App(props: { readonly bench: Workbench; readonly address: Address; readonly scenarios: Scenarios }) {
  const { bench, address, scenarios } = props;
  const view = useMemo(() => pageView(bench), [bench]);
  const keys = useComputed(() =>
    TABS.filter(({ present }) => present(view.value, bench.bundle))
      .map(({ key }) => key)
      .join(" "),
  );
  const tabs = TABS.filter(({ key }) => keys.value.split(" ").includes(key));
  const chosen = tabs.find(({ key }) => key === address.tab.value)?.key ?? tabs[0]?.key;
  useEffect(() => {
    const watched: TabFacts | undefined = tabs.find(({ key }) => key === chosen);
    bench.watch(new Set(watched?.charts));
  }, [bench, chosen]);
  const shown = printAll.value ? tabs.map(({ key }) => key) : chosen ? [chosen] : [];
  return (
    <>
      <Header bench={bench} address={address} />
      <TabBar tabs={tabs} chosen={chosen} address={address} />
      <main id="main">
        {shown.map((key) => (
          <section
            key={key}
            id={`panel-${key}`}
            class="panel"
            role="tabpanel"
            aria-labelledby={`tab-${key}`}
            aria-busy={bench.refining.value}
            tabIndex={-1}
          >
            <h2 class="panel-title">{TABS.find((tab) => tab.key === key)?.label}</h2>
            <Panel tab={key} bench={bench} view={view.value} scenarios={scenarios} />
          </section>
        ))}
      </main>
      <footer>
        Made by llmplan {bench.bundle.version} of the plan {bench.bundle.digest}. It computes here, in this page;
        nothing you change leaves it.
      </footer>
    </>
  );
}

interface PanelProps {
  readonly tab: TabKey;
  readonly bench: Workbench;
  readonly view: PageView;
  readonly scenarios: Scenarios;
}

function Panel({ tab, bench, view, scenarios }: PanelProps) {
  switch (tab) {
    case "decision":
      return <DecisionTab bench={bench} view={view} />;
    case "break-even":
      return <BreakEvenTab bench={bench} view={view} />;
    case "conversation":
      return <ConversationTab bench={bench} view={view} />;
    case "data":
      return <DataTab bench={bench} view={view} />;
    case "compute":
      return <ComputeTab bench={bench} view={view} />;
    case "serving":
      return <ServingTab bench={bench} view={view} />;
    case "assumptions":
      return <AssumptionsTab bench={bench} />;
    case "claims":
      return <ClaimsTab bench={bench} />;
    case "scenarios":
      return <ScenariosTab bench={bench} scenarios={scenarios} />;
    case "figures":
      return <FiguresTab bench={bench} />;
  }
}
