import type { CacheTerms } from "../analysis/replay/cache-rule.ts";
import type { ReplayTerms } from "../analysis/replay/replay.ts";
import { flatPrice, schedulePrice, scheduleSumsPrice } from "../analysis/replay/request-price.ts";
import type { Warning } from "../analysis/result.ts";
import type { HostedPrices } from "../assumptions/prices/priced-model.ts";
import { InputError } from "../assumptions/problem.ts";
import type { PriceSchedule, TokenPrices } from "../model/price-schedule.ts";
import { UsageError } from "./exit.ts";
import type { ReplayOptions } from "./log-options.ts";
import { shippedPrices } from "./price-book.ts";
import { hostedModel, pricesDay, priceWarnings } from "./priced-option.ts";

/** At what prices and by which cache rule logs are billed. */
export interface StatedTerms {
  readonly terms: ReplayTerms;
  /** Absent where prices are options. */
  readonly hosted?: HostedPrices;
  /** For the answer: ` at the prices of …`; empty where options say it. */
  readonly words: string;
  readonly warnings: readonly Warning[];
}

/**
 * What the options mean. A price or a cache rule that is an option stands over the model's.
 *
 * @throws UsageError, InputError
 */
export function replayTerms(options: ReplayOptions): StatedTerms {
  const hosted = modelOf(options);
  if (hosted) return hostedTerms(hosted, options);
  const { priceIn, priceOut, priceCacheRead } = options;
  if (priceIn === undefined || priceOut === undefined)
    throw new UsageError("say what tokens cost: --model NAME, or --price-in and --price-out");
  const price = flatPrice({
    inputUsdPerMtok: priceIn,
    outputUsdPerMtok: priceOut,
    ...(priceCacheRead !== undefined && { cacheReadUsdPerMtok: priceCacheRead }),
  });
  return { terms: { price, cache: cacheTerms(options, undefined) }, words: "", warnings: [] };
}

function modelOf({ model, at, provider, batch }: ReplayOptions): HostedPrices | undefined {
  if (model === undefined) {
    const lone = Object.entries({ at, provider, batch }).find(([, said]) => said !== undefined);
    if (lone) throw new UsageError(`--${lone[0]} is about a model: name it with --model`);
    return undefined;
  }
  const book = shippedPrices();
  const found = hostedModel(book, { name: model, at: pricesDay(book, at), provider }, "model");
  if ("expected" in found) throw new InputError([found]);
  return found;
}

function hostedTerms(hosted: HostedPrices, options: ReplayOptions): StatedTerms {
  const { batch = false } = options;
  const name = `${hosted.provider} ${hosted.model}`;
  if (batch && hosted.prices.batchFactor === undefined)
    throw new UsageError(`the list has no batch price of ${name} on ${hosted.at}`);
  const schedule = withOptions(hosted.prices, options);
  const cache = cacheTerms(options, { ...hosted, prices: schedule });
  const ruleless = schedule.prices.cacheRead !== undefined && !hosted.cache && options.cacheRule === undefined;
  return {
    terms: { price: schedulePrice(schedule, { batch }), sumsPrice: scheduleSumsPrice(schedule, { batch }), cache },
    hosted: { ...hosted, prices: schedule },
    words: ` at the ${batch ? "batch " : ""}prices of ${name} on ${hosted.at}`,
    warnings: [
      ...priceWarnings(shippedPrices(), [hosted]),
      ...(ruleless && cache.rule === "none"
        ? [
            {
              code: "no-cache-rule",
              message: `how ${hosted.provider} caches is not known, so nothing is read from cache; --cache-rule says what is`,
            },
          ]
        : []),
    ],
  };
}

/** A schedule with prices from options in it; such a price holds for requests of every length. */
function withOptions(schedule: PriceSchedule, { priceIn, priceOut, priceCacheRead }: ReplayOptions): PriceSchedule {
  const own: TokenPrices = {
    ...(priceIn !== undefined && { input: priceIn }),
    ...(priceOut !== undefined && { output: priceOut }),
    ...(priceCacheRead !== undefined && { cacheRead: priceCacheRead }),
  };
  const writes = schedule.prices.cacheWrite ?? priceIn ?? schedule.prices.input;
  const added = priceCacheRead !== undefined && writes !== undefined ? { cacheWrite: writes } : {};
  const tiers = schedule.tiers.map((tier) => ({ ...tier, prices: { ...tier.prices, ...own } }));
  return { ...schedule, prices: { ...added, ...schedule.prices, ...own }, tiers };
}

/** Caches as the provider keeps them, as far as options do not say otherwise; a batch is not sent in time to read any. */
function cacheTerms(options: ReplayOptions, hosted: HostedPrices | undefined): CacheTerms {
  const { cacheRule, cacheMinimum, cacheBlock, cacheLifetime, priceCacheRead, batch } = options;
  const cache = hosted?.prices.prices.cacheRead === undefined ? undefined : hosted.cache;
  const caches = priceCacheRead !== undefined || (cache !== undefined && !batch);
  const lifetime = cacheLifetime ?? cache?.lifetimeSeconds;
  return {
    rule: cacheRule ?? (caches ? "previous-input" : "none"),
    minimumTokens: cacheMinimum ?? cache?.minimumTokens ?? 0,
    blockTokens: cacheBlock ?? cache?.blockTokens ?? 1,
    ...(lifetime !== undefined && { lifetimeMs: 1000 * lifetime }),
    ...(cache?.kind === "explicit" && { writes: true }),
  };
}
