import { localNumbers } from "./locale.ts";

/** The answer of a tab in a sentence or two. */
export function AnswerLine({ text }: { readonly text: string }) {
  return <p class="answer">{localNumbers(text)}</p>;
}
