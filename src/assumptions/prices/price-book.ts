import { shorten } from "../describe.ts";
import { nearest } from "../nearest.ts";
import { dayInName, isDay } from "./model-name.ts";
import { batchFactorAt, cacheAt, type PriceFile } from "./price-file.ts";
import type { HostedPrices, PricedModel, PriceRow } from "./priced-model.ts";

/** A model as it is asked for; `provider` may also stand in the name: `openai:gpt-4o`. */
export interface PriceQuestion {
  readonly name: string;
  /** `YYYY-MM-DD`. */
  readonly at: string;
  readonly provider?: string;
}

/** What is wrong with a question, and with which part of it. */
export interface PriceFault {
  readonly part: "name" | "at" | "provider";
  readonly found: string;
  readonly expected: string;
  readonly nearest?: string;
}

/** Every price there is: our own rows over those of the library. */
export interface PriceBook {
  /** The day the lists are of; for those who name none. */
  readonly asOf: string;
  readonly library: string;
  readonly models: readonly PricedModel[];
  readonly find: (question: PriceQuestion) => HostedPrices | PriceFault;
  /** A model at a day; undefined where it had no price then. */
  readonly pricesOf: (model: PricedModel, at: string) => HostedPrices | undefined;
}

/**
 * Joins our own list with the library's models. Where both know a model, our rows come first and the library adds what
 * it dates later than the last of them.
 */
export function priceBook(file: PriceFile, own: readonly PricedModel[], library: readonly PricedModel[]): PriceBook {
  const models = joined(own, library);
  const pricesOf = (model: PricedModel, at: string): HostedPrices | undefined => {
    const row = rowAt(model, at);
    return row && hosted(file, model, row, at);
  };
  return {
    asOf: file.as_of,
    library: file.library,
    models,
    pricesOf,
    find: (question) => findPrices(models, pricesOf, question),
  };
}

function joined(own: readonly PricedModel[], library: readonly PricedModel[]): readonly PricedModel[] {
  const key = ({ provider, model }: PricedModel): string => JSON.stringify([provider, model.toLowerCase()]);
  const ours = new Map(own.map((model) => [key(model), model]));
  const theirs = library.map((model) => {
    const mine = ours.get(key(model));
    if (!mine) return model;
    ours.delete(key(model));
    const last = mine.rows.at(-1)?.from ?? "";
    const later = model.rows.filter(({ from }) => mine.rows.length === 0 || (from !== undefined && from > last));
    return {
      ...model,
      ...(mine.released !== undefined && { released: mine.released }),
      answersTo: (name: string) => mine.answersTo(name) || model.answersTo(name),
      rows: [...mine.rows, ...later],
    };
  });
  // Ours come first: a name that both know is ours.
  return [...ours.values(), ...theirs].filter(({ rows }) => rows.length > 0);
}

/** The row that holds at a day; none before the model came out. */
const rowAt = ({ rows, released = "" }: PricedModel, at: string): PriceRow | undefined =>
  at < released ? undefined : rows.findLast(({ from }) => from === undefined || from <= at);

function hosted(file: PriceFile, { provider, model }: PricedModel, row: PriceRow, at: string): HostedPrices {
  const batchFactor = batchFactorAt(file, provider, at);
  const cache = row.prices.prices.cacheRead === undefined ? undefined : cacheAt(file, { provider, model, at });
  return {
    provider,
    model,
    at,
    ...(row.from !== undefined && { from: row.from }),
    prices: { ...row.prices, ...(batchFactor !== undefined && { batchFactor }) },
    ...(cache && { cache }),
    source: row.source,
    notes: row.notes,
    otherCharges: row.otherCharges,
  };
}

function findPrices(
  models: readonly PricedModel[],
  pricesOf: PriceBook["pricesOf"],
  question: PriceQuestion,
): HostedPrices | PriceFault {
  if (!isDay(question.at))
    return { part: "at", found: shorten(question.at) || "no date", expected: "a day such as 2024-05-13" };
  const named = nameIn(models, question);
  if ("part" in named) return named;
  const { name, provider } = named;
  const candidates = candidatesFor(models, name, provider);
  const [model] = candidates;
  if (!model) return unknownModel(models, name, provider);
  if (candidates.length > 1) {
    const all = candidates.map((candidate) => `${candidate.provider}:${candidate.model}`);
    const expected = `one of ${all.slice(0, MOST_NAMED).join(", ")}${all.length > MOST_NAMED ? ", …" : ""}`;
    return { part: "name", found: `${shorten(question.name)}, which ${all.length} providers sell`, expected };
  }
  const prices = pricesOf(model, question.at);
  const ownDay = dayInName(name) ?? "";
  if (prices && question.at >= ownDay) return prices;
  const since = [ownDay, model.released ?? "", model.rows[0]?.from ?? ""].sort().at(-1);
  return {
    part: "at",
    found: `${question.at}, when ${shorten(question.name)} had no price`,
    expected: `a day from ${since} on`,
  };
}

const MOST_NAMED = 8;

/** Splits the provider off a name that begins with one. */
function nameIn(
  models: readonly PricedModel[],
  { name, provider }: PriceQuestion,
): { readonly name: string; readonly provider?: string } | PriceFault {
  const plain = name.trim().toLowerCase();
  const providers = new Set(models.map((model) => model.provider));
  if (provider !== undefined && !providers.has(provider.toLowerCase())) {
    const hint = nearest(provider, providers);
    const expected = `a provider of the list: ${[...providers].sort().join(", ")}`;
    return {
      part: "provider",
      found: shorten(provider) || "nothing",
      expected,
      ...(hint !== undefined && { nearest: hint }),
    };
  }
  const [, prefix, rest] = /^([^:/]+)[:/](.+)$/.exec(plain) ?? [];
  if (prefix !== undefined && rest !== undefined && providers.has(prefix))
    if (provider === undefined || provider.toLowerCase() === prefix) return { name: rest, provider: prefix };
  return { name: plain, ...(provider !== undefined && { provider: provider.toLowerCase() }) };
}

/** The models that a name may mean: of the provider that makes them, if that is plain; else of all who sell them. */
function candidatesFor(models: readonly PricedModel[], name: string, provider: string | undefined): PricedModel[] {
  const answering = firstOfEach(models.filter((model) => model.answersTo(name)));
  if (provider !== undefined) return answering.filter((model) => model.provider === provider);
  const maker = MAKERS.find(({ names }) => names.test(name))?.provider;
  const made = answering.filter((model) => model.provider === maker);
  return made.length > 0 ? made : answering;
}

/** A provider lists a name once; where several of its models answer, the first does. */
function firstOfEach(models: readonly PricedModel[]): PricedModel[] {
  const seen = new Set<string>();
  return models.filter(({ provider }) => !seen.has(provider) && seen.add(provider));
}

/** Who makes a model that others sell too. */
const MAKERS: readonly { readonly names: RegExp; readonly provider: string }[] = [
  { names: /^(gpt-(?!oss)|o\d|chatgpt|ft:gpt|text-embedding|davinci|babbage)/, provider: "openai" },
  { names: /^claude/, provider: "anthropic" },
  { names: /^gemini/, provider: "google" },
  { names: /^deepseek/, provider: "deepseek" },
  { names: /^(mistral|ministral|codestral|magistral|devstral|pixtral|open-mi)/, provider: "mistral" },
  { names: /^grok/, provider: "x-ai" },
  { names: /^command/, provider: "cohere" },
  { names: /^(kimi|moonshot)/, provider: "moonshotai" },
  { names: /^sonar/, provider: "perplexity" },
];

function unknownModel(models: readonly PricedModel[], name: string, provider: string | undefined): PriceFault {
  const there = models.filter((model) => provider === undefined || model.provider === provider);
  const hint = nearest(name, [...new Set(there.map(({ model }) => model))]);
  const whose = provider === undefined ? "the price list" : provider;
  return {
    part: "name",
    found: shorten(name) || "no name",
    expected: `a model of ${whose} (llmplan prices lists them)`,
    ...(hint !== undefined && { nearest: hint }),
  };
}
