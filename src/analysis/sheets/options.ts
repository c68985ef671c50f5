/** What each option costs over the plan's life, which is cheapest, and where each pair of them crosses. */
import { power } from "../../math/power.ts";
import { cheaperFrom } from "../../model/break-even.ts";
import { lifeMonths } from "../../model/option-cost.ts";
import { ReferenceFault } from "../combination.ts";
import { type Figure, figure, type Node, type Quantity } from "../node.ts";
import { optionPairs } from "../option-pairs.ts";
import type { OptionAssumptions } from "../plan/option-assumptions.ts";
import type { Plan } from "../plan/plan.ts";
import { type OptionCosts, type OptionLife, optionCosts } from "./option-costs.ts";
import { pricedOption } from "./option-prices.ts";

/** The options of a plan, for charts and for what is said of all drawn plans at once. */
export interface OptionsSheet {
  readonly options: readonly OptionCosts[];
  readonly volume: Figure<number>;
  readonly figures: readonly Figure<number | string>[];
}

/**
 * @param nodes what combinations of the options may name
 * @throws ReferenceFault when an option names what is not there, or nothing says how long and at which volume
 */
export function optionsSheet(
  plan: Plan & { readonly options: Readonly<Record<string, OptionAssumptions>> },
  nodes: ReadonlyMap<string, Node>,
): OptionsSheet {
  const { life, shown } = optionLife(plan);
  const priced = Object.entries(plan.options).flatMap(([key, option]) => {
    const found = pricedOption(key, option, plan, nodes);
    return found ? [found] : [];
  });
  const made = new Map<string, OptionCosts>();
  // Those that run at once first: others pay them until they are ready.
  for (const option of priced.filter(({ startMonths }) => !startMonths))
    made.set(option.key, optionCosts(option, life));
  for (const option of priced.filter(({ startMonths }) => startMonths))
    made.set(option.key, optionCosts(option, life, meanwhileOf(option.key, plan, made)));
  const options = priced.flatMap(({ key }) => made.get(key) ?? []);
  return {
    options,
    volume: shown,
    figures: [
      shown,
      ...options.flatMap(({ figures }) => figures),
      ...memoryFigures(plan.options),
      ...(options.length > 0 ? [cheapestOf(options)] : []),
      ...pairFigures(plan.options, options, made),
    ],
  };
}

/** Months with their weights, and the volume at which the options are compared. */
function optionLife(plan: Plan): { readonly life: OptionLife; readonly shown: Figure<number> } {
  const { volume, break_even: shared, asked_volume: asked } = plan;
  const months = volume?.months ?? shared?.months;
  if (!months)
    throw new ReferenceFault("options", "options without an end", "the section volume, or break_even.months");
  const life = figure({
    id: "break_even.life",
    unit: "months",
    label: "Months of the plan with their share of the volume and the worth of their money",
    formula: "(1 + growth)^month ÷ mean; (1 + discount)^(−years to the middle of the month)",
    internal: true,
    of: {
      months,
      growth: volume ? [volume.growth_per_month_fraction] : [],
      discount: shared?.discount_per_year_fraction ? [shared.discount_per_year_fraction] : [],
    },
    by: (x) =>
      lifeMonths({
        months: x.months,
        growthPerMonthFraction: x.growth[0] ?? 0,
        discountPerYearFraction: x.discount[0] ?? 0,
      }),
  });
  const shown = plannedVolume(asked ?? (volume ? undefined : shared?.conversations_per_month), plan);
  return { life: { life, months, volume: shown }, shown };
}

/** Conversations of an average month: asked for, stated, or the mean of the months of the plan's volume. */
function plannedVolume(stated: Quantity | undefined, { volume }: Plan): Figure<number> {
  const about = {
    id: "break_even.mean_conversations_per_month",
    unit: "conversations/month",
    label: "Conversations of an average month, at which the options are compared",
  };
  if (stated) return figure({ ...about, formula: "as stated", of: { stated }, by: (x) => x.stated });
  if (!volume)
    throw new ReferenceFault(
      "options",
      "options at no volume",
      "the section volume, or break_even.conversations_per_month",
    );
  const { conversations_per_month: first, growth_per_month_fraction: growth, months } = volume;
  return figure({
    ...about,
    formula: "mean over the months of first month × (1 + growth)^(months since)",
    of: { first, growth, months },
    by: (x) =>
      Array.from({ length: x.months }, (_, month) => x.first * power(1 + x.growth, month)).reduce((a, b) => a + b, 0) /
      x.months,
  });
}

function meanwhileOf(key: string, { options = {} }: Plan, made: ReadonlyMap<string, OptionCosts>): OptionCosts {
  const named = options[key]?.start?.meanwhile ?? "";
  const found = made.get(named);
  if (found && !options[named]?.start) return found;
  const ready = [...made.keys()].filter((other) => !options[other]?.start);
  throw new ReferenceFault(
    `options.${key}.start.meanwhile`,
    named,
    `an option that runs at once: ${ready.join(", ") || "there is none"}`,
    ready,
  );
}

const BYTES_PER_GIB = 2 ** 30;

/** How full the memory of a server is with the weights of the model alone. */
function memoryFigures(options: Readonly<Record<string, OptionAssumptions>>): readonly Figure<number>[] {
  return Object.entries(options).flatMap(([key, { label, hosting }]) =>
    hosting?.memory
      ? [
          figure({
            id: `option.${key}.memory_fraction`,
            unit: "fraction",
            label: `Share of a server's memory that the weights take: ${label}`,
            formula: "parameters × bytes ÷ (GPUs × memory of one)",
            of: {
              parameters: hosting.memory.parameters,
              bytes: hosting.memory.bytes_per_parameter,
              gpus: hosting.gpus_per_server,
              memoryGib: hosting.memory.gpu_memory,
            },
            by: (x) => (x.parameters * x.bytes) / (x.gpus * x.memoryGib * BYTES_PER_GIB),
          }),
        ]
      : [],
  );
}

function cheapestOf(options: readonly OptionCosts[]): Figure<string> {
  return figure({
    id: "option.cheapest",
    unit: "word",
    label: "Cheapest option at the plan's volume",
    formula: "the option with the least total cost; of equals the first",
    of: { totals: options.map(({ total }) => total) },
    by: (x) => options[x.totals.indexOf(Math.min(...x.totals))]?.key ?? "",
  });
}

/** The crossing of each pair, whether there is one, and what the first saves at the plan's volume. */
function pairFigures(
  written: Readonly<Record<string, OptionAssumptions>>,
  options: readonly OptionCosts[],
  made: ReadonlyMap<string, OptionCosts>,
): readonly Figure<number | string>[] {
  const kinds = options.flatMap(({ key }) => (written[key] ? [{ key, kind: written[key].kind }] : []));
  const seen = new Map<string, string>();
  return optionPairs(kinds).flatMap(({ id, first, second }) => {
    const twice = seen.get(id);
    if (twice !== undefined)
      throw new ReferenceFault(`options.${first}`, `${first}, which makes two pairs called ${id}`, "another key");
    seen.set(id, first);
    const [a, b] = [made.get(first), made.get(second)];
    if (!a || !b) return [];
    const crossing = figure({
      id: `break_even.${id}.conversations_per_month`,
      unit: "conversations/month",
      label: `Conversations of an average month from which ${a.label} stays cheaper than ${b.label}`,
      formula: "the last crossing of both costs by volume; 0 where it is cheaper at once, unlimited where it never is",
      of: { first: a.line, second: b.line },
      by: (x) => cheaperFrom(x.first, x.second),
    });
    const outcome = figure({
      id: `break_even.${id}.outcome`,
      unit: "word",
      label: `Whether ${a.label} becomes cheaper than ${b.label}`,
      formula: "always where the crossing is 0, never where there is none, else from some volume",
      of: { crossing },
      by: (x) => (x.crossing === 0 ? "always" : Number.isFinite(x.crossing) ? "from-some-volume" : "never"),
    });
    const saving = figure({
      id: `break_even.${id}.saving_eur`,
      unit: "EUR",
      label: `What ${a.label} saves against ${b.label} at the plan's volume`,
      formula: "total cost of the other − its total cost",
      of: { first: a.total, second: b.total },
      by: (x) => x.second - x.first,
    });
    return [crossing, outcome, saving];
  });
}
