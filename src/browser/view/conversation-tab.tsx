import { formatMoney } from "../../report/quantity.ts";
import { conversationSection } from "../../report/sections/conversation-section.ts";
import { volumeSection } from "../../report/sections/risk-section.ts";
import { sensitivitySection } from "../../report/sections/sensitivity-section.ts";
import type { Workbench } from "../bench/workbench.ts";
import { AnswerLine } from "./answer-line.tsx";
import { curveTables } from "./curve-tables.ts";
import { Headlines, LeverPanel } from "./lever-panel.tsx";
import { localNumbers } from "./locale.ts";
import type { PageView } from "./page-view.ts";
import { Charts, named, Tables } from "./section-tables.tsx";

const HEADLINES = [
  {
    id: "conversation.cost_usd.mean",
    meaning: "What one conversation costs on average, all its requests to the model together.",
  },
  {
    id: "conversation.cost_usd.p95",
    meaning:
      "One conversation in twenty costs more than this: the long ones, whose whole history is sent again each turn.",
  },
  {
    id: "conversation.total_cost_usd.p95",
    meaning: "The sum to set aside for all conversations: luck alone exceeds it in one case of twenty.",
  },
] as const;

/** What the budget leaves for a conversation, beside what one costs. */
function BudgetLine({ view: { conversationBudgetUsd: budget, figures } }: { readonly view: PageView }) {
  const p95 = Number(figures["conversation.cost_usd.p95"]?.value);
  if (budget === undefined || !Number.isFinite(p95)) return null;
  const verdict = budget >= p95 ? "at least nineteen in twenty cost no more" : "more than one in twenty cost more";
  return (
    <p>
      {localNumbers(
        `The budget leaves ${formatMoney(budget, "USD")} for each conversation that is needed: ${verdict}.`,
      )}
    </p>
  );
}

/** What a conversation costs: its distribution, its turns, what it is made of, and what moves it. */
export function ConversationTab({ bench, view }: { readonly bench: Workbench; readonly view: PageView }) {
  const section = conversationSection(view);
  const volume = view.fan ? volumeSection(view.fan) : undefined;
  const sensitivity = view.sensitivity ? sensitivitySection(view.sensitivity) : undefined;
  const { curves } = bench.shown.value.answer;
  const tables = [...section.tables, ...(volume?.tables ?? []), ...(sensitivity?.tables ?? [])];
  const behind = {
    ...(curves && curveTables(curves)),
    "cost-components": named(tables, "conversation-composition"),
    "fan-cumulative": named(tables, "cost-so-far"),
    "fan-monthly": named(tables, "cost-by-month"),
    tornado: named(tables, "sensitivity-tornado"),
    "variance-shares": named(tables, "sensitivity-shares", "variance-shares"),
  };
  return (
    <>
      <AnswerLine text={section.answer} />
      <BudgetLine view={view} />
      <LeverPanel bench={bench} ids={["conversation.cost_usd.mean"]} />
      <Headlines bench={bench} headlines={HEADLINES} />
      <Charts bench={bench} pictures={view.pictures("conversation")} behind={behind} />
      {volume ? (
        <>
          <h2>{volume.title}</h2>
          <AnswerLine text={volume.answer} />
          <Charts bench={bench} pictures={view.pictures("volume")} behind={behind} />
        </>
      ) : null}
      {sensitivity ? (
        <>
          <h2>What it depends on</h2>
          <AnswerLine text={sensitivity.answer} />
          <Charts bench={bench} pictures={view.pictures("sensitivity")} behind={behind} />
        </>
      ) : null}
      <h2>In numbers</h2>
      <Tables tables={section.tables} />
    </>
  );
}
