import type { Comparison, Limit } from "../../analysis/policies/policy.ts";
import { formatPercent, formatQuantity } from "../../report/quantity.ts";

const DIGITS = { atMost: 6 } as const;

const SAID: Readonly<Record<Comparison, string>> = {
  "<=": "at most",
  "<": "less than",
  ">=": "at least",
  ">": "more than",
};

/** A limit as people say it: `at most €20,000 in at least 90% of the drawn plans`. */
export const limitWords =
  (limit: Limit) =>
  (unit: string): string => {
    const { comparison, bound, percent, probability } = limit;
    const amount = percent ? formatPercent(bound / 100, DIGITS) : formatQuantity(bound, unit, DIGITS);
    const than = limit.of === "value" ? "" : ` ${limit.direction === "increase" ? "more" : "less"} than before`;
    const often =
      probability === undefined ? "" : `, in at least ${formatPercent(probability, DIGITS)} of the drawn plans`;
    return `${SAID[comparison]} ${amount}${than}${often}`;
  };
