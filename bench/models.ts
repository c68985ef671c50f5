import type { ConversationModel } from "../src/analysis/conversation/model.ts";
import { normal } from "../src/math/normal-distribution.ts";

/** The conversation of deliverable D2.2, section 4.2.5: untruncated normal lengths, where two normals suffice. */
export const normals: ConversationModel = {
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

/** The same with lognormal whole-token lengths, which any engine must draw message by message. */
export const messages: ConversationModel = { ...normals, messages: "lognormal", rounding: "whole-tokens" };
