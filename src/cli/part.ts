import { approachesSection } from "../report/sections/approaches-section.ts";
import { computeSection } from "../report/sections/compute-section.ts";
import { dataSection } from "../report/sections/data-section.ts";
import { computePlan } from "./compute-plan.ts";
import type { PlanOptions } from "./options.ts";
import { showSection } from "./show-section.ts";
import { withAssumptions } from "./with-assumptions.ts";

/** For each part of a plan: the section that shows it, and the first parts of the ids it shows. */
const PARTS = {
  data: { section: dataSection, ids: ["data"] },
  compute: {
    section: computeSection,
    ids: [
      "compute",
      "budget",
      "hardware",
      "pretraining",
      "sft_runs",
      "sft_llama",
      "alignment",
      "lora_llama",
      "sft_datasets",
      "sft_vs_lora",
    ],
  },
  approaches: {
    section: approachesSection,
    ids: ["approach", "projection", "ratio", "compute", "data", "training"],
  },
} as const;

/** `llmplan data`, `llmplan compute`, `llmplan approaches`. */
export function partCommand(part: keyof typeof PARTS, named: string | undefined, options: PlanOptions): void {
  const { section, ids } = PARTS[part];
  showSection(part, withAssumptions(computePlan(named, options, { sections: ids })), options, section);
}
