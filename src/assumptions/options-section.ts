/** The form of a plan's sections on its options: what they share, and each with its costs. */
import { z } from "zod";
import { type Combination, OPERATION_NAMES } from "../analysis/combination.ts";
import { OPTION_KINDS, type OptionKind, RENTS } from "../model/option-kind.ts";
import { choice } from "./choice-slot.ts";
import { withResult } from "./draft.ts";
import { quantity as plainQuantity, type QuantitySpec } from "./quantity-slot.ts";

/** A quantity that says which option it is about: options state the same things. */
const quantity = (spec: QuantitySpec) =>
  plainQuantity(spec).transform((written) =>
    withResult(written, (leaf, { id }) => ({ ...leaf, label: `${leaf.label} (${id.split(".")[1]})` })),
  );

const DAY_RATE = { label: "A day of work", unit: "EUR/day", min: 0 } as const;
const dayRate = quantity(DAY_RATE);

/** What the options share. */
export const breakEvenSection = z.strictObject({
  months: plainQuantity({
    label: "Months that are paid for",
    unit: "months",
    min: 1,
    max: 120,
    integer: true,
  }).optional(),
  conversations_per_month: plainQuantity({
    label: "Conversations of an average month",
    unit: "conversations/month",
    exclusiveMin: 0,
    max: 1e9,
  }).optional(),
  discount_per_year_fraction: plainQuantity({
    label: "Discount rate a year",
    unit: "fraction",
    min: -0.5,
    max: 1,
  }).optional(),
  day_rate: plainQuantity(DAY_RATE).optional(),
  busy_hours_per_month: plainQuantity({
    label: "Hours of a month in which people talk to the model",
    unit: "hours/month",
    exclusiveMin: 0,
    max: 744,
  }).optional(),
  peak_factor: plainQuantity({
    label: "Busiest minutes compared with the busy hours",
    unit: "ratio",
    min: 1,
  }).optional(),
});

const text = (description: string) => z.string({ error: () => "text" }).meta({ description });

/** What each kind of option must have, and cannot have. */
const PARTS: Readonly<Record<OptionKind, { readonly needs: readonly Part[]; readonly lacks: readonly Part[] }>> = {
  prompt: { needs: ["api"], lacks: ["hosting", "adaptation"] },
  hosted: { needs: ["api"], lacks: ["hosting"] },
  "self-host": { needs: ["hosting"], lacks: [] },
  buy: { needs: ["licence"], lacks: ["adaptation"] },
};

type Part = "api" | "hosting" | "licence" | "adaptation";

/**
 * The options by key.
 *
 * @param from the form of a combination of ids and numbers, which other sections share
 */
export const optionsSection = (from: z.ZodType<Combination>) => {
  const combination = (what: string) =>
    from
      .optional()
      .meta({ description: `${what}: an id, a number, or one of ${OPERATION_NAMES.join(", ")} of several` });
  const work = (what: string) =>
    oneOf(
      z.strictObject({
        days: quantity({ label: `Days of work, ${what}`, unit: "days", min: 0 }).optional(),
        days_from: combination(`Days of work, ${what}`),
        day_rate: dayRate.optional(),
      }),
      ["days", "days_from"],
    ).optional();
  const adaptation = oneOf(
    z.strictObject({
      cost_eur_from: combination("Cost in EUR"),
      cost_usd_from: combination("Cost in USD"),
      tokens_from: combination("Tokens that are paid for"),
      token_price: quantity({
        label: "Price of training tokens",
        unit: ["USD/Mtok", "EUR/Mtok"],
        min: 0,
      }).optional(),
    }),
    ["cost_eur_from", "cost_usd_from", "tokens_from"],
  ).refine(together("tokens_from", "token_price"), { error: () => "tokens_from and token_price, both or neither" });
  const price = (label: string) => quantity({ label, unit: ["EUR/GPU-hour", "USD/GPU-hour"], exclusiveMin: 0 });
  const hosting = oneOf(
    z.strictObject({
      gpus_per_server: quantity({ label: "GPUs of a server", unit: "GPUs", min: 1, integer: true }),
      requests_per_second_per_gpu: quantity({
        label: "Requests that a GPU answers in a second",
        unit: "requests/s",
        exclusiveMin: 0,
      }).optional(),
      requests_per_second_per_gpu_from: combination("Requests that a GPU answers in a second"),
      requests_per_conversation_from: from.meta({ description: "Requests of a conversation" }),
      utilisation_fraction: quantity({
        label: "Share of the capacity that is planned with",
        unit: "fraction",
        exclusiveMin: 0,
        max: 1,
      }),
      spare_servers: quantity({ label: "Spare servers", unit: "servers", min: 0, max: 1000, integer: true }),
      rent: choice(RENTS, "How GPUs are rented"),
      gpu_price: price("Rent of a GPU for an hour, on demand"),
      reserved_gpu_price: price("Rent of a GPU for an hour, reserved").optional(),
      hours_per_month: quantity({
        label: "Hours of a month in which servers run, on demand",
        unit: "hours/month",
        exclusiveMin: 0,
        max: 744,
      }),
      memory: z
        .strictObject({
          parameters: quantity({ label: "Parameters of the served model", unit: "parameters", exclusiveMin: 0 }),
          bytes_per_parameter: quantity({ label: "Bytes a parameter", unit: "bytes/parameter", exclusiveMin: 0 }),
          gpu_memory: quantity({ label: "Memory of a GPU", unit: "GiB", exclusiveMin: 0 }),
        })
        .optional()
        .meta({ description: "What must fit into the memory of a server" }),
    }),
    ["requests_per_second_per_gpu", "requests_per_second_per_gpu_from"],
  );
  const api = oneOf(
    z.strictObject({
      cost_usd_from: combination("Cost of a conversation in USD"),
      cost_eur_from: combination("Cost of a conversation in EUR"),
      input_price: quantity({ label: "Price of input tokens", unit: "USD/Mtok", min: 0 }).optional(),
      output_price: quantity({ label: "Price of output tokens", unit: "USD/Mtok", min: 0 }).optional(),
    }),
    ["cost_usd_from", "cost_eur_from", "input_price"],
  ).refine(together("input_price", "output_price"), { error: () => "input_price and output_price, both or neither" });
  const licence = z
    .strictObject({
      fee_per_month: quantity({ label: "Licence fee a month", unit: ["EUR/month", "USD/month"], min: 0 }).optional(),
      fee_per_seat: quantity({
        label: "Fee of a seat for a month",
        unit: ["EUR/seat-month", "USD/seat-month"],
        min: 0,
      }).optional(),
      conversations_per_seat: quantity({
        label: "Conversations of a seat in a month",
        unit: "conversations/seat-month",
        exclusiveMin: 0,
      }).optional(),
    })
    .refine(together("fee_per_seat", "conversations_per_seat"), {
      error: () => "fee_per_seat and conversations_per_seat, both or neither",
    })
    .refine((written) => written.fee_per_month !== undefined || written.fee_per_seat !== undefined, {
      error: () => "fee_per_month, fee_per_seat, or both",
    });
  const option = z
    .strictObject({
      kind: z.enum(OPTION_KINDS).meta({
        description: "prompt an API; adapt and use a hosted fine-tune; buy a product; adapt and self-host on GPUs",
      }),
      label: text("Name for tables and charts"),
      source: text("Where the option is described, or who chose it"),
      start: z
        .strictObject({
          months: quantity({ label: "Months until it is ready", unit: "months", min: 0, max: 120 }),
          meanwhile: text("Option that is paid until then, by its key"),
        })
        .optional(),
      data: work("data"),
      adaptation: adaptation.optional(),
      evaluation: work("evaluation"),
      setup: work("set-up"),
      operation: z
        .strictObject({
          days_per_month: quantity({ label: "Days of work a month, operation", unit: "days/month", min: 0 }),
          day_rate: dayRate.optional(),
        })
        .optional(),
      hosting: hosting.optional(),
      api: api.optional(),
      licence: licence.optional(),
    })
    .superRefine((written, context) => {
      const { needs, lacks } = PARTS[written.kind];
      for (const part of needs.filter((part) => written[part] === undefined))
        context.addIssue({ code: "custom", message: `${part}, which an option of kind ${written.kind} has` });
      for (const part of lacks.filter((part) => written[part] !== undefined))
        context.addIssue({
          code: "custom",
          path: [part],
          message: `no ${part}, which an option of kind ${written.kind} does not have`,
        });
    });
  const key = z.string().regex(/^[a-z][a-z0-9_]*$/, { error: () => "a key: a-z, then a-z, 0-9 and _" });
  return z.record(key, option).meta({ description: "Ways to get the model, by key, each with its costs" });
};

/** Holds a map to exactly one of some keys. */
function oneOf<Shape extends z.ZodRawShape>(schema: z.ZodObject<Shape>, keys: readonly string[]) {
  return schema.refine(
    (written) => keys.filter((key) => (written as Readonly<Record<string, unknown>>)[key] !== undefined).length === 1,
    { error: () => `exactly one of ${keys.join(", ")}` },
  );
}

const together =
  (one: string, other: string) =>
  (written: object): boolean => {
    const stated = written as Readonly<Record<string, unknown>>;
    return (stated[one] === undefined) === (stated[other] === undefined);
  };
