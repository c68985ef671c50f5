/** A model's name reduced to letters and digits: `meta-llama/Llama-2-7b-hf` is `llama27b`. */
export function plainModelName(name: string): string {
  return name
    .toLowerCase()
    .replace(/^[^/]*\//, "")
    .replace(/[-_ ](hf|chat|instruct|base|it)$/, "")
    .replace(/[^a-z0-9]/g, "");
}
