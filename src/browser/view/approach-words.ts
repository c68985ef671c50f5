/** What the approaches are, for somebody who has never met them; approaches that a plan adds have no such words. */
const WORDS: Readonly<Record<string, string>> = {
  pretraining: "Building a new language model from nothing but text. The longest and dearest way by far.",
  sft: "Fine-tuning: an existing model goes on learning from example conversations until it behaves like them. All of the model changes.",
  rlhf: "People compare the model's answers, and it learns to prefer what they prefer. Follows on fine-tuning.",
  other_alignment: "Newer, simpler ways to teach a model what people prefer, without a separate judge model.",
  lora: "Fine-tuning a thin layer of additions while the model itself stays as it is: far less computing, as much example data.",
  api: "Training nothing: a finished model on somebody else's computers gets instructions, and every conversation is paid for.",
};

export const approachWords = (key: string): string => WORDS[key] ?? "";

/** A verdict as people say it. */
export function verdictWords(word: string): { readonly text: string; readonly tone: "good" | "middling" | "bad" } {
  switch (word) {
    case "suitable":
      return { text: "Fits", tone: "good" };
    case "needs-more-data":
      return { text: "Fits with more data", tone: "middling" };
    default:
      return { text: "Does not fit", tone: "bad" };
  }
}
