import { normalCdf, normalDensity, normalQuantile } from "../../math/standard-normal.ts";

/**
 * Messages of one conversation are alike in length: all its lengths are multiplied by one factor, lognormal with mean 1.
 * Its normal score may be correlated with that of the number of turns (Gaussian copula). Where messages are rounded to
 * whole tokens, that is before the factor, which leaves a conversation's sums not whole.
 */
export interface SharedLength {
  /** Sd of the factor, 0 or more: that of a conversation's own mean length over all conversations'. */
  readonly sd: number;
  /** Correlation of the normal scores of the factor and the number of turns, −0.99 to 0.99. */
  readonly turnsCorrelation: number;
}

/** Conversations of one factor: how many of all, and how likely each number of turns is among them. */
export interface LengthState {
  readonly weight: number;
  readonly factor: number;
  readonly turns: Float64Array;
}

/**
 * The factor's law as points: the trapezoidal rule over its normal score from −8 to 8, which for such smooth integrands
 * is exact but for exp(−2π²s²/h²), s the scale on which they change. Given the score z, the turns are at most n with
 * probability Φ((Φ⁻¹(F(n)) − ρz)/√(1 − ρ²)).
 */
export function lengthStates(turns: Float64Array, shared: SharedLength | undefined): readonly LengthState[] {
  if (shared === undefined || shared.sd === 0) return [{ weight: 1, factor: 1, turns }];
  const sigma = factorSigma(shared);
  const step = sigma > 0.35 ? 1 / 8 : 1 / 4;
  const scores = Array.from({ length: 16 / step + 1 }, (_, k) => k * step - 8);
  const given = turnsGivenScore(turns, shared.turnsCorrelation);
  return scores.map((z) => ({
    weight: step * normalDensity(z),
    factor: Math.exp(sigma * z - (sigma * sigma) / 2),
    turns: given(z),
  }));
}

/** Sd of the factor's logarithm: √ln(1 + sd²). */
export const factorSigma = ({ sd }: SharedLength): number => Math.sqrt(Math.log1p(sd * sd));

function turnsGivenScore(turns: Float64Array, correlation: number): (z: number) => Float64Array {
  if (correlation === 0) return () => turns;
  const scores = new Float64Array(turns.length);
  let below = 0;
  let above = 1;
  turns.forEach((p, n) => {
    below += p;
    above = n === turns.length - 1 ? 0 : Math.max(0, above - p);
    // From the nearer end, so that neither tail is lost in rounding.
    scores[n] = below < 0.5 ? scoreOf(below) : -scoreOf(above);
  });
  const rest = Math.sqrt(1 - correlation * correlation);
  return (z) => {
    let last = 0;
    return Float64Array.from(scores, (score) => {
      const upTo = score === Infinity ? 1 : normalCdf((score - correlation * z) / rest);
      const here = upTo - last;
      last = upTo;
      return here;
    });
  };
}

const scoreOf = (p: number): number => (p <= 0 ? -Infinity : normalQuantile(p));
