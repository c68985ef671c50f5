import { priceFigures } from "../analysis/price-figures.ts";
import type { ResultFigure } from "../analysis/result.ts";
import { nearest } from "../assumptions/nearest.ts";
import type { PriceBook } from "../assumptions/prices/price-book.ts";
import type { HostedPrices, PricedModel } from "../assumptions/prices/priced-model.ts";
import { InputError, type Problem } from "../assumptions/problem.ts";
import { MissingPriceError, requestCostUsd } from "../model/price-schedule.ts";
import { type PricesView, pricesSection } from "../report/sections/prices-section.ts";
import { UsageError } from "./exit.ts";
import { shippedPrices } from "./price-book.ts";
import { hostedModel, pricesDay, priceWarnings } from "./priced-option.ts";
import { showSection } from "./show-section.ts";

/** Options of `llmplan prices`. */
export interface PricesOptions {
  readonly json?: boolean;
  readonly out?: string;
  readonly model?: string;
  readonly compare?: readonly string[];
  readonly provider?: string;
  readonly at?: string;
  readonly request?: Readonly<Record<string, number>>;
  readonly batch?: boolean;
  readonly limit: number;
}

/** `llmplan prices`: the price list, searched, compared, or one model with its history. */
export function pricesCommand(words: readonly string[], options: PricesOptions): void {
  const book = shippedPrices();
  const at = pricesDay(book, options.at);
  if (options.request && options.model === undefined && !options.compare)
    throw new UsageError("--request is priced with models: name them with --model or --compare");
  if (options.batch && !options.request) throw new UsageError("--batch prices a --request: say which");
  const { view, shown } = viewOf(book, at, words, options);
  const figures = Object.assign({}, ...shown.map((hosted) => figuresOf(hosted, keyOf(hosted, shown), options)));
  const warnings = view.kind === "model" || view.kind === "compare" ? priceWarnings(book, shown) : [];
  showSection("prices", { read: null, figures, warnings }, { ...options, seed: 1 }, () => pricesSection(view), {
    at,
    library: book.library,
    ...("found" in view && { found: view.found }),
    models: shown.map((hosted) => ({ key: keyOf(hosted, shown), ...hosted })),
  });
}

interface Answer {
  readonly view: PricesView;
  /** The models whose figures are given. */
  readonly shown: readonly HostedPrices[];
}

function viewOf(book: PriceBook, at: string, words: readonly string[], options: PricesOptions): Answer {
  const { model, compare, provider } = options;
  if (words.length > 0 && (model !== undefined || compare))
    throw new UsageError("words search the list; --model and --compare name models: use one of them");
  if (model !== undefined) return oneModel(book, at, model, options);
  if (compare) {
    const rows = named(book, at, compare, options);
    return { view: { kind: "compare", at, rows, costs: costsOf(rows, options) }, shown: rows };
  }
  return words.length === 0 && provider === undefined ? allProviders(book, at) : search(book, at, words, options);
}

function oneModel(book: PriceBook, at: string, name: string, options: PricesOptions): Answer {
  const [now] = named(book, at, [name], options);
  if (!now) throw new UsageError("no model");
  const known = book.models.find(({ provider, model }) => provider === now.provider && model === now.model);
  const history = known ? everyPrice(book, known, now) : [now];
  const cache = cacheWords(now);
  const costs = costsOf([now], options);
  return { view: { kind: "model", at, now, history, ...(cache !== undefined && { cache }), costs }, shown: [now] };
}

/** Each row of a model's list as it was on its first day. */
const everyPrice = (book: PriceBook, model: PricedModel, now: HostedPrices): readonly HostedPrices[] =>
  model.rows.flatMap(({ from }) => book.pricesOf(model, from ?? now.at) ?? []);

/** The models that names mean, or everything that is wrong with them. */
function named(book: PriceBook, at: string, names: readonly string[], { provider, model }: PricesOptions) {
  const problems: Problem[] = [];
  const option = model === undefined ? "compare" : "model";
  const found = names.flatMap((name) => {
    const answer = hostedModel(book, { name, at, provider }, option);
    if (!("expected" in answer)) return [answer];
    problems.push(answer);
    return [];
  });
  if (problems.length > 0) throw new InputError(problems);
  return found;
}

function allProviders(book: PriceBook, at: string): Answer {
  const counts = new Map<string, number>();
  for (const model of book.models)
    if (book.pricesOf(model, at)) counts.set(model.provider, (counts.get(model.provider) ?? 0) + 1);
  const providers = [...counts]
    .map(([provider, models]) => ({ provider, models }))
    .sort((a, b) => (a.provider < b.provider ? -1 : 1));
  return { view: { kind: "providers", at, library: book.library, providers }, shown: [] };
}

function search(book: PriceBook, at: string, words: readonly string[], { provider, limit }: PricesOptions): Answer {
  const providers = new Set(book.models.map((model) => model.provider));
  if (provider !== undefined && !providers.has(provider.toLowerCase()))
    throw new InputError([problemOf(book, provider, at)]);
  const parts = words.flatMap((word) => word.toLowerCase().split(/\s+/)).filter((part) => part !== "");
  const found = book.models
    .filter((model) => provider === undefined || model.provider === provider.toLowerCase())
    .filter((model) => parts.every((part) => `${model.provider}:${model.model}`.toLowerCase().includes(part)))
    .flatMap((model) => book.pricesOf(model, at) ?? [])
    .sort((a, b) => compare(a.provider, b.provider) || compare(a.model, b.model));
  const rows = found.slice(0, limit);
  const named = parts.length === 0 ? "" : `whose name holds ${parts.map((part) => `"${part}"`).join(" and ")}`;
  const ofProvider = provider === undefined ? "" : `of ${provider}`;
  const hint = rows.length === 0 ? nearest(parts.join(" "), new Set(book.models.map(({ model }) => model))) : undefined;
  const view = {
    kind: "search",
    ...(hint !== undefined && { hint }),
    at,
    words: [ofProvider, named].filter(Boolean).join(" "),
    found: found.length,
    rows,
  } as const;
  return { view, shown: rows };
}

function problemOf(book: PriceBook, provider: string, at: string): Problem {
  const answer = hostedModel(book, { name: "any", at, provider }, "provider");
  if ("expected" in answer) return answer;
  throw new UsageError(`--provider ${provider} is unknown`);
}

const compare = (a: string, b: string): number => (a === b ? 0 : a < b ? -1 : 1);

/** The model's name in figures; with its provider where two of them sell a model of that name. */
function keyOf({ provider, model }: HostedPrices, shown: readonly HostedPrices[]): string {
  const others = shown.filter((other) => other.model === model && other.provider !== provider);
  return others.length === 0 ? model : `${provider}:${model}`;
}

function figuresOf(hosted: HostedPrices, key: string, options: PricesOptions): Readonly<Record<string, ResultFigure>> {
  const [cost] = costsOf([hosted], options);
  const costs: Readonly<Record<string, ResultFigure>> = cost
    ? {
        [`price.${key}.request_cost_usd`]: {
          value: cost.costUsd,
          unit: "USD",
          label: `Cost of the request, ${key}`,
          formula: "fee + Σ tokens × price ÷ 10^6",
          of: [],
        },
      }
    : {};
  return { ...priceFigures({ key, at: hosted.at, schedule: hosted.prices }), ...costs };
}

function costsOf(models: readonly HostedPrices[], { request, batch = false }: PricesOptions) {
  if (!request) return [];
  const { input = 0, cache_read = 0, cache_write = 0, cache_write_1h = 0, output = 0, reasoning = 0 } = request;
  const uncached = input - cache_read - cache_write - cache_write_1h;
  if (uncached < 0)
    throw new UsageError(
      `--request: input is ${input}, less than what is read from and written to cache; it holds both`,
    );
  if (reasoning > output) throw new UsageError(`--request: reasoning is part of output, which is only ${output}`);
  const usage = {
    uncachedInputTokens: uncached,
    cacheReadTokens: cache_read,
    cacheWriteTokens: cache_write,
    cacheWriteHourTokens: cache_write_1h,
    outputTokens: output,
    reasoningTokens: reasoning,
    inputTokens: input,
  };
  return models.map((hosted) => ({ model: hosted.model, costUsd: costOf(hosted, usage, batch) }));
}

function costOf(hosted: HostedPrices, usage: Parameters<typeof requestCostUsd>[1], batch: boolean): number {
  try {
    return requestCostUsd(hosted.prices, usage, { batch });
  } catch (error) {
    if (!(error instanceof MissingPriceError)) throw error;
    throw new UsageError(`${hosted.provider} ${hosted.model} has ${error.message} on ${hosted.at}`);
  }
}

function cacheWords({ cache }: HostedPrices): string | undefined {
  if (!cache) return undefined;
  const { kind, minimumTokens, blockTokens, lifetimeSeconds, longLifetimeSeconds, source } = cache;
  const long = longLifetimeSeconds === undefined ? "" : `, or ${longLifetimeSeconds / 60} at a higher price`;
  const blocks = blockTokens === 1 ? "" : `, in blocks of ${blockTokens}`;
  return `cache (${kind}): prefixes of ${minimumTokens} tokens or more${blocks}, kept for ${lifetimeSeconds / 60} minutes${long}; ${source}`;
}
