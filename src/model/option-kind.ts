/** The words in which a plan says what an option is. */

export const OPTION_KINDS = ["prompt", "hosted", "buy", "self-host"] as const;
/** `prompt` an API; adapt and use a `hosted` fine-tune; `buy` a product; adapt and `self-host` on rented GPUs. */
export type OptionKind = (typeof OPTION_KINDS)[number];

export const RENTS = ["on-demand", "reserved"] as const;
/** On demand, hours in which the servers are off cost nothing; reserved, all hours of the month are paid. */
export type Rent = (typeof RENTS)[number];
