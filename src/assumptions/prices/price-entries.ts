import type { Place } from "../../analysis/node.ts";
import type { TokenKind, TokenPrices } from "../../model/price-schedule.ts";
import { type Entry, type Located, type LocatedMap, nodeAt, setByAt } from "../located.ts";
import type { HostedPrices } from "./priced-model.ts";

type Entries = readonly (readonly [string, Entry])[];

/** The keys that a price list fills in. */
export const PRICE_KEYS: readonly string[] = [
  ...["input_price", "output_price", "cache_read_price", "cache_write_price", "cache_write_1h_price"],
  ...["reasoning_price", "long_context", "request_fee", "batch_price_fraction", "cache"],
];

const KEY_OF: Readonly<Record<TokenKind, string>> = {
  input: "input_price",
  output: "output_price",
  cacheRead: "cache_read_price",
  cacheWrite: "cache_write_price",
  cacheWriteHour: "cache_write_1h_price",
  reasoning: "reasoning_price",
};

/**
 * What a model charges, as assumptions in a plan's tree: input and output price, and all other terms.
 *
 * @param named the map with the model's name, where a reader is sent to change it
 */
export function priceEntries(
  named: LocatedMap,
  hosted: HostedPrices,
): { readonly main: Entries; readonly terms: Entries } {
  const write = writer(named, hosted);
  const { prices, tiers, requestUsd, batchFactor } = hosted.prices;
  const ofTokens = (kinds: TokenPrices): Entries =>
    Object.entries(KEY_OF).flatMap(([kind, key]) => {
      const price = kinds[kind as TokenKind];
      return price === undefined ? [] : [write(key, price, "USD/Mtok")];
    });
  const isMain = ([key]: readonly [string, Entry]): boolean => key === "input_price" || key === "output_price";
  const all = ofTokens(prices);
  const long = tiers.map((tier, index) =>
    write.map(`above_${index + 1}`, [
      write("threshold_tokens", tier.aboveInputTokens, "tokens"),
      ...ofTokens({ ...prices, ...tier.prices }),
    ]),
  );
  return {
    main: all.filter(isMain),
    terms: [
      ...all.filter((entry) => !isMain(entry)),
      ...(long.length > 0 ? [write.map("long_context", long)] : []),
      ...(requestUsd > 0 ? [write("request_fee", requestUsd, "USD/request")] : []),
      ...(batchFactor === undefined ? [] : [write("batch_price_fraction", batchFactor, "fraction")]),
      ...cacheEntries(named, hosted),
    ],
  };
}

function cacheEntries(named: LocatedMap, hosted: HostedPrices): Entries {
  const { cache } = hosted;
  if (!cache) return [];
  const write = writer(named, { ...hosted, source: cache.source });
  const long = cache.longLifetimeSeconds;
  return [
    write.map("cache", [
      write("minimum_tokens", cache.minimumTokens, "tokens"),
      write("block_tokens", cache.blockTokens, "tokens"),
      write("lifetime_minutes", cache.lifetimeSeconds / 60, "minutes"),
      ...(long === undefined ? [] : [write("long_lifetime_minutes", long / 60, "minutes")]),
      entry("kind", { kind: "scalar", place: named.place, value: cache.kind }, named.place),
    ]),
  ];
}

/** Prices of 0, for a model that could not be found: the plan is refused anyway. */
export const PLACEHOLDER = (named: LocatedMap): Entries => {
  const write = writer(named, { model: "", provider: "", at: "", source: "none" });
  return [write("input_price", 0, "USD/Mtok"), write("output_price", 0, "USD/Mtok")];
};

/** Writes assumptions that stand where the model is named. */
function writer(named: LocatedMap, hosted: Pick<HostedPrices, "model" | "provider" | "at" | "from" | "source">) {
  const place = nodeAt(named, ["name"])?.place ?? named.place;
  const setBy = setByAt(named, ["name"]) ?? setByAt(named, ["at"]);
  const scalar = (value: string | number): Located => ({
    kind: "scalar",
    place,
    value,
    ...(setBy !== undefined && { setBy }),
  });
  const map = (key: string, entries: Entries): readonly [string, Entry] =>
    entry(key, { kind: "map", place, entries: new Map(entries) }, place);
  const write = (key: string, value: number, unit: string): readonly [string, Entry] =>
    map(key, [
      entry("value", scalar(value), place),
      entry("unit", scalar(unit), place),
      entry("source", scalar(sourceOf(hosted)), place),
      entry("provenance", scalar("published"), place),
    ]);
  return Object.assign(write, { map });
}

const entry = (key: string, value: Located, keyPlace: Place): readonly [string, Entry] => [key, { keyPlace, value }];

const sourceOf = ({
  provider,
  model,
  at,
  from,
  source,
}: Pick<HostedPrices, "model" | "provider" | "at" | "from" | "source">): string =>
  `${provider} ${model}, as of ${at}${from === undefined ? "" : ` (since ${from})`}: ${source}`;
