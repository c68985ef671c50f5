import { conversationSection } from "../report/sections/conversation-section.ts";
import { computePlan } from "./compute-plan.ts";
import { EXACT } from "./engine.ts";
import type { PlanOptions } from "./options.ts";
import { showSection } from "./show-section.ts";

/** `llmplan conversation`: exactly by default, or simulated. */
export function conversationCommand(
  named: string | undefined,
  options: PlanOptions & { readonly engine: string; readonly conversations?: number },
): void {
  const { engine, conversations, seed } = options;
  const set =
    conversations === undefined ? options.set : [...options.set, `conversation.conversations=${conversations}`];
  const request = {
    sections: ["conversation"],
    engine: engine === "exact" ? EXACT : ({ kind: "monte-carlo", seed } as const),
  };
  showSection("conversation", computePlan(named, { ...options, set }, request), options, conversationSection);
}
