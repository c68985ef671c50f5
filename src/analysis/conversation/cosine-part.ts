import type { CostPart } from "./cost-part.ts";

/**
 * A law on [low, high] by its cosine series: the density is Σ' A_k cos(kπ(x − low)/(high − low)) with
 * A_k = 2/(high − low) · Re(φ(t_k) exp(−i t_k low)), t_k = kπ/(high − low), the k = 0 term halved
 * (Fang & Oosterlee, SIAM J. Sci. Comput. 31 (2008), 826–848). Sums run by the recurrence of cos and sin kθ.
 *
 * @param coefficients Re(φ(t_k) exp(−i t_k low)) for k = 0, 1, 2 …; the first is the mass of the law
 */
export function cosinePart(low: number, high: number, coefficients: Float64Array): CostPart {
  const width = high - low;
  const mass = coefficients[0] ?? 0;
  const terms = coefficients.length;
  const overK = coefficients.map((a, k) => (k === 0 ? 0 : a / k));
  const overSquare = overK.map((a, k) => (k === 0 ? 0 : a / k));
  const end = overSquare.reduce((sum, a, k) => sum + (k % 2 === 0 ? a : -a), 0);
  const angle = (x: number): number => (Math.PI * (x - low)) / width;
  return {
    cdf(x) {
      if (x <= low) return 0;
      if (x >= high) return mass;
      return (mass * (x - low)) / width + (2 / Math.PI) * sineSum(overK, terms, angle(x));
    },
    density(x) {
      if (x <= low || x >= high) return 0;
      return (2 * cosineSum(coefficients, terms, angle(x)) - mass) / width;
    },
    /** ∫ₓ^high (mass − F). */
    excess(x) {
      if (x >= high) return 0;
      const from = Math.max(x, low);
      const rest = high - from;
      const linear = mass * (rest - (rest * (high + from - 2 * low)) / (2 * width));
      const waves = ((2 * width) / (Math.PI * Math.PI)) * (cosineSum(overSquare, terms, angle(from)) - end);
      return linear - waves + (from - x) * mass;
    },
  };
}

/** Σ_k a_k cos kθ, Clenshaw's recurrence. */
function cosineSum(a: Float64Array, terms: number, theta: number): number {
  const twice = 2 * Math.cos(theta);
  let next = 0;
  let afterNext = 0;
  for (let k = terms - 1; k > 0; k--) {
    const b = (a[k] ?? 0) + twice * next - afterNext;
    afterNext = next;
    next = b;
  }
  return (a[0] ?? 0) + 0.5 * twice * next - afterNext;
}

/** Σ_k a_k sin kθ, Clenshaw's recurrence. */
function sineSum(a: Float64Array, terms: number, theta: number): number {
  const twice = 2 * Math.cos(theta);
  let next = 0;
  let afterNext = 0;
  for (let k = terms - 1; k > 0; k--) {
    const b = (a[k] ?? 0) + twice * next - afterNext;
    afterNext = next;
    next = b;
  }
  return next * Math.sin(theta);
}
