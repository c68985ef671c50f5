/**
 * Where the documents say how a figure comes about: the page of its model, else a section of the index docs/methods.md.
 * The longest beginning of the id that is listed decides.
 */
export function methodPage(id: string): string {
  const words = id.split(".");
  for (let count = words.length; count > 0; count--) {
    const page = PAGES.get(words.slice(0, count).join("."));
    if (page) return `docs/${page}`;
  }
  return "docs/methods.md#everything-else";
}

/** Beginnings of ids, and where they lead. */
const PAGES: ReadonlyMap<string, string> = new Map([
  ["conversation", "conversation.md"],
  ["conversation.caching", "conversation-policies.md#prompt-caching"],
  ["conversation.cache", "conversation-policies.md#prompt-caching"],
  ["conversation.policy", "conversation-policies.md#context-policies"],
  ["data", "data-yield.md"],
  ["approach", "approach.md"],
  ["needs", "approach.md"],
  ["annotation", "approach.md"],
  ["api", "approach.md"],
  ["projection", "approach.md#projection"],
  ["training", "training.md"],
  ["memory", "memory.md"],
  ["serving", "serving.md"],
  ["break_even", "break-even.md"],
  ["option", "break-even.md"],
  ["options", "break-even.md"],
  ["price", "prices.md"],
  ["prices", "prices.md"],
  ["hosted", "prices.md"],
  ["hosted_models", "prices.md"],
  ["replay", "logs.md"],
  ["measured", "logs.md"],
  ["calibrate", "logs.md"],
  ["volume", "risk.md"],
  ["risk", "risk.md"],
  ["sensitivity", "risk.md"],
  ["sft_datasets", "methods.md#data"],
  ["reference_data", "methods.md#data"],
  ["budget", "methods.md#compute"],
  ["compute", "methods.md#compute"],
  ["hardware", "methods.md#compute"],
  ["gpu_equivalence", "methods.md#compute"],
  ["gpus", "methods.md#compute"],
  ["pretraining", "methods.md#published-runs"],
  ["sft_runs", "methods.md#published-runs"],
  ["sft_llama", "methods.md#published-runs"],
  ["sft_vs_lora", "methods.md#published-runs"],
  ["alignment", "methods.md#published-runs"],
  ["lora_llama", "methods.md#published-runs"],
  ["ratio", "methods.md#published-runs"],
  ["models", "methods.md#models"],
  ["evaluation", "methods.md#models"],
  ["ratings", "methods.md#models"],
]);
