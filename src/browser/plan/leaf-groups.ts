import type { Leaf } from "../../analysis/node.ts";
import type { OpenPlan } from "./open-plan.ts";

export interface LeafGroup {
  readonly key: string;
  readonly title: string;
  readonly leaves: readonly Leaf[];
  /** Published facts, seldom changed. */
  readonly facts: boolean;
}

/** The assumptions of a plan by section, in its order; a law's parameters after the law. */
export function leafGroups({ sheet }: OpenPlan): readonly LeafGroup[] {
  const groups = new Map<string, Leaf[]>();
  for (const leaf of sheet.leaves) {
    const key = leaf.id.split(".")[0] ?? "";
    groups.set(key, [...(groups.get(key) ?? []), leaf]);
  }
  const all = [...groups].map(([key, leaves]): LeafGroup => {
    const facts = leaves.every(({ id }) => id.includes(".rows."));
    return { key, title: titleOf(key), leaves, facts };
  });
  return [...all.filter(({ facts }) => !facts), ...all.filter(({ facts }) => facts)];
}

const TITLES: Readonly<Record<string, string>> = {
  api: "Hosted model",
  gpus: "GPUs",
  gpu_equivalence: "How GPUs compare",
  sft_datasets: "Published fine-tuning datasets",
  pretraining: "Published pre-training runs",
  sft_runs: "Published fine-tuned models",
  sft_llama: "Published fine-tuning of LLaMA",
  lora_llama: "Published LoRA of LLaMA",
  alignment: "Published alignment runs",
};

const titleOf = (key: string): string =>
  TITLES[key] ?? `${key.charAt(0).toUpperCase()}${key.slice(1).replaceAll("_", " ")}`;
