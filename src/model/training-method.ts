/** Ways of training a model, and what each asks of the hardware for every token. */
export const TRAINING_METHODS = ["pretraining", "sft", "lora", "qlora", "reward_model", "dpo", "ppo"] as const;
export type TrainingMethod = (typeof TRAINING_METHODS)[number];

/**
 * Matrix-multiplication passes over a token, in units of 2 FLOP a parameter: a forward pass is one, the gradient with
 * respect to activations one, the gradient with respect to weights one.
 */
export interface TokenPasses {
  /** Passes through the trained model. */
  readonly model: number;
  /** Passes through the critic and reward models; PPO only. */
  readonly critic: number;
  /** Passes of attention over the sequence: forward 1, backward 2. */
  readonly attention: number;
}

/**
 * - pre-training, SFT: forward and backward, 3 (Kaplan 2020, arXiv 2001.08361, section 2.1: 6 FLOP a parameter)
 * - LoRA, QLoRA: the frozen weights need no gradient of their own, 2 (Hu 2021, arXiv 2106.09685, section 4.2)
 * - reward model: as SFT, over both answers of a comparison (Ouyang 2022, arXiv 2203.02155, section 3.5)
 * - DPO: as SFT, and a forward pass of the reference model, 4 (Rafailov 2023, arXiv 2305.18290, equation 7)
 * - PPO: forward and backward of the actor 3, its log-probabilities before the step 1, the reference model 1,
 *   generation 1; the critic values once and trains 4, the reward model 1 (Ouyang 2022, appendix C.4)
 */
export function tokenPasses(method: TrainingMethod): TokenPasses {
  switch (method) {
    case "pretraining":
    case "sft":
    case "reward_model":
      return { model: 3, critic: 0, attention: 3 };
    case "lora":
    case "qlora":
      return { model: 2, critic: 0, attention: 3 };
    case "dpo":
      return { model: 4, critic: 0, attention: 4 };
    case "ppo":
      return { model: 6, critic: 5, attention: 6 };
  }
}

/** Whether the method trains adapters beside frozen weights. */
export const trainsAdapters = (method: TrainingMethod): boolean => method === "lora" || method === "qlora";
