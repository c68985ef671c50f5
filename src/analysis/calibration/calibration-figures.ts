import type { FigureValue, ResultFigure } from "../result.ts";
import { type Calibration, FITTED, type FittedName, type MeasuredCounts, total } from "./calibration.ts";
import type { ModelCheck } from "./model-check.ts";

/** The figures that are there for every log, also where it has no such message. */
const ALWAYS: ReadonlySet<FittedName> = new Set([
  "user_turns",
  "first_user_tokens",
  "user_tokens",
  "assistant_tokens",
  "tool_tokens",
  "system_tokens",
]);

/** What a calibration found, by id: `calibrate.<series>.{n,mean,sd,p50,p90,p95,p99,max,family,form,ks}`. */
export function calibrationFigures(
  { series }: MeasuredCounts,
  { fits }: Calibration,
  check: ModelCheck | undefined,
): Readonly<Record<string, ResultFigure>> {
  const figures: [string, ResultFigure][] = [];
  const add = (id: string, value: FigureValue, unit: string, label: string, formula: string): void =>
    void figures.push([`calibrate.${id}`, { value, unit, label, formula, of: [] }]);
  add("conversations", total(series, "conversations"), "conversations", "Conversations", "counted");
  add("requests", total(series, "requests"), "requests", "Requests", "counted");
  for (const [name, { label, unit }] of Object.entries(FITTED) as [FittedName, { label: string; unit: string }][]) {
    const fit = fits.get(name);
    if (!fit && !ALWAYS.has(name)) continue;
    const measure = (key: string, value: number | undefined, what: string, of = unit): void =>
      add(`${name}.${key}`, value ?? null, of, `${label}: ${what}`, "counted");
    measure("n", fit?.summary.n ?? 0, "how many", "values");
    measure("mean", fit?.summary.mean, "mean");
    measure("sd", fit?.summary.sd, "standard deviation");
    for (const quantile of ["p50", "p90", "p95", "p99"] as const)
      measure(quantile, fit?.quantiles[quantile], quantile.toUpperCase());
    measure("max", fit?.summary.max, "largest");
    add(
      `${name}.family`,
      fit ? (fit.chosen?.family ?? "constant") : null,
      "",
      `${label}: family`,
      fit?.reason ?? "no data",
    );
    add(
      `${name}.form`,
      fit ? (fit.chosen?.form ?? "plain") : null,
      "",
      `${label}: form of the family`,
      fit?.reason ?? "no data",
    );
    add(
      `${name}.ks`,
      fit ? (fit.chosen?.ks ?? 0) : null,
      "probability",
      `${label}: Kolmogorov-Smirnov distance`,
      "largest difference of the distribution functions",
    );
  }
  if (check) {
    add(
      "input_tokens.measured_mean",
      check.truth,
      "tokens",
      "Mean billed input of the log",
      "input tokens ÷ conversations with a reply",
    );
    add("input_tokens.model_mean", check.model, "tokens", "Mean billed input of the model", "closed form");
    add("input_tokens.error", check.error, "fraction", "Error of the model's mean billed input", "model ÷ log − 1");
  }
  return Object.fromEntries(figures);
}
