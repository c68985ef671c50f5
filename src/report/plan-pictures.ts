import type { ConversationCurves } from "../analysis/conversation/curves.ts";
import type { Fan } from "../analysis/risk/fan.ts";
import { approachComputeChart } from "./charts/approach-compute.ts";
import { approachDataChart } from "./charts/approach-data.ts";
import { costByTurnsChart } from "./charts/cost-by-turns.ts";
import { costComponentsChart } from "./charts/cost-components.ts";
import { costDistributionChart } from "./charts/cost-distribution.ts";
import { fanChart } from "./charts/fan.ts";
import type { Amount } from "./charts/need-text.ts";
import type { Picture } from "./charts/picture.ts";
import { referenceRunsChart } from "./charts/reference-runs.ts";
import type { View } from "./sections/section.ts";
import { sensitivityPictures } from "./sensitivity-pictures.ts";
import { intervalOf } from "./tables/figure-digits.ts";
import { figureAt } from "./tables/figure-table.ts";

/** The pictures of a plan, each under the section it belongs to; a section the plan lacks has none. */
export interface PlanPictures {
  readonly conversation: readonly Picture[];
  readonly compute: readonly Picture[];
  readonly approaches: readonly Picture[];
  readonly volume: readonly Picture[];
  readonly sensitivity: readonly Picture[];
}

/** @param curves of the conversation at the central values of its assumptions; absent where there is no conversation */
export function planPictures(view: View, curves: ConversationCurves | undefined): PlanPictures {
  return {
    conversation: curves ? [costDistributionChart(curves), costByTurns(curves), costComponents(view)] : [],
    compute: referenceRuns(view),
    approaches: view.outline.approaches.length > 0 ? [approachCompute(view), approachData(view)] : [],
    volume: view.fan ? fans(view.fan) : [],
    sensitivity: view.sensitivity ? sensitivityPictures(view.sensitivity) : [],
  };
}

/** A fan needs two months. */
const fans = ({ monthly, cumulative, uncertain }: Fan): readonly Picture[] =>
  monthly.length < 2
    ? []
    : [
        fanChart({ points: cumulative, cumulative: true, uncertain }),
        fanChart({ points: monthly, cumulative: false, uncertain }),
      ];

const costByTurns = ({ byTurns, usualTurns }: ConversationCurves): Picture =>
  costByTurnsChart({ points: byTurns, usualTurns });

const COMPONENTS = {
  initial_prompt: "Initial prompt",
  history: "History",
  new_input: "New input",
  output: "Output",
} as const;

function costComponents({ figures }: View): Picture {
  const rows = Object.entries(COMPONENTS).map(([name, label]) => ({
    label,
    meanCostUsd: numberAt(figures, `conversation.cost_usd.${name}`),
  }));
  return costComponentsChart({ rows });
}

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

function referenceRuns({ figures, outline }: View): readonly Picture[] {
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
  return filled.length > 0 ? [referenceRunsChart({ groups: filled })] : [];
}

const numberAt = (figures: View["figures"], id: string): number => Number(figureAt(figures, id).value);

function amountAt(figures: View["figures"], id: string): Amount {
  const figure = figureAt(figures, id);
  return { value: Number(figure.value), interval90: intervalOf(figure) };
}
