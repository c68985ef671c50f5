/** Where the documents say how a kind of figure comes about: a file and its section, by the first word of the id. */
export const methodPage = (id: string): string =>
  `docs/methods.md#${SECTIONS[id.split(".")[0] ?? ""] ?? "everything-else"}`;

const SECTIONS: Readonly<Record<string, string>> = {
  conversation: "conversations",
  data: "data",
  sft_datasets: "data",
  budget: "compute",
  compute: "compute",
  hardware: "compute",
  pretraining: "published-runs",
  sft_runs: "published-runs",
  sft_llama: "published-runs",
  sft_vs_lora: "published-runs",
  alignment: "published-runs",
  lora_llama: "published-runs",
  ratio: "published-runs",
  approach: "approaches",
  projection: "projections",
  training: "training",
  models: "models",
  evaluation: "models",
  ratings: "models",
  volume: "money-over-time",
  risk: "money-over-time",
};
