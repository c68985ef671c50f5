/** The servers of an option that hosts its model: what one costs a month, and how many conversations it carries. */
import { serverConversationsPerMonth } from "../../model/option-cost.ts";
import { HOURS_PER_MONTH } from "../../model/serving-load.ts";
import { ReferenceFault } from "../combination.ts";
import { type Figure, figure, type Quantity } from "../node.ts";
import type { HostingAssumptions } from "../plan/option-assumptions.ts";
import { amountInEur, combinedFigure, currencyOf, type OptionSource, product } from "./option-amounts.ts";
import type { PricedOption } from "./option-costs.ts";

/** @throws ReferenceFault when the plan lacks what the servers rest on */
export function optionServers(option: OptionSource, hosting: HostingAssumptions): NonNullable<PricedOption["servers"]> {
  const { gpus_per_server: gpus, spare_servers: spare } = hosting;
  return { gpus, spare, eurPerMonth: rent(option, hosting), conversationsPerMonth: carried(option, hosting) };
}

function carried(option: OptionSource, hosting: HostingAssumptions): Figure<number> {
  const requestsPerSecondPerGpu =
    hosting.requests_per_second_per_gpu ??
    combinedFigure(
      option,
      {
        name: "requests_per_second_per_gpu",
        at: "hosting.requests_per_second_per_gpu_from",
        unit: "requests/s",
        words: "Requests that a GPU answers in a second",
      },
      hosting.requests_per_second_per_gpu_from ?? 0,
    );
  return figure({
    id: `${option.id}.conversations_per_server_month`,
    unit: "conversations/month",
    label: `Conversations a month that one server carries: ${option.label}`,
    formula: "GPUs × requests/s × share of the capacity × 3600 × busy hours ÷ (peak ÷ mean × requests)",
    of: {
      gpus: hosting.gpus_per_server,
      requestsPerSecondPerGpu,
      utilisationFraction: hosting.utilisation_fraction,
      busyHoursPerMonth: shared(option, "busy_hours_per_month"),
      peakFactor: shared(option, "peak_factor"),
      requestsPerConversation: combinedFigure(
        option,
        {
          name: "requests_per_conversation",
          at: "hosting.requests_per_conversation_from",
          unit: "requests",
          words: "Requests of a conversation",
        },
        hosting.requests_per_conversation_from,
      ),
    },
    by: serverConversationsPerMonth,
  });
}

function rent(option: OptionSource, hosting: HostingAssumptions): Figure<number> {
  const { gpus_per_server: gpus, gpu_price: price, reserved_gpu_price: reservedPrice } = hosting;
  const at = `${option.path}.hosting`;
  if (hosting.rent.value === "reserved" && !reservedPrice)
    throw new ReferenceFault(`${at}.rent.value`, "reserved", "a reserved_gpu_price, or on-demand", ["on-demand"]);
  if (reservedPrice && reservedPrice.unit !== price.unit)
    throw new ReferenceFault(`${at}.reserved_gpu_price`, reservedPrice.unit, `${price.unit}, as on demand`);
  const formula = "GPUs × price × hours that servers run; reserved, × all hours of a month";
  const perMonth = figure({
    id: `${option.id}.server_rent_per_month`,
    unit: price.unit.slice(0, 3),
    label: `Rent of one server, a month, in the currency of its price: ${option.label}`,
    formula,
    internal: true,
    of: { rent: hosting.rent, gpus, price, reservedPrice: reservedPrice ?? price, hours: hosting.hours_per_month },
    by: (x) => x.gpus * (x.rent === "reserved" ? x.reservedPrice * HOURS_PER_MONTH : x.price * x.hours),
  });
  const words = { name: "server_eur_per_month", words: "Rent of one server, a month", formula };
  return amountInEur(option, words, { of: { perMonth }, by: product }, currencyOf(price));
}

function shared({ plan, path }: OptionSource, name: "busy_hours_per_month" | "peak_factor"): Quantity {
  const value = plan.break_even?.[name];
  if (value) return value;
  throw new ReferenceFault(`${path}.hosting`, "servers for an unknown peak", `break_even.${name}`);
}
