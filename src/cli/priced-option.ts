import type { Warning } from "../analysis/result.ts";
import { isDay } from "../assumptions/prices/model-name.ts";
import type { PriceBook, PriceQuestion } from "../assumptions/prices/price-book.ts";
import type { HostedPrices } from "../assumptions/prices/priced-model.ts";
import { InputError, type Problem } from "../assumptions/problem.ts";
import { optionPlace } from "./memory-words.ts";

/** The day whose prices are meant: as said, else that of the list. */
export function pricesDay(book: PriceBook, at: string | undefined): string {
  if (at === undefined) return book.asOf;
  if (isDay(at)) return at;
  const place = optionPlace("at", at);
  throw new InputError([{ place, path: [], found: at || "no date", expected: "a day such as 2024-05-13" }]);
}

/** The prices of a model that an option names, or what is wrong with it. */
export function hostedModel(
  book: PriceBook,
  { name, at, provider }: Omit<PriceQuestion, "provider"> & { readonly provider: string | undefined },
  option: string,
): HostedPrices | Problem {
  const answer = book.find({ name, at, ...(provider !== undefined && { provider }) });
  if (!("part" in answer)) return answer;
  const { part, found, expected, nearest } = answer;
  const place =
    part === "at"
      ? optionPlace("at", at)
      : part === "provider"
        ? optionPlace("provider", provider ?? "")
        : optionPlace(option, name);
  return { place, path: [], found, expected, ...(nearest !== undefined && { nearest }) };
}

/** What to know of prices beside their numbers. */
export const priceWarnings = (book: PriceBook, models: readonly HostedPrices[]): readonly Warning[] =>
  models.flatMap(({ provider, model, at, from, notes }) => [
    ...(at > book.asOf
      ? [
          {
            code: "beyond-price-list",
            message: `${provider} ${model}: the list goes to ${book.asOf}; what it costs on ${at} is not known yet`,
          },
        ]
      : []),
    ...notes.map((note) => ({ code: "price-note", message: `${provider} ${model}: ${note}` })),
    ...(from === undefined && at < book.asOf
      ? [
          {
            code: "undated-price",
            message: `${provider} ${model}: the list does not say since when its price holds; on ${at} it may have been another`,
          },
        ]
      : []),
  ]);
