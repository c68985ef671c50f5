import { type Figure, figure } from "../node.ts";
import type { RunFigures } from "./runs.ts";

/** LoRA as a share of full fine-tuning, for the models that stand in both tables. */
export function sftVsLoraSheet(sft: RunFigures, lora: RunFigures): readonly Figure<number>[] {
  return [...lora.h100Hours].flatMap(([key, loraHours]) => {
    const sftHours = sft.h100Hours.get(key);
    if (!sftHours) return [];
    return figure({
      id: `sft_vs_lora.${key}.ratio`,
      unit: "fraction",
      label: `H100-hours of LoRA for each H100-hour of SFT, ${key}`,
      formula: "H100-hours of LoRA ÷ H100-hours of SFT",
      of: { loraHours, sftHours },
      by: (hours) => hours.loraHours / hours.sftHours,
    });
  });
}
