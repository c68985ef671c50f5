import type { ConversationModel, MessagesRule, RoundingRule } from "../../../src/analysis/conversation/model.ts";
import { normal } from "../../../src/math/normal-distribution.ts";
import type { BillingRule } from "../../../src/model/conversation.ts";

/** The conversation of deliverable D2.2, section 4.2.5, without rounding. */
export const published: ConversationModel = {
  turns: normal({ mean: 20, sd: 8 }),
  userTokens: normal({ mean: 90, sd: 60 }),
  assistantTokens: normal({ mean: 90, sd: 60 }),
  initialTokens: 3000,
  inputPriceUsdPerMtok: 10,
  outputPriceUsdPerMtok: 30,
  billing: "as-printed",
  messages: "as-published",
  rounding: "none",
};

/** Every choice of rules, with a title. */
export const everyRule = (["as-printed", "api"] satisfies BillingRule[]).flatMap((billing) =>
  (["as-published", "truncated", "lognormal"] satisfies MessagesRule[]).flatMap((messages) =>
    (["none", "trunc-sums", "whole-tokens"] satisfies RoundingRule[]).map(
      (rounding) =>
        [
          `${billing}, ${messages}, ${rounding}`,
          { ...published, billing, messages, rounding } as ConversationModel,
        ] as const,
    ),
  ),
);
