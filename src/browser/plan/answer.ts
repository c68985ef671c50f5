import { type ConversationCurves, conversationCurves } from "../../analysis/conversation/curves.ts";
import { evaluate } from "../../analysis/evaluate.ts";
import { type PlanResult, planResult } from "../../analysis/plan-result.ts";
import type { OpenPlan } from "./open-plan.ts";

/** What a plan comes to, with what its charts are drawn from: plain data that can be sent between threads. */
export interface Answer extends PlanResult {
  /** Of the conversation at the central values of its assumptions; absent where the plan has none. */
  readonly curves?: ConversationCurves;
}

/** @param draws plans drawn where assumptions have a spread; as many as the command draws where absent */
export function answerOf(open: OpenPlan, draws?: number): Answer {
  const { plan, sheet } = open;
  const model = sheet.conversationModel;
  return {
    ...planResult(plan, sheet, open.drawn(draws)),
    ...(model && { curves: conversationCurves(evaluate([model]).of(model)) }),
  };
}
