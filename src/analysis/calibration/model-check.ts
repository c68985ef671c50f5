import type { Warning } from "../result.ts";
import { type Calibration, FITTED, type MeasuredCounts, modelInputMean, total } from "./calibration.ts";
import { words } from "./fit-series.ts";

/** How far the model is from the very data it was fitted to. */
export interface ModelCheck {
  /** Mean billed input, tokens: of an answered conversation, or of a request where conversations are not known. */
  readonly truth: number;
  readonly model: number;
  /** Model ÷ truth − 1. */
  readonly error: number;
  /** What the error is made of, each as a ratio that is 1 where it is right. */
  readonly parts: readonly { readonly ratio: number; readonly words: string }[];
}

/** Beyond this, the model is said to be wrong for these data. */
const TOLERATED = 0.15;

/**
 * Compares mean billed input. Three things can be wrong: the square of the turns, a mean length, and independence
 * (long conversations with shorter messages); each part is the ratio that it alone contributes.
 */
export function checkModel({ series }: MeasuredCounts, { fits, model }: Calibration): ModelCheck | undefined {
  if (!model) return undefined;
  const user = fits.get(model.userSeries);
  const assistant = fits.get(model.of === "requests" ? "output_tokens" : "assistant_tokens");
  if (!user || !assistant) return undefined;
  const units = model.of === "requests" ? total(series, "traced_requests") : total(series, "answered_conversations");
  const truth = (model.of === "requests" ? user.summary.mean * user.summary.n : conversationInput(series)) / units;
  const estimate = modelInputMean(model);
  const histogram = [...(series.get("requests") ?? [])].filter(([n]) => n > 0);
  const [turns, squares] = model.of === "requests" ? [1, 1] : powers(histogram);
  const independent = (lengths: { readonly user: number; readonly assistant: number }): number =>
    turns * model.initialTokens + (lengths.user * (squares + turns)) / 2 + (lengths.assistant * (squares - turns)) / 2;
  const measured = independent({ user: user.summary.mean, assistant: assistant.summary.mean });
  const withLaws = independent({
    user: model.userTokens.distribution.mean,
    assistant: model.assistantTokens.distribution.mean,
  });
  return {
    truth,
    model: estimate,
    error: estimate / truth - 1,
    parts: [
      {
        ratio: estimate / withLaws,
        words: `the law of ${model.of === "requests" ? "turns" : "requests"} has another mean square than the log`,
      },
      { ratio: withLaws / measured, words: "the laws of lengths have other means than the log" },
      {
        ratio: measured / truth,
        words: "lengths depend on the number of turns, and the model draws them independently",
      },
    ],
  };
}

/** What a reader should know before trusting a calibration. */
export function calibrationWarnings(calibration: Calibration, check: ModelCheck | undefined): readonly Warning[] {
  const used = usedSeries(calibration);
  const warnings: Warning[] = [];
  for (const { name, poor, chosen, cutAt, summary } of used) {
    const label = FITTED[name].label;
    if (poor && chosen) {
      warnings.push({
        code: "poor-fit",
        message: `${label}: even the best law, ${words(chosen)}, is ${chosen.ks.toFixed(2)} away from the data (Kolmogorov-Smirnov); the values themselves (--laws empirical) are safer`,
      });
    }
    if (cutAt !== undefined)
      warnings.push({
        code: "cut-at-limit",
        message: `${label}: the data look cut at ${cutAt}; what lies beyond is unknown`,
      });
    if (summary.n < FEW)
      warnings.push({
        code: "few-observations",
        message: `${label}: only ${summary.n === 1 ? "1 value" : `${summary.n} values`}`,
      });
  }
  if (check && Math.abs(check.error) > TOLERATED) {
    const reasons = check.parts
      .filter(({ ratio }) => Math.abs(Math.log(ratio)) > 0.03)
      .toSorted((a, b) => Math.abs(Math.log(b.ratio)) - Math.abs(Math.log(a.ratio)))
      .map(({ ratio, words: cause }) => `${cause} (${percent(ratio - 1)})`);
    const message = `the model's mean billed input is ${percent(check.error)} off the log's: ${reasons.join("; ")}`;
    warnings.push({ code: "model-off", message });
  }
  return warnings;
}

/** The series that the model rests on. */
function usedSeries({ fits, model }: Calibration) {
  const names = !model
    ? []
    : model.of === "requests"
      ? (["context_tokens", "output_tokens"] as const)
      : (["requests", model.userSeries, "assistant_tokens"] as const);
  return names.flatMap((name) => fits.get(name) ?? []);
}

const FEW = 30;

const percent = (ratio: number): string => `${ratio > 0 ? "+" : "−"}${Math.abs(100 * ratio).toFixed(0)}%`;

const conversationInput = (series: MeasuredCounts["series"]): number =>
  total(series, "input_tokens") - sumOf(series.get("context_tokens") ?? []) - total(series, "summed_input_tokens");

const sumOf = (histogram: Iterable<readonly [number, number]>): number =>
  [...histogram].reduce((sum, [value, count]) => sum + value * count, 0);

/** E[n] and E[n²]. */
function powers(histogram: readonly (readonly [number, number])[]): readonly [number, number] {
  let [count, sum, squares] = [0, 0, 0];
  for (const [n, weight] of histogram) {
    count += weight;
    sum += weight * n;
    squares += weight * n * n;
  }
  return [sum / count, squares / count];
}
