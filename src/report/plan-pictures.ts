import type { ConversationCurves } from "../analysis/conversation/curves.ts";
import type { Fan } from "../analysis/risk/fan.ts";
import { approachComputeChart } from "./charts/approach-compute.ts";
import { approachDataChart } from "./charts/approach-data.ts";
import { costByTurnsChart } from "./charts/cost-by-turns.ts";
import { costByVolumeChart } from "./charts/cost-by-volume.ts";
import { costComponentsChart } from "./charts/cost-components.ts";
import { costDistributionChart } from "./charts/cost-distribution.ts";
import { fanChart } from "./charts/fan.ts";
import type { Amount } from "./charts/need-text.ts";
import type { Picture } from "./charts/picture.ts";
import { type ReferenceRuns, referenceRunsChart } from "./charts/reference-runs.ts";
import { servingLoadChart } from "./charts/serving-load.ts";
import { UndrawableError } from "./charts/undrawable.ts";
import { formatLargeNumber } from "./large-number.ts";
import type { View } from "./sections/section.ts";
import { sensitivityPictures } from "./sensitivity-pictures.ts";
import { intervalOf } from "./tables/figure-digits.ts";
import { figureAt } from "./tables/figure-table.ts";
import { trainingEstimatesOf } from "./training-pictures.ts";

/** The pictures of a plan, each under the section it belongs to; a section the plan lacks has none. */
export interface PlanPictures {
  readonly conversation: readonly Picture[];
  readonly compute: readonly Picture[];
  readonly approaches: readonly Picture[];
  readonly breakEven: readonly Picture[];
  readonly training: readonly Picture[];
  readonly volume: readonly Picture[];
  readonly sensitivity: readonly Picture[];
  readonly serving: readonly Picture[];
  /** What the numbers of the plan do not allow to draw, and why. */
  readonly undrawable: readonly { readonly section: PictureSection; readonly name: string; readonly reason: string }[];
}

export type PictureSection = Exclude<keyof PlanPictures, "undrawable">;

/**
 * @param curves of the conversation at the central values of its assumptions; absent where there is no conversation
 * @param trainingGpu the GPU that the plan trains on; absent where it trains nothing
 * @param ownRun the run that the plan means to make, to be marked among the published ones
 */
export function planPictures(...plan: Parameters<typeof pictureMakers>): PlanPictures {
  const makers = pictureMakers(...plan);
  const undrawable: PlanPictures["undrawable"][number][] = [];
  const drawn = (section: PictureSection): readonly Picture[] => {
    const { pictures, left } = drawnWith(makers[section]());
    undrawable.push(...left.map((one) => ({ section, ...one })));
    return pictures;
  };
  return {
    conversation: drawn("conversation"),
    compute: drawn("compute"),
    approaches: drawn("approaches"),
    breakEven: drawn("breakEven"),
    training: drawn("training"),
    volume: drawn("volume"),
    sensitivity: drawn("sensitivity"),
    serving: drawn("serving"),
    undrawable,
  };
}

/** The pictures of one section, without the work of the others. */
export const sectionPictures = (
  section: PictureSection,
  ...plan: Parameters<typeof pictureMakers>
): readonly Picture[] => drawnWith(pictureMakers(...plan)[section]()).pictures;

type Makers = Readonly<Record<string, () => Picture>>;

/** @see planPictures */
function pictureMakers(
  view: View,
  curves: ConversationCurves | undefined,
  trainingGpu: string | undefined,
  ownRun?: ReferenceRuns["own"],
): Readonly<Record<PictureSection, () => Makers>> {
  const { fan, sensitivity, serving, outline, volumeCurves } = view;
  return {
    conversation: () => (curves ? conversationCharts(view, curves) : {}),
    compute: () => referenceRuns(view, ownRun),
    approaches: () =>
      outline.approaches.length > 0
        ? { "approach-compute": () => approachCompute(view), "approach-data": () => approachData(view) }
        : {},
    breakEven: () => (volumeCurves ? { "cost-by-volume": () => costByVolume(view, volumeCurves) } : {}),
    training: () => (trainingGpu === undefined ? {} : estimates(view, trainingGpu)),
    volume: () => (fan ? fans(fan) : {}),
    sensitivity: () =>
      Object.fromEntries(
        (sensitivity ? sensitivityPictures(sensitivity) : []).map((picture) => [picture.name, () => picture]),
      ),
    serving: () => (serving ? { "serving-load": () => servingLoadChart(serving) } : {}),
  };
}

/** What can be drawn, and what the numbers do not allow. */
function drawnWith(makers: Makers) {
  const pictures: Picture[] = [];
  const left: { readonly name: string; readonly reason: string }[] = [];
  for (const [name, make] of Object.entries(makers)) {
    const made = drawable(make);
    if ("reason" in made) left.push({ name, reason: made.reason });
    else pictures.push(made);
  }
  return { pictures, left };
}

/** The title names the cheapest option at the plan's volume: the chart shows how far that carries. */
export function costByVolume({ figures, outline }: View, curves: NonNullable<View["volumeCurves"]>): Picture {
  const planVolume = Number(figureAt(figures, "break_even.mean_conversations_per_month").value);
  const cheapest = outline.options.find(({ key }) => key === figures["option.cheapest"]?.value);
  const title = cheapest
    ? `At ${formatLargeNumber(planVolume, { atMost: 3 })} conversations a month the cheapest is: ${cheapest.label}`
    : "Cost over the plan's life by conversations a month";
  return costByVolumeChart({ title, curves, planVolume });
}

/** Scales are made with the configuration, so a picture counts as drawable only once it has one. */
function drawable(make: () => Picture): Picture | { readonly reason: string } {
  try {
    const picture = make();
    picture.configuration();
    return picture;
  } catch (error) {
    if (error instanceof UndrawableError) return { reason: error.message };
    throw error;
  }
}

const estimates = ({ figures }: View, gpu: string): Readonly<Record<string, () => Picture>> => ({
  "training-estimates": () => trainingEstimatesOf({ figures, gpu }),
});

/** A fan needs two months. */
const fans = ({ monthly, cumulative, uncertain }: Fan): Readonly<Record<string, () => Picture>> =>
  monthly.length < 2
    ? {}
    : {
        "fan-cumulative": () => fanChart({ points: cumulative, cumulative: true, uncertain }),
        "fan-monthly": () => fanChart({ points: monthly, cumulative: false, uncertain }),
      };

function conversationCharts({ figures, conversationBudgetUsd: budgetUsd }: View, curves: ConversationCurves) {
  const central = intervalOf(figureAt(figures, "conversation.cost_usd.mean")) !== undefined;
  const { bins, p5Usd, p50Usd, p95Usd, byTurns, usualTurns, components } = curves;
  const kinds = KINDS.flatMap(({ name, label }) => {
    const value = figures[`conversation.cost_usd.${name}`]?.value;
    return typeof value === "number" ? [{ label, meanCostUsd: value }] : [];
  });
  // With a cache, closed forms of the plain conversation would add up to another cost.
  const cached = kinds.length > 1;
  const rows = cached ? kinds : COMPONENTS.map(({ key, label }) => ({ label, meanCostUsd: components[key] }));
  const policy = figures["conversation.policy.forgetting_fraction"] !== undefined;
  return {
    "cost-distribution": () =>
      costDistributionChart({ bins, p5Usd, p50Usd, p95Usd, central, ...(budgetUsd !== undefined && { budgetUsd }) }),
    "cost-by-turns": () => costByTurnsChart({ points: byTurns, usualTurns, central }),
    // Under a policy nothing is known of the parts but their sum.
    ...(policy ? {} : { "cost-components": () => costComponentsChart({ rows, central }) }),
  };
}

const KINDS = [
  { name: "uncached_input", label: "Uncached input" },
  { name: "cache_read", label: "Cache read" },
  { name: "cache_write", label: "Cache write" },
  { name: "output", label: "Output" },
] as const;

const COMPONENTS = [
  { key: "initialPromptUsd", label: "Initial prompt" },
  { key: "historyUsd", label: "History" },
  { key: "newInputUsd", label: "New input" },
  { key: "outputUsd", label: "Output" },
] as const;

function approachCompute({ figures, outline }: View): Picture {
  return approachComputeChart({
    rows: outline.approaches.map(({ key, label }) => ({ label, ...amountAt(figures, `approach.${key}.h100_days`) })),
    budgetH100DaysPerSession: amountAt(figures, "compute.h100_days_per_session"),
  });
}

function approachData({ figures, outline }: View): Picture {
  const rows = outline.approaches.map(({ key, label }) => ({
    label,
    ...amountAt(figures, `approach.${key}.instances_needed`),
  }));
  return approachDataChart({ rows, availableInstances: amountAt(figures, "data.instances") });
}

const GROUPS = {
  pretraining: "Pre-training",
  sft_runs: "SFT, various models",
  sft_llama: "SFT of LLaMA",
  alignment: "Alignment",
  lora_llama: "LoRA of LLaMA",
} as const;

function referenceRuns({ figures, outline }: View, own: ReferenceRuns["own"]): Readonly<Record<string, () => Picture>> {
  const groups = Object.entries(outline.runs).map(([name, rows]) => ({
    label: GROUPS[name as keyof typeof GROUPS],
    runs: rows.flatMap(({ key, label }) => {
      const days = figures[`${name}.${key}.h100_days`]?.value;
      const parameters = figures[`${name}.rows.${key}.parameters`]?.value;
      if (typeof days !== "number" || typeof parameters !== "number") return [];
      return [{ label: label.replace(/ \([^)]*\)$/, ""), parametersBillion: parameters / 1e9, h100Days: days }];
    }),
  }));
  const filled = groups.filter(({ runs }) => runs.length > 0);
  return filled.length > 0
    ? { "reference-runs": () => referenceRunsChart({ groups: filled, ...(own && { own }) }) }
    : {};
}

function amountAt(figures: View["figures"], id: string): Amount {
  const figure = figureAt(figures, id);
  return { value: Number(figure.value), interval90: intervalOf(figure) };
}
