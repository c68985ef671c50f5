import {
  type CalibratedModel,
  type Calibration,
  FITTED,
  type FittedName,
} from "../analysis/calibration/calibration.ts";
import type { Warning } from "../analysis/result.ts";
import { totalOf } from "../logs/counts.ts";
import { type MeasuredLaw, measuredScenario, type StatedLaw } from "../report/measured-scenario.ts";
import { formatNumber } from "../report/number.ts";
import { counted } from "../report/quantity.ts";
import { UsageError } from "./exit.ts";
import type { CalibrateOptions } from "./log-options.ts";
import { encodingWords, type ReadLogs } from "./read-logs.ts";
import { VERSION } from "./version.ts";

/** The scenario of a calibration. Throws UsageError where the logs hold no model of a conversation. */
export function scenarioText(made: {
  readonly read: ReadLogs;
  readonly calibration: Calibration;
  readonly warnings: readonly Warning[];
  readonly options: Pick<CalibrateOptions, "date" | "name">;
}): string {
  const { read, calibration, warnings, options } = made;
  const { model, fits } = calibration;
  if (!model)
    throw new UsageError("the logs hold no requests with user messages and replies, so there is no scenario to write");
  const single = model.of === "requests";
  const law = (name: FittedName, stated: StatedLaw): MeasuredLaw => {
    const fit = fits.get(name);
    if (!fit) throw new RangeError(`${name} was not fitted`);
    const { summary, quantiles, chosen, reason } = fit;
    const empirical = stated.family === "empirical";
    return {
      law: stated,
      ...summary,
      ...quantiles,
      ...(chosen && !empirical && { ks: chosen.ks }),
      of: FITTED[name].label,
      reason: empirical ? "the measured values themselves, by equal shares" : reason,
    };
  };
  const date = options.date ?? lastDate(read);
  const { counts } = read;
  return measuredScenario({
    name: options.name ?? (read.files.map(({ name }) => name).join(", ") || "counts"),
    files: read.files,
    conversations: `${counted(totalOf(counts, "conversations"), "conversations")}, ${counted(totalOf(counts, "requests"), "requests")}`,
    tokens: encodingWords(counts),
    ...(date !== undefined && { date }),
    version: VERSION,
    turns: single ? singleTurn(model, totalOf(counts, "traced_requests")) : law("requests", model.turns),
    user: law(model.userSeries, model.userTokens),
    assistant: law(single ? "output_tokens" : "assistant_tokens", model.assistantTokens),
    initialTokens: {
      mean: model.initialTokens,
      of: single
        ? "A request's whole input stands in user_tokens."
        : "Mean tokens of system prompts, over all conversations",
    },
    warnings: warnings.map(({ message }) => message),
  });
}

/** A trace knows no conversations: each request is one of a single turn. */
function singleTurn({ turns }: CalibratedModel, n: number): MeasuredLaw {
  return {
    law: turns,
    n,
    mean: 1,
    sd: 0,
    p50: 1,
    p95: 1,
    of: "Requests of unknown conversations",
    reason: "each request stands for a conversation of one turn",
  };
}

const _whole = (value: number): string => formatNumber(value, { decimals: 0 });

const lastDate = ({ counts: { lastMs } }: ReadLogs): string | undefined => {
  const date = lastMs === undefined ? undefined : new Date(lastMs);
  // A trace that starts at 0 says nothing of the day.
  return date && date.getUTCFullYear() > 1990 && Number.isFinite(date.getTime())
    ? date.toISOString().slice(0, 10)
    : undefined;
};
