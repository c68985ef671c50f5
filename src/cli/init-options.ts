export interface InitOptions {
  readonly from?: "rolepl-ai";
  readonly title?: string;
  readonly turns?: number;
  readonly userTokens?: number;
  readonly assistantTokens?: number;
  readonly initialTokens?: number;
  readonly conversations?: number;
  readonly inputPrice?: number;
  readonly outputPrice?: number;
  readonly model?: string;
  readonly at?: string;
  readonly budgetUsd?: number;
  readonly yes?: boolean;
}
