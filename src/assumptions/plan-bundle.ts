/** A plan as texts that travel together, so that a page without files or network reads it as a command does. */
import { z } from "zod";
import { PLAN_SAMPLINGS } from "../analysis/plan-draws.ts";
import type { ServingCatalog } from "../analysis/serving/catalog.ts";
import type { PriceBook, PriceFault, PriceQuestion } from "./prices/price-book.ts";
import type { HostedPrices } from "./prices/priced-model.ts";

const texts = z.record(z.string(), z.string());

/** A price that was asked for, with what the price list says. */
export interface FoundPrice {
  readonly question: PriceQuestion;
  readonly found: HostedPrices;
}

const planBundle = z.strictObject({
  /** Version of llmplan that gathered it. */
  version: z.string(),
  /** Texts of files, by their path from the plan's folder. */
  files: texts,
  /** The plan file among them. */
  path: z.string(),
  /** The claims of the plan's document among them, where there are any. */
  claims: z.string().optional(),
  /** Texts of the facts that come with the package, by their path in its catalog; empty where the plan needs none. */
  facts: texts,
  /** What is known about model servers; absent where neither the plan nor a scenario serves a model. */
  serving: z.custom<ServingCatalog>((value) => typeof value === "object" && value !== null).optional(),
  /** What the price list says of the models that the plan and its scenarios name. */
  prices: z.array(z.custom<FoundPrice>((value) => typeof value === "object")),
  /** What was put over the plan when it was gathered. */
  scenarios: z.array(z.string()),
  sets: z.array(z.string()),
  /** Names the values that result: 16 hex digits. */
  digest: z.string(),
  seed: z.number(),
  draws: z.number(),
  sampling: z.enum(PLAN_SAMPLINGS),
});

export type PlanBundle = Readonly<z.output<typeof planBundle>>;

/** Reads a bundle from JSON; throws where it is none. */
export const readPlanBundle = (json: string): PlanBundle => planBundle.parse(JSON.parse(json));

/** The prices that travel with a plan; any other is told to be unknown there. */
export const pricesIn = ({ prices, version }: PlanBundle): Pick<PriceBook, "find"> => ({
  find(question): HostedPrices | PriceFault {
    const known = prices.find(({ question: asked }) => sameQuestion(asked, question));
    if (known) return known.found;
    const names = prices.map(({ question: asked }) => asked.name);
    const expected = names.length > 0 ? `one of ${names.join(", ")}, whose prices it has` : "prices, in numbers";
    return {
      part: "name",
      found: `${question.name}, which this page of llmplan ${version} has no price for`,
      expected,
    };
  },
});

const sameQuestion = (one: PriceQuestion, other: PriceQuestion): boolean =>
  one.name === other.name && one.at === other.at && one.provider === other.provider;

/** The text of one of the files; throws as reading a file that is not there does. */
export const textIn =
  (files: Readonly<Record<string, string>>) =>
  (path: string): string => {
    const text = Object.hasOwn(files, path) ? files[path] : undefined;
    if (text === undefined) throw new Error("it is not in this page");
    return text;
  };

/** Names of the files in a folder. */
export const namesIn =
  (files: Readonly<Record<string, string>>) =>
  (folder: string): readonly string[] =>
    Object.keys(files).flatMap((path) => (path.startsWith(`${folder}/`) ? [path.slice(folder.length + 1)] : []));
