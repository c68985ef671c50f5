import { power } from "../math/power.ts";

/**
 * Loss of a pre-trained model by its size and data, and the best use of a computation.
 * L(N, D) = E + A/N^α + B/D^β; Hoffmann 2022, arXiv 2203.15556, equation 2.
 */
export interface ScalingLaw {
  readonly irreducibleLoss: number;
  readonly parameterFactor: number;
  readonly tokenFactor: number;
  readonly parameterExponent: number;
  readonly tokenExponent: number;
}

/** Hoffmann 2022, arXiv 2203.15556, equation 10 (approach 3, parametric fit). */
export const HOFFMANN_2022: ScalingLaw = {
  irreducibleLoss: 1.69,
  parameterFactor: 406.4,
  tokenFactor: 410.7,
  parameterExponent: 0.34,
  tokenExponent: 0.28,
};

/** Besiroglu 2024, arXiv 2404.10102, equation 4: the same data fitted again; the published fit was not at the optimum. */
export const BESIROGLU_2024: ScalingLaw = {
  irreducibleLoss: 1.8172,
  parameterFactor: 482.01,
  tokenFactor: 2085.43,
  parameterExponent: 0.3478,
  tokenExponent: 0.3658,
};

/** Expected loss in nats a token. */
export const expectedLoss = (
  law: ScalingLaw,
  { parameters, tokens }: { readonly parameters: number; readonly tokens: number },
): number =>
  law.irreducibleLoss +
  law.parameterFactor / power(parameters, law.parameterExponent) +
  law.tokenFactor / power(tokens, law.tokenExponent);

/**
 * Parameters and tokens of the lowest loss for a computation C = 6ND: N = G·(C/6)^(β/(α+β)), D = (C/6)^(α/(α+β))/G,
 * G = (αA/βB)^(1/(α+β)). Source: Hoffmann 2022, equation 4.
 *
 * @param flop training computation, > 0
 */
export function computeOptimal(
  law: ScalingLaw,
  flop: number,
): { readonly parameters: number; readonly tokens: number } {
  const { parameterExponent: alpha, tokenExponent: beta } = law;
  const g = power((alpha * law.parameterFactor) / (beta * law.tokenFactor), 1 / (alpha + beta));
  const work = flop / 6;
  return { parameters: g * power(work, beta / (alpha + beta)), tokens: power(work, alpha / (alpha + beta)) / g };
}
