/** What a plan says of one option, settled as amounts in EUR. EUR and USD meet only through the plan's exchange rate. */
import { serverConversationsPerMonth } from "../../model/option-cost.ts";
import { type Combination, combined, ReferenceFault } from "../combination.ts";
import { type Figure, figure, type Node, type Numeric, type Quantity } from "../node.ts";
import type {
  AdaptationAssumptions,
  ApiPriceAssumptions,
  HostingAssumptions,
  LicenceAssumptions,
  OptionAssumptions,
  WorkAssumptions,
} from "../plan/option-assumptions.ts";
import type { Plan } from "../plan/plan.ts";
import type { OncePart, PricedOption } from "./option-costs.ts";

/** Hours of an average month of the Gregorian calendar: 365.2425 × 24 ÷ 12. */
const HOURS_OF_A_MONTH = 730.485;

/**
 * The amounts of an option.
 *
 * @param nodes what its combinations may name
 * @returns undefined where it has amounts in USD and the plan no exchange rate
 * @throws ReferenceFault when it names what is not there
 */
export function pricedOption(
  key: string,
  option: OptionAssumptions,
  plan: Plan,
  nodes: ReadonlyMap<string, Node>,
): PricedOption | undefined {
  const prices = pricing(key, option, plan, nodes);
  if (!plan.budget && namesUsd(option)) return undefined;
  const { label, start, operation, hosting, api, licence } = option;
  const once: Partial<Record<OncePart, Figure<number>>> = {};
  for (const part of ["data", "evaluation", "setup"] as const) {
    const work = option[part];
    if (work) once[part] = prices.work(part, work);
  }
  if (option.adaptation) once.adaptation = prices.adaptation(option.adaptation);
  const { data, adaptation, evaluation, setup } = once;
  return {
    key,
    label,
    once: {
      ...(data && { data }),
      ...(adaptation && { adaptation }),
      ...(evaluation && { evaluation }),
      ...(setup && { setup }),
    },
    ...(start && { startMonths: start.months }),
    ...(operation && { operationPerMonth: prices.operation(operation) }),
    ...(api && { apiPerConversation: prices.api(api) }),
    ...(licence && prices.licence(licence)),
    ...(hosting && { servers: prices.servers(hosting) }),
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

/** The formulas of one option's amounts. */
function pricing(key: string, { label }: OptionAssumptions, plan: Plan, nodes: ReadonlyMap<string, Node>) {
  const id = `option.${key}`;
  const path = `options.${key}`;
  const combine = (name: string, at: string, unit: string, words: string, is: Combination): Figure<number> =>
    combined({ id: `${id}.${name}`, unit, label: `${words}: ${label}`, path: `${path}.${at}` }, is, nodes);
  /** An amount in its own currency as EUR. */
  const inEur = (
    name: string,
    words: string,
    formula: string,
    amount: {
      readonly of: Readonly<Record<string, Numeric>>;
      readonly by: (x: Readonly<Record<string, number>>) => number;
    },
    currency: "EUR" | "USD",
  ): Figure<number> => {
    const about = { id: `${id}.${name}`, unit: "EUR", label: `${words}: ${label}` };
    if (currency === "EUR") return figure({ ...about, formula, of: amount.of, by: amount.by });
    const usdPerEur = plan.budget?.usd_per_eur;
    if (!usdPerEur) throw new ReferenceFault(path, "an amount in USD", "an exchange rate: budget.usd_per_eur");
    return figure({
      ...about,
      formula: `${formula}, at the exchange rate`,
      of: { ...amount.of, usdPerEur },
      by: ({ usdPerEur: rate, ...inUsd }: Readonly<Record<string, number>>) => amount.by(inUsd) / (rate ?? Number.NaN),
    });
  };
  const dayRate = (at: string, own: Quantity | undefined): Quantity => {
    const rate = own ?? plan.break_even?.day_rate;
    if (rate) return rate;
    throw new ReferenceFault(`${path}.${at}`, "days without a price", "day_rate here, or break_even.day_rate");
  };
  const shared = (name: "busy_hours_per_month" | "peak_factor"): Quantity => {
    const value = plan.break_even?.[name];
    if (value) return value;
    throw new ReferenceFault(`${path}.hosting`, "servers for an unknown peak", `break_even.${name}`);
  };

  return {
    work(part: OncePart, { days, days_from, day_rate }: WorkAssumptions): Figure<number> {
      const amount = days ?? combine(`${part}_days`, `${part}.days_from`, "days", WORDS[part], days_from ?? 0);
      return inEur(
        `${part}_cost_eur`,
        WORDS[part],
        "days × day rate",
        { of: { days: amount, rate: dayRate(part, day_rate) }, by: product },
        "EUR",
      );
    },

    adaptation({ cost_eur_from, cost_usd_from, tokens_from, token_price }: AdaptationAssumptions): Figure<number> {
      const words = WORDS.adaptation;
      const name = "adaptation_cost_eur";
      if (cost_eur_from !== undefined) return combine(name, "adaptation.cost_eur_from", "EUR", words, cost_eur_from);
      if (tokens_from !== undefined && token_price) {
        const tokens = combine("training_tokens", "adaptation.tokens_from", "tokens", "Tokens paid for", tokens_from);
        const mega = {
          of: { tokens, price: token_price },
          by: (x: Readonly<Record<string, number>>) => product(x) / 1e6,
        };
        return inEur(name, words, "tokens × price", mega, currencyOf(token_price));
      }
      const usd = combine("adaptation_cost_usd", "adaptation.cost_usd_from", "USD", words, cost_usd_from ?? 0);
      return inEur(name, words, "cost in USD", { of: { usd }, by: product }, "USD");
    },

    operation({ days_per_month: days, day_rate }: NonNullable<OptionAssumptions["operation"]>): Figure<number> {
      const amount = { of: { days, rate: dayRate("operation", day_rate) }, by: product };
      return inEur("operation_eur_per_month", "Operation, a month", "days a month × day rate", amount, "EUR");
    },

    api({ cost_usd_from, cost_eur_from, input_price, output_price }: ApiPriceAssumptions): Figure<number> {
      const name = "api_eur_per_conversation";
      const words = "API, a conversation";
      if (cost_eur_from !== undefined) return combine(name, "api.cost_eur_from", "EUR", words, cost_eur_from);
      if (cost_usd_from !== undefined) {
        const usd = combine("api_usd_per_conversation", "api.cost_usd_from", "USD", words, cost_usd_from);
        return inEur(name, words, "cost in USD", { of: { usd }, by: product }, "USD");
      }
      const tokens = (what: "input" | "output"): Figure<number> =>
        combine(
          `${what}_tokens`,
          "api",
          "tokens",
          `Tokens of a conversation, ${what}`,
          `conversation.${what}_tokens.mean`,
        );
      if (!input_price || !output_price) throw new RangeError("an API without a price");
      const of = { inputTokens: tokens("input"), input_price, outputTokens: tokens("output"), output_price };
      const by = (x: Readonly<Record<string, number>>): number =>
        ((x.inputTokens ?? 0) * (x.input_price ?? 0) + (x.outputTokens ?? 0) * (x.output_price ?? 0)) / 1e6;
      return inEur(name, words, "input tokens × price + output tokens × price", { of, by }, "USD");
    },

    licence({ fee_per_month, fee_per_seat, conversations_per_seat }: LicenceAssumptions) {
      return {
        ...(fee_per_month && {
          licencePerMonth: inEur(
            "licence_eur_per_month",
            "Licence, a month",
            "fee a month",
            { of: { fee: fee_per_month }, by: product },
            currencyOf(fee_per_month),
          ),
        }),
        ...(fee_per_seat &&
          conversations_per_seat && {
            licencePerConversation: inEur(
              "licence_eur_per_conversation",
              "Seats, a conversation",
              "fee of a seat ÷ conversations of a seat",
              {
                of: { fee: fee_per_seat, conversations: conversations_per_seat },
                by: (x: Readonly<Record<string, number>>) => (x.fee ?? 0) / (x.conversations ?? 1),
              },
              currencyOf(fee_per_seat),
            ),
          }),
      };
    },

    servers(hosting: HostingAssumptions): NonNullable<PricedOption["servers"]> {
      const { gpus_per_server: gpus, spare_servers: spare, utilisation_fraction: utilisation, rent } = hosting;
      const requestsPerSecondPerGpu =
        hosting.requests_per_second_per_gpu ??
        combine(
          "requests_per_second_per_gpu",
          "hosting.requests_per_second_per_gpu_from",
          "requests/s",
          "Requests that a GPU answers in a second",
          hosting.requests_per_second_per_gpu_from ?? 0,
        );
      const conversationsPerMonth = figure({
        id: `${id}.conversations_per_server_month`,
        unit: "conversations/month",
        label: `Conversations a month that one server carries: ${label}`,
        formula: "GPUs × requests/s × share of the capacity × 3600 × busy hours ÷ (peak ÷ mean × requests)",
        of: {
          gpus,
          requestsPerSecondPerGpu,
          utilisationFraction: utilisation,
          busyHoursPerMonth: shared("busy_hours_per_month"),
          peakFactor: shared("peak_factor"),
          requestsPerConversation: combine(
            "requests_per_conversation",
            "hosting.requests_per_conversation_from",
            "requests",
            "Requests of a conversation",
            hosting.requests_per_conversation_from,
          ),
        },
        by: serverConversationsPerMonth,
      });
      const { gpu_price: price, reserved_gpu_price: reservedPrice } = hosting;
      if (rent.value === "reserved" && !reservedPrice)
        throw new ReferenceFault(`${path}.hosting.rent.value`, "reserved", "a reserved_gpu_price, or on-demand", [
          "on-demand",
        ]);
      if (reservedPrice && reservedPrice.unit !== price.unit)
        throw new ReferenceFault(
          `${path}.hosting.reserved_gpu_price`,
          reservedPrice.unit,
          `${price.unit}, as on demand`,
        );
      const perMonth = figure({
        id: `${id}.server_rent_per_month`,
        unit: price.unit.slice(0, 3),
        label: `Rent of one server, a month, in the currency of its price: ${label}`,
        formula: "GPUs × price × hours that servers run; reserved, × all hours of a month",
        internal: true,
        of: { rent, gpus, price, reservedPrice: reservedPrice ?? price, hours: hosting.hours_per_month },
        by: (x) => x.gpus * (x.rent === "reserved" ? x.reservedPrice * HOURS_OF_A_MONTH : x.price * x.hours),
      });
      const eurPerMonth = inEur(
        "server_eur_per_month",
        "Rent of one server, a month",
        "GPUs × price × hours that servers run; reserved, × all hours of a month",
        { of: { perMonth }, by: product },
        currencyOf(price),
      );
      return { gpus, eurPerMonth, conversationsPerMonth, spare };
    },
  };
}

const WORDS: Readonly<Record<OncePart, string>> = {
  data: "Data",
  adaptation: "Adaptation",
  evaluation: "Evaluation",
  setup: "Set-up",
};

const product = (x: Readonly<Record<string, number>>): number =>
  Object.values(x).reduce((product, value) => product * value, 1);

const currencyOf = ({ unit }: Quantity): "EUR" | "USD" => (unit.startsWith("USD") ? "USD" : "EUR");
