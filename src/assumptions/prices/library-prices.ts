/**
 * The prices that @pydantic/genai-prices knows, as plain schedules. What the library would do with an unknown kind of
 * usage (bill it as 0, with a warning on the console) cannot happen here: only its data are used, not its arithmetic.
 */
import type { ConditionalPrice, MatchLogic, ModelInfo, ModelPrice, Provider } from "@pydantic/genai-prices";
import type { PriceSchedule, TokenKind, TokenPrices } from "../../model/price-schedule.ts";
import { isVersion } from "./model-name.ts";
import type { PricedModel, PriceRow } from "./priced-model.ts";

/** Every model of a provider that has a price for tokens of text. */
export function libraryModels(provider: Provider, library: string): readonly PricedModel[] {
  return provider.models.flatMap((info) => {
    const rows = rowsOf(info, `${library}, ${provider.pricing_urls?.[0] ?? provider.name}`);
    return rows.length === 0
      ? []
      : [{ provider: provider.id, model: info.id, answersTo: (name) => named(info, name), rows }];
  });
}

const KINDS: Readonly<Record<string, TokenKind>> = {
  input_mtok: "input",
  cache_read_mtok: "cacheRead",
  cache_write_mtok: "cacheWrite",
  cache_write_1h_mtok: "cacheWriteHour",
  output_mtok: "output",
  output_reasoning_mtok: "reasoning",
};

/** One row for each date; hours of the day become the dearest of them, and a note. */
function rowsOf({ prices }: ModelInfo, source: string): readonly PriceRow[] {
  const conditional: readonly ConditionalPrice[] = Array.isArray(prices) ? prices : [{ prices }];
  const hourly = conditional.filter(({ constraint }) => constraint?.type === "time_of_date");
  return conditional
    .filter(({ constraint }) => constraint?.type !== "time_of_date")
    .flatMap((row, index, dated) => {
      const last = index === dated.length - 1;
      const dearest = last ? dearestOf([row, ...hourly]) : row;
      const schedule = scheduleOf(dearest.prices);
      if (schedule.prices.input === undefined) return [];
      const { constraint } = row;
      return [
        {
          ...(constraint?.type === "start_date" && { from: constraint.start_date }),
          prices: schedule,
          source,
          notes: last && hourly.length > 0 ? [HOURLY] : [],
          otherCharges: otherCharges(row.prices),
        },
      ];
    });
}

const HOURLY = "the price depends on the hour of the day; this is that of the dearest hours";

function dearestOf(rows: readonly ConditionalPrice[]): ConditionalPrice {
  const input = ({ prices }: ConditionalPrice): number => baseOf(prices.input_mtok) ?? 0;
  return rows.reduce((dearest, row) => (input(row) > input(dearest) ? row : dearest));
}

function scheduleOf(prices: ModelPrice): PriceSchedule {
  const kinds = Object.entries(KINDS).flatMap(([key, kind]) => {
    const price = prices[key];
    return price === undefined ? [] : [[kind, price] as const];
  });
  const at = (inputTokens: number): TokenPrices => {
    const stated = Object.fromEntries(
      kinds.map(([kind, price]) => [kind, typeof price === "number" ? price : tierPrice(price, inputTokens)]),
    );
    return withWrites(stated);
  };
  const starts = kinds.flatMap(([, price]) => (typeof price === "number" ? [] : price.tiers.map(({ start }) => start)));
  const thresholds = [...new Set(starts)].sort((a, b) => a - b);
  const perThousand = baseOf(prices.requests_kcount) ?? 0;
  return {
    prices: at(0),
    tiers: thresholds.map((start) => ({ aboveInputTokens: start, prices: at(start + 1) })),
    requestUsd: perThousand / 1000,
  };
}

/** Where reads have a price and writes have none, a write is billed as the plain input that it is. */
function withWrites(prices: TokenPrices): TokenPrices {
  const { input, cacheRead, cacheWrite } = prices;
  if (cacheRead === undefined || cacheWrite !== undefined || input === undefined) return prices;
  return { ...prices, cacheWrite: input };
}

type Tiered = Exclude<ModelPrice[string], number | undefined>;

const tierPrice = ({ base, tiers }: Tiered, inputTokens: number): number =>
  tiers.findLast(({ start }) => inputTokens > start)?.price ?? base;

const baseOf = (price: ModelPrice[string]): number | undefined => (typeof price === "object" ? price.base : price);

/** Charges beyond text; they are told, not billed. */
function otherCharges(prices: ModelPrice): readonly string[] {
  const known = new Set([...Object.keys(KINDS), "requests_kcount"]);
  return Object.keys(prices)
    .filter((key) => !known.has(key))
    .map(words);
}

const words = (key: string): string => key.replace(/_[a-z]+$/, "").replaceAll("_", " ");

/**
 * The library takes a name for a model when it begins with the model's or holds it; here what is left over must be a
 * date or a version, so that a misspelt name is an error and not another model's price.
 */
function named(info: ModelInfo, name: string): boolean {
  return name === info.id.toLowerCase() || matches(info.match, name);
}

function matches(logic: MatchLogic, name: string): boolean {
  if ("or" in logic) return logic.or.some((part) => matches(part, name));
  if ("and" in logic) return logic.and.every((part) => matches(part, name));
  if ("equals" in logic) return name === logic.equals.toLowerCase();
  if ("starts_with" in logic) return leaves(name, logic.starts_with);
  if ("contains" in logic) return leaves(name, logic.contains);
  if ("ends_with" in logic) return leaves(name, logic.ends_with);
  return new RegExp(logic.regex).test(name);
}

/** Around the part there is nothing but who sells it in front (`us.anthropic.`) and a version behind. */
function leaves(name: string, part: string): boolean {
  const at = name.indexOf(part.toLowerCase());
  if (at < 0 || !/^(?:[a-z0-9-]{1,40}[./:])*$/.test(name.slice(0, at))) return false;
  return part.startsWith("ft:") || isVersion(name.slice(at + part.length));
}
