import type { PlanBundle } from "../../assumptions/plan-bundle.ts";
import type { View } from "../../report/sections/section.ts";

/** The screens of the page, in their order. A plan without the figures of one does not have it. */
export const TABS = [
  { key: "decision", label: "Decision", present: ({ outline }) => outline.approaches.length > 0 },
  { key: "break-even", label: "Break-even", present: has("option.cheapest") },
  { key: "conversation", label: "Conversation", present: has("conversation.cost_usd.mean") },
  { key: "data", label: "Data", present: has("data.tokens_total") },
  { key: "compute", label: "Compute", present: has("compute.h100_days_budget") },
  { key: "serving", label: "Serving", present: ({ figures }) => Object.keys(figures).some(isServing) },
  { key: "assumptions", label: "Assumptions", present: () => true },
  { key: "claims", label: "Claims", present: (_, { claims }) => claims !== undefined },
  { key: "scenarios", label: "Scenarios", present: () => true },
  { key: "figures", label: "All figures", present: () => true },
] as const satisfies readonly TabFacts[];

interface TabFacts {
  readonly key: string;
  readonly label: string;
  readonly present: (view: View, bundle: PlanBundle) => boolean;
}

export type TabKey = (typeof TABS)[number]["key"];

/** Ids of figures about serving a model. */
export const isServing = (id: string): boolean => /^(serving|queue)\./.test(id);

export const isTab = (key: string): key is TabKey => TABS.some((tab) => tab.key === key);

function has(id: string): (view: View) => boolean {
  return ({ figures }) => figures[id] !== undefined;
}
