import {
  inputTokensMeanGivenTurns,
  inputTokensVarianceGivenTurns,
  outputTokensMeanGivenTurns,
  outputTokensVarianceGivenTurns,
  type TokenPrices,
  tokensCovarianceGivenTurns,
  usdPerToken,
} from "../../model/conversation.ts";
import { type MessageLength, messageLength } from "./message-length.ts";
import { type ConversationModel, requireConversation } from "./model.ts";
import { type TokenSums, truncateNormalSums, truncatePositiveSums } from "./truncated-sums.ts";

/** The two message lengths of a model, with its rules applied. */
export interface MessageLengths {
  readonly user: MessageLength;
  readonly assistant: MessageLength;
}

/** Checks the model and applies its rules to both length laws; equal laws share one table. */
export function messageLengths(model: ConversationModel): MessageLengths {
  requireConversation(model);
  const user = messageLength(model.userTokens, model.messages, model.rounding);
  if (sameLaw(model)) return { user, assistant: user };
  return { user, assistant: messageLength(model.assistantTokens, model.messages, model.rounding) };
}

/** The lengths of conversations whose messages are all so much longer. */
export function scaledLengths({ user, assistant }: MessageLengths, factor: number): MessageLengths {
  if (factor === 1) return { user, assistant };
  const scaled = (length: MessageLength): MessageLength => ({
    ...length,
    mean: factor * length.mean,
    variance: factor * factor * length.variance,
    whole: false,
  });
  return { user: scaled(user), assistant: scaled(assistant) };
}

/** The moments of a conversation's token sums given n turns, after rounding. */
export function tokenSumsGivenTurns(model: ConversationModel, lengths: MessageLengths, turns: number): TokenSums {
  const { initialTokens, billing } = model;
  const inputs = {
    turns,
    initialTokens,
    billing,
    userTokensMean: lengths.user.mean,
    assistantTokensMean: lengths.assistant.mean,
    userTokensVariance: lengths.user.variance,
    assistantTokensVariance: lengths.assistant.variance,
  };
  const sums = {
    inputMean: inputTokensMeanGivenTurns(inputs),
    inputVariance: inputTokensVarianceGivenTurns(inputs),
    outputMean: outputTokensMeanGivenTurns(inputs),
    outputVariance: outputTokensVarianceGivenTurns(inputs),
    covariance: tokensCovarianceGivenTurns(inputs),
  };
  return model.rounding === "trunc-sums" && !model.cache && turns > 0 ? truncated(sums, model, lengths) : sums;
}

/** Mean of the cost from the moments of the token sums, USD. */
export const costMean = (sums: TokenSums, prices: TokenPrices): number =>
  usdPerToken(prices.inputPriceUsdPerMtok) * sums.inputMean +
  usdPerToken(prices.outputPriceUsdPerMtok) * sums.outputMean;

/** Variance of the cost from the moments of the token sums, USD². */
export function costVariance(sums: TokenSums, prices: TokenPrices): number {
  const input = usdPerToken(prices.inputPriceUsdPerMtok);
  const output = usdPerToken(prices.outputPriceUsdPerMtok);
  return (
    input * input * sums.inputVariance + 2 * input * output * sums.covariance + output * output * sums.outputVariance
  );
}

/** Lengths that can be negative are summed as if normal, which only laws other than the normal feel, and only near 0. */
function truncated(
  sums: TokenSums,
  { initialTokens }: ConversationModel,
  { user, assistant }: MessageLengths,
): TokenSums {
  if (user.whole && assistant.whole && Number.isInteger(initialTokens)) return sums;
  if (user.law.lower >= 0 && assistant.law.lower >= 0 && !(user.normal && assistant.normal)) {
    return truncatePositiveSums(sums);
  }
  return truncateNormalSums(sums);
}

function sameLaw({ userTokens, assistantTokens }: ConversationModel): boolean {
  if (userTokens === assistantTokens) return true;
  if (userTokens.family !== assistantTokens.family) return false;
  return JSON.stringify(userTokens.parameters) === JSON.stringify(assistantTokens.parameters);
}
