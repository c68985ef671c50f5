import type { PriceSchedule } from "../../model/price-schedule.ts";
import type { ProviderCache } from "../../model/provider-cache.ts";

/** What a model costs from a date on, until the next row. */
export interface PriceRow {
  /** `YYYY-MM-DD`; absent where the list does not say since when. */
  readonly from?: string;
  readonly prices: PriceSchedule;
  readonly source: string;
  /** What else a reader should know, such as hours of the day with other prices. */
  readonly notes: readonly string[];
  /** What the provider charges for beyond tokens of text and requests; told, not billed. */
  readonly otherCharges: readonly string[];
}

/** A model that a provider sells, with its prices by date, oldest first. */
export interface PricedModel {
  readonly provider: string;
  readonly model: string;
  /** Whether a name means this model; in lower case, without its provider. */
  readonly answersTo: (name: string) => boolean;
  /** `YYYY-MM-DD`, where it is known. */
  readonly released?: string;
  readonly rows: readonly PriceRow[];
}

/** What a model costs at a date. */
export interface HostedPrices {
  readonly provider: string;
  readonly model: string;
  /** The date asked for. */
  readonly at: string;
  /** Since when the price holds, where it is known. */
  readonly from?: string;
  readonly prices: PriceSchedule;
  readonly cache?: ProviderCache & { readonly source: string };
  readonly source: string;
  readonly notes: readonly string[];
  readonly otherCharges: readonly string[];
}
