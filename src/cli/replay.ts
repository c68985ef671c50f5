import { calibrate } from "../analysis/calibration/calibration.ts";
import { calibrationWarnings, checkModel, type ModelCheck } from "../analysis/calibration/model-check.ts";
import { simulatedConversations } from "../analysis/calibration/simulated-conversations.ts";
import { messagesBehind, policyRequests } from "../analysis/replay/policy-requests.ts";
import { type ReplayResult, type ReplayTerms, replay } from "../analysis/replay/replay.ts";
import { policyFigures, replayFigures } from "../analysis/replay/replay-figures.ts";
import type { ResultFigure, Warning } from "../analysis/result.ts";
import { MissingPriceError } from "../model/price-schedule.ts";
import { counted } from "../report/quantity.ts";
import { replaySection } from "../report/sections/replay-section.ts";
import { UsageError } from "./exit.ts";
import type { ReplayOptions } from "./log-options.ts";
import { readingSummary, readingWarnings, readLogs } from "./read-logs.ts";
import { type PolicyEffect, recordBiller } from "./record-biller.ts";
import { replayTerms, type StatedTerms } from "./replay-terms.ts";
import { showSection } from "./show-section.ts";

/** `llmplan replay`: what the logs would have cost, and the model's error on them. */
export async function replayCommand(paths: readonly string[], options: ReplayOptions): Promise<void> {
  const stated = replayTerms(options);
  try {
    await billLogs(paths, options, stated);
  } catch (error) {
    if (!(error instanceof MissingPriceError) || !stated.hosted) throw error;
    const { provider, model, at } = stated.hosted;
    throw new UsageError(
      `${provider} ${model} has ${error.message} on ${at}; an option such as --price-cache-read states one`,
    );
  }
}

async function billLogs(paths: readonly string[], options: ReplayOptions, stated: StatedTerms): Promise<void> {
  const { terms, hosted, words } = stated;
  const { policy } = options;
  const biller = recordBiller(terms, options);
  const read = await readLogs(paths, options, biller.add);
  const truth = biller.result();
  const calibration = calibrate(read.counts);
  const check = checkModel(read.counts, calibration);
  const model = calibration.model && simulate(calibration.model, terms, options);
  const effect = biller.effect();
  const figures = { ...replayFigures(truth, model), ...(effect && policyFigures(truth, effect)) };
  const simulatedError = policy ? undefined : figures["replay.error.input_tokens_mean"]?.value;
  const worst = check && typeof simulatedError === "number" ? worseOf(check, simulatedError) : check;
  const warnings = [
    ...stated.warnings,
    ...boundsWarning(truth),
    ...(effect ? effectWarnings(effect) : []),
    ...readingWarnings(read),
    ...calibrationWarnings(calibration, worst),
  ];
  if (!warnings.some(({ code }) => code === "model-off")) warnings.push(...costOff(figures));
  showSection("replay", { read: null, figures, warnings }, options, () => replaySection(figures, words), {
    terms: {
      ...(hosted && { model: hosted.model, provider: hosted.provider, at: hosted.at, prices: hosted.prices }),
      ...(hosted && { source: hosted.source, batch: options.batch ?? false }),
      cache: terms.cache,
      policy: policy ?? null,
    },
    reading: readingSummary(read),
  });
}

/** The check in closed form, or with the simulated error where that is larger. */
const worseOf = (check: ModelCheck, error: number): ModelCheck =>
  Math.abs(error) > Math.abs(check.error) ? { ...check, error } : check;

/** A model whose input is right may still bill wrongly: it knows no prefix that conversations share, and no pauses. */
function costOff(figures: Readonly<Record<string, ResultFigure>>): readonly Warning[] {
  const error = figures["replay.error.cost_usd"]?.value;
  if (typeof error !== "number" || Math.abs(error) <= 0.15) return [];
  const read = Number(figures["replay.cache_read_tokens"]?.value ?? 0);
  const cause =
    read > 0
      ? "the log's requests share prefixes in cache, or leave it unused for longer than it lasts, which the model does not know"
      : "replies have another mean than the law fitted to them, or few long conversations pay most";
  return [
    {
      code: "model-off",
      message: `the model's cost is ${error > 0 ? "+" : "−"}${Math.abs(100 * error).toFixed(0)}% off the log's: ${cause}`,
    },
  ];
}

/** Sums of requests that may have paid the prices of long ones. */
function boundsWarning({ costUsd, costLeastUsd, costMostUsd }: ReplayResult): readonly Warning[] {
  if (costMostUsd - costLeastUsd <= 1e-9 * costUsd) return [];
  const usd = (value: number): string => `$${value.toPrecision(4)}`;
  return [
    {
      code: "sums-under-tiers",
      message: `of some requests only sums are known, and long requests have other prices: the cost is from ${usd(costLeastUsd)} to ${usd(costMostUsd)}, and is stated as if all of a sum were of equal length`,
    },
  ];
}

function effectWarnings({ notApplied, shortened }: PolicyEffect): readonly Warning[] {
  const told: Warning[] = [];
  if (notApplied > 0)
    told.push({
      code: "policy-not-applied",
      message: `${counted(notApplied, "records")} of unknown conversations: the policy cannot change them`,
    });
  if (shortened > 0)
    told.push({
      code: "log-shortened",
      message: `${counted(shortened, "conversations")} billed for less than all messages at the time; what was left out then is not known`,
    });
  return told;
}

function simulate(
  model: NonNullable<ReturnType<typeof calibrate>["model"]>,
  terms: ReplayTerms,
  { seed, simulated, policy }: ReplayOptions,
): ReplayResult {
  const conversation = simulatedConversations(model, { seed, count: simulated });
  const keepsReply = terms.cache.rule === "previous-exchange";
  const billed = replay(terms);
  for (let index = 0; index < simulated; index++) {
    const requests = conversation(index);
    billed.conversation(
      policy ? policyRequests(policy, messagesBehind(requests, model.initialTokens), keepsReply).requests : requests,
    );
  }
  return billed.result();
}
