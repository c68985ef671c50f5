import type { ConversationAssumptions } from "../../../src/analysis/plan/conversation-assumptions.ts";
import { normal } from "../../../src/math/normal-distribution.ts";
import { point } from "../../../src/math/point-distribution.ts";
import { section } from "../figures.ts";
import { choiceLeaf, lawLeaf } from "../leaves.ts";

/**
 * Four turns, so that all can be worked out by hand: 4 × 1000 + 10 × 100 + 6 × 200 = 6200 tokens of input, 800 of
 * output, 0.062 + 0.024 USD.
 */
export const assumedConversation: ConversationAssumptions = {
  turns: lawLeaf("conversation.turns", point("normal", { mean: 4, sd: 0 }, 4), "turns"),
  user_tokens: lawLeaf("conversation.user_tokens", normal({ mean: 100, sd: 10 })),
  assistant_tokens: lawLeaf("conversation.assistant_tokens", normal({ mean: 200, sd: 20 })),
  ...section("conversation", { initial_tokens: 1000, conversations: 100, input_price: 10, output_price: 30 }),
  billing: choiceLeaf("conversation.billing", "api"),
  messages: choiceLeaf("conversation.messages", "as-published"),
  rounding: choiceLeaf("conversation.rounding", "none"),
};
