import { TRAINING_METHODS, type TrainingMethod } from "../model/training-method.ts";

/** The method that a word means: `pretrain`, `full`, `QLoRA`, `RLHF` … */
export function trainingMethodNamed(text: string): TrainingMethod | undefined {
  const word = text.toLowerCase().replace(/[^a-z]/g, "");
  return TRAINING_METHODS.find((method) => method.replace("_", "") === word) ?? SPELLINGS[word];
}

/** Words that a method goes by, for hints. */
export const METHOD_WORDS: readonly string[] = [...TRAINING_METHODS, "pretrain", "rlhf", "full"];

const SPELLINGS: Readonly<Record<string, TrainingMethod>> = {
  pretrain: "pretraining",
  pre: "pretraining",
  scratch: "pretraining",
  full: "sft",
  fullfinetuning: "sft",
  finetuning: "sft",
  finetune: "sft",
  supervised: "sft",
  peft: "lora",
  rm: "reward_model",
  reward: "reward_model",
  rewardmodelling: "reward_model",
  rewardmodeling: "reward_model",
  rlhf: "ppo",
  alignment: "dpo",
  otheralignment: "dpo",
  rrhf: "dpo",
};
