/**
 * What a conversation of n turns costs when the whole history is sent again at every request (deliverable D2.2,
 * section 4.2.5 and appendix 9.1). Turn j adds a user message u_j and a reply a_j to the context, which starts with an
 * initial prompt of s tokens. With C_j = s + Σ_{i≤j}(u_i + a_i), the tokens billed as input at turn j are
 *
 * - `as-printed`: C_j, which counts the reply as input of the very request that writes it (appendix 9.1);
 * - `api`: C_{j−1} + u_j, as a provider bills.
 *
 * Message lengths are independent, so mean and variance given n follow from sums of the weights: message j is sent
 * w_j times, w_j = n − j + 1 for user messages and for replies as printed, one less for replies with `api`.
 */
export type BillingRule = "as-printed" | "api";

/** Prices in USD per million tokens. */
export interface TokenPrices {
  readonly inputPriceUsdPerMtok: number;
  readonly outputPriceUsdPerMtok: number;
}

/** Means in tokens; `turns` is a whole number, 0 or more. */
export interface TokenMeans {
  readonly turns: number;
  readonly initialTokens: number;
  readonly userTokensMean: number;
  readonly assistantTokensMean: number;
  readonly billing: BillingRule;
}

/** Variances of one message's length, in tokens squared. */
export interface TokenVariances {
  readonly turns: number;
  readonly userTokensVariance: number;
  readonly assistantTokensVariance: number;
  readonly billing: BillingRule;
}

/** How often the reply of the last turn is billed as input. */
export const lastReplySent = (billing: BillingRule): 0 | 1 => (billing === "as-printed" ? 1 : 0);

/** USD per token from USD per million tokens. */
export const usdPerToken = (usdPerMtok: number): number => usdPerMtok / 1e6;

/**
 * Mean input tokens given n turns: n s + μ_u n(n+1)/2 + μ_a (n(n+1)/2 − n·[api]).
 * As published (s = 3000, μ = 90): 3180 n + 90 n(n − 1).
 */
export function inputTokensMeanGivenTurns(m: TokenMeans): number {
  const sends = sendsOf(m.turns);
  return m.turns * m.initialTokens + m.userTokensMean * sends + m.assistantTokensMean * replySends(sends, m);
}

/** Mean output tokens given n turns: n μ_a. */
export const outputTokensMeanGivenTurns = ({
  turns,
  assistantTokensMean,
}: Pick<TokenMeans, "turns" | "assistantTokensMean">): number => turns * assistantTokensMean;

/**
 * Mean cost in USD given n turns: input price × input tokens + output price × output tokens.
 * As published: 0.0336 n + 0.0009 n² as printed, 0.0327 n + 0.0009 n² with `api`.
 */
export const costMeanGivenTurns = (m: TokenMeans & TokenPrices): number =>
  usdPerToken(m.inputPriceUsdPerMtok) * inputTokensMeanGivenTurns(m) +
  usdPerToken(m.outputPriceUsdPerMtok) * outputTokensMeanGivenTurns(m);

/** Variance of input tokens given n turns: σ_u² Σ w_j² + σ_a² Σ (w_j − [api])², Σ j² = n(n+1)(2n+1)/6. */
export function inputTokensVarianceGivenTurns(v: TokenVariances): number {
  const replyTurns = v.turns - 1 + lastReplySent(v.billing);
  return v.userTokensVariance * sumOfSquares(v.turns) + v.assistantTokensVariance * sumOfSquares(replyTurns);
}

/** Variance of output tokens given n turns: n σ_a². */
export const outputTokensVarianceGivenTurns = ({
  turns,
  assistantTokensVariance,
}: Pick<TokenVariances, "turns" | "assistantTokensVariance">): number => turns * assistantTokensVariance;

/** Covariance of input and output tokens given n turns: σ_a² Σ (w_j − [api]); only replies are in both. */
export const tokensCovarianceGivenTurns = (
  v: Pick<TokenVariances, "turns" | "assistantTokensVariance" | "billing">,
): number => v.assistantTokensVariance * replySends(sendsOf(v.turns), v);

/** Variance of the cost given n turns, in USD²: p_in² Var(in) + 2 p_in p_out Cov(in, out) + p_out² Var(out). */
export function costVarianceGivenTurns(v: TokenVariances & TokenPrices): number {
  const input = usdPerToken(v.inputPriceUsdPerMtok);
  const output = usdPerToken(v.outputPriceUsdPerMtok);
  return (
    input * input * inputTokensVarianceGivenTurns(v) +
    2 * input * output * tokensCovarianceGivenTurns(v) +
    output * output * outputTokensVarianceGivenTurns(v)
  );
}

/** Where a conversation's cost comes from; the four add up to the cost. USD. */
export interface CostComponents {
  /** The initial prompt, sent at every request: p_in n s. */
  readonly initialPromptUsd: number;
  /** Messages of earlier turns, sent again: p_in (μ_u + μ_a) n(n − 1)/2. */
  readonly historyUsd: number;
  /** The turn's own user message, and as printed its reply: p_in n (μ_u + μ_a·[as-printed]). */
  readonly newInputUsd: number;
  /** Replies as output: p_out n μ_a. */
  readonly outputUsd: number;
}

/** Mean cost by component given n turns. */
export function costComponentsGivenTurns(m: TokenMeans & TokenPrices): CostComponents {
  const input = usdPerToken(m.inputPriceUsdPerMtok);
  const { turns, userTokensMean, assistantTokensMean } = m;
  return {
    initialPromptUsd: input * turns * m.initialTokens,
    historyUsd: input * (userTokensMean + assistantTokensMean) * sendsOf(turns - 1),
    newInputUsd: input * turns * (userTokensMean + assistantTokensMean * lastReplySent(m.billing)),
    outputUsd: usdPerToken(m.outputPriceUsdPerMtok) * outputTokensMeanGivenTurns(m),
  };
}

/** Cost of one token more in each message of a turn, USD: the weights of the messages, j turns before the last. */
export const userTokenUsd = (turnsBeforeLast: number, { inputPriceUsdPerMtok }: TokenPrices): number =>
  usdPerToken(inputPriceUsdPerMtok) * (turnsBeforeLast + 1);

/** The same for a reply: sent with each later request, and as printed once with its own, and paid as output. */
export const assistantTokenUsd = (turnsBeforeLast: number, prices: TokenPrices, billing: BillingRule): number =>
  usdPerToken(prices.inputPriceUsdPerMtok) * (turnsBeforeLast + lastReplySent(billing)) +
  usdPerToken(prices.outputPriceUsdPerMtok);

/** Σ_{j=1..n} j, the sends of all user messages of n turns. */
const sendsOf = (turns: number): number => (turns * (turns + 1)) / 2;

/** Sends of all replies. */
const replySends = (sends: number, { turns, billing }: { readonly turns: number; readonly billing: BillingRule }) =>
  sends - turns * (1 - lastReplySent(billing));

/** Σ_{j=1..n} j². */
const sumOfSquares = (n: number): number => (n * (n + 1) * (2 * n + 1)) / 6;
