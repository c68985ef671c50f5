import type { PlanBundle } from "../../assumptions/plan-bundle.ts";
import type { Follower } from "../plan/follower.ts";
import type { PageView } from "./page-view.ts";

/** The screens of the page, in their order. A plan without the figures of one does not have it. */
export const TABS = [
  { key: "decision", label: "Decision", present: ({ outline, limited }) => outline.approaches.length > 0 || limited },
  { key: "break-even", label: "Break-even", present: has("option.cheapest"), charts: ["volumeCurves"] },
  {
    key: "conversation",
    label: "Conversation",
    present: has("conversation.cost_usd.mean"),
    charts: ["curves", "fan", "sensitivity"],
  },
  { key: "data", label: "Data", present: has("data.tokens_total") },
  { key: "compute", label: "Compute", present: has("compute.h100_days_budget") },
  {
    key: "serving",
    label: "Serving",
    present: ({ figures }) => Object.keys(figures).some(isServing),
    charts: ["serving"],
  },
  { key: "assumptions", label: "Assumptions", present: () => true },
  { key: "claims", label: "Claims", present: (_, { claims }) => claims !== undefined },
  { key: "scenarios", label: "Scenarios", present: () => true },
  { key: "figures", label: "All figures", present: () => true },
] as const satisfies readonly TabFacts[];

export interface TabFacts {
  readonly key: string;
  readonly label: string;
  readonly present: (view: PageView, bundle: PlanBundle) => boolean;
  /** What of its charts follows a slider. */
  readonly charts?: readonly Follower[];
}

export type TabKey = (typeof TABS)[number]["key"];

/** Ids of figures about serving a model. */
export const isServing = (id: string): boolean => /^(serving|queue)\./.test(id);

export const isTab = (key: string): key is TabKey => TABS.some((tab) => tab.key === key);

function has(id: string): (view: PageView) => boolean {
  return ({ figures }) => figures[id] !== undefined;
}
