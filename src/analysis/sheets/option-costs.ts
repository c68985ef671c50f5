/** The costs of one option as figures: what is paid once, what running it costs, and what both come to by volume. */
import { type CostLine, costAt, fixedLine, piecesFor, sumOfLines } from "../../model/cost-line.ts";
import {
  type LifeMonth,
  type PaidMonth,
  partedLife,
  type RunningCost,
  runningLine,
  type Servers,
} from "../../model/option-cost.ts";
import { type Figure, figure, type Numeric, type Quantity } from "../node.ts";

/** An option whose amounts are settled as nodes, all in EUR. */
export interface PricedOption {
  readonly key: string;
  readonly label: string;
  /** Paid once, at the start, in the order in which they are shown. */
  readonly once: Readonly<Partial<Record<OncePart, Figure<number>>>>;
  readonly operationPerMonth?: Figure<number>;
  readonly licencePerMonth?: Figure<number>;
  readonly licencePerConversation?: Figure<number>;
  readonly apiPerConversation?: Figure<number>;
  readonly servers?: {
    readonly gpus: Quantity;
    readonly eurPerMonth: Figure<number>;
    readonly conversationsPerMonth: Figure<number>;
    readonly spare: Quantity;
  };
  readonly startMonths?: Quantity;
}

export type OncePart = "data" | "adaptation" | "evaluation" | "setup";

/** What the options are paid over. */
export interface OptionLife {
  readonly life: Figure<readonly LifeMonth[]>;
  readonly months: Quantity;
  /** Conversations of an average month. */
  readonly volume: Numeric;
}

export interface OptionCosts {
  readonly key: string;
  readonly label: string;
  /** Cost over the life by volume. */
  readonly line: Figure<CostLine>;
  /** What running it costs, for options that pay it until they are ready. */
  readonly running: Figure<RunningCost>;
  readonly total: Figure<number>;
  readonly figures: readonly Figure<number>[];
}

/** @param meanwhile the option that is paid until this one is ready */
export function optionCosts(
  option: PricedOption,
  { life, months, volume }: OptionLife,
  meanwhile?: OptionCosts,
): OptionCosts {
  const { key, label, servers } = option;
  const id = `option.${key}`;
  const internal = { unit: "EUR", internal: true } as const;
  const parted = figure({
    ...internal,
    id: `${id}.parted_life`,
    unit: "months",
    label: `Months before and after it is ready: ${label}`,
    formula: "months of the plan, parted at the start",
    of: { life, ...(option.startMonths && { startMonths: option.startMonths }) },
    by: (x: { readonly life: readonly LifeMonth[]; readonly startMonths?: number }) =>
      partedLife(x.life, x.startMonths ?? 0),
  });

  const lineOf = (name: string, of: Parameters<typeof runningOf>[1]): Figure<CostLine> =>
    figure({
      ...internal,
      id: `${id}.${name}_line`,
      label: `By volume: ${label}`,
      formula: "Σ over the months in which it runs",
      of: { parted, running: runningOf(`${id}.${name}_running`, of) },
      by: (x) => runningLine(x.running, x.parted.running),
    });
  const running = runningOf(`${id}.running`, option);
  const whileWaiting =
    meanwhile &&
    figure({
      ...internal,
      id: `${id}.meanwhile_line`,
      label: `Until it is ready: ${label}`,
      formula: `Σ over the months before the start, at the costs of ${meanwhile.label}`,
      of: { parted, running: meanwhile.running },
      by: (x: { readonly parted: { readonly before: readonly PaidMonth[] }; readonly running: RunningCost }) =>
        runningLine(x.running, x.parted.before),
    });

  const onVolume = (name: string, words: string, formula: string, line: Figure<CostLine>): Figure<number> =>
    figure({
      id: `${id}.${name}_cost_eur`,
      unit: "EUR",
      label: `${words}: ${label}`,
      formula,
      of: { line, volume },
      by: (x) => costAt(x.line, x.volume),
    });
  const lines: Figure<CostLine>[] = [];
  const parts: Figure<number>[] = Object.values(option.once);
  const part = (name: string, words: string, formula: string, line: Figure<CostLine>): void => {
    lines.push(line);
    parts.push(onVolume(name, words, formula, line));
  };
  const { operationPerMonth, licencePerMonth, licencePerConversation, apiPerConversation } = option;
  if (operationPerMonth)
    part("operation", "Operation", "months it runs × cost of a month", lineOf("operation", { operationPerMonth }));
  if (servers)
    part(
      "hosting",
      "Hosting",
      "Σ over the months it runs of servers (max(1, ⌈conversations ÷ carried⌉) + spare) × cost of one",
      lineOf("hosting", { servers }),
    );
  if (apiPerConversation)
    part("api", "API", "conversations while it runs × cost of one", lineOf("api", { apiPerConversation }));
  if (licencePerMonth || licencePerConversation)
    part(
      "licence",
      "Licence and seats",
      "months it runs × fee + conversations ÷ conversations of a seat × fee of a seat",
      lineOf("licence", {
        ...(licencePerMonth && { licencePerMonth }),
        ...(licencePerConversation && { licencePerConversation }),
      }),
    );
  if (whileWaiting)
    part("meanwhile", `Paid until it is ready (${meanwhile.label})`, "months before × cost of them", whileWaiting);

  const line = figure({
    ...internal,
    id: `${id}.line`,
    label: `Cost by volume: ${label}`,
    formula: "what is paid once + what running costs by volume",
    of: { once: Object.values(option.once), lines },
    by: (x) => sumOfLines([fixedLine(x.once.reduce((sum, cost) => sum + cost, 0)), ...x.lines]),
  });
  const total = figure({
    id: `${id}.total_cost_eur`,
    unit: "EUR",
    label: `Total cost over the plan's life: ${label}`,
    formula: "sum of its parts",
    of: { parts },
    by: (x) => x.parts.reduce((sum, cost) => sum + cost, 0),
  });
  const perConversation = figure({
    id: `${id}.cost_per_conversation_eur`,
    unit: "EUR",
    label: `Cost of a conversation, all costs spread: ${label}`,
    formula: "total cost ÷ (conversations of an average month × months)",
    of: { total, volume, months },
    by: (x) => x.total / (x.volume * x.months),
  });
  return {
    key,
    label,
    line,
    running,
    total,
    figures: [...parts, total, perConversation, ...serverFigures(option, life, volume)],
  };
}

/** What running costs a month, of some of an option's parts. */
function runningOf(
  id: string,
  parts: Pick<
    PricedOption,
    "operationPerMonth" | "licencePerMonth" | "licencePerConversation" | "apiPerConversation" | "servers"
  >,
): Figure<RunningCost> {
  const { operationPerMonth, licencePerMonth, licencePerConversation, apiPerConversation, servers } = parts;
  const present = <Node extends Numeric>(nodes: readonly (Node | undefined)[]): readonly Node[] =>
    nodes.filter((node) => node !== undefined);
  return figure({
    id,
    unit: "EUR",
    label: "What running costs",
    formula: "a month, a conversation, a server",
    internal: true,
    of: {
      perMonth: present([operationPerMonth, licencePerMonth]),
      perConversation: present([licencePerConversation, apiPerConversation]),
      servers: servers ? [servers.eurPerMonth, servers.conversationsPerMonth, servers.spare] : [],
    },
    by: (x): RunningCost => ({
      eurPerMonth: x.perMonth.reduce((sum, cost) => sum + cost, 0),
      eurPerConversation: x.perConversation.reduce((sum, cost) => sum + cost, 0),
      ...(x.servers.length > 0 && { servers: serversOf(x.servers) }),
    }),
  });
}

const serversOf = ([eurPerMonth = 0, conversationsPerMonth = 1, spare = 0]: readonly number[]): Servers => ({
  eurPerMonth,
  conversationsPerMonth,
  spare,
});

/** How many GPUs stand there in the busiest month. */
function serverFigures(
  { key, label, servers }: PricedOption,
  life: Figure<readonly LifeMonth[]>,
  volume: Numeric,
): readonly Figure<number>[] {
  if (!servers) return [];
  const { gpus, conversationsPerMonth, spare } = servers;
  return [
    servers.eurPerMonth,
    conversationsPerMonth,
    figure({
      id: `option.${key}.gpus`,
      unit: "GPUs",
      label: `GPUs in the busiest month, spare ones with them: ${label}`,
      formula: "GPUs of a server × (max(1, ⌈conversations ÷ carried⌉) + spare)",
      of: { gpus, conversationsPerMonth, spare, volume, life },
      by: (x) => {
        const busiest = x.volume * Math.max(...x.life.map(({ weight }) => weight));
        return x.gpus * (piecesFor(busiest, x.conversationsPerMonth) + x.spare);
      },
    }),
  ];
}
