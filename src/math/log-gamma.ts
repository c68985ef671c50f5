/**
 * ln Γ(x) for x > 0; relative error below 2e-15, or absolute near the zeros at 1 and 2.
 *
 * Lanczos sum with g = 607/128 and 15 terms (P. Godfrey, 2001), after reduction to x ≥ 1/2 by Γ(x) = Γ(x+1)/x;
 * above 64 Stirling's series with five correction terms.
 */
export function logGamma(x: number): number {
  if (!(x > 0)) throw new RangeError(`x is ${x}; expected a number above 0`);
  if (x > 64) return stirling(x);
  if (x < 0.5) return logGamma(x + 1) - Math.log(x);
  let sum = LANCZOS_0;
  LANCZOS.forEach((c, i) => {
    sum += c / (x + i);
  });
  const t = x + G - 0.5;
  return (x - 0.5) * Math.log(t) - t + Math.log(ROOT_TWO_PI * sum);
}

function stirling(x: number): number {
  const z = 1 / (x * x);
  const series = 1 / 12 + z * (-1 / 360 + z * (1 / 1260 + z * (-1 / 1680 + z / 1188)));
  return (x - 0.5) * Math.log(x) - x + HALF_LOG_TWO_PI + series / x;
}

const ROOT_TWO_PI = 2.5066282746310007;
const HALF_LOG_TWO_PI = 0.9189385332046727;
const G = 607 / 128;
const LANCZOS_0 = 0.9999999999999971;
const LANCZOS: readonly number[] = [
  57.15623566586292, -59.59796035547549, 14.136097974741746, -0.4919138160976202, 0.00003399464998481189,
  0.00004652362892704858, -0.00009837447530487956, 0.0001580887032249125, -0.00021026444172410488,
  0.00021743961811521265, -0.0001643181065367639, 0.00008441822398385275, -0.000026190838401581408,
  0.0000036899182659531625,
];
