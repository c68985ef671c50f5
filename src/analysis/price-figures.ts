import type { PriceSchedule, TokenKind, TokenPrices } from "../model/price-schedule.ts";
import type { ResultFigure } from "./result.ts";

/** A model with its prices, under the name that its figures carry. */
export interface NamedSchedule {
  readonly key: string;
  readonly at: string;
  readonly schedule: PriceSchedule;
}

/** `price.<model>.input_usd_per_mtok` and the like; null where a model has no such price. */
export function priceFigures({ key, at, schedule }: NamedSchedule): Readonly<Record<string, ResultFigure>> {
  const of = (name: string, label: string, unit: string, value: number | null): [string, ResultFigure] => [
    `price.${key}.${name}`,
    { value, unit, label: `${label}, ${key}`, formula: `price list, as of ${at}`, of: [] },
  ];
  const tokens = (prefix: string, words: string, prices: TokenPrices): [string, ResultFigure][] =>
    KINDS.filter(([kind, , , always]) => always || prices[kind] !== undefined).map(([kind, name, label]) =>
      of(`${prefix}${name}_usd_per_mtok`, `${label}${words}`, "USD/Mtok", prices[kind] ?? null),
    );
  const tiers = schedule.tiers.flatMap(({ aboveInputTokens, prices }) =>
    tokens(`above_${aboveInputTokens}.`, ` above ${aboveInputTokens} tokens`, { ...schedule.prices, ...prices }),
  );
  return Object.fromEntries([
    ...tokens("", "", schedule.prices),
    ...tiers,
    of("request_fee_usd", "Fee of a request", "USD/request", schedule.requestUsd),
    of("batch_price_fraction", "Share of the price in a batch", "fraction", schedule.batchFactor ?? null),
  ]);
}

/** Each kind, its name in ids, its label, and whether its absence is told. */
const KINDS: readonly (readonly [TokenKind, string, string, boolean])[] = [
  ["input", "input", "Input tokens", true],
  ["cacheRead", "cache_read", "Tokens read from cache", true],
  ["cacheWrite", "cache_write", "Tokens written to cache", true],
  ["cacheWriteHour", "cache_write_1h", "Tokens written to a cache of an hour", false],
  ["output", "output", "Output tokens", true],
  ["reasoning", "reasoning", "Reasoning tokens", false],
];
