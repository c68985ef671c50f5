import type { Quantity } from "../../node.ts";
import type { Rule } from "./rule.ts";

/** Between what and what a value can lie without being doubted, and who says so. */
interface Plausible {
  readonly ids: RegExp;
  readonly low: number;
  readonly high: number;
  readonly why: string;
}

/**
 * Ranges wide enough for honest plans and narrow enough for slips of a unit: a price a thousand tokens for one a million,
 * minutes for hours, percent for a share.
 */
const PLAUSIBLE: readonly Plausible[] = [
  { ids: /^data\.hours_per_day$/, low: 2, high: 12, why: "a working day" },
  { ids: /^data\.writing_speed$/, low: 2, high: 120, why: "composing by hand up to professional typing" },
  { ids: /^data\.reviewing_speed$/, low: 10, high: 400, why: "careful correction up to fast silent reading" },
  { ids: /tokens_per_word$/, low: 1, high: 4, why: "tokenizers on European languages" },
  { ids: /^data\.tokens_per_instance$/, low: 20, high: 32_000, why: "a short instruction up to a long context" },
  { ids: /^budget\.h100_price$/, low: 10, high: 300, why: "an H100 rented for a day, 0.4 to 12.5 EUR an hour" },
  { ids: /^budget\.usd_per_eur$/, low: 0.8, high: 1.6, why: "the euro since 1999" },
  { ids: /^conversation\.(in|out)put_price$/, low: 0.005, high: 200, why: "API prices a million tokens, 2020 to 2025" },
  { ids: /gpu_hours_per_h100_hour$/, low: 0.2, high: 30, why: "data-centre GPUs since 2016 and the next generation" },
  { ids: /peak_tflops$/, low: 5, high: 5_000, why: "dense 16-bit peaks of data-centre GPUs" },
  { ids: /utilisation_fraction$/, low: 0.01, high: 0.75, why: "published training runs" },
  { ids: /\.parameters$/, low: 1e6, high: 1e13, why: "language models" },
  { ids: /\.training_tokens$/, low: 1e5, high: 1e14, why: "fine-tuning sets up to the largest pre-training sets" },
  { ids: /\.epochs$/, low: 0.01, high: 100, why: "passes over the data" },
];

/** Values lie where values of their kind do. */
export const plausibleRangeRule: Rule = ({ sheet }) =>
  sheet.leaves
    .filter((leaf): leaf is Quantity => leaf.leaf === "quantity")
    .flatMap((leaf) => {
      const { id, value, unit, place } = leaf;
      const range = PLAUSIBLE.find(({ ids }) => ids.test(id));
      if (!range || (value >= range.low && value <= range.high)) return [];
      const message = `${id} is ${value} ${unit}, expected ${range.low} to ${range.high} (${range.why})`;
      return [{ code: "implausible-value", severity: "error" as const, subject: id, message, place }];
    });
