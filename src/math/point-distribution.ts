import type { Distribution } from "./distribution.ts";
import { requireProbability } from "./parameters.ts";

/** The law of a value without spread, under the name and parameters of the family it is the limit of. */
export function point(family: string, parameters: Distribution["parameters"], at: number): Distribution {
  return {
    family,
    parameters,
    mean: at,
    variance: 0,
    lower: at,
    upper: at,
    cdf: (x) => (x >= at ? 1 : 0),
    quantile(p) {
      requireProbability("p", p);
      return at;
    },
  };
}
