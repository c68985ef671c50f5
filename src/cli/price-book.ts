import { fileURLToPath } from "node:url";
import { libraryModels } from "../assumptions/prices/library-prices.ts";
import { type PriceBook, priceBook } from "../assumptions/prices/price-book.ts";
import { ownModels, priceFile } from "../assumptions/prices/price-file.ts";
import { readFacts } from "../assumptions/read-facts.ts";
import { libraryProviders, PRICE_LIBRARY } from "../node/price-library.ts";
import { readText } from "./input-files.ts";

let book: PriceBook | undefined;

/** The shipped price list over the library's; read once, when the first price is asked for. */
export function shippedPrices(): PriceBook {
  book ??= readPrices();
  return book;
}

function readPrices(): PriceBook {
  const path = fileURLToPath(new URL("../../assumptions/catalog/prices.yaml", import.meta.url));
  const file = readFacts(readText, path, priceFile);
  const library = libraryProviders().flatMap((provider) => libraryModels(provider, PRICE_LIBRARY));
  return priceBook(file, ownModels(file), library);
}
