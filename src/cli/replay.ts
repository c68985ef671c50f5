import { calibrate } from "../analysis/calibration/calibration.ts";
import { calibrationWarnings, checkModel, type ModelCheck } from "../analysis/calibration/model-check.ts";
import { simulatedConversations } from "../analysis/calibration/simulated-conversations.ts";
import { prefixBlocks } from "../analysis/replay/prefix-blocks.ts";
import { type Replay, type ReplayResult, type ReplayTerms, replay } from "../analysis/replay/replay.ts";
import { replayFigures } from "../analysis/replay/replay-figures.ts";
import { flatPrice } from "../analysis/replay/request-price.ts";
import type { ResultFigure, Warning } from "../analysis/result.ts";
import type { LogRecord } from "../logs/log-record.ts";
import { requestsOf } from "../logs/requests.ts";
import { replaySection } from "../report/sections/replay-section.ts";
import type { ReplayOptions } from "./log-commands.ts";
import { readingSummary, readingWarnings, readLogs } from "./read-logs.ts";
import { showSection } from "./show-section.ts";

/** `llmplan replay`: what the logs would have cost, and the model's error on them. */
export async function replayCommand(paths: readonly string[], options: ReplayOptions): Promise<void> {
  const terms = termsOf(options);
  const billed = replay(terms);
  const add = recordBiller(billed, terms, options.blockTokens);
  const read = await readLogs(paths, options, add);
  const calibration = calibrate(read.counts);
  const check = checkModel(read.counts, calibration);
  const model = calibration.model && simulate(calibration.model, terms, options);
  const figures = replayFigures(billed.result(), model);
  const simulatedError = figures["replay.error.input_tokens_mean"]?.value;
  const worst = check && typeof simulatedError === "number" ? worseOf(check, simulatedError) : check;
  const warnings = [...readingWarnings(read), ...calibrationWarnings(calibration, worst)];
  if (!warnings.some(({ code }) => code === "model-off")) warnings.push(...costOff(figures));
  showSection("replay", { read: null, figures, warnings }, options, () => replaySection(figures), {
    reading: readingSummary(read),
  });
}

/** The check in closed form, or with the simulated error where that is larger. */
const worseOf = (check: ModelCheck, error: number): ModelCheck =>
  Math.abs(error) > Math.abs(check.error) ? { ...check, error } : check;

/** A model whose input is right may still bill wrongly: it knows no prefix that conversations share. */
function costOff(figures: Readonly<Record<string, ResultFigure>>): readonly Warning[] {
  const error = figures["replay.error.cost_usd"]?.value;
  if (typeof error !== "number" || Math.abs(error) <= 0.15) return [];
  const read = Number(figures["replay.cache_read_tokens"]?.value ?? 0);
  const cause =
    read > 0
      ? "the log's requests share prefixes in cache that the model does not know"
      : "replies have another mean than the law fitted to them";
  return [
    {
      code: "model-off",
      message: `the model's cost is ${error > 0 ? "+" : "−"}${Math.abs(100 * error).toFixed(0)}% off the log's: ${cause}`,
    },
  ];
}

function termsOf(options: ReplayOptions): ReplayTerms {
  const { priceIn, priceOut, priceCacheRead, cacheRule, cacheMinimum } = options;
  return {
    price: flatPrice({
      inputUsdPerMtok: priceIn,
      outputUsdPerMtok: priceOut,
      ...(priceCacheRead !== undefined && { cacheReadUsdPerMtok: priceCacheRead }),
    }),
    cache: {
      rule: cacheRule ?? (priceCacheRead === undefined ? "none" : "previous-input"),
      minimumTokens: cacheMinimum,
    },
  };
}

/** Bills one record of a log; the cache of a trace with block ids knows its blocks. */
function recordBiller(billed: Replay, { cache }: ReplayTerms, blockTokens: number): (record: LogRecord) => void {
  const shared = prefixBlocks(blockTokens);
  return (record) => {
    switch (record.kind) {
      case "conversation":
        return billed.conversation(requestsOf(record));
      case "request": {
        const { usage, blocks, timeMs } = record;
        const read = blocks && cache.rule !== "none" ? { cacheReadTokens: shared(blocks, usage.inputTokens) } : {};
        return billed.request({ ...read, ...usage, ...(timeMs !== undefined && { timeMs }) });
      }
      case "usage":
        return billed.sums(record.requests, record.usage);
    }
  };
}

function simulate(
  model: NonNullable<ReturnType<typeof calibrate>["model"]>,
  terms: ReplayTerms,
  { seed, simulated }: ReplayOptions,
): ReplayResult {
  const conversation = simulatedConversations(model, { seed, count: simulated });
  const billed = replay(terms);
  for (let index = 0; index < simulated; index++) billed.conversation(conversation(index));
  return billed.result();
}
