import { combined, ReferenceFault } from "../combination.ts";
import type { ConversationModel } from "../conversation/model.ts";
import { ancestorsOf } from "../evaluate.ts";
import type { Figure, Leaf, Node } from "../node.ts";
import type { Plan } from "../plan/plan.ts";
import { RUN_TABLES, type RunTable } from "../plan/reference-tables.ts";
import { planCorrelations } from "../plan-correlations.ts";
import type { RankCorrelation } from "../rank-correlation.ts";
import type { Printed } from "../result.ts";
import type { PlanCost } from "../risk/plan-cost.ts";
import { apiApproachSheet } from "./api-approach.ts";
import { approachSheet } from "./approach.ts";
import { budgetSheet } from "./budget.ts";
import { type ConversationEngine, conversationSheet } from "./conversation.ts";
import { dataYieldSheet } from "./data-yield.ts";
import { datasetsSheet } from "./datasets.ts";
import { evaluationSheet } from "./evaluation.ts";
import { equivalenceSheet } from "./hardware.ts";
import { modelsSheet } from "./models.ts";
import { type OptionsSheet, optionsSheet } from "./options.ts";
import { planCostSheet } from "./plan-cost.ts";
import { planServingSheet } from "./plan-serving.ts";
import { planTrainingSheet } from "./plan-training.ts";
import { projectionSheet } from "./projection.ts";
import { type RunFigures, runsSheet } from "./runs.ts";
import { sftVsLoraSheet } from "./sft-vs-lora.ts";
import { volumeSheet } from "./volume.ts";

/** Everything a plan computes, in the order in which it is written: a figure is only made of nodes that exist. */
export interface Sheet {
  readonly printed: readonly Printed[];
  /** Printed figures and the plan's leaves, by id. */
  readonly nodes: ReadonlyMap<string, Node>;
  readonly leaves: readonly Leaf[];
  /** The conversation as a law of chance, for charts. */
  readonly conversationModel?: Figure<ConversationModel>;
  /** What risk is computed from, where the plan has conversations. */
  readonly planCost?: Figure<PlanCost>;
  /** What each option costs by volume, where the plan has options. */
  readonly options?: OptionsSheet;
  readonly correlations: readonly RankCorrelation[];
}

/**
 * Builds the sheet of a plan.
 *
 * @throws ReferenceFault when the plan names a figure, a row or a GPU that is not there
 */
export function planSheet(plan: Plan, engine: ConversationEngine): Sheet {
  const printed: Printed[] = [];
  const leaves = leavesOf(plan);
  const nodes = new Map<string, Node>(leaves.map((leaf) => [leaf.id, leaf]));
  const print = <F extends Printed>(figures: readonly F[]): readonly F[] => {
    for (const figure of figures) nodes.set(figure.id, figure);
    printed.push(...figures);
    return figures;
  };

  const conversation = plan.conversation && conversationSheet(plan.conversation, engine);
  if (conversation) print<Printed>([plan.conversation.conversations, ...conversation.figures]);
  if (plan.volume && !conversation)
    throw new ReferenceFault("volume", "a volume of no conversations", "the section conversation too");
  const volume = plan.volume && conversation && volumeSheet(plan.volume, conversation);
  if (volume) print(volume.figures);
  const data = plan.data && dataYieldSheet(plan.data);
  if (data) print(data.figures);
  const budget = plan.budget && budgetSheet(plan.budget);
  if (budget) print<Printed>(budget.figures);

  const equivalence = equivalenceSheet(plan);
  const runs = new Map<RunTable, RunFigures>();
  for (const name of RUN_TABLES) {
    const table = plan[name];
    if (table) runs.set(name, runsSheet(name, table, equivalence));
  }
  print(equivalence.figures());
  for (const { figures } of runs.values()) print<Printed>(figures);
  const datasets =
    plan.sft_datasets && plan.reference_data && datasetsSheet(plan.sft_datasets, plan.reference_data.tokens_per_word);
  if (datasets) print<Printed>(datasets.figures);
  const sft = runs.get("sft_llama");
  const lora = runs.get("lora_llama");
  if (sft && lora) print(sftVsLoraSheet(sft, lora));

  for (const [key, { label, is }] of Object.entries(plan.ratios ?? {}))
    print([combined({ id: `ratio.${key}`, unit: "ratio", label, path: `ratios.${key}.is` }, is, nodes)]);

  for (const [key, approach] of Object.entries(plan.approaches ?? {})) {
    if (!plan.data || !data || !budget)
      throw new ReferenceFault(`approaches.${key}`, "nothing to weigh it against", "the sections data and budget too");
    print(
      approachSheet(
        key,
        approach,
        { data: plan.data, yield: data, budget, needs: plan.needs, annotation: plan.annotation },
        nodes,
      ),
    );
  }
  if (plan.api) {
    if (!plan.budget || !conversation)
      throw new ReferenceFault("api", "nothing to weigh it by", "the sections budget and conversation too");
    print(apiApproachSheet(plan.api, plan.budget, conversation.costMean));
  }
  if (plan.projection) {
    if (!plan.budget) throw new ReferenceFault("projection", "no budget to project for", "the section budget too");
    const tables = Object.fromEntries(RUN_TABLES.flatMap((name) => (plan[name] ? [[name, plan[name]]] : [])));
    print(projectionSheet(plan.projection, plan.budget, { tables, figures: runs, datasets }, nodes));
  }
  if (plan.training && plan.training_catalog) {
    if (!plan.budget) throw new ReferenceFault("training", "training", "costs of training need the section budget");
    print(planTrainingSheet(plan.training, plan.budget, plan.training_catalog, nodes));
  }
  if (plan.serving && plan.serving_catalog) {
    if (!plan.budget) throw new ReferenceFault("serving", "serving", "the rent of GPUs needs the section budget");
    print(planServingSheet(plan.serving, plan.budget, plan.serving_catalog, nodes));
  }
  const evaluation = plan.evaluation && evaluationSheet(plan.evaluation);
  if (evaluation) print<Printed>(evaluation.figures);
  if (plan.models) {
    if (!plan.evaluation || !evaluation)
      throw new ReferenceFault("models", "nothing to judge them by", "the section evaluation too");
    print<Printed>(modelsSheet(plan.models, plan.evaluation, evaluation));
  }
  const options = hasOptions(plan) ? optionsSheet(plan, nodes) : undefined;
  if (options) print<Printed>(options.figures);
  const planCost =
    conversation &&
    planCostSheet({
      ...conversation,
      conversations: plan.conversation.conversations,
      ...(volume && { byMonth: volume.byMonth }),
    });
  return {
    printed,
    nodes,
    leaves,
    correlations: planCorrelations(plan.correlations ?? [], nodes),
    ...(conversation && { conversationModel: conversation.model }),
    ...(planCost && { planCost }),
    ...(options && { options }),
  };
}

/** Options may rest on the plan's own training run, which is computed only where its catalog is at hand. */
function hasOptions(plan: Plan): plan is Plan & { readonly options: NonNullable<Plan["options"]> } {
  return plan.options !== undefined && (plan.training === undefined || plan.training_catalog !== undefined);
}

/** The leaves of the plan that no figure rests on. */
export function unusedLeavesOf(sheet: Sheet): readonly Leaf[] {
  const used = new Set(ancestorsOf(sheet.printed).map((node) => node.id));
  return sheet.leaves.filter((leaf) => !used.has(leaf.id));
}

/** The printed figures whose ids start with one of some sections: `data`, `compute` … */
export function figuresOf(sheet: Sheet, sections: readonly string[]): readonly Printed[] {
  return sheet.printed.filter(({ id }) => sections.some((section) => id.startsWith(`${section}.`)));
}

/** All leaves in a plan, whatever their nesting; a law's parameters after the law. */
function leavesOf(value: unknown): readonly Leaf[] {
  if (typeof value !== "object" || value === null) return [];
  if (!isLeaf(value)) return Object.values(value).flatMap(leavesOf);
  return value.leaf === "law" ? [value, ...Object.values(value.of)] : [value];
}

function isLeaf(value: object): value is Leaf {
  return "kind" in value && value.kind === "leaf";
}
