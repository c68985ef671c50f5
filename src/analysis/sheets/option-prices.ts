/** What a plan says of one option, settled as amounts in EUR. */
import { ReferenceFault } from "../combination.ts";
import type { Figure, Node, Quantity } from "../node.ts";
import type {
  AdaptationAssumptions,
  ApiPriceAssumptions,
  LicenceAssumptions,
  OptionAssumptions,
  WorkAssumptions,
} from "../plan/option-assumptions.ts";
import type { Plan } from "../plan/plan.ts";
import { amountInEur, combinedFigure, currencyOf, type OptionSource, product } from "./option-amounts.ts";
import type { OncePart, PricedOption } from "./option-costs.ts";
import { optionServers } from "./option-servers.ts";

/**
 * The amounts of an option.
 *
 * @param nodes what its combinations may name
 * @returns undefined where it has amounts in USD and the plan no exchange rate
 * @throws ReferenceFault when it names what is not there
 */
export function pricedOption(
  key: string,
  assumed: OptionAssumptions,
  plan: Plan,
  nodes: ReadonlyMap<string, Node>,
): PricedOption | undefined {
  if (!plan.budget && namesUsd(assumed)) return undefined;
  const { label, start, operation, hosting, api, licence } = assumed;
  const option: OptionSource = { label, id: `option.${key}`, path: `options.${key}`, plan, nodes };
  return {
    key,
    label,
    once: paidOnce(option, assumed),
    ...(start && { startMonths: start.months }),
    ...(operation && { operationPerMonth: operationCost(option, operation) }),
    ...(api && { apiPerConversation: apiCost(option, api) }),
    ...(licence && licenceCosts(option, licence)),
    ...(hosting && { servers: optionServers(option, hosting) }),
  };
}

/** Whether some amount of an option is in USD. */
export function namesUsd({ adaptation, hosting, api, licence }: OptionAssumptions): boolean {
  const priced = [adaptation?.token_price, hosting?.gpu_price, hosting?.reserved_gpu_price];
  const fees = [licence?.fee_per_month, licence?.fee_per_seat, api?.input_price];
  return (
    adaptation?.cost_usd_from !== undefined ||
    api?.cost_usd_from !== undefined ||
    [...priced, ...fees].some((price) => price?.unit.startsWith("USD"))
  );
}

const WORDS: Readonly<Record<OncePart, string>> = {
  data: "Data",
  adaptation: "Adaptation",
  evaluation: "Evaluation",
  setup: "Set-up",
};

/** In the order in which the parts are shown. */
function paidOnce(option: OptionSource, { data, adaptation, evaluation, setup }: OptionAssumptions) {
  return {
    ...(data && { data: workCost(option, "data", data) }),
    ...(adaptation && { adaptation: adaptationCost(option, adaptation) }),
    ...(evaluation && { evaluation: workCost(option, "evaluation", evaluation) }),
    ...(setup && { setup: workCost(option, "setup", setup) }),
  };
}

function workCost(
  option: OptionSource,
  part: OncePart,
  { days, days_from, day_rate }: WorkAssumptions,
): Figure<number> {
  const words = WORDS[part];
  const amount =
    days ??
    combinedFigure(option, { name: `${part}_days`, at: `${part}.days_from`, unit: "days", words }, days_from ?? 0);
  const of = { days: amount, rate: dayRate(option, part, day_rate) };
  return amountInEur(
    option,
    { name: `${part}_cost_eur`, words, formula: "days × day rate" },
    { of, by: product },
    "EUR",
  );
}

function dayRate({ plan, path }: OptionSource, at: string, own: Quantity | undefined): Quantity {
  const rate = own ?? plan.break_even?.day_rate;
  if (rate) return rate;
  throw new ReferenceFault(`${path}.${at}`, "days without a price", "day_rate here, or break_even.day_rate");
}

function adaptationCost(option: OptionSource, adaptation: AdaptationAssumptions): Figure<number> {
  const { cost_eur_from, cost_usd_from, tokens_from, token_price } = adaptation;
  const words = WORDS.adaptation;
  const name = "adaptation_cost_eur";
  if (cost_eur_from !== undefined)
    return combinedFigure(option, { name, at: "adaptation.cost_eur_from", unit: "EUR", words }, cost_eur_from);
  if (tokens_from !== undefined && token_price) {
    const paid = {
      name: "training_tokens",
      at: "adaptation.tokens_from",
      unit: "tokens",
      words: "Tokens paid for",
    };
    const of = { tokens: combinedFigure(option, paid, tokens_from), price: token_price };
    const by = (x: Readonly<Record<string, number>>): number => product(x) / 1e6;
    return amountInEur(option, { name, words, formula: "tokens × price" }, { of, by }, currencyOf(token_price));
  }
  const inUsd = { name: "adaptation_cost_usd", at: "adaptation.cost_usd_from", unit: "USD", words };
  const usd = combinedFigure(option, inUsd, cost_usd_from ?? 0);
  return amountInEur(option, { name, words, formula: "cost in USD" }, { of: { usd }, by: product }, "USD");
}

function operationCost(
  option: OptionSource,
  { days_per_month: days, day_rate }: NonNullable<OptionAssumptions["operation"]>,
): Figure<number> {
  const words = {
    name: "operation_eur_per_month",
    words: "Operation, a month",
    formula: "days a month × day rate",
  };
  const of = { days, rate: dayRate(option, "operation", day_rate) };
  return amountInEur(option, words, { of, by: product }, "EUR");
}

function apiCost(option: OptionSource, api: ApiPriceAssumptions): Figure<number> {
  const { cost_usd_from, cost_eur_from, input_price, output_price } = api;
  const name = "api_eur_per_conversation";
  const words = "API, a conversation";
  if (cost_eur_from !== undefined)
    return combinedFigure(option, { name, at: "api.cost_eur_from", unit: "EUR", words }, cost_eur_from);
  if (cost_usd_from !== undefined) {
    const inUsd = { name: "api_usd_per_conversation", at: "api.cost_usd_from", unit: "USD", words };
    const usd = combinedFigure(option, inUsd, cost_usd_from);
    return amountInEur(option, { name, words, formula: "cost in USD" }, { of: { usd }, by: product }, "USD");
  }
  if (!input_price || !output_price) throw new RangeError("an API without a price");
  const tokens = (what: "input" | "output"): Figure<number> =>
    combinedFigure(
      option,
      { name: `${what}_tokens`, at: "api", unit: "tokens", words: `Tokens of a conversation, ${what}` },
      `conversation.${what}_tokens.mean`,
    );
  const of = { inputTokens: tokens("input"), input_price, outputTokens: tokens("output"), output_price };
  const by = (x: Readonly<Record<string, number>>): number =>
    ((x.inputTokens ?? 0) * (x.input_price ?? 0) + (x.outputTokens ?? 0) * (x.output_price ?? 0)) / 1e6;
  const formula = "input tokens × price + output tokens × price";
  return amountInEur(option, { name, words, formula }, { of, by }, "USD");
}

function licenceCosts(option: OptionSource, licence: LicenceAssumptions) {
  const { fee_per_month, fee_per_seat, conversations_per_seat } = licence;
  const month = { name: "licence_eur_per_month", words: "Licence, a month", formula: "fee a month" };
  const seats = {
    name: "licence_eur_per_conversation",
    words: "Seats, a conversation",
    formula: "fee of a seat ÷ conversations of a seat",
  };
  return {
    ...(fee_per_month && {
      licencePerMonth: amountInEur(
        option,
        month,
        { of: { fee: fee_per_month }, by: product },
        currencyOf(fee_per_month),
      ),
    }),
    ...(fee_per_seat &&
      conversations_per_seat && {
        licencePerConversation: amountInEur(
          option,
          seats,
          {
            of: { fee: fee_per_seat, conversations: conversations_per_seat },
            by: (x) => (x.fee ?? 0) / (x.conversations ?? 1),
          },
          currencyOf(fee_per_seat),
        ),
      }),
  };
}
