/** What a plan says of its options: ways to get the model, each with its costs over the plan's life. */
import type { OptionKind, Rent } from "../../model/option-kind.ts";
import type { Combination } from "../combination.ts";
import type { Choice, Quantity } from "../node.ts";

/** What all options share. A section `volume` of the plan wins over months and volume here. */
export interface BreakEvenAssumptions {
  readonly months?: Quantity;
  readonly conversations_per_month?: Quantity;
  readonly discount_per_year_fraction?: Quantity;
  /** What a day of work costs, where an option does not say. */
  readonly day_rate?: Quantity;
  /** Hours of a month in which people talk to the model. */
  readonly busy_hours_per_month?: Quantity;
  /** Arrivals of the busiest minutes ÷ mean of the busy hours. */
  readonly peak_factor?: Quantity;
}

export interface OptionAssumptions {
  readonly kind: OptionKind;
  readonly label: string;
  readonly source: string;
  /** When it is ready, and which option is paid until then; at once where absent. */
  readonly start?: { readonly months: Quantity; readonly meanwhile: string };
  readonly data?: WorkAssumptions;
  readonly adaptation?: AdaptationAssumptions;
  readonly evaluation?: WorkAssumptions;
  readonly setup?: WorkAssumptions;
  readonly operation?: { readonly days_per_month: Quantity; readonly day_rate?: Quantity };
  readonly hosting?: HostingAssumptions;
  readonly api?: ApiPriceAssumptions;
  readonly licence?: LicenceAssumptions;
}

/** Days of people: stated, or taken from elsewhere in the plan. */
export interface WorkAssumptions {
  readonly days?: Quantity;
  readonly days_from?: Combination;
  readonly day_rate?: Quantity;
}

/** What adapting the model costs: an amount from elsewhere in the plan, or tokens at a price. */
export interface AdaptationAssumptions {
  readonly cost_eur_from?: Combination;
  readonly cost_usd_from?: Combination;
  readonly tokens_from?: Combination;
  readonly token_price?: Quantity;
}

/** Servers that are rented whole: how many follows from the volume. */
export interface HostingAssumptions {
  readonly gpus_per_server: Quantity;
  readonly requests_per_second_per_gpu?: Quantity;
  readonly requests_per_second_per_gpu_from?: Combination;
  readonly requests_per_conversation_from: Combination;
  readonly utilisation_fraction: Quantity;
  readonly spare_servers: Quantity;
  readonly rent: Choice<Rent>;
  readonly gpu_price: Quantity;
  readonly reserved_gpu_price?: Quantity;
  readonly hours_per_month: Quantity;
  /** What must fit into the memory of a server's GPUs. */
  readonly memory?: {
    readonly parameters: Quantity;
    readonly bytes_per_parameter: Quantity;
    readonly gpu_memory: Quantity;
  };
}

/** What a conversation costs: an amount from elsewhere in the plan, or the plan's tokens at these prices. */
export interface ApiPriceAssumptions {
  readonly cost_usd_from?: Combination;
  readonly cost_eur_from?: Combination;
  readonly input_price?: Quantity;
  readonly output_price?: Quantity;
}

export interface LicenceAssumptions {
  readonly fee_per_month?: Quantity;
  readonly fee_per_seat?: Quantity;
  readonly conversations_per_seat?: Quantity;
}
