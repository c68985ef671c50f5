import { normal } from "../../math/normal-distribution.ts";
import { messageLengths } from "./given-turns.ts";
import type { MessageLength } from "./message-length.ts";
import type { ConversationModel } from "./model.ts";

/**
 * The same conversation with normal lengths of the same means and variances: what a conversation of any laws costs at a
 * glance. Means and standard deviations stay as they are but for rounding; quantiles lose the skewness of the lengths.
 */
export function withNormalLengths(model: ConversationModel): ConversationModel {
  const { user, assistant } = messageLengths(model);
  if (user.normal && assistant.normal) return model;
  const userTokens = like(user);
  const assistantTokens = assistant === user ? userTokens : like(assistant);
  const rounding = model.rounding === "whole-tokens" ? "none" : model.rounding;
  return { ...model, userTokens, assistantTokens, messages: "as-published", rounding };
}

const like = ({ mean, variance }: MessageLength) => normal({ mean, sd: Math.sqrt(variance) });
