import type { Comparison, Limit } from "../analysis/policies/policy.ts";

/** Reads `<= 2.5`, `>= 20000 with 90%`, `increase <= 5%`; undefined where the text says no such thing. */
export function readLimit(text: string): Limit | undefined {
  const parts = WRITTEN.exec(text)?.groups;
  if (!parts) return undefined;
  const { direction, sign = "", number = "", percent, probability } = parts;
  const comparison = SIGNS[sign];
  const bound = Number(number);
  const share = probability === undefined ? undefined : Number(probability) / 100;
  if (comparison === undefined || !Number.isFinite(bound)) return undefined;
  if (share !== undefined && !(share > 0 && share <= 1)) return undefined;
  const limit = {
    comparison,
    bound,
    percent: percent !== undefined,
    ...(share !== undefined && { probability: share }),
  };
  if (direction !== "increase" && direction !== "decrease") return { ...limit, of: "value" };
  return bound >= 0 && comparison.startsWith("<") ? { ...limit, of: "change", direction } : undefined;
}

/** What can be written for a limit, for messages. */
export const LIMIT_FORMS =
  '"<= 2.5" (or <, >=, >), "<= 20000 with 90%", "increase <= 5%" or "decrease <= 100", in the unit of the figure';

/** The same for an editor. */
export const LIMIT_PATTERN =
  "^\\s*((increase|decrease)\\s+(<=|<|≤)|<=|<|>=|>|≤|≥)\\s*[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?\\s*%?(\\s+with\\s+\\d+(\\.\\d+)?\\s*%)?\\s*$";

const SIGNS: Readonly<Record<string, Comparison>> = {
  "<=": "<=",
  "<": "<",
  ">=": ">=",
  ">": ">",
  "≤": "<=",
  "≥": ">=",
};

const WRITTEN =
  /^\s*(?:(?<direction>increase|decrease)\s+)?(?<sign><=|<|>=|>|≤|≥)\s*(?<number>[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)\s*(?<percent>%)?(?:\s+with\s+(?<probability>\d+(?:\.\d+)?)\s*%)?\s*$/u;
