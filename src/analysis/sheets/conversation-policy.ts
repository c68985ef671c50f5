import { usdPerToken } from "../../model/conversation.ts";
import type { ConversationModel } from "../conversation/model.ts";
import type { ConversationPolicy } from "../conversation/policy.ts";
import { type Figure, figure } from "../node.ts";
import type { PolicyAssumptions, SharedLengthAssumptions } from "../plan/conversation-assumptions.ts";

/** A model whose lengths share a factor. */
export function withSharedLength(
  model: Figure<ConversationModel>,
  a: SharedLengthAssumptions,
): Figure<ConversationModel> {
  return figure({
    id: "conversation.model_with_shared_length",
    unit: "",
    label: "A conversation whose messages are alike in length",
    formula: "all lengths of a conversation × a factor",
    internal: true,
    of: { model, sd: a.sd_fraction, turnsCorrelation: a.turns_correlation },
    by: ({ model: plain, ...sharedLength }): ConversationModel => ({ ...plain, sharedLength }),
  });
}

/** A model under a policy. */
export function withPolicy(model: Figure<ConversationModel>, a: PolicyAssumptions): Figure<ConversationModel> {
  return figure({
    id: "conversation.model_with_policy",
    unit: "",
    label: "A conversation under a policy",
    formula: "the conversation, billed request by request",
    internal: true,
    of: { model, parts: partsOf(a) },
    by: (x): ConversationModel => ({ ...x.model, policy: Object.assign({}, ...x.parts) as ConversationPolicy }),
  });
}

/** Each part of the policy that the plan has. */
function partsOf(a: PolicyAssumptions): readonly Figure<ConversationPolicy>[] {
  const about = (name: string, label: string) => ({
    id: `conversation.policy.${name}_part`,
    unit: "",
    label,
    internal: true,
  });
  return [
    a.sliding_window &&
      figure({
        ...about("sliding_window", "Oldest messages left out"),
        formula: "a window of tokens",
        of: { windowTokens: a.sliding_window.window_tokens },
        by: (x): ConversationPolicy => ({ context: { kind: "sliding", ...x } }),
      }),
    a.summary &&
      figure({
        ...about("summary", "History summarised"),
        formula: "a window and a summary",
        of: { windowTokens: a.summary.window_tokens, summaryTokens: a.summary.summary_tokens },
        by: (x): ConversationPolicy => ({ context: { kind: "summarise", ...x } }),
      }),
    a.last_turns &&
      figure({
        ...about("last_turns", "Only the last turns sent"),
        formula: "a number of turns",
        of: { turns: a.last_turns.turns },
        by: (x): ConversationPolicy => ({ context: { kind: "turns", ...x } }),
      }),
    a.periodic_summary &&
      figure({
        ...about("periodic_summary", "History summarised every so many turns"),
        formula: "a number of turns and a summary",
        of: { turns: a.periodic_summary.turns, summaryTokens: a.periodic_summary.summary_tokens },
        by: (x): ConversationPolicy => ({ context: { kind: "summarise-every", ...x } }),
      }),
    a.retrieval &&
      figure({
        ...about("retrieval", "A block retrieved for each request"),
        formula: "a block and a number of turns",
        of: { blockTokens: a.retrieval.block_tokens, turns: a.retrieval.turns },
        by: (x): ConversationPolicy => ({ context: { kind: "retrieval", ...x } }),
      }),
    a.hard_cap &&
      figure({
        ...about("hard_cap", "Requests of limited length"),
        formula: "a cap",
        of: { capTokens: a.hard_cap.cap_tokens, atCap: a.hard_cap.at_cap },
        by: (x): ConversationPolicy => ({ context: { kind: "cap", ...x } }),
      }),
    a.long_context &&
      figure({
        ...about("long_context", "Prices of long requests"),
        formula: "a threshold and two prices",
        of: {
          thresholdTokens: a.long_context.threshold_tokens,
          input: a.long_context.input_price,
          output: a.long_context.output_price,
        },
        by: ({ thresholdTokens, input, output }): ConversationPolicy => ({
          longContext: { thresholdTokens, inputUsd: usdPerToken(input), outputUsd: usdPerToken(output) },
        }),
      }),
    a.retries &&
      figure({
        ...about("retries", "Failed requests sent again"),
        formula: "a probability and a limit",
        of: { probability: a.retries.probability, most: a.retries.most },
        by: (retries): ConversationPolicy => ({ retries }),
      }),
    a.cost_cap &&
      figure({
        ...about("cost_cap", "Conversations that end by cost"),
        formula: "a cost",
        of: { costCapUsd: a.cost_cap },
        by: (x): ConversationPolicy => x,
      }),
  ].filter((part) => part !== undefined);
}
